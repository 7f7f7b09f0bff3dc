//! Exotel for [voice-sdk](https://docs.rs/voice-sdk).
//!
//! What is here: [`number`], which compares the several spellings in which Exotel reports a number, and
//! [`webhook`], which reads status callbacks. The REST API, applets and `ExoML` are not part of this release.
//!
//! # Words
//! | Exotel | voice-sdk |
//! |---|---|
//! | `CallSid` | [`CallId`](voice_core::CallId) |
//! | `Status` | [`CallStatus`](voice_core::CallStatus), the same words |
//! | `ConversationDuration` | `duration` |
//! | `CustomField` | [`Reference`](voice_core::Reference), if it can be one |
//! | ExoPhone | one of our numbers |
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod number;
pub mod webhook;
