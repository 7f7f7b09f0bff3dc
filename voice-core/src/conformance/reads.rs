//! Reading: what is there is found, what is not is `NotFound`, and a list ends.

use std::collections::HashSet;
use std::fmt::Debug;

use super::run::Run;
use crate::{
    BatchId, CallId, CallQuery, ContactId, Cursor, ErrorKind, Facet, HostedFlowId, MessageId,
    MessageQuery, NumberId, Page, RecordingId, RecordingQuery, Result, VoiceId,
};

/// Longer lists are cut here: a fake that holds more is not a fake.
const MOST_PAGES: usize = 1000;

/// Facets that can be asked for one and for all, page by page.
pub(super) async fn run(run: &mut Run<'_>) {
    let provider = run.provider;
    if let Some(facet) = provider.calls() {
        let one = async |id| facet.call(&CallId::new(id)).await;
        fetch(run, Facet::Calls, "call", one, |found| {
            Some(found.id.as_str())
        })
        .await;
        let query = run.fixture.calls.clone();
        let page = async |cursor| {
            let rest = query.clone();
            facet.list_calls(&CallQuery { cursor, ..rest }).await
        };
        walk(run, "list_calls", page, |found| found.id.as_str()).await;
    }
    if let Some(facet) = provider.messages() {
        let one = async |id| facet.message(&MessageId::new(id)).await;
        fetch(run, Facet::Messages, "message", one, |found| {
            Some(found.id.as_str())
        })
        .await;
        let query = run.fixture.messages.clone();
        let page = async |cursor| {
            let rest = query.clone();
            facet.list_messages(&MessageQuery { cursor, ..rest }).await
        };
        walk(run, "list_messages", page, |found| found.id.as_str()).await;
    }
    if let Some(facet) = provider.recordings() {
        let one = async |id| facet.recording(&RecordingId::new(id)).await;
        fetch(run, Facet::Recordings, "recording", one, |found| {
            Some(found.id.as_str())
        })
        .await;
        let query = run.fixture.recordings.clone();
        let page = async |cursor| {
            let rest = query.clone();
            facet
                .list_recordings(&RecordingQuery { cursor, ..rest })
                .await
        };
        walk(run, "list_recordings", page, |found| found.id.as_str()).await;
    }
    if let Some(facet) = provider.numbers() {
        let one = async |id| facet.number(&NumberId::new(id)).await;
        fetch(run, Facet::Numbers, "number", one, |found| {
            Some(found.id.as_str())
        })
        .await;
        let page = async |cursor: Option<Cursor>| facet.list_numbers(cursor.as_ref()).await;
        walk(run, "list_numbers", page, |found| found.id.as_str()).await;
    }
    if let Some(facet) = provider.contacts() {
        let one = async |id| facet.contact(&ContactId::new(id)).await;
        fetch(run, Facet::Contacts, "contact", one, |found| {
            Some(found.id.as_str())
        })
        .await;
        let page = async |cursor: Option<Cursor>| facet.list_contacts(cursor.as_ref()).await;
        walk(run, "list_contacts", page, |found| found.id.as_str()).await;
    }
    if let Some(facet) = provider.hosted_flows() {
        let one = async |id| facet.hosted_flow(&HostedFlowId::new(id)).await;
        fetch(run, Facet::HostedFlows, "hosted_flow", one, |found| {
            Some(found.id.as_str())
        })
        .await;
        let page = async |cursor: Option<Cursor>| facet.list_hosted_flows(cursor.as_ref()).await;
        walk(run, "list_hosted_flows", page, |found| found.id.as_str()).await;
    }
}

