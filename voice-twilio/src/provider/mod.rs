//! The shared contract, over Twilio.
//!
//! | shared | Twilio |
//! |---|---|
//! | [`OutboundCall::reference`](voice_core::OutboundCall) | query parameter [`REFERENCE_PARAMETER`](crate::REFERENCE_PARAMETER) of the status callback; refused without one, because nothing else comes back |
//! | `status_callback` | `StatusCallback` with all four events, since the shared contract is to report how the call goes; Twilio's default is the end only |
//! | `Answer::Connect`, `Answer::Stream`, a blind transfer | TwiML made here: `<Dial>`, `<Connect><Stream>` |
//! | hold, mute | the participant of the conference that the call is in |
//! | `MachineDetection::Disabled` | nothing is sent: it is Twilio's default |

mod calls;
mod control;
mod messages;
mod numbers;
mod outbound;
mod recordings;
mod transcripts;
mod webhooks;

use std::pin::Pin;

use async_trait::async_trait;
use voice_core::{
    CallControl, Calls, Cursor, ErrorKind, Limit, Messages, Numbers, OutboundCalls, Pages,
    ProviderHealth, Recordings, Result, TelephonyProvider, Transcripts, Webhooks,
};

use crate::api::{ListCalls, Listed, TwilioPage, next_page};
use crate::client::{PROVIDER, TwilioClient};
use crate::webhook::TwilioVerifier;

/// Twilio as a [`TelephonyProvider`].
///
/// Reads and places calls, steers live ones, reads recordings and their transcripts, sends texts, and keeps numbers.
/// Given a [`TwilioVerifier`], it proves and reads webhooks too. It has no batches, no address book, no list of voices and no hosted flows.
///
/// ```
/// use std::sync::Arc;
/// use voice_core::http::ScriptedService;
/// use voice_core::{Answer, OutboundCall, OutboundCalls as _, PhoneNumber};
/// use voice_twilio::{Twilio, TwilioClient};
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// let service = ScriptedService::new().answer(201, r#"{"sid":"CA1","status":"queued"}"#);
/// let client = TwilioClient::builder("AC1", "an invented token").service(Arc::new(service)).build()?;
/// let twilio = Twilio::new(client);
///
/// let from: PhoneNumber = "+15550100100".parse()?;
/// let to: PhoneNumber = "+15550100101".parse()?;
/// let call = OutboundCall::new(from, to).answer(Answer::markup("<Response><Say>Hello.</Say></Response>"));
/// let placed = twilio.place_call(&call).await?;
/// assert_eq!(placed.id.as_str(), "CA1");
/// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Twilio {
    client: TwilioClient,
    verifier: Option<TwilioVerifier>,
}

impl Twilio {
    /// The provider of one account. It reads no webhooks until it is told [how to prove them](Self::with_webhooks).
    pub fn new(client: TwilioClient) -> Self {
        Self {
            client,
            verifier: None,
        }
    }

    /// Proves webhooks with this. A client that signs in with the auth token has one made of it:
    /// [`TwilioClient::webhook_verifier`].
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use voice_core::{TelephonyProvider as _, http::ScriptedService};
    /// use voice_twilio::webhook::TwilioVerifier;
    /// use voice_twilio::{Twilio, TwilioClient};
    ///
    /// # let service = Arc::new(ScriptedService::new());
    /// let client = TwilioClient::with_api_key("AC1", "SK1", "an invented secret").service(service).build()?;
    /// let twilio = Twilio::new(client).with_webhooks(TwilioVerifier::new("the account's token"));
    /// assert!(twilio.webhooks().is_some());
    /// # Ok::<(), voice_core::Error>(())
    /// ```
    #[must_use]
    pub fn with_webhooks(mut self, verifier: TwilioVerifier) -> Self {
        self.verifier = Some(verifier);
        self
    }

    /// The client, for what only Twilio has.
    pub fn client(&self) -> &TwilioClient {
        &self.client
    }
}

#[async_trait]
impl TelephonyProvider for Twilio {
    fn name(&self) -> &'static str {
        PROVIDER
    }

    /// Lists one call, which needs no more than reading. A restricted key may lack even that permission: then its credentials
    /// are right, and the problem says so.
    async fn check(&self) -> Result<ProviderHealth> {
        let list = ListCalls::new().page_size(1);
        let problem = match list.send_as(&self.client, "check").await {
            Ok(_) => return Ok(ProviderHealth::healthy()),
            Err(error) => match (error.kind(), error.status()) {
                (ErrorKind::Auth, Some(403)) => {
                    format!(
                        "Twilio knows the credentials and does not let them list calls: {error}"
                    )
                }
                (ErrorKind::Auth, _) => format!("Twilio refuses the credentials: {error}"),
                (ErrorKind::NotFound, _) => format!("Twilio does not know the account: {error}"),
                _ => return Err(error),
            },
        };
        Ok(ProviderHealth::healthy().with_problem(problem))
    }

    fn limits(&self) -> &'static [Limit] {
        const LIMITS: &[Limit] = &[
            Limit::new("calls dialled by default", 1, "per second"),
            Limit::new("inline markup", 4000, "characters"),
            Limit::new("ring timeout", 600, "seconds"),
            Limit::new("digits sent after the answer", 32, "keys"),
            Limit::new("a text message", 1600, "characters"),
            Limit::new("items a page", 1000, "items"),
        ];
        LIMITS
    }

    fn calls(&self) -> Option<&dyn Calls> {
        Some(self)
    }

    fn outbound(&self) -> Option<&dyn OutboundCalls> {
        Some(self)
    }

    fn control(&self) -> Option<&dyn CallControl> {
        Some(self)
    }

    fn recordings(&self) -> Option<&dyn Recordings> {
        Some(self)
    }

    fn transcripts(&self) -> Option<&dyn Transcripts> {
        Some(self)
    }

    fn messages(&self) -> Option<&dyn Messages> {
        Some(self)
    }

    fn numbers(&self) -> Option<&dyn Numbers> {
        Some(self)
    }

    /// There are none without a verifier: nothing could be proved.
    fn webhooks(&self) -> Option<&dyn Webhooks> {
        self.verifier.as_ref().map(|_| self as &dyn Webhooks)
    }
}

/// A page size as Twilio takes it.
fn page_size(asked: Option<u32>) -> Option<u32> {
    voice_core::page_size(asked, 1000)
}

/// A page on its way.
type Asking<'a, T> = Pin<Box<dyn Future<Output = Result<TwilioPage<T>>> + Send + 'a>>;

impl Twilio {
    /// Walks a list for an operation that is more than that list: `first` asks for its first page.
    fn walk<'a, T, F>(
        &'a self,
        operation: &'static str,
        first: F,
    ) -> Pages<T, impl FnMut(Option<Cursor>) -> Asking<'a, T>, Asking<'a, T>>
    where
        T: Listed + 'a,
        F: Fn() -> Asking<'a, T>,
    {
        voice_core::pages(PROVIDER, operation, move |cursor| match cursor {
            None => first(),
            Some(cursor) => {
                Box::pin(async move { next_page(&self.client, operation, &cursor).await })
            }
        })
    }
}
