//! Queues.

use std::time::Duration;

use voice_core::open_enum;

use super::payload::payloads;

payloads! {
    /// How an `<Enqueue>` ended.
    EnqueueResult {
        /// How.
        result: word(QueueOutcome) = "QueueResult";
        /// `QU…`
        queue_sid: text(String) = "QueueSid";
        /// How long the call waited.
        queue_time: seconds(Duration) = "QueueTime";
    }

    /// What a waiting caller hears is asked for (`waitUrl`).
    QueueWait {
        /// Its place in the queue.
        position: number(u64) = "QueuePosition";
        /// `QU…`
        queue_sid: text(String) = "QueueSid";
        /// How long the call has waited.
        queue_time: seconds(Duration) = "QueueTime";
        /// How long calls wait.
        average_queue_time: seconds(Duration) = "AvgQueueTime";
        /// How many wait.
        current_queue_size: number(u64) = "CurrentQueueSize";
        /// How many may.
        max_queue_size: number(u64) = "MaxQueueSize";
    }

    /// A call is about to be taken out of a queue (`<Queue url>`).
    QueueWhisper {
        /// `QU…`
        queue_sid: text(String) = "QueueSid";
        /// How long it waited.
        queue_time: seconds(Duration) = "QueueTime";
        /// Who takes it; spelled as Twilio spells it.
        dequeing_call_sid: text(String) = "DequeingCallSid";
    }
}

open_enum! {
    /// How an `<Enqueue>` ended.
    pub enum QueueOutcome {
        /// Connected, and over.
        Bridged = "bridged",
        /// Being connected.
        BridgingInProcess = "bridging-in-process",
        /// The document or its `waitUrl` was wrong.
        Error = "error",
        /// The caller hung up.
        Hangup = "hangup",
        /// `<Leave>`
        Leave = "leave",
        /// Redirected while waiting.
        Redirected = "redirected",
        /// Redirected while connected.
        RedirectedFromBridged = "redirected-from-bridged",
        /// The queue was full.
        QueueFull = "queue-full",
        /// Twilio failed.
        SystemError = "system-error",
    }
}

open_enum! {
    /// How a `<Dial>` of a `<Queue>` ended.
    pub enum DequeueOutcome {
        /// A caller was taken out and connected.
        Bridged = "bridged",
        /// There is no such queue.
        QueueNotFound = "queue-not-found",
        /// Nobody waited.
        QueueEmpty = "queue-empty",
        /// It went wrong.
        Error = "error",
    }
}
