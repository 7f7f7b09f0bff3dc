//! Twilio Programmable Voice for [voice-sdk](https://docs.rs/voice-sdk).
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod socket;
mod token;
pub mod twiml;
pub mod webhook;

pub use token::{AccessToken, AccessTokenError, VoiceGrant};
pub use webhook::REFERENCE_PARAMETER;

#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub mod api;
#[cfg(feature = "http")]
mod client;
#[cfg(feature = "http")]
mod convert;
#[cfg(feature = "http")]
mod error;
#[cfg(feature = "http")]
mod host;
#[cfg(feature = "http")]
mod provider;

#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub use client::{TwilioClient, TwilioClientBuilder};
#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub use provider::Twilio;
