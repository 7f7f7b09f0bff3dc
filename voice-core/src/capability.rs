//! What providers can do, as data that is derived from what they do (L3).

use std::fmt::{self, Write as _};

use crate::{
    AnswerKind, CallOption, ControlOperation, MessageOption, NumberOperation, TelephonyProvider,
};

/// An ability that a provider has or lacks as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Facet {
    /// [`Calls`](crate::Calls)
    Calls,
    /// [`OutboundCalls`](crate::OutboundCalls)
    Outbound,
    /// [`CallControl`](crate::CallControl)
    Control,
    /// [`BatchCalls`](crate::BatchCalls)
    Batches,
    /// [`Recordings`](crate::Recordings)
    Recordings,
    /// [`Transcripts`](crate::Transcripts)
    Transcripts,
    /// [`Messages`](crate::Messages)
    Messages,
    /// [`Numbers`](crate::Numbers)
    Numbers,
    /// [`Contacts`](crate::Contacts)
    Contacts,
    /// [`Voices`](crate::Voices)
    Voices,
    /// [`HostedFlows`](crate::HostedFlows)
    HostedFlows,
    /// [`Webhooks`](crate::Webhooks)
    Webhooks,
}

impl Facet {
    /// All of them, in the order of declaration.
    pub const ALL: &'static [Self] = &[
        Self::Calls,
        Self::Outbound,
        Self::Control,
        Self::Batches,
        Self::Recordings,
        Self::Transcripts,
        Self::Messages,
        Self::Numbers,
        Self::Contacts,
        Self::Voices,
        Self::HostedFlows,
        Self::Webhooks,
    ];

    /// The name of the accessor.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Outbound => "outbound",
            Self::Control => "control",
            Self::Batches => "batches",
            Self::Recordings => "recordings",
            Self::Transcripts => "transcripts",
            Self::Messages => "messages",
            Self::Numbers => "numbers",
            Self::Contacts => "contacts",
            Self::Voices => "voices",
            Self::HostedFlows => "hosted_flows",
            Self::Webhooks => "webhooks",
        }
    }

    /// Whether a provider has it.
    pub fn of(self, provider: &dyn TelephonyProvider) -> bool {
        match self {
            Self::Calls => provider.calls().is_some(),
            Self::Outbound => provider.outbound().is_some(),
            Self::Control => provider.control().is_some(),
            Self::Batches => provider.batches().is_some(),
            Self::Recordings => provider.recordings().is_some(),
            Self::Transcripts => provider.transcripts().is_some(),
            Self::Messages => provider.messages().is_some(),
            Self::Numbers => provider.numbers().is_some(),
            Self::Contacts => provider.contacts().is_some(),
            Self::Voices => provider.voices().is_some(),
            Self::HostedFlows => provider.hosted_flows().is_some(),
            Self::Webhooks => provider.webhooks().is_some(),
        }
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A limit that a vendor documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limit {
    /// What is limited: `"requests"`, `"inline markup"`.
    pub what: &'static str,
    /// How much.
    pub value: u64,
    /// In which unit: `"per second"`, `"characters"`.
    pub unit: &'static str,
}

impl Limit {
    /// A limit.
    pub const fn new(what: &'static str, value: u64, unit: &'static str) -> Self {
        Self { what, value, unit }
    }
}

/// What one provider can do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Capabilities {
    /// Which provider.
    pub provider: &'static str,
    /// The facets it has.
    pub facets: Vec<Facet>,
    /// What may happen when a call that it placed is answered.
    pub answers: Vec<AnswerKind>,
    /// The options it honours when it places a call.
    pub call_options: Vec<CallOption>,
    /// What it can do to a live call.
    pub control: Vec<ControlOperation>,
    /// The options it honours when it sends a text.
    pub message_options: Vec<MessageOption>,
    /// What it can do with numbers beyond reading them.
    pub numbers: Vec<NumberOperation>,
    /// What its vendor documents as limits.
    pub limits: Vec<Limit>,
}

impl Capabilities {
    /// Asks the provider's facets.
    pub fn of(provider: &dyn TelephonyProvider) -> Self {
        let outbound = provider.outbound().map(crate::OutboundCalls::support);
        Self {
            provider: provider.name(),
            facets: Facet::ALL
                .iter()
                .copied()
                .filter(|facet| facet.of(provider))
                .collect(),
            answers: outbound
                .map(|support| support.answers.to_vec())
                .unwrap_or_default(),
            call_options: outbound
                .map(|support| support.options.to_vec())
                .unwrap_or_default(),
            control: provider
                .control()
                .map(|facet| facet.support().to_vec())
                .unwrap_or_default(),
            message_options: provider
                .messages()
                .map(|facet| facet.support().to_vec())
                .unwrap_or_default(),
            numbers: provider
                .numbers()
                .map(|facet| facet.support().to_vec())
                .unwrap_or_default(),
            limits: provider.limits().to_vec(),
        }
    }

    /// Whether it has a facet.
    pub fn has(&self, facet: Facet) -> bool {
        self.facets.contains(&facet)
    }
}

/// What several providers can do, side by side, as a Markdown table with a row an ability.
pub fn support_matrix(providers: &[Capabilities]) -> String {
    let mut table = String::from("| |");
    for provider in providers {
        let _ = write!(table, " {} |", provider.provider);
    }
    table.push_str("\n|---|");
    table.push_str(&"---|".repeat(providers.len()));
    table.push('\n');
    let mut row = |name: String, has: &dyn Fn(&Capabilities) -> bool| {
        let _ = write!(table, "| {name} |");
        for provider in providers {
            table.push_str(if has(provider) { " yes |" } else { " – |" });
        }
        table.push('\n');
    };
    for facet in Facet::ALL {
        row(facet.to_string(), &|provider| provider.has(*facet));
        match facet {
            Facet::Outbound => {
                for answer in AnswerKind::ALL {
                    row(format!("outbound: answer with {answer}"), &|provider| {
                        provider.answers.contains(answer)
                    });
                }
                for option in CallOption::ALL {
                    row(format!("outbound: `{option}`"), &|provider| {
                        provider.call_options.contains(option)
                    });
                }
            }
            Facet::Control => {
                for operation in ControlOperation::ALL {
                    row(format!("control: `{}`", operation.as_str()), &|provider| {
                        provider.control.contains(operation)
                    });
                }
            }
            Facet::Messages => {
                for option in MessageOption::ALL {
                    row(format!("messages: `{}`", option.as_str()), &|provider| {
                        provider.message_options.contains(option)
                    });
                }
            }
            Facet::Numbers => {
                for operation in NumberOperation::ALL {
                    row(format!("numbers: `{}`", operation.as_str()), &|provider| {
                        provider.numbers.contains(operation)
                    });
                }
            }
            _ => {}
        }
    }
    table
}
