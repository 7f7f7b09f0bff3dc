//! Text messages.

use voice_core::{Party, PrivateText};

use super::payload::payloads;

payloads! {
    /// A text came in.
    IncomingMessage {
        /// `SM…` or `MM…`
        message_sid: text(String) = "MessageSid";
        /// The same.
        sms_sid: text(String) = "SmsSid";
        /// The same.
        sms_message_sid: text(String) = "SmsMessageSid";
        /// `AC…`
        account_sid: text(String) = "AccountSid";
        /// `MG…`
        messaging_service_sid: text(String) = "MessagingServiceSid";
        /// Who sent it.
        from: party(Party) = "From";
        /// To which of our numbers.
        to: party(Party) = "To";
        /// What it says.
        body: private(PrivateText) = "Body";
        /// How many pictures; their URLs are `MediaUrl0` and so on.
        num_media: number(u64) = "NumMedia";
    }

    /// A text of ours moved on.
    MessageStatusCallback {
        /// `SM…` or `MM…`
        message_sid: text(String) = "MessageSid";
        /// Where it stands.
        status: word(voice_core::MessageStatus) = "MessageStatus";
        /// Why it failed.
        error_code: text(String) = "ErrorCode";
        /// Who sent it.
        from: party(Party) = "From";
        /// To whom.
        to: party(Party) = "To";
    }
}
