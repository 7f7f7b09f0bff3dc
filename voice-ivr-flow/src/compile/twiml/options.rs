//! What the compiler is told beside the flow.

use std::fmt;

/// How a flow is compiled to TwiML. `Debug` hides the URLs: they may hold credentials.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct TwimlOptions {
    pub(super) base_url: Option<String>,
    pub(super) agent: Option<AgentSocket>,
    pub(super) texts: Texts,
}

/// How an `agent` node is connected with who talks.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum AgentSocket {
    Relay(String),
    Stream(String),
}

/// Who sends the text of an `sms` node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Texts {
    /// Twilio, by the verb `Sms`. The default, because the documents then need nobody.
    #[default]
    Verb,
    /// The server that answers the webhooks, by the Messages resource: sender, sender pools and status callbacks
    /// are then its own choice.
    Server,
}

impl fmt::Debug for TwimlOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let agent = self.agent.as_ref().map(|agent| match agent {
            AgentSocket::Relay(_) => "ConversationRelay",
            AgentSocket::Stream(_) => "Stream",
        });
        f.debug_struct("TwimlOptions")
            .field("relative_urls", &self.base_url.is_none())
            .field("agent", &agent)
            .field("texts", &self.texts)
            .finish()
    }
}

impl TwimlOptions {
    /// Relative URLs, texts by the verb `Sms`, no agent.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts every action URL under this one; by default they are relative to the document. It is used as it
    /// stands, without the slashes at its end, and has no query.
    #[must_use]
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.base_url = Some(base(url.as_ref()));
        self
    }

    /// Connects `agent` nodes with a web socket (`wss://…`, without a query) by `ConversationRelay`; by default they
    /// are not supported. Behind the URL stand the state and the session: `wss://agent.example/talk@1/{token}`, from
    /// which [`LiveTwiml::pending`](super::LiveTwiml::pending) tells what the agent is told. The agent ends the
    /// relay with the handoff data `{"outcome": "booked", "variables": {"name": "value"}}`.
    #[must_use]
    pub fn agent_url(mut self, url: impl AsRef<str>) -> Self {
        self.agent = Some(AgentSocket::Relay(base(url.as_ref())));
        self
    }

    /// Connects `agent` nodes with a web socket by a two-way media stream: the server behind it hears and speaks audio
    /// itself. The URL is as that of [`agent_url`](Self::agent_url), and the later of the two calls counts. A stream can
    /// hand nothing back, so the agent ends by redirecting the call (the call resource's `Url`) to `{state}` under the
    /// base URL with the session and `HandoffData={"outcome": …}` in its query; if it only closes the socket, the call
    /// goes on by `default`.
    #[must_use]
    pub fn agent_stream_url(mut self, url: impl AsRef<str>) -> Self {
        self.agent = Some(AgentSocket::Stream(base(url.as_ref())));
        self
    }

    /// Chooses who sends texts.
    #[must_use]
    pub fn texts(mut self, texts: Texts) -> Self {
        self.texts = texts;
        self
    }
}

/// What stands before a segment of the path.
fn base(url: &str) -> String {
    url.trim_end_matches('/').to_owned()
}
