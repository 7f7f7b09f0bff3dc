//! Quo (formerly OpenPhone) for [voice-sdk](https://docs.rs/voice-sdk).
#![cfg_attr(docsrs, feature(doc_cfg))]
