//! Text messages. Who sent one and to whom is in [`CommonParameters`](super::CommonParameters).

use voice_core::PrivateText;

use super::payload::payloads;
use crate::ErrorCode;
use crate::webhook::parameters::MessageMedia;
use crate::words::MessageState;

payloads! {
    /// A text came in.
    IncomingMessage {
        /// `SM…` or `MM…`
        message_sid: text(String) = "MessageSid";
        /// The same.
        sms_sid: text(String) = "SmsSid";
        /// The same.
        sms_message_sid: text(String) = "SmsMessageSid";
        /// `MG…`
        messaging_service_sid: text(String) = "MessagingServiceSid";
        /// What it says.
        body: private(PrivateText) = "Body";
        /// How many files it has.
        num_media: number(u64) = "NumMedia";
        + /// Its files.
        media: [MessageMedia] = media();
    }

    /// A text of ours moved on.
    MessageStatusCallback {
        /// `SM…` or `MM…`
        message_sid: text(String) = "MessageSid";
        /// Where it stands.
        status: word(MessageState) = "MessageStatus";
        /// Why it failed, by Twilio's code.
        error_code: code(ErrorCode) = "ErrorCode";
    }
}
