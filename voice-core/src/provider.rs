//! The contract: a small base trait, and accessors for the abilities that not every vendor has.

use std::fmt::Debug;

use async_trait::async_trait;

use crate::capability::{Capabilities, Limit};
use crate::{
    BatchCalls, Call, CallControl, CallQuery, Calls, Contacts, Error, HostedFlows, Messages,
    Numbers, OutboundCall, OutboundCalls, Recordings, Result, Timestamp, Transcripts, Voices,
    Webhooks,
};

/// A carrier, whoever it is. `Arc<dyn TelephonyProvider>` always works.
///
/// What a vendor cannot do is absent: its accessor returns `None`, and no request is ever made to find out.
/// For a `Result` instead of an `Option` use the `require_…` methods of [`TelephonyProviderExt`].
///
/// ```
/// use voice_core::{ErrorKind, TelephonyProvider, TelephonyProviderExt};
///
/// fn can_dial(provider: &dyn TelephonyProvider) -> bool {
///     match provider.require_outbound() {
///         Ok(_) => true,
///         Err(error) => {
///             assert_eq!(error.kind(), ErrorKind::Unsupported);
///             false
///         }
///     }
/// }
/// # let _ = can_dial;
/// ```
#[async_trait]
pub trait TelephonyProvider: Debug + Send + Sync {
    /// The provider's short name, as errors and events carry it: `"twilio"` …
    fn name(&self) -> &'static str;

    /// Asks the vendor whether the credentials and settings are right. Costs one cheap read.
    ///
    /// # Errors
    /// Only if the question could not be asked (`Transport`, `Provider`, `Decode`); wrong credentials are a finding.
    async fn check(&self) -> Result<ProviderHealth>;

    /// The limits that this vendor documents, as data.
    fn limits(&self) -> &'static [Limit] {
        &[]
    }

    /// Reads calls.
    fn calls(&self) -> Option<&dyn Calls> {
        None
    }

    /// Places calls.
    fn outbound(&self) -> Option<&dyn OutboundCalls> {
        None
    }

    /// Steers live calls.
    fn control(&self) -> Option<&dyn CallControl> {
        None
    }

    /// Places many calls from one request.
    fn batches(&self) -> Option<&dyn BatchCalls> {
        None
    }

    /// Reads recordings.
    fn recordings(&self) -> Option<&dyn Recordings> {
        None
    }

    /// Reads what was said.
    fn transcripts(&self) -> Option<&dyn Transcripts> {
        None
    }

    /// Sends and reads text messages.
    fn messages(&self) -> Option<&dyn Messages> {
        None
    }

    /// Reads, finds, buys and releases numbers.
    fn numbers(&self) -> Option<&dyn Numbers> {
        None
    }

    /// Reads and writes the vendor's address book.
    fn contacts(&self) -> Option<&dyn Contacts> {
        None
    }

    /// Lists the vendor's voices.
    fn voices(&self) -> Option<&dyn Voices> {
        None
    }

    /// Reads and writes flows that the vendor runs.
    fn hosted_flows(&self) -> Option<&dyn HostedFlows> {
        None
    }

    /// Verifies webhooks and reads them.
    fn webhooks(&self) -> Option<&dyn Webhooks> {
        None
    }
}

/// What [`TelephonyProvider::check`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ProviderHealth {
    /// What is wrong or missing, one sentence each; empty if all is well.
    pub problems: Vec<String>,
}

impl ProviderHealth {
    /// All is well.
    pub fn healthy() -> Self {
        Self::default()
    }

    /// Something is wrong.
    #[must_use]
    pub fn with_problem(mut self, problem: impl Into<String>) -> Self {
        self.problems.push(problem.into());
        self
    }

    /// True if nothing is wrong.
    pub fn is_healthy(&self) -> bool {
        self.problems.is_empty()
    }
}

// On the trait object only: a concrete provider has its facets' methods itself, and a second `place_call` would be
// ambiguous there.
impl dyn TelephonyProvider + '_ {
    /// Places a call, once; see [`OutboundCalls::place_call`].
    ///
    /// # Errors
    /// `Unsupported` if the provider cannot place calls, else as the facet says.
    pub async fn place_call(&self, call: &OutboundCall) -> Result<Call> {
        self.require_outbound()?.place_call(call).await
    }
}

/// Convenience over any provider.
#[async_trait]
pub trait TelephonyProviderExt: TelephonyProvider {
    /// What this provider can do, as data; derived from its facets, so it cannot say anything else than they do (L3).
    fn capabilities(&self) -> Capabilities
    where
        Self: Sized,
    {
        Capabilities::of(self)
    }

