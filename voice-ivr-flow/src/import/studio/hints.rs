//! What is said of that which has no equal: what to draw, or where else to ask for it.

/// Said of what nobody knows.
pub(super) const NOTHING: &str = "nothing here stands for it";

/// Said of a property.
pub(super) fn property(kind: &str, name: &str) -> &'static str {
    match name {
        "digits" | "send_digits" => {
            "a flow cannot send tones; ask whoever is called for an extension without them"
        }
        "say" => "something else is heard here",
        "workflow" | "workflow_sid" if matches!(kind, "enqueue-call" | "send-to-flex") => {
            "the queue has a name here"
        }
        "sip_username" | "sip_password" | "sip_auth_username" | "sip_auth_password" => {
            "a flow holds no credentials; keep them where the SIP address is set up"
        }
        "recording_status_callback"
        | "recording_status_callback_url"
        | "recording_status_callback_method"
        | "recording_status_callback_events"
        | "transcription_callback_url" => {
            "a flow sends no notifications; ask for them where the call is placed or the number is set up, or draw a `request`"
        }
        "speech_timeout" | "speech_model" | "profanity_filter" => {
            "the setting of the carrier is used"
        }
        "media_url" | "content_sid" | "content_variables" | "message_type" => {
            "a text has a body only"
        }
        "service" | "channel" | "messaging_service_sid"
            if kind.starts_with("send-and") || kind == "send-message" =>
        {
            "a text is sent from the number of the call"
        }
        "attributes" | "task_attributes" => "nothing is handed over with a caller or a text",
        "priority" | "timeout" if matches!(kind, "enqueue-call" | "send-to-flex") => {
            "callers are taken in order, and wait until they are; the queue itself may be set up otherwise"
        }
        "waitUrlMethod" | "wait_url_method" => "what is played is asked for as the carrier does it",
        "record" | "trim" | "recording_channels" if kind.starts_with("make-outgoing-call") => {
            "have the call recorded from where it is placed"
        }
        "to" | "from" | "timeout" if kind.starts_with("make-outgoing-call") => {
            "say it where the call is placed"
        }
        "trim" | "recording_channels" => "a recording is kept as the carrier keeps it",
        "detect_answering_machine" => "machines are detected where the call is placed",
        _ if name.starts_with("machine_detection") => {
            "machines are detected where the call is placed"
        }
        _ => NOTHING,
    }
}

/// Said of an event that leads somewhere.
pub(super) fn event(kind: &str, event: &str) -> &'static str {
    match (kind, event) {
        ("trigger", "incomingMessage" | "incomingConversationMessage") => {
            "a flow begins with a call; answer messages by a webhook of your own"
        }
        ("trigger", "incomingRequest" | "incomingParent") => {
            "the flow begins with an incoming call; for this one import the file again without that"
        }
        ("trigger", _) => "the flow begins elsewhere",
        (_, "hangup") => {
            "the flow ends when the caller hangs up; do what follows where the end of a call is notified"
        }
        ("enqueue-call" | "send-to-flex", _) => "the flow ends when the caller is in the queue",
        ("make-outgoing-call" | "make-outgoing-call-v1" | "make-outgoing-call-v2", _) => {
            "a flow begins with an answered call; do what follows where the call is placed"
        }
        ("send-and-wait-for-reply", _) => {
            "a call does not wait for texts; answer them by a webhook of your own"
        }
        _ => "nothing here leaves by it",
    }
}

/// Said of a member of the whole flow.
pub(super) fn of_the_flow(name: &str) -> &'static str {
    match name {
        "description" => "a flow has a name only",
        "flags" => "a flow takes any number of calls at once",
        _ => NOTHING,
    }
}

/// A widget without equal: the event by which it is passed over, because it claims least, and what to draw instead.
pub(super) fn widget(kind: &str) -> (Option<&'static str>, &'static str) {
    match kind {
        "add-twiml-redirect" => (
            Some("return"),
            "draw what the other document does as nodes, or a `dial` to a number that it answers",
        ),
        "capture-payments" => (
            Some("providerError"),
            "draw an `sms` with a link to a page that takes the payment, or a `dial` to somebody who does; a `gather` must not ask for cards",
        ),
        "connect-virtual-agent" => (
            Some("return"),
            "draw an `agent` with a prompt, or a `dial` to the SIP address of the agent",
        ),
        "connect-virtual-agent-v2" => (
            Some("failed"),
            "draw an `agent` with a prompt and its outcomes, or a `dial` to the SIP address of the agent",
        ),
        "run-conversation-relay" => (
            Some("failed"),
            "draw an `agent` with a prompt and its outcomes",
        ),
        "understand" | "send-to-autopilot" => (
            None,
            "draw a `gather` that listens for speech with a `branch` behind it, or an `agent`",
        ),
        "fork-stream" => (
            Some("next"),
            "have the call streamed from where it is placed or answered",
        ),
        "record-call" => (
            Some("success"),
            "set `record` of a `dial` or a `conference`, or have the call recorded from where it is placed",
        ),
        "run-subflow" => (
            Some("completed"),
            "import the other flow too, put it under `flows`, and draw a `subflow` that runs it",
        ),
        "create-task" | "update-sync-object" => {
            (None, "draw a `request` to the service that does it")
        }
        "add-member-to-chat-channel"
        | "create-chat-channel"
        | "start-conversation"
        | "resume-conversation" => (
            None,
            "chats and conversations are no calls; draw a `request` to the service that does it",
        ),
        _ => (None, "draw what it does with the nodes of a flow"),
    }
}
