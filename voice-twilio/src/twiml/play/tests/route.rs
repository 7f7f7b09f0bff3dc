//! Documents, and the beginning and end of a call.

use super::*;

#[test]
fn redirect_replaces_the_document_and_empty_is_the_current_one() {
    let document = Response::new()
        .redirect(Redirect::from(" /next ").method(Method::Get))
        .say("Never.");
    assert_eq!(
        story([], &[("/voice", document), ("/next", said("Next."))]),
        "GET /next | say: Next. | end: document ended"
    );
    let call = Call::new("https://app.example/voice").max_requests(3);
    let endless = trace_of(call, [], &[("/voice", Response::new().redirect(""))]);
    assert_eq!(endless.outcome, Outcome::TooManyRequests);
    assert_eq!(endless.events.len(), 4);
}

#[test]
fn the_fragment_of_a_url_is_for_twilio_and_not_requested() {
    let call = Call::new("https://app.example/voice#rc=2").max_requests(2);
    let mut urls = Vec::new();
    run(call, Script::default(), |request| {
        urls.push(request.url.clone());
        Response::new().redirect("")
    });
    assert_eq!(urls, ["https://app.example/voice"; 2]);
}

#[test]
fn urls_resolve_against_the_document_they_stand_in() {
    let documents = [
        ("/ivr/start", Response::new().redirect("deep/next")),
        (
            "/ivr/deep/next",
            Response::new().play("a.mp3").redirect("../end"),
        ),
        ("/ivr/end", Response::new().hangup()),
    ];
    let trace = trace_of(Call::new("https://app.example/ivr/start"), [], &documents);
    assert_eq!(
        trace.events[2].what.to_string(),
        "play: https://app.example/ivr/deep/a.mp3"
    );
    assert_eq!(trace.outcome, Outcome::Hangup);
}

#[test]
fn reject_works_first_only() {
    let reject = || Response::new().reject(Reject::new().reason(RejectReason::Busy));
    let first = trace([], &[("/voice", reject())]);
    assert_eq!(first.outcome, Outcome::Rejected(RejectReason::Busy));
    let redirected = [
        ("/voice", Response::new().redirect("/no")),
        ("/no", reject()),
    ];
    assert_eq!(
        trace([], &redirected).outcome,
        Outcome::Rejected(RejectReason::Busy)
    );
    let late = [("/voice", said("Hi.").reject(Reject::new()))];
    assert_eq!(
        story([], &late),
        "say: Hi. | warning: Reject: the call was answered already; it is hung up | end: hung up"
    );
    // An outgoing call was answered before it asked for anything.
    let outgoing = Call::new("https://app.example/voice").direction("outbound-api");
    let trace = trace_of(outgoing, [], &[("/voice", reject())]);
    assert_eq!(trace.outcome, Outcome::Hangup);
}

/// What may stand before a `Reject`: the checker and the player give the same answer.
#[test]
fn first_means_the_same_to_the_checker_and_to_the_player() {
    let stream = || Stream::new().url("wss://media.example");
    for (verb, first) in [
        (Verb::from(Say::from("Hi.")), false),
        (Say::from(" ").into(), false),
        (Pause::new().into(), false),
        (Sms::new("x").into(), false),
        (Start::new().stream(stream()).into(), false),
        (Stop::new().stream(Stream::new().name("s")).into(), false),
        (Prompt::new().say("x").into(), true),
        (Queue::new("q").into(), true),
        (Verb::Unknown(Element::new("Sing")), true),
    ] {
        let tag = verb.tag().to_owned();
        let document = Response::new().verb(verb).reject(Reject::new());
        assert_eq!(document.check().is_ok(), first, "{tag}");
        let trace = trace([], &[("/voice", document)]);
        let rejected = matches!(trace.outcome, Outcome::Rejected(_));
        assert_eq!(rejected, first, "{tag}");
    }
}

