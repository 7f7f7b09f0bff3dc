//! `voice flow compile`

use std::fs;
use std::path::Path;

use voice_sdk::flow::Program;
use voice_sdk::flow::compile::{Compiled, MANIFEST_FILE, Report, twiml};

use crate::cli::{Compile, Format, Target};
use crate::exit::{Failure, Status};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Compile, output: &mut Output) -> Result<Status, Failure> {
    let base_url = args.base_url.as_deref().map(base_url).transpose()?;
    let flow = match input::valid_flow(&args.file, args.format, output)? {
        Ok(flow) => flow,
        Err(status) => return Ok(status),
    };
    let compiled = compile(&Program::lower(&flow), args.target, base_url);
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
pub(crate) fn report(program: &Program, target: Target) -> Report {
    match target {
        Target::Twiml => {
            twiml::LiveTwiml::new(program.clone(), &twiml::TwimlOptions::new()).report()
        }
    }
}

fn compile(program: &Program, target: Target, base_url: Option<&str>) -> Compiled {
    match target {
        Target::Twiml => {
            let options = twiml::TwimlOptions::new();
            let options = match base_url {
                Some(url) => options.base_url(url),
                None => options,
            };
            twiml::compile(program, &options)
        }
    }
}

fn base_url(text: &str) -> Result<&str, Failure> {
    let refused = |why: &str| Failure::Unusable(format!("--base-url: `{text}` {why}"));
    match url::Url::parse(text) {
        Err(error) => Err(refused(&format!("is no URL: {error}"))),
        Ok(url) if !matches!(url.scheme(), "http" | "https") => {
            Err(refused("is not http or https"))
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
