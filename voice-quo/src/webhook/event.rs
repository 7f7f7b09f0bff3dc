//! The envelope of both generations.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use voice_core::webhook::Verified;
use voice_core::{Error, ErrorKind, PrivateText, Raw, Result, Timestamp, lenient};

use super::{dated, legacy};
use crate::PROVIDER;
use crate::words::EventName;

/// A notification as Quo sent it, typed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct QuoEvent {
    /// Quo's id of it, the same on a repeated delivery.
    pub id: Option<Box<str>>,
    /// What happened.
    pub name: EventName,
    /// When Quo made the notification.
    pub created_at: Option<Timestamp>,
    /// `v2` to `v4`, or `2026-03-30`.
    pub api_version: Option<Box<str>>,
    /// Where it is to be seen in Quo's app.
    pub link: Option<PrivateText>,
    /// What it is about.
    pub payload: Payload,
    /// The whole body.
    pub raw: Raw,
}

/// What a notification is about.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Payload {
    /// Of a v1 or app webhook.
    Legacy(legacy::Object),
    /// Of a webhook of 2026-03-30, with its surroundings.
    Dated(dated::Resource, Box<dated::Context>),
    /// Of a kind that is not known here, or whose shape is not documented; see [`QuoEvent::raw`].
    Other,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a> {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(rename = "type")]
    name: EventName,
    #[serde(default, deserialize_with = "lenient::timestamp")]
    created_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::text")]
    api_version: Option<String>,
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    #[serde(borrow, default)]
    object: Option<&'a RawValue>,
    #[serde(borrow, default)]
    resource: Option<&'a RawValue>,
    #[serde(borrow, default)]
    context: Option<&'a RawValue>,
    #[serde(default)]
    deep_link: Option<PrivateText>,
    #[serde(default)]
    links: Option<Links>,
}

#[derive(Deserialize)]
struct Links {
    #[serde(default)]
    quo: Option<PrivateText>,
}

impl QuoEvent {
    /// Reads a verified webhook.
    ///
    /// # Errors
    /// `Decode` if the body is not what Quo documents. A kind that is not known here is no error.
    pub fn read(verified: &Verified<'_>) -> Result<Self> {
        Self::parse(verified.request().body())
    }

    pub(super) fn parse(body: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(body).map_err(|_| unreadable("is not UTF-8"))?;
        let envelope: Envelope<'_> =
            serde_json::from_str(text).map_err(|_| unreadable("is not an event of Quo"))?;
        let Data {
            object,
            resource,
            context,
            deep_link,
            links,
        } = envelope.data;
        let payload = match (resource, object) {
            (Some(resource), _) => {
                let context = match context {
                    Some(context) => part(&envelope.name, context)?,
                    None => dated::Context::default(),
                };
                match dated::Resource::parse(&envelope.name, resource)? {
                    Some(resource) => Payload::Dated(resource, Box::new(context)),
                    None => Payload::Other,
                }
            }
            (None, Some(object)) => legacy::Object::parse(&envelope.name, object)?
                .map_or(Payload::Other, Payload::Legacy),
            (None, None) => Payload::Other,
        };
        Ok(Self {
            id: envelope.id.map(Into::into),
            name: envelope.name,
            created_at: envelope.created_at,
            api_version: envelope.api_version.map(Into::into),
            link: deep_link.or_else(|| links?.quo),
            payload,
            raw: Raw::from(text),
        })
    }
}

/// Reads a part of an event. The error names the event, and no value.
pub(super) fn part<T: DeserializeOwned>(name: &EventName, raw: &RawValue) -> Result<T> {
    serde_json::from_str(raw.get())
        .map_err(|_| unreadable(&["is not a `", name.as_str(), "` as Quo documents it"].concat()))
}

fn unreadable(why: &str) -> Error {
    Error::new(
        ErrorKind::Decode,
        PROVIDER,
        "read_events",
        ["the body ", why].concat(),
    )
}
