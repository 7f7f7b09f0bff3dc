//! L1: what may have reached the carrier and is not idempotent is sent once.

use std::sync::Arc;
use std::time::Duration;

use voice_core::http::{
    BaseUrl, Client, Credentials, ManualClock, RateLimiter, Request, RetryPolicy, ScriptedService,
    SeededRandomness, ServiceError, TokioClock,
};
use voice_core::{ErrorKind, Outcome, Timestamp};

fn client(service: &Arc<ScriptedService>, clock: &ManualClock) -> Client {
    let base = BaseUrl::parse("https://api.example.com").unwrap();
    Client::builder("acme", base, service.clone())
        .credentials(Credentials::basic("AC0", "invented"))
        .clock(Arc::new(clock.clone()))
        .randomness(Arc::new(SeededRandomness::new(7)))
        .build()
}

fn skipping() -> ManualClock {
    ManualClock::skipping(Timestamp::UNIX_EPOCH)
}

fn place_call() -> Request {
    Request::post("place_call", "/calls").form("To", "+15550100002")
}

#[tokio::test]
async fn a_create_that_may_have_arrived_is_sent_once_and_its_outcome_is_unknown() {
    let script = ScriptedService::new;
    for (name, service) in [
        ("reset", script().fail(ServiceError::maybe_sent("reset"))),
        ("half a body", script().break_off(201)),
        ("500", script().answer(500, "oops")),
        ("500 and half a body", script().break_off(500)),
        ("502", script().answer(502, "<html>")),
        ("503", script().answer(503, "")),
        (
            "503 with a wait",
            script().answer_with(503, [("retry-after", "1")], ""),
        ),
        (
            "a redirect",
            script().answer_with(307, [("location", "/b")], ""),
        ),
    ] {
        let service = Arc::new(service.answer(201, "{}"));
        let error = client(&service, &skipping())
            .send(place_call())
            .await
            .unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{name}");
        assert!(!error.is_retryable(), "{name}");
        assert_eq!(service.requests().len(), 1, "{name}");
    }
}

#[tokio::test]
async fn a_create_that_stalls_is_sent_once_and_ends_at_the_time_limit() {
    let service = Arc::new(ScriptedService::new().stall().answer(201, "{}"));
    let clock = skipping();
    let client = client(&service, &clock);
    let sent = tokio::spawn(async move { client.send(place_call()).await });
    while service.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    clock.advance(Duration::from_secs(30));
    let error = sent.await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.is_outcome_unknown());
    assert_eq!(error.message(), "no complete answer within 30 s");
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn a_create_answered_with_something_unreadable_is_not_sent_again() {
    let service = ScriptedService::new()
        .answer(201, "<html>")
        .answer(201, "{}");
    let service = Arc::new(service);
    let client = client(&service, &skipping());
    let error = client
        .json::<serde_json::Value>(place_call())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.is_outcome_unknown());
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn a_refused_connection_and_then_a_healthy_one_place_one_call() {
    let service = ScriptedService::new()
        .fail(ServiceError::not_sent("connection refused"))
        .answer(201, r#"{"sid":"CA1"}"#);
    let service = Arc::new(service);
    let reply = client(&service, &skipping())
        .send(place_call())
        .await
        .unwrap();
    assert_eq!(reply.status(), 201);
    assert_eq!(service.requests().len(), 2);
}

#[tokio::test]
async fn a_refusal_with_retry_after_is_repeated_once_after_exactly_that_time() {
    let read = || Request::get("call", "/calls");
    for (status, request) in [(429, place_call()), (429, read()), (503, read())] {
        let service = ScriptedService::new()
            .answer_with(status, [("retry-after", "2")], "slow down")
            .answer(200, "{}");
        let service = Arc::new(service);
        let clock = skipping();
        client(&service, &clock).send(request).await.unwrap();
        assert_eq!(service.requests().len(), 2);
        assert_eq!(clock.sleeps(), [Duration::from_secs(2)]);
    }
}

#[tokio::test]
async fn a_retry_after_that_is_a_date_is_waited_for() {
    let date = [("retry-after", "Thu, 01 Jan 1970 00:00:07 GMT")];
    let service = ScriptedService::new()
        .answer_with(429, date, "")
        .answer(200, "{}");
    let clock = skipping();
    client(&Arc::new(service), &clock)
        .send(place_call())
        .await
        .unwrap();
    assert_eq!(clock.sleeps(), [Duration::from_secs(7)]);
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_left_to_the_caller() {
    let service = ScriptedService::new().answer_with(429, [("retry-after", "3600")], "");
    let service = Arc::new(service);
    let clock = skipping();
    let error = client(&service, &clock)
        .send(place_call())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(error.retry_after(), Some(Duration::from_hours(1)));
    assert!(error.is_retryable());
    assert!(clock.sleeps().is_empty());
}

#[tokio::test]
async fn a_read_is_repeated_until_it_succeeds_or_the_attempts_are_used_up() {
    let ill = || {
        ScriptedService::new()
            .answer(500, "")
            .fail(ServiceError::maybe_sent("reset"))
            .break_off(200)
    };
    let read = || Request::get("call", "/calls/{id}").path("id", "CA1");

    let service = Arc::new(ill().answer(200, "{}"));
    client(&service, &skipping()).send(read()).await.unwrap();
    assert_eq!(service.requests().len(), 4);

    let service = Arc::new(ill().answer(502, "").answer(200, "{}"));
    let error = client(&service, &skipping())
        .send(read())
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(502));
    assert!(error.is_retryable());
    assert_eq!(service.requests().len(), 4);
}

#[tokio::test]
async fn an_idempotent_command_is_repeated_like_a_read() {
    let service = Arc::new(ScriptedService::new().answer(500, "").answer(200, "{}"));
    let hang_up = Request::post("hang_up", "/calls/{id}")
        .path("id", "CA1")
        .idempotent();
    client(&service, &skipping()).send(hang_up).await.unwrap();
    assert_eq!(service.requests().len(), 2);
}

fn delete() -> Request {
    Request::delete("delete_call", "/calls/{id}").path("id", "CA1")
}

#[tokio::test]
async fn a_removal_that_finds_nothing_after_it_may_have_worked_is_done() {
    for (name, first) in [
        ("500", ScriptedService::new().answer(500, "")),
        ("half", ScriptedService::new().break_off(204)),
        (
            "reset",
            ScriptedService::new().fail(ServiceError::maybe_sent("reset")),
        ),
    ] {
        // What comes between changes nothing of what the first may have done.
        let script = first.answer(429, "").answer(404, "none");
        let service = Arc::new(script);
        let reply = client(&service, &skipping()).send(delete()).await.unwrap();
        assert_eq!((reply.status(), reply.body().len()), (204, 0), "{name}");
        assert_eq!(service.requests().len(), 3, "{name}");
    }
}

#[tokio::test]
async fn a_removal_that_finds_nothing_although_none_arrived_is_not_found() {
    for first in [
        ScriptedService::new(),
        ScriptedService::new().answer(429, ""),
        ScriptedService::new().fail(ServiceError::not_sent("refused")),
    ] {
        let service = Arc::new(first.answer(404, "none"));
        let error = client(&service, &skipping())
            .send(delete())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert_eq!(error.outcome(), Outcome::NotDone);
    }
}

#[tokio::test]
async fn what_one_attempt_may_have_done_is_unknown_whatever_the_last_one_was_told() {
    let hang_up = || {
        Request::post("hang_up", "/calls/{id}")
            .path("id", "CA1")
            .idempotent()
    };
    let reset = || ServiceError::maybe_sent("reset");
    let refused = || ServiceError::not_sent("refused");
    for request in [delete(), hang_up()] {
        let script = ScriptedService::new()
            .fail(reset())
            .fail(refused())
            .fail(refused())
            .fail(refused());
        let service = Arc::new(script);
        let error = client(&service, &skipping())
            .send(request)
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Transport, Outcome::Unknown)
        );
        assert!(error.is_retryable(), "asking once more does no harm");
        assert_eq!(service.requests().len(), 4);
    }
    let service = Arc::new(ScriptedService::new().fail(reset()).answer(404, "none"));
    let error = client(&service, &skipping())
        .send(hang_up())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::NotFound, Outcome::Unknown)
    );
}

