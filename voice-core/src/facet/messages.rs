//! Text messages.

use crate::open_enum;

open_enum! {
    /// Where a text message stands.
    pub enum MessageStatus {
        /// Accepted by the provider.
        Queued = "queued" | "accepted" | "scheduled",
        /// On its way to the carrier.
        Sending = "sending",
        /// The carrier has it.
        Sent = "sent",
        /// The phone has it.
        Delivered = "delivered" | "partially_delivered",
        /// The carrier could not deliver it.
        Undelivered = "undelivered",
        /// The provider could not send it.
        Failed = "failed",
        /// It came to us.
        Received = "received" | "receiving",
        /// It was read.
        Read = "read",
        /// It was called off.
        Canceled = "canceled",
    }
}
