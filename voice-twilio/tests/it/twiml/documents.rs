//! What documents look like, and that reading them gives the same value again.

use voice_twilio::twiml::ssml::{
    Break, BreakStrength, DateFormat, Emphasis, EmphasisLevel, InterpretAs, Lang, Paragraph,
    Phoneme, PhonemeAlphabet, Prosody, SayAs, Sentence, Sub, Word,
};
use voice_twilio::twiml::{
    Application, ApplicationSid, Beep, Client, Conference, ConferenceEvent, Connect,
    ConversationRelay, Dial, DialRecord, Element, Enqueue, FindingKind, Gather, GatherInput,
    GatherLanguage, Header, Headers, Identity, Language, LegEvent, MachineDetection, Method,
    Number, Parameter, Pay, Play, Prompt, PromptFor, Queue, Record, Recording, Redirect, Refer,
    Reject, RejectReason, Response, Say, SayLanguage, Sim, Sip, Siprec, Sms, SpeechTimeout,
    SsmlLanguage, Start, Stop, Stream, StreamTrack, Task, Transcription, Trim, Uri, Verb, Voice,
    WhatsApp,
};

/// The document one element a line, for reading; its bytes have no line breaks between elements.
fn shown(document: &Response) -> String {
    let xml = document.to_xml();
    let parsed = Response::parse(&xml).unwrap();
    assert_eq!(&parsed.response, document, "{xml}");
    assert_eq!(parsed.findings, [], "{xml}");
    xml.replace("><", ">\n<")
}

#[test]
fn a_menu() {
    let menu = Response::new()
        .gather(
            Gather::new()
                .input([GatherInput::Dtmf, GatherInput::Speech])
                .action("https://app.example/choice?call=1&lang=hi")
                .method(Method::Get)
                .timeout(5)
                .speech_timeout(SpeechTimeout::Auto)
                .finish_on_key("")
                .num_digits(1)
                .language(GatherLanguage::HiIn)
                .hints("sales, support")
                .barge_in(false)
                .action_on_empty_result(true)
                .say(
                    Say::from("बिक्री के लिए 1 दबाएं।")
                        .language(SayLanguage::HiIn)
                        .voice(Voice::polly("Aditi")),
                )
                .pause(voice_twilio::twiml::Pause::seconds(1))
                .play(Play::from("https://media.example/menu.mp3").loops(2)),
        )
        .say("We did not hear you. R&D <now> \"quoted\" 'single'.")
        .redirect(Redirect::from("/voice?again=1&x=2").method(Method::Post));
    menu.check().unwrap();
    insta::assert_snapshot!("menu", shown(&menu));
}

#[test]
fn a_dial_with_every_noun() {
    let dial = Dial::new()
        .action("/done")
        .timeout(20)
        .time_limit(3_600)
        .hangup_on_star(true)
        .caller_id("+15550100000")
        .record(DialRecord::FromAnswerDual)
        .trim(Trim::DoNotTrim)
        .answer_on_bridge(true)
        .sequential(false)
        .number(
            Number::new("+15550100001")
                .send_digits("ww12#")
                .status_callback("/leg")
                .status_callback_event([LegEvent::Ringing, LegEvent::Answered])
                .machine_detection(MachineDetection::DetectMessageEnd)
                .machine_detection_timeout(30),
        )
        .client("ana")
        .client(
            Client::new()
                .identity_noun(Identity::new("bo"))
                .parameter(Parameter::pair("order", "12 & 13")),
        )
        .sip(
            Sip::from("sip:desk@pbx.example;transport=tls")
                .username("u")
                .password("p")
                .headers(Headers::new().header(Header::new().name("X-A").value("b"))),
        )
        .sip(Sip::new().uri_noun(Uri::new("sip:a@b.example").priority(1).weight(2)))
        .sim(Sim::new("DE00000000000000000000000000000001"))
        .whatsapp(WhatsApp::new("+15550100002"));
    let document = Response::new().dial(dial).dial("+15550100003").dial(
        Dial::new().application(
            Application::new()
                .application_sid(ApplicationSid::new("AP0"))
                .parameter(Parameter::pair("a", "")),
        ),
    );
    document.check().unwrap();
    insta::assert_snapshot!("dial", shown(&document));
}