/// Facets that are asked for one, or for all at once.
pub(super) async fn whole(run: &mut Run<'_>) {
    let provider = run.provider;
    if let Some(facet) = provider.voices() {
        let one = async |id| facet.voice(&VoiceId::new(id)).await;
        fetch(run, Facet::Voices, "voice", one, |found| {
            Some(found.id.as_str())
        })
        .await;
        let listed = run.watch("list_voices", facet.list_voices()).await;
        let told = listed.result.as_ref().map(drop).map_err(|_| listed.told());
        run.check("list_voices answers", told);
    }
    if let Some(facet) = provider.batches() {
        let one = async |id| facet.batch(&BatchId::new(id)).await;
        fetch(run, Facet::Batches, "batch", one, |found| {
            Some(found.id.as_str())
        })
        .await;
        if let Some(known) = run.fixture.known_id(Facet::Batches) {
            let id = BatchId::new(known);
            let page =
                async |cursor: Option<Cursor>| facet.list_batch_items(&id, cursor.as_ref()).await;
            // An item that was refused has no id; its place in the list is not told by every vendor.
            every(run, "list_batch_items", page).await;
        }
    }
    if let Some(facet) = provider.transcripts() {
        let one = async |id| facet.transcript(&CallId::new(id)).await;
        fetch(run, Facet::Transcripts, "transcript", one, |_| None).await;
    }
}

/// Fetches an id that nobody has, and the one that the fixture knows. `id_of` is `None` where what comes carries no id.
async fn fetch<T: Debug>(
    run: &mut Run<'_>,
    facet: Facet,
    operation: &'static str,
    ask: impl AsyncFn(String) -> Result<T>,
    id_of: fn(&T) -> Option<&str>,
) {
    let unknown = run.fixture.unknown_id(facet).to_owned();
    let tried = run.watch(operation, ask(unknown)).await;
    let told = match tried.kind() {
        Some(ErrorKind::NotFound) => Ok(()),
        _ if tried.is_refusal() => Ok(()),
        _ => Err(tried.told()),
    };
    run.check(format!("{operation}: an unknown id is not found"), told);

    let name = format!("{operation}: a known id is found");
    let Some(known) = run.fixture.known_id(facet).map(str::to_owned) else {
        run.skip(name, "the fixture knows no id");
        return;
    };
    let tried = run.watch(operation, ask(known.clone())).await;
    let told = match &tried.result {
        Ok(found) if id_of(found).is_none_or(|id| id == known) => Ok(()),
        Ok(_) => Err("what came has another id".to_owned()),
        Err(_) => Err(tried.told()),
    };
    run.check(name, told);
}

/// Walks a list to its end, and sees no item twice.
async fn walk<T: Debug>(
    run: &mut Run<'_>,
    operation: &'static str,
    ask: impl AsyncFn(Option<Cursor>) -> Result<Page<T>>,
    id_of: fn(&T) -> &str,
) {
    let Some(items) = every(run, operation, ask).await else {
        return;
    };
    let mut seen = HashSet::new();
    let twice = items.iter().map(id_of).find(|id| !seen.insert(*id));
    run.check(
        format!("{operation}: no item comes twice"),
        twice.map_or(Ok(()), |id| Err(format!("`{id}`"))),
    );
}

/// All items of a list, or nothing if it cannot be walked.
async fn every<T: Debug>(
    run: &mut Run<'_>,
    operation: &'static str,
    ask: impl AsyncFn(Option<Cursor>) -> Result<Page<T>>,
) -> Option<Vec<T>> {
    let name = format!("{operation}: the pages come to an end");
    let mut cursor = None;
    let mut cursors = HashSet::new();
    let mut items = Vec::new();
    let outcome = loop {
        let asked = run.watch(operation, ask(cursor.take())).await;
        if asked.is_refusal() {
            run.skip(name, "refused: the fixture's query is not for this vendor");
            return None;
        }
        let told = asked.told();
        let Ok(page) = asked.result else {
            break Err(told);
        };
        items.extend(page.items);
        match page.next {
            None => break Ok(()),
            Some(next) if !cursors.insert(next.clone()) => {
                break Err("they go round in a circle".to_owned());
            }
            Some(_) if cursors.len() >= MOST_PAGES => {
                break Err(format!("not after {MOST_PAGES}"));
            }
            Some(next) => cursor = Some(next),
        }
    };
    run.check(name, outcome);
    Some(items)
}
