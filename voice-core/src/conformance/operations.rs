//! The methods that not every vendor has: listed and working, or not listed and refused before anything is sent.

use super::outbound::promised;
use super::run::{Run, Watched};
use crate::{
    AudioFormat, CallControl, CallId, ControlOperation, Error, ErrorKind, Facet, HostedFlowId,
    NewSubscription, NumberId, NumberOperation, NumberSearch, NumberUpdate, Numbers, Party,
    RecordingId, Switch, Transfer, WebhookId,
};

pub(super) async fn control(run: &mut Run<'_>) {
    let Some(control) = run.provider.control() else {
        run.skip("control", "the provider steers no calls");
        return;
    };
    for operation in ControlOperation::ALL {
        let listed = control.support().contains(operation);
        let tried = steer(run, control, *operation, Switch::On).await;
        let name = operation.as_str();
        let switches = matches!(operation, ControlOperation::Hold | ControlOperation::Mute);
        let told = if listed && switches {
            let off = steer(run, control, *operation, Switch::Off).await;
            switched(run, &tried, &off)
        } else {
            // A method with a mode may name itself or the mode.
            agrees(&tried, listed, &[name, "transfer"])
        };
        run.check(format!("control: `{name}` {}", promised(listed)), told);
    }
}

/// On and off are not the same request: one that only looks the call up changes nothing.
fn switched(run: &Run<'_>, on: &Watched<()>, off: &Watched<()>) -> Result<(), String> {
    for tried in [on, off] {
        agrees(tried, true, &[])?;
        if run.fixture.known_id(Facet::Control).is_some() && tried.result.is_err() {
            return Err(format!("of a known call: {}", tried.told()));
        }
    }
    if on.wire == off.wire {
        return Err("on and off send the same".to_owned());
    }
    Ok(())
}

async fn steer(
    run: &mut Run<'_>,
    control: &dyn CallControl,
    operation: ControlOperation,
    switch: Switch,
) -> Watched<()> {
    let call = CallId::new(run.fixture.unknown_id(Facet::Control));
    // What ends or moves a call is tried on one that is none; a switch can be turned back.
    let live = run.fixture.known_id(Facet::Control);
    let live = live.map_or_else(|| call.clone(), CallId::new);
    let to = run.fixture.to.clone();
    let name = operation.as_str();
    match operation {
        ControlOperation::HangUp => run.watch(name, control.hang_up(&call)).await,
        ControlOperation::Redirect => {
            let mut last = None;
            // One answer that it takes is enough.
            for kind in crate::AnswerKind::ALL {
                let answer = run.fixture.answer_of(*kind);
                let tried = run.watch(name, control.redirect(&call, &answer)).await;
                let refused = tried.is_refusal();
                last = Some(tried);
                if !refused {
                    break;
                }
            }
            last.unwrap_or_else(|| Watched {
                result: Ok(()),
                wire: Vec::new(),
            })
        }
        ControlOperation::BlindTransfer => {
            run.watch(name, control.transfer(&call, &Transfer::blind(to)))
                .await
        }
        ControlOperation::AttendedTransfer => {
            run.watch(name, control.transfer(&call, &Transfer::attended(to)))
                .await
        }
        ControlOperation::Hold => run.watch(name, control.hold(&live, switch)).await,
        ControlOperation::Mute => run.watch(name, control.mute(&live, switch)).await,
        ControlOperation::StopAll => {
            let tried = run.watch(name, control.stop_all()).await;
            Watched {
                result: tried.result.map(drop),
                wire: tried.wire,
            }
        }
    }
}

/// Listed and sent, or not listed, refused by this name, and not sent.
fn agrees<T>(tried: &Watched<T>, listed: bool, names: &[&str]) -> Result<(), String> {
    let is_named = |error: &Error| names.contains(&error.operation());
    match (&tried.result, listed) {
        (_, true) if !tried.wire.is_empty() && tried.kind() != Some(ErrorKind::Unsupported) => {
            Ok(())
        }
        (Err(error), false) if tried.is_refusal() && is_named(error) => Ok(()),
        _ => Err(tried.told()),
    }
}

