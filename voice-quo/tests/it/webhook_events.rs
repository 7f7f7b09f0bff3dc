//! webhook_events.
