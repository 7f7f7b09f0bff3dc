//! Steering live calls.

use serde_json::json;
use voice_core::http::ScriptedService;
use voice_core::{Answer, CallControl as _, CallId, ErrorKind, Party, Switch, Transfer};

use super::{lines, number, twilio};
use crate::api::calls::call;
use crate::api::participants::participant;

fn id() -> CallId {
    "CA1".into()
}

#[tokio::test]
async fn a_call_is_hung_up() {
    let (service, twilio) = twilio(ScriptedService::new().answer(200, call().to_string()));
    twilio.hang_up(&id()).await.unwrap();
    assert_eq!(lines(&service), ["POST /Calls/CA1.json Status=completed"]);
}

#[tokio::test]
async fn hang_up_after_the_call_ended_is_not_found() {
    let ended = r#"{"code":21220,"message":"Call is not in-progress","status":400}"#;
    let (_, twilio) = twilio(ScriptedService::new().answer(400, ended));
    let error = twilio.hang_up(&id()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!((error.code(), error.status()), (Some("21220"), Some(400)));
    assert_eq!(error.operation(), "hang_up");
    assert!(!error.is_outcome_unknown());
}

#[tokio::test]
async fn a_call_that_is_over_after_an_attempt_nobody_heard_of_is_hung_up() {
    let ended = r#"{"code":21220,"message":"Call is not in-progress","status":400}"#;
    let (service, twilio) = twilio(ScriptedService::new().answer(500, "").answer(400, ended));
    twilio.hang_up(&id()).await.unwrap();
    assert_eq!(service.requests().len(), 2);
}

#[tokio::test]
async fn a_redirect_after_the_end_is_a_conflict() {
    let ended = r#"{"code":21220,"message":"Call is not in-progress","status":400}"#;
    let (_, twilio) = twilio(ScriptedService::new().answer(400, ended));
    let answer = Answer::markup("<Response/>");
    let error = twilio.redirect(&id(), &answer).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Conflict, "redirect")
    );
}

#[tokio::test]
async fn every_answer_that_a_call_can_be_redirected_to_becomes_a_document() {
    for (answer, twiml) in [
        (
            Answer::Connect("client:rider-7".parse().unwrap()),
            "<Response><Dial><Client>rider-7</Client></Dial></Response>",
        ),
        (
            Answer::Stream("wss://example.com/media".parse().unwrap()),
            "<Response><Connect><Stream url=\"wss://example.com/media\"/></Connect></Response>",
        ),
    ] {
        let (service, twilio) = twilio(ScriptedService::new().answer(200, call().to_string()));
        twilio.redirect(&id(), &answer).await.unwrap();
        assert_eq!(
            lines(&service),
            [format!("POST /Calls/CA1.json Twiml={twiml}")]
        );
    }
}

#[tokio::test]
async fn an_answer_that_twilio_cannot_be_redirected_to_is_refused() {
    for (answer, kind) in [
        (
            Answer::Agent("Ask about the order".into()),
            ErrorKind::Unsupported,
        ),
        (Answer::HostedFlow("flow".into()), ErrorKind::Unsupported),
        (Answer::markup("é".repeat(4001)), ErrorKind::Unsupported),
        (
            Answer::Connect(Party::reported("anonymous")),
            ErrorKind::Unsupported,
        ),
        (
            Answer::url("https://a_b.example.com/".parse().unwrap()),
            ErrorKind::InvalidRequest,
        ),
    ] {
        let (service, twilio) = twilio(ScriptedService::new());
        let error = twilio.redirect(&id(), &answer).await.unwrap_err();
        assert_eq!((error.kind(), error.option()), (kind, Some("answer")));
        assert_eq!(error.operation(), "redirect");
        assert_eq!(lines(&service), [""; 0]);
    }
}

#[tokio::test]
async fn an_error_names_the_operation_that_was_asked_for() {
    let failing = || twilio(ScriptedService::new().answer(400, "")).1;
    let to = Transfer::blind(number("+15550100102"));
    let url = Answer::url("https://example.com/next".parse().unwrap());
    for (operation, result) in [
        ("hang_up", failing().hang_up(&id()).await),
        ("redirect", failing().redirect(&id(), &url).await),
        ("transfer", failing().transfer(&id(), &to).await),
        ("hold", failing().hold(&id(), Switch::On).await),
        ("mute", failing().mute(&id(), Switch::On).await),
    ] {
        assert_eq!(result.unwrap_err().operation(), operation);
    }
    // Also when it is the second or third request of it that fails.
    for answers in [1, 2] {
        let script = [rooms(&["CF1"]), participant().to_string()];
        let script = script
            .into_iter()
            .take(answers)
            .fold(ScriptedService::new(), |script, body| {
                script.answer(200, body)
            });
        let (_, twilio) = twilio(script.answer(400, ""));
        let error = twilio.hold(&id(), Switch::On).await.unwrap_err();
        assert_eq!(error.operation(), "hold");
    }
}

