//! Text messages.

use async_trait::async_trait;
use url::Url;

use super::query::builders;
use crate::words::private::Origin;
use crate::{
    Cursor, Direction, Error, MessageId, Money, Page, Party, PrivateText, Raw, Reference, Result,
    Timestamp, open_enum,
};

/// Sends and reads text messages. Twilio, Exotel, Quo; Bland on enterprise plans.
#[async_trait]
pub trait Messages: Send + Sync {
    /// The options of a [`NewMessage`] that the vendor honours.
    fn support(&self) -> &'static [MessageOption];

    /// Sends a text, once: it is never sent again after it may have reached the carrier (L1).
    ///
    /// # Errors
    /// `Unsupported` for an option that is not in [`support`](Self::support), before anything is sent;
    /// `InvalidRequest` for a text that is blank or longer than the vendor takes.
    async fn send_message(&self, message: &NewMessage) -> Result<Message>;

    /// Fetches one message.
    ///
    /// # Errors
    /// `NotFound` if there is none.
    async fn message(&self, id: &MessageId) -> Result<Message>;

    /// Lists messages, newest first.
    ///
    /// # Errors
    /// `Unsupported` for a filter that the vendor cannot apply, or the lack of one that it needs.
    async fn list_messages(&self, query: &MessageQuery) -> Result<Page<Message>>;
}

/// Refuses the options that a provider cannot honour; call it before any I/O (L2).
///
/// # Errors
/// `Unsupported`, naming the provider and the first such option.
pub fn refuse_message_options(
    provider: &'static str,
    supported: &[MessageOption],
    message: &NewMessage,
) -> Result<()> {
    match message
        .options()
        .into_iter()
        .find(|option| !supported.contains(option))
    {
        Some(option) => Err(Error::unsupported_option(
            provider,
            "send_message",
            option.as_str(),
            "this provider cannot honour it",
        )),
        None => Ok(()),
    }
}

/// A text message to be sent.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NewMessage {
    /// One of our numbers.
    pub from: Party,
    /// To whom. Several make one group message where the vendor has them (Quo), and are refused elsewhere.
    pub to: Vec<Party>,
    /// What it says.
    pub body: PrivateText,
    /// Pictures and files to send along.
    pub media: Vec<Url>,
    /// Where the provider reports how it goes.
    pub status_callback: Option<Url>,
    /// When it is sent; `None` = now.
    pub send_at: Option<Timestamp>,
    /// Your own name for it, where the vendor echoes it.
    pub reference: Option<Reference>,
}

// Not derived: an address may hold a token.
impl std::fmt::Debug for NewMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            from,
            to,
            body,
            media,
            status_callback,
            send_at,
            reference,
        } = self;
        f.debug_struct("NewMessage")
            .field("from", from)
            .field("to", to)
            .field("body", body)
            .field("media", &media.iter().map(Origin).collect::<Vec<_>>())
            .field("status_callback", &status_callback.as_ref().map(Origin))
            .field("send_at", send_at)
            .field("reference", reference)
            .finish()
    }
}

impl NewMessage {
    /// A text from one of our numbers to somebody.
    pub fn new(from: impl Into<Party>, to: impl Into<Party>, body: impl Into<PrivateText>) -> Self {
        Self {
            from: from.into(),
            to: vec![to.into()],
            body: body.into(),
            media: Vec::new(),
            status_callback: None,
            send_at: None,
            reference: None,
        }
    }

    /// Somebody else in the same group message.
    #[must_use]
    pub fn and_to(mut self, to: impl Into<Party>) -> Self {
        self.to.push(to.into());
        self
    }

    /// A picture or file.
    #[must_use]
    pub fn media(mut self, url: Url) -> Self {
        self.media.push(url);
        self
    }

    /// Where the provider reports how it goes.
    #[must_use]
    pub fn status_callback(mut self, url: Url) -> Self {
        self.status_callback = Some(url);
        self
    }

    /// Sends it later.
    #[must_use]
    pub fn send_at(mut self, at: Timestamp) -> Self {
        self.send_at = Some(at);
        self
    }

    /// Names it.
    #[must_use]
    pub fn reference(mut self, reference: Reference) -> Self {
        self.reference = Some(reference);
        self
    }

    /// The options that are set, in a fixed order.
    pub fn options(&self) -> Vec<MessageOption> {
        let set = [
            (MessageOption::Group, self.to.len() > 1),
            (MessageOption::Media, !self.media.is_empty()),
            (
                MessageOption::StatusCallback,
                self.status_callback.is_some(),
            ),
            (MessageOption::SendAt, self.send_at.is_some()),
            (MessageOption::Reference, self.reference.is_some()),
        ];
        set.into_iter()
            .filter_map(|(option, is_set)| is_set.then_some(option))
            .collect()
    }
}

/// The options of a [`NewMessage`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MessageOption {
    /// More than one recipient.
    Group,
    /// [`NewMessage::media`]
    Media,
    /// [`NewMessage::status_callback`]
    StatusCallback,
    /// [`NewMessage::send_at`]
    SendAt,
    /// [`NewMessage::reference`]
    Reference,
}

impl MessageOption {
    /// All of them, in the order of declaration.
    pub const ALL: &'static [Self] = &[
        Self::Group,
        Self::Media,
        Self::StatusCallback,
        Self::SendAt,
        Self::Reference,
    ];

    /// The word, as errors print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Media => "media",
            Self::StatusCallback => "status_callback",
            Self::SendAt => "send_at",
            Self::Reference => "reference",
        }
    }
}

/// A text message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Where it stands.
    pub status: MessageStatus,
    /// Who began it.
    pub direction: Option<Direction>,
    /// Who sent it.
    pub from: Option<Party>,
    /// To whom.
    pub to: Vec<Party>,
    /// What it says.
    pub body: Option<PrivateText>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// What it cost.
    pub price: Option<Money>,
    /// Why it failed, by the vendor's code.
    pub error_code: Option<Box<str>>,
    /// The vendor's own record.
    pub raw: Raw,
}

impl Message {
    /// A message of which nothing is known but its id and status.
    pub fn new(id: MessageId, status: MessageStatus) -> Self {
        Self {
            id,
            status,
            direction: None,
            from: None,
            to: Vec::new(),
            body: None,
            created_at: None,
            sent_at: None,
            price: None,
            error_code: None,
            raw: Raw::default(),
        }
    }
}

/// Which messages to list. Filters combine with *and*.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct MessageQuery {
    /// Who sent it.
    pub from: Option<Party>,
    /// To whom.
    pub to: Option<Party>,
    /// Sent at or after this instant.
    pub since: Option<Timestamp>,
    /// Sent before this instant.
    pub until: Option<Timestamp>,
    /// How many a page; `None` = the vendor's default.
    pub page_size: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
}

impl MessageQuery {
    /// All messages.
    pub fn new() -> Self {
        Self::default()
    }
}

builders!(MessageQuery {
    from,
    to,
    since,
    until,
    page_size,
    cursor,
});

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
