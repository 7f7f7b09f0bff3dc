//! Queues.

use super::*;

#[test]
fn a_queue_plays_its_document_until_the_caller_is_fetched_or_leaves() {
    let enqueue = Enqueue::from("support").wait_url("/wait").action("/after");
    let wait = Response::new()
        .say("Please hold.")
        .gather(Gather::new().num_digits(1).action("/leave").timeout(1));
    let documents = [
        ("/voice", Response::new().enqueue(enqueue)),
        ("/wait", wait),
        ("/leave", Response::new().leave()),
        ("/after", said("After.")),
    ];
    assert_eq!(
        story([Act::Queue(QueueOutcome::Bridged)], &documents),
        "enqueue: support | left the queue: bridged | POST /after | say: After. | end: document ended"
    );
    assert_eq!(
        story(
            [
                Act::HearWaitDocument,
                Act::Silence,
                Act::HearWaitDocument,
                Act::keys("1")
            ],
            &documents
        ),
        "enqueue: support | POST /wait | say: Please hold. | no input | POST /wait | say: Please hold. | digits: 1 | POST /leave | left the queue: leave | POST /after | say: After. | end: document ended"
    );
}

fn enqueue() -> Enqueue {
    Enqueue::from("support").wait_url("/wait").action("/after")
}

#[test]
fn a_caller_who_hangs_up_in_a_queue_is_reported() {
    let wait = Response::new()
        .say("Please hold.")
        .gather(Gather::new().num_digits(1).timeout(1));
    let documents = [
        ("/voice", Response::new().enqueue(enqueue())),
        ("/wait", wait),
        ("/after", said("Nobody hears this.")),
    ];
    let end = "left the queue: hangup | POST /after | end: caller hung up";
    for hang_up in [Act::HangUp, Act::Queue(QueueOutcome::Hangup)] {
        assert_eq!(
            story([hang_up], &documents),
            format!("enqueue: support | {end}")
        );
    }
    assert_eq!(
        story([Act::HearWaitDocument, Act::HangUp], &documents),
        format!("enqueue: support | POST /wait | say: Please hold. | {end}")
    );
    let hangup = [
        documents[0].clone(),
        ("/wait", Response::new().hangup()),
        documents[2].clone(),
    ];
    assert_eq!(
        story([Act::HearWaitDocument], &hangup),
        "enqueue: support | POST /wait | left the queue: hangup | POST /after | end: hung up"
    );
    let unasked = [("/voice", Response::new().enqueue("support").say("Never."))];
    assert_eq!(
        story([Act::HangUp], &unasked),
        "enqueue: support | left the queue: hangup | end: caller hung up"
    );
    let (_, request) = last_request(
        Call::new("https://app.example/voice"),
        [Act::HangUp],
        &documents,
    );
    assert_eq!(request.param("QueueResult"), Some("hangup"));
    assert_eq!(request.param("CallStatus"), Some("completed"));
}

#[test]
fn a_wait_document_that_may_not_be_one_ends_the_wait_with_an_error() {
    let outer = || Response::new().enqueue(enqueue()).say("Never.");
    for (verb, tag) in [
        (
            Verb::from(Enqueue::from("other").wait_url("/wait")),
            "Enqueue",
        ),
        (Dial::from("+15550100002").into(), "Dial"),
        (Record::new().into(), "Record"),
        (Reject::new().into(), "Reject"),
    ] {
        let documents = [
            ("/voice", outer()),
            ("/wait", said("Hold.").verb(verb)),
            ("/after", said("Sorry.")),
        ];
        assert_eq!(
            story([Act::HearWaitDocument], &documents),
            format!(
                "enqueue: support | POST /wait | say: Hold. | warning: {tag}: may not stand in a queue's waitUrl document | left the queue: error | POST /after | say: Sorry. | end: document ended"
            )
        );
        let (_, request) = last_request(
            Call::new("https://app.example/voice"),
            [Act::HearWaitDocument],
            &documents,
        );
        assert_eq!(request.param("QueueResult"), Some("error"));
        // It was in the queue for a word of 400 ms.
        assert_eq!(request.param("QueueTime"), Some("0"));
    }
    // What Twilio does not know it passes over.
    let strange = Response::new().verb(Verb::Unknown(Element::new("Sing")));
    let documents = [
        ("/voice", outer()),
        ("/wait", strange),
        ("/after", Response::new()),
    ];
    assert_eq!(
        story([Act::HearWaitDocument], &documents),
        "enqueue: support | POST /wait | warning: Sing: not known here | left the queue: bridged | POST /after | end: document ended"
    );
}

