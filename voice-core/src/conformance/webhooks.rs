//! Only what is proved can be read (L4).

use http::{HeaderMap, Method};

use super::run::Run;
use crate::Webhooks;
use crate::webhook::{Verified, WebhookRequest};

pub(super) fn run(run: &mut Run<'_>) {
    let Some(webhooks) = run.provider.webhooks() else {
        run.skip("webhooks", "the provider receives none");
        return;
    };
    forged(run, webhooks);
    if run.fixture.webhooks.is_empty() {
        run.skip("webhooks: a genuine one is read", "the fixture has none");
    }
    for webhook in &run.fixture.webhooks {
        let told = match webhooks.verify(&webhook.request, run.fixture.now) {
            Err(error) => Err(format!("not accepted: {error}")),
            Ok(proof) => read(&proof, run.provider.name()),
        };
        run.check("webhooks: a genuine one is read", told);
        if webhook.body_is_signed {
            changed(run, webhooks, &webhook.request);
        }
    }
}

fn forged(run: &mut Run<'_>, webhooks: &dyn Webhooks) {
    let url = "https://conformance.example.com/hook";
    let forged = WebhookRequest::new(Method::POST, url, HeaderMap::new(), "{}");
    let told = match forged
        .as_ref()
        .map(|request| webhooks.verify(request, run.fixture.now))
    {
        Ok(Err(_)) => Ok(()),
        Ok(Ok(_)) => Err("it was accepted".to_owned()),
        Err(error) => Err(error.to_string()),
    };
    run.check("webhooks: one without any proof is refused", told);
}

fn read(proof: &Verified<'_>, name: &str) -> Result<(), String> {
    let events = proof
        .events()
        .map_err(|error| format!("not read: {}", error.kind()))?;
    match events.iter().find(|event| event.provider != name) {
        Some(event) => Err(format!("an event is `{}`'s", event.provider)),
        None => Ok(()),
    }
}

fn changed(run: &mut Run<'_>, webhooks: &dyn Webhooks, genuine: &WebhookRequest) {
    let mut body = genuine.body().to_vec();
    body.push(b'x');
    let changed = WebhookRequest::new(
        genuine.method().clone(),
        genuine.url(),
        genuine.headers().clone(),
        body,
    );
    let told = match changed.map(|request| match genuine.source() {
        Some(source) => request.from_source(source),
        None => request,
    }) {
        Err(error) => Err(error.to_string()),
        Ok(request) => match webhooks.verify(&request, run.fixture.now) {
            Err(_) => Ok(()),
            Ok(_) => Err("it was accepted".to_owned()),
        },
    };
    run.check("webhooks: one with a changed body is refused", told);
}
