//! Placing calls: every answer and every option is on the wire or refused (L2), and nothing is placed twice (L1).

use super::fixture::without;
use super::run::{Run, Watched, none};
use crate::{
    Answer, AnswerKind, Call, CallOption, ErrorKind, NewBatch, OutboundCall, OutboundCalls,
    OutboundSupport,
};

pub(super) async fn run(run: &mut Run<'_>) {
    let Some(outbound) = run.provider.outbound() else {
        run.skip("place_call", "the provider places no calls");
        return;
    };
    let support = outbound.support();
    placed(run, outbound, support).await;
    for kind in AnswerKind::ALL {
        answer(run, outbound, support, *kind).await;
    }
    for option in CallOption::ALL {
        call_option(run, outbound, support, *option).await;
    }
    lost(run, outbound, support).await;
}

/// A call that says no more than it must.
fn plain_call(run: &Run<'_>, support: OutboundSupport, answer: Option<Answer>) -> OutboundCall {
    let call = if support.options.contains(&CallOption::From) {
        run.fixture
            .with(CallOption::From, OutboundCall::to(run.fixture.to.clone()))
    } else {
        OutboundCall::to(run.fixture.to.clone())
    };
    OutboundCall { answer, ..call }
}

/// The answers with which the options are tried: those that the provider takes, or none at all.
fn answers(run: &Run<'_>, support: OutboundSupport) -> Vec<Option<Answer>> {
    if support.answers.is_empty() {
        return vec![None];
    }
    support
        .answers
        .iter()
        .map(|kind| Some(run.fixture.answer_of(*kind)))
        .collect()
}

async fn place(
    run: &mut Run<'_>,
    outbound: &dyn OutboundCalls,
    call: &OutboundCall,
) -> Watched<Call> {
    run.watch("place_call", outbound.place_call(call)).await
}

async fn placed(run: &mut Run<'_>, outbound: &dyn OutboundCalls, support: OutboundSupport) {
    let answer = answers(run, support).into_iter().next().flatten();
    let call = plain_call(run, support, answer);
    let first = place(run, outbound, &call).await;
    let told = match &first.result {
        Err(_) => Err(first.told()),
        Ok(_) if first.wire.is_empty() => Err("nothing was sent".to_owned()),
        Ok(call) if call.id.as_str().is_empty() => Err("the call has no id".to_owned()),
        Ok(call) if call.provider != run.provider.name() => {
            Err(format!("the call is `{}`'s", call.provider))
        }
        Ok(_) => Ok(()),
    };
    run.check("place_call answers with a call of this provider", told);
    let second = place(run, outbound, &call).await;
    run.check(
        "place_call sends the same bytes for the same call",
        if first.wire == second.wire {
            Ok(())
        } else {
            Err("the requests differ; leave what is random out of the fake's text".to_owned())
        },
    );
}

async fn answer(
    run: &mut Run<'_>,
    outbound: &dyn OutboundCalls,
    support: OutboundSupport,
    kind: AnswerKind,
) {
    let call = plain_call(run, support, Some(run.fixture.answer_of(kind)));
    let with = place(run, outbound, &call).await;
    let listed = support.answers.contains(&kind);
    let told = match (listed, with.is_refusal()) {
        (false, true) if with.option() == Some("answer") => Ok(()),
        (false, true) => Err(format!("the refusal names {:?}", with.option())),
        (true, false) if !with.wire.is_empty() => {
            let bare = OutboundCall {
                answer: None,
                ..call
            };
            if place(run, outbound, &bare).await.wire == with.wire {
                Err("it is dropped: the request is the same without it".to_owned())
            } else {
                Ok(())
            }
        }
        _ => Err(with.told()),
    };
    let promise = promised(listed);
    run.check(format!("place_call: answer with {kind} {promise}"), told);
}

