//! Identifiers, each its own type so that a recording's id cannot be used where a call's belongs.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// Takes the vendor's id verbatim; ids are opaque here.
            pub fn new(id: impl Into<Box<str>>) -> Self {
                Self(id.into())
            }

            /// The vendor's id verbatim.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.into())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id.into())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! {
    /// A call, as its provider names it (Twilio `CallSid`, Bland `call_id`, Quo `AC…`).
    CallId
    /// A recording.
    RecordingId
    /// A transcript. Where a vendor keeps one transcript a call, this is the call's id.
    TranscriptId
    /// A text message.
    MessageId
    /// A batch or campaign of calls.
    BatchId
    /// A number that the account holds (Twilio `PN…`); not the number itself.
    NumberId
    /// A contact in the vendor's address book.
    ContactId
    /// A voice of the vendor's text-to-speech.
    VoiceId
    /// A call flow that the vendor keeps (a Bland pathway, an Exotel app).
    HostedFlowId
    /// A webhook subscription.
    WebhookId
}
