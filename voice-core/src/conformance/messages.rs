//! Sending texts: every option is on the wire or refused, nothing blank is sent, and nothing is sent twice.

use super::fixture::without_message;
use super::outbound::{once, promised};
use super::run::{Run, Watched};
use crate::{ErrorKind, Message, MessageOption, Messages, NewMessage};

pub(super) async fn run(run: &mut Run<'_>) {
    let Some(messages) = run.provider.messages() else {
        run.skip("send_message", "the provider sends no texts");
        return;
    };
    let text = |body: &str| NewMessage::new(run.fixture.from.clone(), run.fixture.to.clone(), body);
    let (plain, blank) = (text("Your order is on its way."), text(" \n"));
    let first = send(run, messages, &plain).await;
    let told = match &first.result {
        Ok(message) if message.id.as_str().is_empty() => Err("the message has no id".to_owned()),
        Ok(_) if !first.wire.is_empty() => Ok(()),
        _ => Err(first.told()),
    };
    run.check("send_message answers with a message", told);

    let refused = send(run, messages, &blank).await;
    let told = match refused.kind() {
        Some(ErrorKind::InvalidRequest) if refused.wire.is_empty() => Ok(()),
        _ => Err(refused.told()),
    };
    run.check(
        "send_message: a blank text is refused before it is sent",
        told,
    );

    for option in MessageOption::ALL {
        let listed = messages.support().contains(option);
        let asked = run.fixture.with_message(*option, plain.clone());
        let with = send(run, messages, &asked).await;
        let told = match (listed, with.is_refusal()) {
            (false, true) if with.option() == Some(option.as_str()) => Ok(()),
            (false, true) => Err(format!("the refusal names {:?}", with.option())),
            (true, false) if !with.wire.is_empty() => {
                let bare = without_message(*option, asked);
                if send(run, messages, &bare).await.wire == with.wire {
                    Err("it is dropped: the request is the same without it".to_owned())
                } else {
                    Ok(())
                }
            }
            _ => Err(with.told()),
        };
        let name = option.as_str();
        let promise = promised(listed);
        run.check(format!("send_message: option `{name}` {promise}"), told);
    }

    let name = "send_message is sent once when its answer is lost, and says so";
    if run.fixture.fake.lose_next_answer().await {
        let lost = send(run, messages, &plain).await;
        run.check(name, once(&lost));
    } else {
        run.skip(name, "the fake cannot lose an answer");
    }
}

async fn send(
    run: &mut Run<'_>,
    messages: &dyn Messages,
    message: &NewMessage,
) -> Watched<Message> {
    run.watch("send_message", messages.send_message(message))
        .await
}