#[test]
fn rooms_and_queues() {
    let document = Response::new()
        .dial(
            Dial::new().conference(
                Conference::new("support room")
                    .muted(true)
                    .beep(Beep::OnEnter)
                    .start_conference_on_enter(false)
                    .end_conference_on_exit(true)
                    .wait_url("")
                    .status_callback_event([ConferenceEvent::Start, ConferenceEvent::Join]),
            ),
        )
        .dial(Dial::new().queue(Queue::new("support").url("/whisper")))
        .enqueue(
            Enqueue::from("support")
                .wait_url("/hold")
                .action("/after")
                .max_queue_size(10),
        )
        .enqueue(
            Enqueue::new()
                .workflow_sid("WW0")
                .task(Task::new("{\"skill\":\"hi\"}").priority(5)),
        )
        .leave();
    document.check().unwrap();
    insta::assert_snapshot!("rooms_and_queues", shown(&document));
}

#[test]
fn recordings_streams_and_agents() {
    let document = Response::new()
        .start(
            Start::new()
                .stream(
                    Stream::new()
                        .url("wss://media.example/s")
                        .name("s")
                        .track(StreamTrack::Both),
                )
                .recording(Recording::new().recording_status_callback("/rec"))
                .transcription(
                    Transcription::new()
                        .language_code("hi-IN")
                        .partial_results(true),
                )
                .siprec(Siprec::new().name("q").connector_name("c")),
        )
        .record(
            Record::new()
                .action("/stored")
                .timeout(5)
                .finish_on_key("#")
                .max_length(120)
                .play_beep(true)
                .transcribe(false),
        )
        .stop(Stop::new().stream(Stream::new().name("s")))
        .connect(
            Connect::new().action("/after").conversation_relay(
                ConversationRelay::new()
                    .url("wss://agent.example/relay")
                    .welcome_greeting("Hi! Ask me \"anything\".")
                    .dtmf_detection(true)
                    .language_noun(Language::new().code("hi-IN").voice("x"))
                    .parameter(Parameter::pair("customer", "7")),
            ),
        )
        .connect(
            Connect::new().stream(
                Stream::new()
                    .url("wss://media.example/two-way")
                    .parameter(Parameter::pair("a", "b")),
            ),
        );
    document.check().unwrap();
    insta::assert_snapshot!("recordings_streams_and_agents", shown(&document));
}

#[test]
fn the_rest() {
    let document = Response::new()
        .reject(Reject::new().reason(RejectReason::Busy))
        .sms(Sms::new("Your order is ready.").to("+15550100001"))
        .pay(
            Pay::new()
                .charge_amount("9.90")
                .currency("usd")
                .security_code(false)
                .prompt(
                    Prompt::new()
                        .step(PromptFor::PaymentCardNumber)
                        .attempt([2, 3])
                        .say("Again, please."),
                ),
        )
        .refer(Refer::new().action("/referred").sip("sip:next@pbx.example"))
        .play(Play::keys("1w2#"))
        .echo()
        .hangup();
    document.check().unwrap();
    insta::assert_snapshot!("the_rest", shown(&document));
}

#[test]
fn speech_markup() {
    let say = Say::new()
        .voice(Voice::polly_neural("Kajal"))
        .push("Order ")
        .push(SayAs::new("12").interpret_as(InterpretAs::Digits))
        .push(Break::new().strength(BreakStrength::Weak).time("200ms"))
        .push(
            Paragraph::new()
                .push(
                    Sentence::from("First.")
                        .push(Emphasis::from("now").level(EmphasisLevel::Strong)),
                )
                .push("Then "),
        )
        .push(Lang::from("bonjour").language(SsmlLanguage::FrFr))
        .push(
            Phoneme::new("pecan")
                .alphabet(PhonemeAlphabet::Ipa)
                .ph("pɪˈkɑːn"),
        )
        .push(
            Prosody::from("slowly")
                .rate("slow")
                .push(Paragraph::from("p inside")),
        )
        .push(
            SayAs::new("20260131")
                .interpret_as(InterpretAs::Date)
                .format(DateFormat::Yyyymmdd),
        )
        .push(Sub::new("Al").alias("aluminium"))
        .push(Word::from("read").role("amazon:VB"))
        .push(" & done.");
    assert_eq!(
        say.plain_text(),
        "Order 12First.nowThen bonjourpecanslowlyp inside20260131aluminiumread & done."
    );
    let document = Response::new().say(say);
    document.check().unwrap();
    insta::assert_snapshot!("speech_markup", shown(&document));
}