#[test]
fn a_wait_document_that_the_application_does_not_have_ends_the_wait_with_an_error() {
    let mut player = Player::new(Call::new("https://app.example/voice"));
    player.step();
    player.respond(Response::new().enqueue(enqueue()));
    player.step();
    player.act(Act::HearWaitDocument);
    player.step();
    player.fail();
    let Step::Request(request) = player.step() else {
        panic!("the action is asked");
    };
    assert_eq!(request.path(), "/after");
    assert_eq!(request.param("QueueResult"), Some("error"));
    assert!(request.param("QueueSid").is_some());
}

#[test]
fn a_wait_document_may_lead_to_another_and_the_wait_goes_on_after_it() {
    let documents = [
        ("/voice", Response::new().enqueue(enqueue())),
        ("/wait", Response::new().redirect("/music")),
        ("/music", Response::new().play("/a.mp3").redirect("/more")),
        ("/more", said("Still there?")),
        ("/after", Response::new().hangup()),
    ];
    let heard = "POST /wait | POST /music | play: https://app.example/a.mp3 | POST /more | say: Still there?";
    assert_eq!(
        story([Act::HearWaitDocument, Act::HearWaitDocument], &documents),
        format!(
            "enqueue: support | {heard} | {heard} | left the queue: bridged | POST /after | end: hung up"
        )
    );
}

#[test]
fn wait_documents_and_the_action_are_told_of_the_wait() {
    let mut seen = Vec::new();
    let wait = Response::new().pause(Pause::seconds(90));
    run(
        Call::new("https://app.example/voice"),
        Script::new([
            Act::HearWaitDocument,
            Act::HearWaitDocument,
            Act::Queue(QueueOutcome::Redirected),
        ]),
        |request| {
            seen.push(request.clone());
            match request.path() {
                "/voice" => said("One two three four five.").enqueue(enqueue().max_queue_size(7)),
                "/wait" => wait.clone(),
                _ => Response::new(),
            }
        },
    );
    let [_, first, second, after] = &seen[..] else {
        panic!("{seen:?}");
    };
    let params = |request: &Request| {
        let names = [
            "QueuePosition",
            "QueueSid",
            "QueueTime",
            "AvgQueueTime",
            "CurrentQueueSize",
            "MaxQueueSize",
        ];
        names.map(|name| request.param(name).unwrap_or("none").to_owned())
    };
    let sid = "QU00000000000000000000000000000001";
    assert_eq!(params(first), ["1", sid, "0", "0", "1", "7"]);
    assert_eq!(params(second), ["1", sid, "90", "90", "1", "7"]);
    assert_eq!(params(after), ["none", sid, "180", "none", "none", "none"]);
}

#[test]
fn every_result_has_its_word_and_a_time_if_the_call_was_queued() {
    for (result, word, queued) in [
        (QueueOutcome::Bridged, "bridged", true),
        (QueueOutcome::BridgingInProcess, "bridging-in-process", true),
        (QueueOutcome::Error, "error", false),
        (QueueOutcome::Hangup, "hangup", true),
        (QueueOutcome::Leave, "leave", true),
        (QueueOutcome::Redirected, "redirected", true),
        (
            QueueOutcome::RedirectedFromBridged,
            "redirected-from-bridged",
            true,
        ),
        (QueueOutcome::QueueFull, "queue-full", false),
        (QueueOutcome::SystemError, "system-error", false),
    ] {
        let documents = [
            ("/voice", Response::new().enqueue(enqueue())),
            ("/after", Response::new()),
        ];
        let call = Call::new("https://app.example/voice");
        let (_, request) = last_request(call, [Act::Queue(result)], &documents);
        assert_eq!(request.param("QueueResult"), Some(word));
        assert_eq!(request.param("QueueSid").is_some(), queued, "{word}");
        assert_eq!(request.param("QueueTime").is_some(), queued, "{word}");
    }
}

#[test]
fn without_action_the_next_verb_runs_however_the_wait_ended() {
    let document = Response::new()
        .enqueue(Enqueue::from("support").wait_url("/wait"))
        .say("Next.");
    let documents = [("/voice", document), ("/wait", Response::new().leave())];
    for (act, result) in [
        (Act::Queue(QueueOutcome::QueueFull), "queue-full"),
        (Act::Queue(QueueOutcome::Error), "error"),
        (Act::Queue(QueueOutcome::Bridged), "bridged"),
    ] {
        assert_eq!(
            story([act], &documents),
            format!(
                "enqueue: support | left the queue: {result} | say: Next. | end: document ended"
            )
        );
    }
    assert_eq!(
        story([Act::HearWaitDocument], &documents),
        "enqueue: support | POST /wait | left the queue: leave | say: Next. | end: document ended"
    );
}
