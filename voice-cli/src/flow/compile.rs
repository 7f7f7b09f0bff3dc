//! `voice flow compile`

use std::fs;
use std::path::Path;

use voice_sdk::flow::Program;
use voice_sdk::flow::compile::twiml::{self, TwimlOptions};
use voice_sdk::flow::compile::{Compiled, MANIFEST_FILE, Report};

use crate::cli::{Agent, Compile, Format, Target};
use crate::exit::{Failure, Status};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Compile, output: &mut Output) -> Result<Status, Failure> {
    let options = options(args.base_url.as_deref(), &args.agent)?;
    let flow = match input::valid_flow(&args.file, args.format, output)? {
        Ok(flow) => flow,
        Err(status) => return Ok(status),
    };
    let compiled = match args.target {
        Target::Twiml => {
            twiml::compile(&input::program(&flow, args.language.as_deref())?, &options)
        }
    };
    if args.strict
        && let Err(lost) = compiled.report.strict()
    {
        match args.format {
            Format::Json => output.json(lost.report())?,
            Format::Text => output.text(lost.report())?,
        }
        return Ok(Status::Errors);
    }
    match (&args.out, args.format) {
        (Some(folder), format) => {
            write(folder, &compiled)?;
            match format {
                Format::Json => output.verbatim(compiled.manifest().to_json())?,
                Format::Text => {
                    let (count, folder) = (compiled.documents.len(), folder.display());
                    output.text(format_args!(
                        "{count} documents and {MANIFEST_FILE} in {folder}\n"
                    ))?;
                    output.text(&compiled.report)?;
                }
            }
        }
        (None, Format::Json) => {
            let files: serde_json::Map<_, _> = compiled
                .files()
                .filter(|(name, _)| *name != MANIFEST_FILE)
                .map(|(name, content)| (name.to_owned(), content.into_owned().into()))
                .collect();
            output.json(&serde_json::json!({ "manifest": compiled.manifest(), "files": files }))?;
        }
        (None, Format::Text) => {
            for (name, content) in compiled.files() {
                output.verbatim(format_args!("── {name}\n{}\n\n", content.trim_end()))?;
            }
        }
    }
    Ok(Status::Done)
}

/// What a carrier makes of a flow that is served.
pub(crate) fn report(program: Program, target: Target, agent: &Agent) -> Result<Report, Failure> {
    let options = options(None, agent)?;
    Ok(match target {
        Target::Twiml => twiml::LiveTwiml::new(program, &options).report(),
    })
}

fn options(base_url: Option<&str>, agent: &Agent) -> Result<TwimlOptions, Failure> {
    let mut options = TwimlOptions::new();
    if let Some(url) = base_url {
        options = options.base_url(base("--base-url", &["https", "http"], url)?);
    }
    let sockets = ["wss"];
    if let Some(url) = &agent.agent_url {
        options = options.agent_url(base("--agent-url", &sockets, url)?);
    }
    if let Some(url) = &agent.agent_stream_url {
        options = options.agent_stream_url(base("--agent-stream-url", &sockets, url)?);
    }
    Ok(options)
}

/// A URL behind whose path the states come.
fn base<'u>(flag: &str, schemes: &[&str], text: &'u str) -> Result<&'u str, Failure> {
    let refused = |why: &str| Failure::Unusable(format!("{flag}: `{text}` {why}"));
    match url::Url::parse(text) {
        Err(error) => Err(refused(&format!("is no URL: {error}"))),
        Ok(url) if !schemes.contains(&url.scheme()) => {
            Err(refused(&format!("is not {}", schemes.join(" or "))))
        }
        Ok(url) if url.query().is_some() || url.fragment().is_some() => Err(refused(
            "has a query or a fragment; the states come behind its path",
        )),
        Ok(_) => Ok(text),
    }
}

fn write(folder: &Path, compiled: &Compiled) -> Result<(), Failure> {
    let at = |path: &Path, error: std::io::Error| {
        Failure::Unusable(format!("{}: {error}", path.display()))
    };
    fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
    for (name, content) in compiled.files() {
        let path = folder.join(name);
        fs::write(&path, &*content).map_err(|error| at(&path, error))?;
    }
    Ok(())
}