#[tokio::test]
async fn a_call_is_redirected_and_transferred() {
    let answer = || call().to_string();
    let script = ScriptedService::new()
        .answer(200, answer())
        .answer(200, answer())
        .answer(200, answer());
    let (service, twilio) = twilio(script);
    let url = Answer::url("https://example.com/next".parse().unwrap());
    twilio.redirect(&id(), &url).await.unwrap();
    let markup = Answer::markup("<Response><Hangup/></Response>");
    twilio.redirect(&id(), &markup).await.unwrap();
    twilio
        .transfer(&id(), &Transfer::blind(number("+15550100102")))
        .await
        .unwrap();
    assert_eq!(
        lines(&service),
        [
            "POST /Calls/CA1.json Url=https://example.com/next",
            "POST /Calls/CA1.json Twiml=<Response><Hangup/></Response>",
            "POST /Calls/CA1.json Twiml=<Response><Dial><Number>+15550100102</Number></Dial></Response>",
        ]
    );
}

#[tokio::test]
async fn an_attended_transfer_and_an_undiallable_party_are_refused() {
    let (service, twilio) = twilio(ScriptedService::new());
    let attended = Transfer::attended(number("+15550100102"));
    let error = twilio.transfer(&id(), &attended).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.option()),
        (ErrorKind::Unsupported, Some("mode"))
    );
    let nobody = Transfer::blind(Party::reported("anonymous"));
    let error = twilio.transfer(&id(), &nobody).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.option()),
        (ErrorKind::Unsupported, Some("to"))
    );
    let error = twilio.stop_all().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert_eq!(lines(&service), [""; 0]);
}

fn rooms(sids: &[&str]) -> String {
    let rooms: Vec<_> = sids
        .iter()
        .map(|sid| json!({"sid": sid, "status": "in-progress"}))
        .collect();
    json!({"conferences": rooms}).to_string()
}

const NONE: &str = r#"{"code":20404,"message":"none","status":404}"#;

#[tokio::test]
async fn a_caller_is_held_and_muted_in_the_conference_they_are_in() {
    let script = || {
        ScriptedService::new()
            .answer(200, rooms(&["CF1"]))
            .answer(404, NONE)
            .answer(200, rooms(&["CF2"]))
            .answer(200, participant().to_string())
            .answer(200, participant().to_string())
    };
    let expected = |change: &str| {
        [
            "GET /Conferences.json Status=in-progress&PageSize=1000".to_owned(),
            "GET /Conferences/CF1/Participants/CA1.json".to_owned(),
            "GET /Conferences.json Status=init&PageSize=1000".to_owned(),
            "GET /Conferences/CF2/Participants/CA1.json".to_owned(),
            format!("POST /Conferences/CF2/Participants/CA1.json {change}"),
        ]
    };
    for (switch, word) in [(Switch::On, "true"), (Switch::Off, "false")] {
        let (service, provider) = twilio(script());
        provider.hold(&id(), switch).await.unwrap();
        assert_eq!(lines(&service), expected(&format!("Hold={word}")));
        let (service, provider) = twilio(script());
        provider.mute(&id(), switch).await.unwrap();
        assert_eq!(lines(&service), expected(&format!("Muted={word}")));
    }
}

#[tokio::test]
async fn the_conference_is_found_on_a_later_page() {
    let next = "/2010-04-01/Accounts/AC1/Conferences.json?Page=1&PageToken=PA1";
    let first = json!({
        "conferences": [{"sid": "CF1", "status": "in-progress"}], "next_page_uri": next,
    });
    let script = ScriptedService::new()
        .answer(200, first.to_string())
        .answer(404, NONE)
        .answer(200, rooms(&["CF2", "CF3"]))
        .answer(404, NONE)
        .answer(200, participant().to_string())
        .answer(200, participant().to_string());
    let (service, twilio) = twilio(script);
    twilio.mute(&id(), Switch::On).await.unwrap();
    assert_eq!(
        lines(&service),
        [
            "GET /Conferences.json Status=in-progress&PageSize=1000",
            "GET /Conferences/CF1/Participants/CA1.json",
            "GET /Conferences.json Page=1&PageToken=PA1",
            "GET /Conferences/CF2/Participants/CA1.json",
            "GET /Conferences/CF3/Participants/CA1.json",
            "POST /Conferences/CF3/Participants/CA1.json Muted=true",
        ]
    );
}

#[tokio::test]
async fn a_search_through_pages_in_a_circle_ends() {
    let next = "/2010-04-01/Accounts/AC1/Conferences.json?Page=1&PageToken=PA1";
    let page = json!({"conferences": [], "next_page_uri": next}).to_string();
    let script = (0..9).fold(ScriptedService::new(), |script, _| {
        script.answer(200, page.clone())
    });
    let (service, twilio) = twilio(script);
    let error = twilio.hold(&id(), Switch::On).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Decode, "hold")
    );
    assert_eq!(lines(&service).len(), 2);
}

#[tokio::test]
async fn a_call_in_no_conference_cannot_be_held() {
    let script = ScriptedService::new()
        .answer(200, rooms(&[]))
        .answer(200, rooms(&[]));
    let (service, twilio) = twilio(script);
    let error = twilio.hold(&id(), Switch::On).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Conflict, "hold")
    );
    assert_eq!(lines(&service).len(), 2);
}

#[tokio::test]
async fn a_caller_who_left_meanwhile_cannot_be_muted() {
    let script = ScriptedService::new()
        .answer(200, rooms(&["CF1"]))
        .answer(200, participant().to_string())
        .answer(404, NONE);
    let (_, twilio) = twilio(script);
    let error = twilio.mute(&id(), Switch::On).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Conflict, Some("20404"))
    );
}
