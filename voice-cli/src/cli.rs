//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Programmable voice: check, simulate and compile call flows.
#[derive(Debug, Parser)]
#[command(name = "voice", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Work on call flows
    #[command(subcommand)]
    Flow(Flow),
}

/// Work on call flows. FILE may be `-` for standard input.
#[derive(Debug, Subcommand)]
pub(crate) enum Flow {
    /// Validate flows
    Check(Check),
    /// Run one scripted caller and print the conversation
    Simulate(Simulate),
    /// Follow every path: coverage, outcomes with a shortest way to each, the longest call
    Explore(Explore),
    /// Write a carrier's documents, and a manifest
    Compile(Compile),
    /// Draw a diagram
    Graph(Graph),
    /// Turn another editor's graph into a flow, and tell what was not understood
    Import(Import),
    /// Tell which journeys of callers changed between two versions
    Diff(Diff),
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// A carrier's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// Twilio's `TwiML`
    Twiml,
}

/// Who speaks at an `agent` node; without any, no carrier has agents.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct Agent {
    /// The web socket of agents that get and send text (Twilio's `ConversationRelay`)
    #[arg(long, value_name = "URL")]
    pub(crate) agent_url: Option<String>,
    /// The web socket of agents that get and send audio (a two-way media stream)
    #[arg(long, value_name = "URL")]
    pub(crate) agent_stream_url: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The flows
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// Also say what this carrier cannot express
    #[arg(long, value_name = "TARGET")]
    pub(crate) target: Option<Target>,
    #[command(flatten)]
    pub(crate) agent: Agent,
    /// With a target: whatever it cannot express exactly is an error; without one it refuses nothing more
    #[arg(long)]
    pub(crate) strict: bool,
    /// How the findings are printed; of several files, JSON is one list
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Simulate {
    /// The flow
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// What the caller does, in order: keys such as `1` or `42#`, `~` for silence, `say:WORDS`, `hangup`,
    /// `dial:busy`, `record:12`, …
    #[arg(
        long,
        value_name = "LIST",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    pub(crate) input: String,
    /// A variable of the call
    #[arg(long = "var", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub(crate) variables: Vec<String>,
    /// When the call begins, RFC 3339; without it: now
    #[arg(long, value_name = "RFC3339")]
    pub(crate) at: Option<String>,
    /// The language of the call, in place of the flow's: a BCP 47 tag
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Run the callers of a scenario file (JSON, or YAML if its name ends so) and compare what they hear; --at is when
    /// the calls begin that do not say so themselves
    #[arg(long, value_name = "SCENARIOS", conflicts_with_all = ["input", "variables", "language", "max_steps"])]
    pub(crate) scenarios: Option<String>,
    /// The call ends after so many nodes were entered
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_steps: u32,
    /// How the conversation is printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Compile {
    /// The flow
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// The carrier's language
    #[arg(long, value_name = "TARGET")]
    pub(crate) target: Target,
    /// Where the documents will be served; without it their addresses are relative
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    #[command(flatten)]
    pub(crate) agent: Agent,
    /// The language of the calls, in place of the flow's: a BCP 47 tag
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Write a file for each document, and manifest.json, into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Refuse whatever the carrier cannot express exactly
    #[arg(long)]
    pub(crate) strict: bool,
    /// How the documents are printed; with --out, the manifest
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Explore {
    /// The flow
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// Fail if less of the nodes or of the edges is covered, in percent
    #[arg(long, value_name = "P", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) target_coverage: Option<u8>,
    /// When the calls begin, RFC 3339; without it: now
    #[arg(long, value_name = "RFC3339")]
    pub(crate) at: Option<String>,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The old version
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// The new version
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
    /// When the calls begin, RFC 3339; without it: now
    #[arg(long, value_name = "RFC3339")]
    pub(crate) at: Option<String>,
    /// How the differences are printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// A language for diagrams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub(crate) enum Diagram {
    /// Mermaid, as Markdown pages show it
    #[default]
    Mermaid,
    /// DOT, for Graphviz
    Dot,
}

#[derive(Debug, Args)]
pub(crate) struct Graph {
    /// The flow
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// The language of the diagram
    #[arg(long = "as", value_name = "LANGUAGE", value_enum, default_value_t)]
    pub(crate) language: Diagram,
    /// `text`: the diagram; `json`: the diagram in an object that says its language
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Where a graph comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Origin {
    /// The definition of a Twilio Studio flow
    TwilioStudio,
    /// The graph of a Bland pathway
    Bland,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The other editor's file
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// What the file is
    #[arg(long, value_name = "ORIGIN", value_enum)]
    pub(crate) from: Origin,
    /// `text`: the flow on standard output, remarks on standard error; `json`: both in one object
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}
