//! Bland.ai for [voice-sdk](https://docs.rs/voice-sdk): agents that hold conversations.
//!
//! What is here: [`webhook`], which proves Bland's webhooks and reads them as
//! [`CallEvent`](voice_core::CallEvent)s. The REST API and pathways are not part of this release.
//!
//! # Words
//! | Bland | voice-sdk |
//! |---|---|
//! | `call_id` | [`CallId`](voice_core::CallId) |
//! | `status`, `queue_status`, `completed`, `answered_by` | [`CallStatus`](voice_core::CallStatus), see [`webhook::call_status`] |
//! | `corrected_duration` (seconds), `call_length` (minutes) | `duration` |
//! | `call_ended_by` `ASSISTANT` / `USER` | `LocalHangup` / `RemoteHangup` |
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod webhook;