#[test]
fn the_call_rings_until_it_is_answered() {
    let statuses = |direction: &str, first: Response| {
        let mut statuses = Vec::new();
        let call = Call::new("https://app.example/1").direction(direction);
        run(call, Script::default(), |request| {
            statuses.push(request.param("CallStatus").unwrap_or_default().to_owned());
            match request.path() {
                "/1" => first.clone(),
                "/2" => Response::new().pause(Pause::new()).redirect("/3"),
                _ => Response::new(),
            }
        });
        statuses
    };
    let redirect = || Response::new().redirect("/2");
    assert_eq!(
        statuses("inbound", redirect()),
        ["ringing", "ringing", "in-progress"]
    );
    assert_eq!(
        statuses("inbound", said("Hi.").redirect("/2")),
        ["ringing", "in-progress", "in-progress"]
    );
    assert_eq!(
        statuses("outbound-api", redirect()),
        ["in-progress", "in-progress", "in-progress"]
    );
}

#[test]
fn hangup_and_leave_end_the_call() {
    assert_eq!(
        story([], &[("/voice", Response::new().hangup().say("x"))]),
        "end: hung up"
    );
    assert_eq!(
        story([], &[("/voice", Response::new().leave().say("x"))]),
        "end: hung up"
    );
}

#[test]
fn an_application_without_a_document_ends_the_call() {
    let mut player = Player::new(Call::new("https://app.example/voice"));
    player.fail();
    assert_eq!(player.step(), Step::Ended(&Outcome::ApplicationError));
    // Acts and documents that nobody asked for change nothing.
    player.act(Act::keys("1"));
    player.respond(Response::new().say("x"));
    assert_eq!(player.step(), Step::Ended(&Outcome::ApplicationError));
    assert_eq!(player.into_trace().events.len(), 2);
}

#[test]
fn unknown_verbs_are_passed_over_with_a_warning() {
    let document = Response::new()
        .verb(Verb::Unknown(Element::new("Sing")))
        .say("x");
    assert_eq!(
        story([], &[("/voice", document)]),
        "warning: Sing: not known here | say: x | end: document ended"
    );
}

/// Whatever the verb, what stands in it and is unknown is passed over, and the rest runs.
#[test]
fn what_is_unknown_inside_a_verb_is_passed_over_with_a_warning() {
    for (verb, rest) in [
        ("<Say>a<b>c</b></Say>", "say: a"),
        ("<Say><p>a<b>c</b></p></Say>", "say: a"),
        ("<Gather><b/><Say>a</Say></Gather>", "say: a | no input"),
        (
            "<Dial><b/><Number>+15550100002</Number></Dial>",
            "dial: +15550100002 (completed)",
        ),
        ("<Dial><b/></Dial>", "dial:  (failed)"),
        (
            "<Connect><b/><Stream url='wss://media.example'/></Connect>",
            "connect: Stream",
        ),
        (
            "<Connect><b/></Connect>",
            "warning: Connect: has nothing to connect with",
        ),
        ("<Start><b/><Recording/></Start>", "start: Recording"),
        ("<Stop><b/><Stream name='s'/></Stop>", "stop: Stream"),
        (
            "<Refer><b/><Sip>sip:a@b.example</Sip></Refer>",
            "refer: sip:a@b.example (completed)",
        ),
        ("<Pause><b/></Pause>", "pause: 1 s"),
        (
            "<Dial><Client><b/><Identity>ana</Identity></Client></Dial>",
            "dial: client:ana (completed)",
        ),
    ] {
        let xml = format!("<Response>{verb}</Response>");
        let document = Response::parse(&xml).unwrap().response;
        assert_eq!(
            story([], &[("/voice", document)]),
            format!("warning: b: not known here | {rest} | end: document ended"),
            "{verb}"
        );
    }
    let xml = "<Response xmlns='x'><Say mood='calm' loop='often' xmlns:x='y'>a</Say></Response>";
    let document = Response::parse(xml).unwrap().response;
    let why = "an attribute that is not known, or not a value of it";
    assert_eq!(
        story([], &[("/voice", document)]),
        format!(
            "warning: Say mood: {why} | warning: Say loop: {why} | say: a | end: document ended"
        )
    );
}

#[test]
fn what_a_prompt_cannot_play_is_passed_over_with_a_warning() {
    let gather = Gather::new().play(Play::keys("1")).play("").say("x");
    assert_eq!(
        story([], &[("/voice", Response::new().gather(gather))]),
        "warning: Play: with digits may not stand inside Gather | \
         warning: Play: has neither a URL nor digits | say: x | no input | end: document ended"
    );
}