    /// The facet behind [`calls`](TelephonyProvider::calls).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_calls(&self) -> Result<&dyn Calls> {
        self.calls()
            .ok_or_else(|| Error::unsupported(self.name(), "calls"))
    }

    /// The facet behind [`outbound`](TelephonyProvider::outbound).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_outbound(&self) -> Result<&dyn OutboundCalls> {
        self.outbound()
            .ok_or_else(|| Error::unsupported(self.name(), "outbound"))
    }

    /// The facet behind [`control`](TelephonyProvider::control).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_control(&self) -> Result<&dyn CallControl> {
        self.control()
            .ok_or_else(|| Error::unsupported(self.name(), "control"))
    }

    /// The facet behind [`batches`](TelephonyProvider::batches).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_batches(&self) -> Result<&dyn BatchCalls> {
        self.batches()
            .ok_or_else(|| Error::unsupported(self.name(), "batches"))
    }

    /// The facet behind [`recordings`](TelephonyProvider::recordings).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_recordings(&self) -> Result<&dyn Recordings> {
        self.recordings()
            .ok_or_else(|| Error::unsupported(self.name(), "recordings"))
    }

    /// The facet behind [`transcripts`](TelephonyProvider::transcripts).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_transcripts(&self) -> Result<&dyn Transcripts> {
        self.transcripts()
            .ok_or_else(|| Error::unsupported(self.name(), "transcripts"))
    }

    /// The facet behind [`messages`](TelephonyProvider::messages).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_messages(&self) -> Result<&dyn Messages> {
        self.messages()
            .ok_or_else(|| Error::unsupported(self.name(), "messages"))
    }

    /// The facet behind [`numbers`](TelephonyProvider::numbers).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_numbers(&self) -> Result<&dyn Numbers> {
        self.numbers()
            .ok_or_else(|| Error::unsupported(self.name(), "numbers"))
    }

    /// The facet behind [`contacts`](TelephonyProvider::contacts).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_contacts(&self) -> Result<&dyn Contacts> {
        self.contacts()
            .ok_or_else(|| Error::unsupported(self.name(), "contacts"))
    }

    /// The facet behind [`voices`](TelephonyProvider::voices).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_voices(&self) -> Result<&dyn Voices> {
        self.voices()
            .ok_or_else(|| Error::unsupported(self.name(), "voices"))
    }

    /// The facet behind [`hosted_flows`](TelephonyProvider::hosted_flows).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_hosted_flows(&self) -> Result<&dyn HostedFlows> {
        self.hosted_flows()
            .ok_or_else(|| Error::unsupported(self.name(), "hosted_flows"))
    }

    /// The facet behind [`webhooks`](TelephonyProvider::webhooks).
    ///
    /// # Errors
    /// `Unsupported` if the provider has none.
    fn require_webhooks(&self) -> Result<&dyn Webhooks> {
        self.webhooks()
            .ok_or_else(|| Error::unsupported(self.name(), "webhooks"))
    }

    /// Looks for a call after an outcome that is not known (L1).
    ///
    /// Among the calls to the same party begun at or after `since`, it takes those with the same reference where the
    /// vendor echoes it, else those from the same party. Give as `since` an instant shortly before
    /// you placed the call; a minute allows for clocks that differ.
    ///
    /// # Errors
    /// `Unsupported` if the provider cannot list calls; else as [`Calls::list_calls`].
    async fn reconcile(&self, call: &OutboundCall, since: Timestamp) -> Result<Reconciliation> {
        let calls = self.require_calls()?;
        let mut query = CallQuery::new().to(call.to.clone()).since(since);
        let mut found = Vec::new();
        loop {
            let page = calls.list_calls(&query).await?;
            found.extend(page.items.into_iter().filter(|other| may_be(call, other)));
            match page.next {
                Some(cursor) => query.cursor = Some(cursor),
                None => return Ok(Reconciliation::of(call, found)),
            }
        }
    }
}

impl<P: TelephonyProvider + ?Sized> TelephonyProviderExt for P {}

/// Whether a call that the carrier lists may be the one that was asked for: what both sides name must agree.
fn may_be(asked: &OutboundCall, listed: &Call) -> bool {
    fn agree<T: PartialEq>(asked: Option<&T>, listed: Option<&T>) -> bool {
        asked.is_none() || listed.is_none() || asked == listed
    }
    agree(asked.reference.as_ref(), listed.reference.as_ref())
        && agree(asked.from.as_ref(), listed.from.as_ref())
}

/// Whether a call whose outcome was not known was placed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reconciliation {
    /// It was: this is the call.
    Found(Box<Call>),
    /// It was not, as far as the carrier's list tells. Lists lag behind by seconds: ask again before you place it anew.
    NotFound,
    /// Several calls fit. Give each call its own reference to tell them apart.
    Ambiguous(Vec<Call>),
}

impl Reconciliation {
    fn of(asked: &OutboundCall, mut found: Vec<Call>) -> Self {
        // A carrier that echoes the reference settles it; calls that carry none are then somebody else's.
        if asked.reference.is_some() && found.iter().any(|call| call.reference == asked.reference) {
            found.retain(|call| call.reference == asked.reference);
        }
        match <[Call; 1]>::try_from(found) {
            Ok([call]) => Self::Found(Box::new(call)),
            Err(none) if none.is_empty() => Self::NotFound,
            Err(several) => Self::Ambiguous(several),
        }
    }
}
