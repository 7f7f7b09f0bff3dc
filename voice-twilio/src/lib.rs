//! Twilio Programmable Voice for [voice-sdk](https://docs.rs/voice-sdk).
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod twiml;