#[tokio::test]
async fn a_failing_carrier_is_not_hammered() {
    let service = (0..100).fold(ScriptedService::new(), |s, _| s.answer(500, ""));
    let service = Arc::new(service);
    let base = BaseUrl::parse("https://api.example.com").unwrap();
    let client = Client::builder("acme", base, service.clone())
        .clock(Arc::new(skipping()))
        .retry(RetryPolicy::default().budget(5))
        .build();
    for _ in 0..10 {
        let read = Request::get("call", "/");
        client.clone().done(read).await.unwrap_err();
    }
    // Ten requests and the five repetitions of the budget.
    assert_eq!(service.requests().len(), 15);
}

#[tokio::test]
async fn nothing_is_sent_when_the_request_cannot_be_built() {
    let service = Arc::new(ScriptedService::new());
    let request = Request::get("call", "/calls/{id}").path("id", "");
    let error = client(&service, &skipping())
        .send(request)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.option(), Some("id"));

    let base = BaseUrl::parse("https://api.example.com").unwrap();
    let broken = Client::builder("acme", base, service.clone())
        .credentials(Credentials::raw("two\nlines"))
        .build();
    let error = broken.send(place_call()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert!(!error.is_outcome_unknown());
    assert!(service.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn fifty_requests_at_once_keep_to_ten_a_second() {
    let service = (0..50).fold(ScriptedService::new(), |s, _| s.answer(200, "{}"));
    let base = BaseUrl::parse("https://api.example.com").unwrap();
    let client = Client::builder("acme", base, Arc::new(service))
        .clock(Arc::new(TokioClock::starting_at(Timestamp::UNIX_EPOCH)))
        .limiter(RateLimiter::new(10, Duration::from_secs(1)))
        .build();
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                let read = Request::get("calls", "/calls");
                client.done(read).await.unwrap();
                client.clock().elapsed()
            })
        })
        .collect();
    let mut answered = Vec::new();
    for task in tasks {
        answered.push(task.await.unwrap());
    }
    answered.sort();
    for window in answered.windows(11) {
        assert!(
            window[10] >= window[0] + Duration::from_secs(1),
            "{window:?}"
        );
    }
}
