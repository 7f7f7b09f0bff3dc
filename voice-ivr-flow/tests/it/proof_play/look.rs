//! The look that the host of a file takes at the values in it, by the documentation of the compiler.

use voice_core::Party;
use voice_core::xml::percent_encode;
use voice_ivr_flow::compile::Compiled;
use voice_twilio::twiml::{Dial, DialNoun, GatherVerb, Hangup, Redirect, Response, Say, Verb};

use super::percent_decoded;

/// A document that was filled, as it is sent.
pub(super) fn looked_at(files: &Compiled, xml: &str) -> Response {
    let mut document = Response::parse(xml).unwrap().response;
    document.verbs.retain_mut(|verb| match verb {
        Verb::Say(say) => is_heard(say),
        Verb::Play(play) => !play.url.trim().is_empty(),
        Verb::Gather(gather) => {
            gather.verbs.retain(|inside| match inside {
                GatherVerb::Say(say) => is_heard(say),
                GatherVerb::Play(play) => !play.url.trim().is_empty(),
                _ => true,
            });
            true
        }
        _ => true,
    });
    for verb in &mut document.verbs {
        let failed = match verb {
            Verb::Dial(dial) => !has_somebody(dial),
            Verb::Sms(sms) => {
                sms.to = sms.to.as_ref().map(|to| to.trim().to_owned());
                sms.to.as_ref().is_some_and(|to| Party::check(to).is_err())
            }
            _ => false,
        };
        if failed {
            *verb = goes_on(files, verb);
        }
    }
    document
}

fn is_heard(say: &Say) -> bool {
    !say.plain_text().trim().is_empty()
}

/// Takes out whoever cannot be dialled, and says whether anybody is left.
fn has_somebody(dial: &mut Dial) -> bool {
    let shown = dial.caller_id.take();
    let shown = shown.map(|shown| shown.trim().to_owned());
    dial.caller_id = shown.filter(|shown| !shown.is_empty());
    dial.nouns = std::mem::take(&mut dial.nouns)
        .into_iter()
        .filter_map(noun)
        .collect();
    !dial.nouns.is_empty()
}

fn noun(noun: DialNoun) -> Option<DialNoun> {
    let target = match noun {
        DialNoun::Number(number) => number.number,
        DialNoun::Sip(sip) => sip.uri,
        DialNoun::Client(client) => format!("client:{}", client.identity),
        other => return Some(other),
    };
    let target = target.trim();
    Party::check(target).ok()?;
    let mut dial = Dial::new();
    dial = match target.strip_prefix("client:") {
        Some(identity) => dial.client(identity),
        None if target.starts_with("sip") => dial.sip(target),
        None => dial.number(target),
    };
    dial.nouns.pop()
}

/// What stands in the place of a verb that has failed before it was tried.
fn goes_on(files: &Compiled, verb: &Verb) -> Verb {
    let action = match verb {
        Verb::Dial(dial) => &dial.action,
        Verb::Sms(sms) => &sms.action,
        other => panic!("this cannot fail: {other:?}"),
    };
    let action = action.as_deref().unwrap();
    // Relative, or under a base.
    let (base, state) = action.split_at(action.rfind('/').map_or(0, |at| at + 1));
    let document = files.document(&percent_decoded(state)).unwrap();
    // What follows a `forward` is the end, and is not named.
    match document.next.get("failed").and_then(Option::as_deref) {
        Some(state) => {
            let path = percent_encode(state).replace("%40", "@");
            Redirect::from(format!("{base}{path}?enter")).into()
        }
        None => Hangup::new().into(),
    }
}
