//! webhook_signatures.