async fn call_option(
    run: &mut Run<'_>,
    outbound: &dyn OutboundCalls,
    support: OutboundSupport,
    option: CallOption,
) {
    let listed = support.options.contains(&option);
    let mut faults = Vec::new();
    let mut honoured = false;
    for answer in answers(run, support) {
        let kind = answer.as_ref().map_or("none", |a| a.kind().as_str());
        let with = run.fixture.with(option, plain_call(run, support, answer));
        let bare = without(option, with.clone());
        let with = place(run, outbound, &with).await;
        if with.is_refusal() {
            // What else the call needs may be refused instead, but only if it is not the option's turn.
            if !listed && with.option() != Some(option.as_str()) {
                faults.push(format!(
                    "answer {kind}: the refusal names {:?}",
                    with.option()
                ));
            }
            continue;
        }
        if !listed || with.wire.is_empty() {
            faults.push(format!("answer {kind}: {}", with.told()));
            continue;
        }
        let bare = place(run, outbound, &bare).await;
        if bare.wire == with.wire {
            faults.push(format!(
                "answer {kind}: it is dropped, the request is the same without it"
            ));
        }
        honoured = true;
    }
    if listed && !honoured && faults.is_empty() {
        faults.push("it is listed, and refused with every answer".to_owned());
    }
    let promise = promised(listed);
    run.check(
        format!("place_call: option `{option}` {promise}"),
        none(&faults),
    );
}

pub(super) fn promised(listed: bool) -> &'static str {
    if listed {
        "reaches the wire"
    } else {
        "is refused"
    }
}

async fn lost(run: &mut Run<'_>, outbound: &dyn OutboundCalls, support: OutboundSupport) {
    let name = "place_call is sent once when its answer is lost, and says so";
    if !run.fixture.fake.lose_next_answer().await {
        run.skip(name, "the fake cannot lose an answer");
        return;
    }
    let answer = answers(run, support).into_iter().next().flatten();
    let call = plain_call(run, support, answer);
    let lost = place(run, outbound, &call).await;
    run.check(name, once(&lost));
}

/// Sent once, and neither called done nor called undone.
pub(super) fn once<T>(lost: &Watched<T>) -> Result<(), String> {
    match &lost.result {
        Err(error)
            if error.is_outcome_unknown() && !error.is_retryable() && lost.wire.len() == 1 =>
        {
            Ok(())
        }
        Err(error) => Err(format!("{}, outcome {:?}", lost.told(), error.outcome())),
        Ok(_) => Err(lost.told()),
    }
}

/// Many calls from one request.
pub(super) async fn batches(run: &mut Run<'_>) {
    let Some(batches) = run.provider.batches() else {
        run.skip("create_batch", "the provider has no batches");
        return;
    };
    let empty = NewBatch::new(Vec::new());
    let empty = run
        .watch("create_batch", batches.create_batch(&empty))
        .await;
    let told = match empty.kind() {
        Some(ErrorKind::InvalidRequest) if empty.wire.is_empty() => Ok(()),
        _ => Err(empty.told()),
    };
    run.check(
        "create_batch: an empty batch is refused before it is sent",
        told,
    );
    let Some(support) = run.provider.outbound().map(OutboundCalls::support) else {
        return;
    };
    for option in CallOption::ALL {
        let answer = answers(run, support).into_iter().next().flatten();
        let with = run.fixture.with(*option, plain_call(run, support, answer));
        let bare = without(*option, with.clone());
        let batch = NewBatch::new(vec![with]);
        let with = run
            .watch("create_batch", batches.create_batch(&batch))
            .await;
        let told = if with.is_refusal() {
            Ok(())
        } else if with.wire.is_empty() {
            Err(with.told())
        } else {
            let batch = NewBatch::new(vec![bare]);
            let bare = run
                .watch("create_batch", batches.create_batch(&batch))
                .await;
            if bare.wire == with.wire {
                Err("it is dropped, the request is the same without it".to_owned())
            } else {
                Ok(())
            }
        };
        run.check(
            format!("create_batch: option `{option}` reaches the wire or is refused"),
            told,
        );
    }
}