pub(super) async fn numbers(run: &mut Run<'_>) {
    let Some(numbers) = run.provider.numbers() else {
        run.skip("numbers", "the provider has no numbers");
        return;
    };
    for operation in NumberOperation::ALL {
        let listed = numbers.support().contains(operation);
        let tried = change(run, numbers, *operation).await;
        let name = operation.as_str();
        let told = agrees(&tried, listed, &[name]);
        run.check(format!("numbers: `{name}` {}", promised(listed)), told);
    }
}

async fn change(
    run: &mut Run<'_>,
    numbers: &dyn Numbers,
    operation: NumberOperation,
) -> Watched<()> {
    let id = NumberId::new(run.fixture.unknown_id(Facet::Numbers));
    let name = operation.as_str();
    match operation {
        NumberOperation::Search => {
            let query = NumberSearch::new(run.fixture.country.clone());
            done(run.watch(name, numbers.search_numbers(&query)).await)
        }
        NumberOperation::Buy => match super::fixture::number("+15550100180") {
            Party::Number(number) => done(run.watch(name, numbers.buy_number(&number)).await),
            _ => Watched {
                result: Ok(()),
                wire: Vec::new(),
            },
        },
        NumberOperation::Update => {
            let update = NumberUpdate::new().label("Conformance");
            done(run.watch(name, numbers.update_number(&id, &update)).await)
        }
        NumberOperation::Release => run.watch(name, numbers.release_number(&id)).await,
    }
}

fn done<T>(watched: Watched<T>) -> Watched<()> {
    Watched {
        result: watched.result.map(drop),
        wire: watched.wire,
    }
}

/// Methods with a body that refuses, and no list that says which: sent or refused, and nothing between.
pub(super) async fn optional(run: &mut Run<'_>) {
    if let Some(recordings) = run.provider.recordings() {
        let id = RecordingId::new(run.fixture.unknown_id(Facet::Recordings));
        let call = CallId::new(run.fixture.unknown_id(Facet::Control));
        let name = "delete_recording";
        let tried = run.watch(name, recordings.delete_recording(&id)).await;
        run.check(sent(name), sent_or_refused(&tried, name));
        let name = "start_recording";
        let tried = run.watch(name, recordings.start_recording(&call)).await;
        run.check(sent(name), sent_or_refused(&tried, name));
        let name = "stop_recording";
        let tried = run.watch(name, recordings.stop_recording(&call, &id)).await;
        run.check(sent(name), sent_or_refused(&tried, name));
        let name = "download_recording";
        let audio = recordings.download_recording(&id, AudioFormat::Original);
        let tried = run.watch(name, audio).await;
        run.check(sent(name), sent_or_refused(&tried, name));
    }
    if let Some(flows) = run.provider.hosted_flows() {
        let id = HostedFlowId::new(run.fixture.unknown_id(Facet::HostedFlows));
        let name = "list_hosted_flow_versions";
        let tried = run.watch(name, flows.list_hosted_flow_versions(&id)).await;
        run.check(sent(name), sent_or_refused(&tried, name));
    }
    if let Some(webhooks) = run.provider.webhooks() {
        let name = "list_subscriptions";
        let tried = run.watch(name, webhooks.list_subscriptions()).await;
        run.check(sent(name), sent_or_refused(&tried, name));
        let name = "delete_subscription";
        let id = WebhookId::new(run.fixture.unknown_id(Facet::Webhooks));
        let tried = run.watch(name, webhooks.delete_subscription(&id)).await;
        run.check(sent(name), sent_or_refused(&tried, name));
        let name = "create_subscription";
        if let Ok(url) = "https://conformance.example.com/hook".parse() {
            let wanted = NewSubscription::new(url, ["call.completed"]);
            let tried = run.watch(name, webhooks.create_subscription(&wanted)).await;
            run.check(sent(name), sent_or_refused(&tried, name));
        }
    }
}

fn sent(name: &str) -> String {
    format!("{name} is sent or refused")
}

fn sent_or_refused<T>(tried: &Watched<T>, name: &str) -> Result<(), String> {
    match &tried.result {
        Err(error) if tried.is_refusal() && error.operation() == name => Ok(()),
        _ if !tried.wire.is_empty() && tried.kind() != Some(ErrorKind::Unsupported) => Ok(()),
        _ => Err(tried.told()),
    }
}
