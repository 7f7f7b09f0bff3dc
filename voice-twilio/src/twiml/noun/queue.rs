//! `Queue`.

use crate::twiml::Method;
use crate::twiml::element::element;

element! {
    /// A queue, from which `Dial` takes who has waited longest.
    Queue = "Queue" {
        /// The document that the waiting caller hears before the two are connected.
        url: url = "url";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// A `TaskRouter` reservation.
        reservation_sid: text = "reservationSid";
        /// What a worker does after the call.
        post_work_activity_sid: text = "postWorkActivitySid";
    }
    text(text)
    /// The queue's name.
    name, Rule::Chars(64);
}