#[test]
fn empty_is_not_unset() {
    let set = Response::new()
        .gather(Gather::new().finish_on_key("").input([]))
        .to_xml();
    assert_eq!(
        set,
        "<Response><Gather input=\"\" finishOnKey=\"\"/></Response>"
    );
    let unset = Response::new().gather(Gather::new());
    assert_eq!(unset.to_xml(), "<Response><Gather/></Response>");
    assert_ne!(Response::parse(&set).unwrap().response, unset);
    let zero = Response::new().say(Say::from("x").loops(0)).to_xml();
    assert_eq!(zero, "<Response><Say loop=\"0\">x</Say></Response>");
}

#[test]
fn the_same_value_gives_the_same_bytes() {
    let one = Response::new().gather(Gather::new().timeout(3).action("/a").say("x"));
    let other = Response::new().gather(Gather::new().say("x").action("/a").timeout(3));
    assert_eq!(one.to_xml(), other.to_xml());
    let mut appended = "before ".to_owned();
    one.write_to(&mut appended);
    assert_eq!(appended, format!("before {}", one.to_xml()));
}

#[test]
fn every_character_comes_back() {
    let text = "नमस्ते & < > \" ' \t\n\r ]]> &amp; 日本 🎉 é";
    let document = Response::new()
        .say(text)
        .gather(Gather::new().hints(text).action(text))
        .play(text);
    let parsed = Response::parse(&document.to_xml()).unwrap();
    assert_eq!(parsed.response, document);
    let [Verb::Say(say), Verb::Gather(gather), Verb::Play(play)] = &parsed.response.verbs[..]
    else {
        panic!("three verbs");
    };
    assert_eq!(say.plain_text(), text);
    assert_eq!(gather.hints.as_deref(), Some(text));
    assert_eq!(play.url, text);
}

#[test]
fn a_document_written_by_hand_is_read() {
    let parsed = Response::parse(
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- greeting -->\n<Response>\n  <Say voice='alice'>Hello<!-- x --> <![CDATA[<you>]]></Say>\n  <Dial>\n    <Number>+15550100001</Number>\n  </Dial>\n</Response>\n",
    )
    .unwrap();
    assert_eq!(parsed.findings, []);
    assert_eq!(
        parsed.response,
        Response::new()
            .say(Say::from("Hello <you>").voice(Voice::alice()))
            .dial(Dial::new().number("+15550100001"))
    );
}

#[test]
fn what_is_unknown_is_named_and_kept() {
    let xml = "<Response><Gather bargeIn=\"yes\" numDigits=\"one\" speechModel=\"deepgram_nova-9\" \
               mood=\"calm\"><Dial>+15550100001</Dial>stray<Say>x</Say></Gather>\
               <Sing note=\"c\"><b>la</b></Sing><Play>/a<i/></Play><Reject reason=\"rude\"/></Response>";
    let parsed = Response::parse(xml).unwrap();
    let found: Vec<String> = parsed.findings.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!("findings", found.join("\n"));
    for finding in &parsed.findings {
        if finding.kind != FindingKind::StrayText {
            let at = &xml[finding.offset..];
            assert!(
                at.trim_start_matches('<').starts_with(&finding.name),
                "{finding}"
            );
        }
    }
    // Attributes that are not understood are written after those that are.
    assert_eq!(
        parsed.response.to_xml(),
        "<Response><Gather speechModel=\"deepgram_nova-9\" bargeIn=\"yes\" numDigits=\"one\" \
         mood=\"calm\"><Dial>+15550100001</Dial><Say>x</Say></Gather>\
         <Sing note=\"c\"><b>la</b></Sing><Play>/a<i/></Play><Reject reason=\"rude\"/></Response>"
    );
}

