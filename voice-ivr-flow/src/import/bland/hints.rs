//! What is said of that which has no equal: what to draw, or where else to ask for it.

const NOTHING: &str = "nothing here stands for it";

/// What says how a global node is reached and left.
pub(super) const OF_A_GLOBAL_NODE: &[&str] = &[
    "globalLabel",
    "globalDescription",
    "enableGlobalAutoReturn",
    "enableReturnToPrevBeforeGlobal",
    "prevNodePathwayLabel",
    "prevNodePathwayDescription",
    "forwardingNode",
];

/// Said of a member of a node.
pub(super) fn member(name: &str) -> &'static str {
    match name {
        "prompt" => "a fixed text is said, or nothing: only an `agent` follows a prompt",
        "globalPrompt" | "globalConfig" => "only an `agent` follows a prompt",
        "condition" => {
            "only an `agent` waits for a condition; draw a `gather` that repeats its prompt"
        }
        "extractVars" | "extractVarSettings" | "extraction_schemas" => {
            "only an `agent` extracts variables, and by their names only; draw a `gather` for one entry"
        }
        "tools" | "tool" | "kbTool" => "an `agent` has a prompt only; draw a `request`",
        "kb" => "an `agent` has a prompt only; write into it what it has to know",
        "dialogueExamples" | "conditionExamples" | "pathwayExamples" | "calendarId" => {
            "an `agent` has a prompt only; write into it what matters"
        }
        "modelOptions" | "temperature" => "the settings of the carrier's agent are used",
        "voice" => "set `voice` of the node or of the flow",
        "auth" => "a flow holds no credentials; have them added on the way to the service",
        "headers" => "a request takes texts under names that HTTP allows",
        "max_retries" => "a request is sent once; draw the edge `failed` back to it",
        "warmTransferFields" | "twilioAppTransferFields" | "transferExtension" => {
            "a `transfer` has a number and whether the target answers first"
        }
        "speech" | "speechDuringKBPrompt" => "draw a `say` before it",
        "tag" => "calls are not tagged",
        _ if OF_A_GLOBAL_NODE.contains(&name) => "draw the edges by which it is reached and left",
        _ => NOTHING,
    }
}

/// Said of a member of an edge.
pub(super) fn of_an_edge(name: &str) -> &'static str {
    match name {
        "description" => "only an `agent` reads it",
        "condition" | "conditions" => "it is taken whatever they say; draw a `branch`",
        _ => NOTHING,
    }
}

/// Said of a way that is not taken from a node of a type.
pub(super) fn edge_of(kind: &str) -> &'static str {
    match kind {
        "End Call" => "the call ends there",
        "Transfer Call" | "Transfer Node" => "the flow ends with the transfer",
        "Webhook" => "ways on are in `responsePathways`",
        "Route" => "ways on are in `routes`",
        "SMS" => "a text leads on by one way, and by one labelled as failed",
        _ => "its label is empty, too long or another's, or another way is always taken",
    }
}

/// Said of a member of the whole pathway.
pub(super) fn of_the_pathway(name: &str) -> &'static str {
    match name {
        "description" => "a flow has a name only",
        _ => NOTHING,
    }
}

/// What to draw instead of a node without equal.
pub(super) fn node(kind: &str) -> &'static str {
    match kind {
        "Press Button" => {
            "a flow cannot send tones; ask whoever is called for an extension without them"
        }
        "Custom Tool" | "Custom Code" => "draw a `request` to a service that does it",
        "Transfer Pathway" => {
            "import the other pathway too, put it under `flows`, and draw a `subflow` that runs it"
        }
        _ => "draw what it does with the nodes of a flow",
    }
}
