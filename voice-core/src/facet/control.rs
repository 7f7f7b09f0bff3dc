//! Steering a call that is under way.

use async_trait::async_trait;

use crate::{Answer, CallId, Error, Party, Result};

/// Steers a live call.
///
/// Hanging up: Twilio, Bland. Sending it elsewhere: Twilio (a new document), Bland (a blind transfer to a number).
/// Exotel's v1 calls and Quo cannot be steered at all.
///
/// Each method has a body that refuses, so that a provider writes only what its vendor can do;
/// [`support`](Self::support) says which those are, and the conformance suite holds it to that.
#[async_trait]
pub trait CallControl: Send + Sync {
    /// Which of the methods below the vendor can do.
    fn support(&self) -> &'static [ControlOperation];

    /// The provider's name, for the errors of the methods that it lacks.
    fn provider(&self) -> &'static str;

    /// Ends the call, also one that is still queued or ringing.
    ///
    /// # Errors
    /// `NotFound` if there is no such call or it has ended; both are told alike because some vendors do.
    async fn hang_up(&self, _call: &CallId) -> Result<()> {
        Err(Error::unsupported(
            self.provider(),
            ControlOperation::HangUp.as_str(),
        ))
    }

    /// Gives the call something else to do, as if it were answered anew.
    ///
    /// # Errors
    /// `Unsupported` for an [`Answer`] that the provider does not take here; `Conflict` if the call has ended.
    async fn redirect(&self, _call: &CallId, _answer: &Answer) -> Result<()> {
        Err(Error::unsupported(
            self.provider(),
            ControlOperation::Redirect.as_str(),
        ))
    }

    /// Hands the caller over to somebody else, blind or attended.
    ///
    /// # Errors
    /// `Unsupported` for a mode that the vendor lacks; `Conflict` if the call has ended.
    async fn transfer(&self, _call: &CallId, _transfer: &Transfer) -> Result<()> {
        Err(Error::unsupported(
            self.provider(),
            ControlOperation::BlindTransfer.as_str(),
        ))
    }

    /// Puts the caller on hold, or takes them back.
    ///
    /// # Errors
    /// `Conflict` if the call is not in a conference, where the vendor holds only there (Twilio).
    async fn hold(&self, _call: &CallId, _switch: Switch) -> Result<()> {
        Err(Error::unsupported(
            self.provider(),
            ControlOperation::Hold.as_str(),
        ))
    }

    /// Mutes the caller, or lets them be heard again.
    ///
    /// # Errors
    /// As [`hold`](Self::hold).
    async fn mute(&self, _call: &CallId, _switch: Switch) -> Result<()> {
        Err(Error::unsupported(
            self.provider(),
            ControlOperation::Mute.as_str(),
        ))
    }

    /// Ends every live call of the account, and says how many that were where the vendor tells (Bland).
    ///
    /// # Errors
    /// As the provider says.
    async fn stop_all(&self) -> Result<Option<u64>> {
        Err(Error::unsupported(
            self.provider(),
            ControlOperation::StopAll.as_str(),
        ))
    }
}

/// What can be done to a live call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ControlOperation {
    /// [`CallControl::hang_up`]
    HangUp,
    /// [`CallControl::redirect`]
    Redirect,
    /// [`CallControl::transfer`] with [`TransferMode::Blind`]
    BlindTransfer,
    /// [`CallControl::transfer`] with [`TransferMode::Attended`]
    AttendedTransfer,
    /// [`CallControl::hold`]
    Hold,
    /// [`CallControl::mute`]
    Mute,
    /// [`CallControl::stop_all`]
    StopAll,
}

impl ControlOperation {
    /// All of them, in the order of declaration.
    pub const ALL: &'static [Self] = &[
        Self::HangUp,
        Self::Redirect,
        Self::BlindTransfer,
        Self::AttendedTransfer,
        Self::Hold,
        Self::Mute,
        Self::StopAll,
    ];

    /// The name, as errors and the support matrix print it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HangUp => "hang_up",
            Self::Redirect => "redirect",
            Self::BlindTransfer => "transfer",
            Self::AttendedTransfer => "attended_transfer",
            Self::Hold => "hold",
            Self::Mute => "mute",
            Self::StopAll => "stop_all",
        }
    }
}

/// Handing a caller over.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transfer {
    /// To whom.
    pub to: Party,
    /// Whether somebody announces it.
    pub mode: TransferMode,
}

impl Transfer {
    /// Hands the caller over at once.
    pub fn blind(to: impl Into<Party>) -> Self {
        Self {
            to: to.into(),
            mode: TransferMode::Blind,
        }
    }

    /// Hands the caller over when the other side has answered and agreed.
    pub fn attended(to: impl Into<Party>) -> Self {
        Self {
            to: to.into(),
            mode: TransferMode::Attended,
        }
    }
}

/// Whether a transfer is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TransferMode {
    /// At once.
    Blind,
    /// The other side answers first.
    Attended,
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}