#[test]
fn attributes_with_two_spellings_are_read_in_both() {
    for names in [
        ["backgroundnoisereduction", "backgroundNoiseReduction"],
        ["speechtimeout", "speechTimeout"],
        ["deepgramsmartformat", "deepgramSmartFormat"],
        ["ignorebackchannel", "ignoreBackchannel"],
    ] {
        let document = |attributes: &str| {
            format!(
                "<Response><Connect><ConversationRelay url=\"wss://x\"{attributes}/></Connect></Response>"
            )
        };
        let written = document(&format!(" {}=\"1\"", names[0]));
        for name in names {
            let parsed = Response::parse(&document(&format!(" {name}=\"1\""))).unwrap();
            assert_eq!(parsed.findings, []);
            assert_eq!(parsed.response.to_xml(), written);
        }
        // The first counts, and the other is named.
        for [first, second] in [names, [names[1], names[0]]] {
            let both = document(&format!(" {first}=\"1\" {second}=\"2\""));
            let parsed = Response::parse(&both).unwrap();
            assert_eq!(parsed.response.to_xml(), written);
            let kinds: Vec<_> = parsed.findings.iter().map(|found| found.kind).collect();
            assert_eq!(kinds, [FindingKind::Repeated]);
            assert_eq!(parsed.findings[0].name, second);
        }
    }
    let twice = ConversationRelay::new()
        .url("wss://x")
        .speech_timeout("1")
        .attribute("speechTimeout", "2");
    let document = Response::new().connect(Connect::new().conversation_relay(twice));
    assert_eq!(
        document.check().unwrap_err().to_string(),
        "ConversationRelay speechTimeout: is given twice"
    );
    assert!(!document.to_xml().contains("speechTimeout"));
}

/// What the docs of `parse` say is put in order or dropped.
#[test]
fn reading_puts_a_document_in_order() {
    let xml = "<?xml version='1.0'?><Response><!-- c -->\n  <Gather numDigits='05' input=' dtmf  speech ' x='1' \
               action='/a'>stray<Say><![CDATA[a]]>&#98;&quot;\r\n</Say></Gather>\
               <Play><b/>/c.mp3</Play><Dial>\n</Dial></Response>";
    let parsed = Response::parse(xml).unwrap();
    let written = parsed.response.to_xml();
    assert_eq!(
        written,
        "<Response><Gather input=\"dtmf speech\" action=\"/a\" numDigits=\"5\" x=\"1\">\
         <Say>ab\"\n</Say></Gather><Play>/c.mp3<b/></Play><Dial/></Response>"
    );
    assert_eq!(Response::parse(&written).unwrap().response, parsed.response);
}

#[test]
fn speech_markup_in_the_wrong_place_is_unknown_there() {
    let parsed = Response::parse("<Response><Say><s>a<p>b</p></s></Say></Response>").unwrap();
    assert_eq!(parsed.findings.len(), 1);
    assert_eq!(
        parsed.findings[0].to_string(),
        "p is not known inside s (at byte 19)"
    );
    assert_eq!(
        parsed.response.to_xml(),
        "<Response><Say><s>a<p>b</p></s></Say></Response>"
    );
}

#[test]
fn elements_of_your_own_can_be_added() {
    let document = Response::new()
        .verb(Verb::Unknown(
            Element::new("Sing").attribute("note", "c").text("la"),
        ))
        .say(Say::from("x").attribute("mood", "calm"));
    assert_eq!(
        document.build().unwrap(),
        "<Response><Sing note=\"c\">la</Sing><Say mood=\"calm\">x</Say></Response>"
    );
}

#[test]
fn debug_hides_numbers_credentials_and_messages() {
    let document = Response::new()
        .dial(
            Dial::new()
                .caller_id("+15550100000")
                .number(Number::new("+15550100001").send_digits("777777"))
                .sip(
                    Sip::from("sip:someone@pbx.example")
                        .username("user7")
                        .password("pass7"),
                ),
        )
        .play(Play::keys("888888"))
        .sms(Sms::new("private words").to("+15550100002"))
        .redirect("https://u:secret7@app.example/next?token=tok7")
        .say(Say::from("Hello").attribute("x", "hidden7"));
    let shown = format!("{document:?}");
    for hidden in [
        "5550100", "someone", "user7", "pass7", "private", "secret7", "tok7", "hidden7", "777777",
        "888888",
    ] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
    assert!(
        shown.contains("Hello") && shown.contains("app.example/next"),
        "{shown}"
    );
}
