//! Flows that are ready to use: documents of this crate, to start from or to run as they are.
//!
//! Each is a JSON text for [`Flow::from_json`](crate::Flow::from_json), declares its variables with a default,
//! and validates without a finding. The files are in the crate's `flows` folder.
//!
//! ```
//! use voice_ivr_flow::{Flow, templates};
//!
//! let flow = Flow::from_json(templates::VENDOR_ORDER_CONFIRMATION.as_bytes())?;
//! assert!(flow.check().is_empty());
//! # Ok::<(), voice_ivr_flow::ParseError>(())
//! ```

/// A shop confirms an order in Hindi: 1 accepts, 2 cancels, 3 says in 15, 20 or 30 minutes (again 1, 2, 3).
///
/// Variables: `vendor_name`, `order_id`, `item_count`; afterwards `minutes` holds the time that was chosen.
pub const VENDOR_ORDER_CONFIRMATION: &str = include_str!("../flows/vendor-order-confirmation.json");

/// A company's front desk: sales, support or a message; busy and unanswered calls go to voicemail.
///
/// Variables: `company`, `sales_number`, `support_number`; afterwards `message_url` holds the recording.
pub const RECEPTION: &str = include_str!("../flows/reception.json");

/// A rider hears about a delivery and accepts (1) or rejects it (2).
///
/// Variables: `order_id`, `pickup`, `area`; afterwards `answer` is `accepted`, `rejected` or empty.
pub const RIDER_DELIVERY_ALERT: &str = include_str!("../flows/rider-delivery-alert.json");

/// All of them, with the name of the file.
pub const ALL: [(&str, &str); 3] = [
    ("vendor-order-confirmation", VENDOR_ORDER_CONFIRMATION),
    ("reception", RECEPTION),
    ("rider-delivery-alert", RIDER_DELIVERY_ALERT),
];
