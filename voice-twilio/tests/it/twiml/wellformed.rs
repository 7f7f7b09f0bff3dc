//! What is written can be read again, and what could not be is refused.

use voice_twilio::twiml::ssml::{Lang, Paragraph, Sentence};
use voice_twilio::twiml::{Element, Gather, GatherVerb, Play, Problem, Response, Say, Verb};

use super::limits::refused;

#[test]
fn forbidden_characters_are_reported_by_check_and_left_out_by_the_writer() {
    let document = Response::new()
        .say("be\u{7}ep")
        .gather(Gather::new().action("/a\u{0}").say(Say::from("\u{FFFF}")))
        .play("x\u{1F}");
    let error = document.check().unwrap_err();
    assert_eq!(
        error.to_string(),
        "Say: a character that XML cannot carry (at byte 2); \
         Gather action: a character that XML cannot carry (at byte 2); \
         Say: a character that XML cannot carry (at byte 0); \
         Play: a character that XML cannot carry (at byte 1)"
    );
    assert_eq!(
        error.violations()[0].problem,
        Problem::ForbiddenCharacter { at: 2 }
    );
    let xml = document.to_xml();
    assert_eq!(
        xml,
        "<Response><Say>beep</Say><Gather action=\"/a\"><Say></Say></Gather><Play>x</Play></Response>"
    );
    Response::parse(&xml).unwrap();
}

#[test]
fn names_and_repeated_attributes_are_checked() {
    let document = Response::new()
        .say(
            Say::from("x")
                .loops(1)
                .attribute("loop", "2")
                .attribute("a b", "")
                .attribute("c", "")
                .attribute("c", ""),
        )
        .verb(Verb::Unknown(Element::new("a><b")));
    assert_eq!(
        refused(&document),
        "Say loop: is given twice; Say a b: not a name that XML allows; Say c: is given twice; \
         a><b: not a name that XML allows"
    );
}

#[test]
fn an_attribute_is_written_once_and_the_known_one_wins() {
    let document = Response::new()
        .say(Say::from("x").loops(1).attribute("loop", "2"))
        .say(Say::from("y").attribute("loop", "2").attribute("loop", "3"))
        .verb(Verb::Unknown(
            Element::new("Sing").attribute("a", "1").attribute("a", "2"),
        ));
    let xml = document.to_xml();
    assert_eq!(
        xml,
        "<Response><Say loop=\"1\">x</Say><Say loop=\"2\">y</Say><Sing a=\"1\"/></Response>"
    );
    Response::parse(&xml).unwrap();
}

#[test]
fn unknown_elements_are_checked_to_their_last_leaf() {
    for (element, message) in [
        (
            Element::new("Sing").attribute("a", "1").attribute("a", "2"),
            "Sing a: is given twice",
        ),
        (
            Element::new("Sing").attribute("a b", "1"),
            "Sing a b: not a name that XML allows",
        ),
        (
            Element::new("Sing").attribute("a", "x\u{1}"),
            "Sing a: a character that XML cannot carry (at byte 1)",
        ),
        (
            Element::new("Sing").text("la\u{1}"),
            "Sing: a character that XML cannot carry (at byte 2)",
        ),
        (
            Element::new("Sing").child(Element::new("1")),
            "1: not a name that XML allows",
        ),
        (
            Element::new("Sing").child(Element::new("b").child(Element::new("c").text("\u{2}"))),
            "c: a character that XML cannot carry (at byte 0)",
        ),
        (
            (0..257).fold(Element::new("Sing"), |element, n| {
                element.attribute(format!("a{n}"), "")
            }),
            "Sing: 257, at most 256 are allowed",
        ),
    ] {
        // As a verb, among typed children, and where no children are expected.
        let verb = Verb::Unknown(element.clone());
        assert_eq!(refused(&Response::new().verb(verb)), message);
        let mut gather = Gather::new();
        gather.verbs.push(GatherVerb::Unknown(element.clone()));
        assert_eq!(refused(&Response::new().gather(gather)), message);
        let mut play = Play::from("/a.mp3");
        play.other.push_element(element);
        assert_eq!(refused(&Response::new().play(play)), message);
    }
}

#[test]
fn what_is_nested_too_deep_to_be_read_again_is_refused() {
    // `Response` and `Say` stand outside.
    let speech = |depth: usize| {
        let inside = (0..depth).fold(Lang::from("x"), |inside, _| Lang::new().push(inside));
        Response::new().say(Say::new().push(inside))
    };
    let strange = |depth: usize| {
        let inside = (0..depth).fold(Element::new("a"), |inside, _| {
            Element::new("a").child(inside)
        });
        Response::new().verb(Verb::Unknown(inside))
    };
    let xml = speech(61).build().unwrap();
    assert_eq!(Response::parse(&xml).unwrap().response, speech(61));
    assert_eq!(
        refused(&speech(62)),
        "lang: more than 64 elements inside one another"
    );
    Response::parse(&speech(62).to_xml()).unwrap_err();
    let xml = strange(62).build().unwrap();
    assert_eq!(Response::parse(&xml).unwrap().response, strange(62));
    assert_eq!(
        refused(&strange(63)),
        "a: more than 64 elements inside one another"
    );
    Response::parse(&strange(63).to_xml()).unwrap_err();
}

#[test]
fn a_violation_names_the_element_that_holds_the_text() {
    let document = Response::new().say(
        Say::new()
            .push(Paragraph::new().push(Sentence::from("a\u{1}")))
            .push("b\u{1}"),
    );
    assert_eq!(
        refused(&document),
        "s: a character that XML cannot carry (at byte 1); \
         Say: a character that XML cannot carry (at byte 1)"
    );
}

#[test]
fn a_list_member_that_would_be_read_as_another_list_is_refused() {
    for word in ["dtmf speech", "", "dtmf\nspeech"] {
        let document = Response::new().gather(Gather::new().input([word.into()]));
        assert_eq!(
            refused(&document),
            "Gather input: a member of the list is empty or has white space in it"
        );
    }
    // Markup is escaped, and one word all the same.
    let odd = Response::new().gather(Gather::new().input(["a&b".into(), "<\"".into()]));
    let xml = odd.build().unwrap();
    assert_eq!(Response::parse(&xml).unwrap().response, odd);
}
