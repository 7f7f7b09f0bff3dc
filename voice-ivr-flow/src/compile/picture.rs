//! What a diagram shows of a flow, whatever it is drawn with.

use crate::ValidFlow;
use crate::graph::{Body, Exit, Vertex};
use crate::ident::Ident;
use crate::node::{Kind, Localized, Prompt};
use crate::template::Template;

/// A flow as boxes and arrows: the main graph, then the subflows in document order.
pub(super) struct Picture {
    pub(super) graphs: Vec<Drawn>,
}

/// One graph.
pub(super) struct Drawn {
    /// A subflow's name.
    pub(super) name: Option<String>,
    /// Breadth first from the start, then by id what cannot be reached: the order of the document changes nothing.
    pub(super) nodes: Vec<DrawnNode>,
    /// By source, then by exit.
    pub(super) edges: Vec<DrawnEdge>,
}

pub(super) struct DrawnNode {
    pub(super) shape: Shape,
    /// Id and type.
    pub(super) title: String,
    /// What it says or does, shortened.
    pub(super) detail: Option<String>,
}

pub(super) struct DrawnEdge {
    pub(super) source: usize,
    pub(super) target: usize,
    /// `None` for the one unlabelled exit.
    pub(super) label: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Begin,
    Speak,
    Ask,
    Decide,
    Connect,
    End,
}

/// The longest text that is shown, in characters.
const SHOWN: usize = 48;

impl Picture {
    pub(super) fn of(flow: &ValidFlow) -> Self {
        let bodies = flow.graph().bodies.iter();
        Self {
            graphs: bodies.map(graph).collect(),
        }
    }
}

fn graph(body: &Body) -> Drawn {
    let order = order(body);
    let mut places = vec![0; body.nodes.len()];
    for (at, node) in order.iter().enumerate() {
        if let Some(place) = places.get_mut(*node) {
            *place = at;
        }
    }
    let place = |node: usize| places.get(node).copied().unwrap_or_default();
    let mut edges = Vec::new();
    let mut nodes = Vec::with_capacity(order.len());
    for node in order.iter().filter_map(|at| body.nodes.get(*at)) {
        let source = nodes.len();
        nodes.push(drawn(node));
        edges.extend(body.exits(node).iter().map(|(exit, to)| DrawnEdge {
            source,
            target: place(to),
            label: label(exit),
        }));
    }
    Drawn {
        name: body.name.clone(),
        nodes,
        edges,
    }
}

fn order(body: &Body) -> Vec<usize> {
    let mut by_id: Vec<usize> = (0..body.nodes.len()).collect();
    by_id.sort_by_key(|at| body.nodes.get(*at).map(|node| node.id.as_str()));
    let mut order = Vec::with_capacity(by_id.len());
    let mut met = vec![false; by_id.len()];
    let mut drawn = 0;
    for first in std::iter::once(body.start).chain(by_id) {
        meet(first, &mut met, &mut order);
        while let Some(node) = order.get(drawn).and_then(|at| body.nodes.get(*at)) {
            drawn += 1;
            for (_, to) in body.exits(node).iter() {
                meet(to, &mut met, &mut order);
            }
        }
    }
    order
}

fn meet(node: usize, met: &mut [bool], order: &mut Vec<usize>) {
    if let Some(met) = met.get_mut(node)
        && !*met
    {
        *met = true;
        order.push(node);
    }
}

fn label(exit: &Exit) -> Option<String> {
    let word = match exit {
        Exit::Next => return None,
        Exit::Key(text) | Exit::Label(text) => text,
        Exit::Ok => "ok",
        Exit::Timeout => "timeout",
        Exit::Invalid => "invalid",
        Exit::Default => "default",
        Exit::Silence => "silence",
        Exit::Completed => "completed",
        Exit::Busy => "busy",
        Exit::NoAnswer => "no-answer",
        Exit::Failed => "failed",
        Exit::Open => "open",
        Exit::Closed => "closed",
        Exit::Else => "else",
    };
    Some(word.to_owned())
}

fn drawn(node: &Vertex) -> DrawnNode {
    let (of_type, shape, detail) = kind(&node.kind);
    DrawnNode {
        shape,
        title: format!("{}: {of_type}", node.id),
        detail: detail.map(|text| shortened(&text)),
    }
}

/// The type of a node, how it is drawn, and what it says.
fn kind(kind: &Kind) -> (&'static str, Shape, Option<String>) {
    let text = |text: &Template| Some(text.to_string());
    match kind {
        Kind::Start => ("start", Shape::Begin, None),
        Kind::Say(say) => ("say", Shape::Speak, Some(spoken(&say.message.text))),
        Kind::Play { url, .. } => ("play", Shape::Speak, text(url)),
        Kind::Pause { seconds } => ("pause", Shape::Speak, Some(format!("{seconds} s"))),
        Kind::Menu(menu) => ("menu", Shape::Ask, Some(asked(&menu.prompt))),
        Kind::Gather(gather) => ("gather", Shape::Ask, Some(asked(&gather.prompt))),
        Kind::Record(recording) => ("record", Shape::Ask, recording.prompt.as_ref().map(asked)),
        Kind::Voicemail { recording, .. } => (
            "voicemail",
            Shape::Ask,
            recording.prompt.as_ref().map(asked),
        ),
        Kind::Dial(dial) => ("dial", Shape::Connect, dial.numbers.first().and_then(text)),
        Kind::Forward(dial) => (
            "forward",
            Shape::Connect,
            dial.numbers.first().and_then(text),
        ),
        Kind::Transfer(transfer) => ("transfer", Shape::Connect, text(&transfer.number)),
        Kind::Queue(queue) => ("queue", Shape::End, text(&queue.queue)),
        Kind::Conference(conference) => ("conference", Shape::Connect, text(&conference.room)),
        Kind::Set { variable, value } => {
            ("set", Shape::Decide, Some(format!("{variable} = {value}")))
        }
        Kind::Branch(_) => ("branch", Shape::Decide, None),
        Kind::Hours(_) => ("hours", Shape::Decide, None),
        Kind::Request(request) => (
            "request",
            Shape::Decide,
            Some(format!("{} {}", request.method, request.url)),
        ),
        Kind::Sms(sms) => ("sms", Shape::Speak, text(&sms.body)),
        Kind::Agent(agent) => ("agent", Shape::Connect, text(&agent.prompt)),
        Kind::Subflow { flow } => ("subflow", Shape::Connect, Some(flow.to_string())),
        Kind::Hangup(hangup) => {
            let label = hangup.label.as_ref().map(Ident::to_string);
            let message = hangup.message.as_ref();
            let said = || message.map(|message| spoken(&message.text));
            ("hangup", Shape::End, label.or_else(said))
        }
        Kind::Reject { .. } => ("reject", Shape::End, None),
    }
}

fn asked(prompt: &Prompt) -> String {
    match prompt {
        Prompt::Message(message) => spoken(&message.text),
        Prompt::Audio(url) => url.to_string(),
    }
}

fn spoken(text: &Localized) -> String {
    text.in_language(None).to_string()
}

fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
