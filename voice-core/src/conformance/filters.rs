//! A filter is applied or refused: a list that is longer than asked for is a lie.

use std::fmt::Debug;

use super::fixture::number;
use super::run::{Run, Watched};
use crate::{CallQuery, CallStatus, Direction, MessageQuery, Page, Result, Timestamp};

pub(super) async fn run(run: &mut Run<'_>) {
    let (never, start) = (far_future(), Timestamp::UNIX_EPOCH);
    if let Some(facet) = run.provider.calls() {
        let nobody = number("+15550100199");
        let bare = run.fixture.calls.clone();
        let filters = [
            (
                "from",
                bare.from.is_none(),
                bare.clone().from(nobody.clone()),
            ),
            ("to", bare.to.is_none(), bare.clone().to(nobody)),
            (
                "status",
                bare.status.is_none(),
                bare.clone().status(CallStatus::Busy),
            ),
            (
                "direction",
                bare.direction.is_none(),
                bare.clone().direction(Direction::Inbound),
            ),
            ("since", bare.since.is_none(), bare.clone().since(never)),
            ("until", bare.until.is_none(), bare.clone().until(start)),
        ];
        let ask = async |query: CallQuery| facet.list_calls(&query).await;
        each(run, "list_calls", bare, filters, ask).await;
    }
    if let Some(facet) = run.provider.messages() {
        let nobody = number("+15550100199");
        let bare = run.fixture.messages.clone();
        let filters = [
            (
                "from",
                bare.from.is_none(),
                bare.clone().from(nobody.clone()),
            ),
            ("to", bare.to.is_none(), bare.clone().to(nobody)),
            ("since", bare.since.is_none(), bare.clone().since(never)),
            ("until", bare.until.is_none(), bare.clone().until(start)),
        ];
        let ask = async |query: MessageQuery| facet.list_messages(&query).await;
        each(run, "list_messages", bare, filters, ask).await;
    }
}

/// The year 9998: nothing has happened since.
fn far_future() -> Timestamp {
    Timestamp::from_unix_seconds(253_370_764_800).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Tries each filter that the fixture's own query does not use. Applied means: the request differs, or nothing comes.
async fn each<Q, T: Debug>(
    run: &mut Run<'_>,
    operation: &'static str,
    bare: Q,
    filters: impl IntoIterator<Item = (&'static str, bool, Q)>,
    ask: impl AsyncFn(Q) -> Result<Page<T>>,
) {
    let plain = run.watch(operation, ask(bare)).await;
    for (filter, is_new, query) in filters {
        if !is_new {
            continue;
        }
        let name = format!("{operation}: filter `{filter}` is applied or refused");
        let filtered = run.watch(operation, ask(query)).await;
        if !filtered.is_refusal() && filtered.wire == plain.wire && is_empty(&plain) {
            run.skip(name, "the fake's list is empty: it cannot be told");
            continue;
        }
        let told = if filtered.is_refusal() {
            Ok(())
        } else if filtered.result.is_err() {
            Err(filtered.told())
        } else if filtered.wire != plain.wire || is_empty(&filtered) {
            Ok(())
        } else {
            Err("it is dropped: the request is the same without it".to_owned())
        };
        run.check(name, told);
    }
}

fn is_empty<T>(asked: &Watched<Page<T>>) -> bool {
    asked
        .result
        .as_ref()
        .is_ok_and(|page| page.items.is_empty())
}
