//! Who the provider says it is, and whether its parts agree (L3).

use std::collections::BTreeSet;
use std::fmt::Debug;

use super::run::{Run, none};
use crate::{
    CallControl, Capabilities, ErrorKind, Facet, HostedFlows, Numbers, Recordings,
    TelephonyProvider, TelephonyProviderExt as _, Webhooks,
};

pub(super) async fn run(run: &mut Run<'_>) {
    let provider = run.provider;
    let name = provider.name();
    run.check(
        "the name is a short word in lower case",
        if is_word(name) {
            Ok(())
        } else {
            Err(format!("`{name}`"))
        },
    );
    run.check(
        "every facet tells the same name",
        none(&strangers(provider)),
    );
    run.check("nothing is listed twice", none(&repeated(provider)));
    run.check(
        "an absent facet is refused by name",
        none(&absent(provider)),
    );
    let health = run.watch("check", provider.check()).await;
    let told = match &health.result {
        Ok(health) if health.is_healthy() => Ok(()),
        Ok(health) => Err(format!("{} problems", health.problems.len())),
        Err(_) => Err(health.told()),
    };
    run.check("check finds the credentials of the fixture right", told);
}

fn is_word(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 32
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn strangers(provider: &dyn TelephonyProvider) -> Vec<String> {
    let told = [
        (
            Facet::Control,
            provider.control().map(CallControl::provider),
        ),
        (
            Facet::Recordings,
            provider.recordings().map(Recordings::provider),
        ),
        (Facet::Numbers, provider.numbers().map(Numbers::provider)),
        (
            Facet::HostedFlows,
            provider.hosted_flows().map(HostedFlows::provider),
        ),
        (Facet::Webhooks, provider.webhooks().map(Webhooks::provider)),
    ];
    told.into_iter()
        .filter_map(|(facet, name)| Some((facet, name?)))
        .filter(|(_, name)| *name != provider.name())
        .map(|(facet, name)| format!("{facet} says `{name}`"))
        .collect()
}

fn repeated(provider: &dyn TelephonyProvider) -> Vec<String> {
    fn twice<T: Ord + Debug>(what: &str, listed: &[T], found: &mut Vec<String>) {
        let mut seen = BTreeSet::new();
        for item in listed {
            if !seen.insert(item) {
                found.push(format!("{what}: {item:?}"));
            }
        }
    }
    let able = Capabilities::of(provider);
    let mut found = Vec::new();
    twice("answers", &able.answers, &mut found);
    twice("call options", &able.call_options, &mut found);
    twice("control", &able.control, &mut found);
    twice("message options", &able.message_options, &mut found);
    twice("numbers", &able.numbers, &mut found);
    found
}

fn absent(provider: &dyn TelephonyProvider) -> Vec<String> {
    let refused = |facet| match facet {
        Facet::Calls => provider.require_calls().err(),
        Facet::Outbound => provider.require_outbound().err(),
        Facet::Control => provider.require_control().err(),
        Facet::Batches => provider.require_batches().err(),
        Facet::Recordings => provider.require_recordings().err(),
        Facet::Transcripts => provider.require_transcripts().err(),
        Facet::Messages => provider.require_messages().err(),
        Facet::Numbers => provider.require_numbers().err(),
        Facet::Contacts => provider.require_contacts().err(),
        Facet::Voices => provider.require_voices().err(),
        Facet::HostedFlows => provider.require_hosted_flows().err(),
        Facet::Webhooks => provider.require_webhooks().err(),
    };
    let able = Capabilities::of(provider);
    Facet::ALL
        .iter()
        .filter(|facet| match refused(**facet) {
            None => !able.has(**facet),
            Some(error) => {
                able.has(**facet)
                    || error.kind() != ErrorKind::Unsupported
                    || error.provider() != provider.name()
                    || error.operation() != facet.as_str()
            }
        })
        .map(|facet| format!("{facet}"))
        .collect()
}
