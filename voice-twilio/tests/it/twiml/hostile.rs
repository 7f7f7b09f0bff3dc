//! Documents from strangers: refused, without a panic. That reading takes linear time is a matter of
//! measuring: `benches/twiml.rs` does, with documents that grow.

use voice_core::xml::XmlErrorKind;
use voice_twilio::twiml::{MAX_PARSED_BYTES, ParseError, Response};

fn kind(xml: &str) -> XmlErrorKind {
    match Response::parse(xml).unwrap_err() {
        ParseError::Xml(error) => error.kind(),
        other => panic!("{other}"),
    }
}

#[test]
fn nesting_of_10_000_is_refused_wherever_it_stands() {
    for (before, element, after) in [
        ("", "Response", ""),
        ("<Response>", "Gather", "</Response>"),
        ("<Response>", "Sing", "</Response>"),
        ("<Response><Say>", "emphasis", "</Say></Response>"),
        ("<Response><Say>", "w", "</Say></Response>"),
        ("<Response><Pay>", "Prompt", "</Pay></Response>"),
    ] {
        let open = format!("<{element}>").repeat(10_000);
        let close = format!("</{element}>").repeat(10_000);
        let document = format!("{before}{open}{close}{after}");
        assert_eq!(
            kind(&document),
            XmlErrorKind::TooDeep { max: 64 },
            "{element}"
        );
        // Cut off in the middle it is refused as well.
        assert_eq!(
            kind(&format!("{before}{open}")),
            XmlErrorKind::TooDeep { max: 64 }
        );
    }
}

#[test]
fn nesting_up_to_the_limit_survives() {
    let deep = format!(
        "<Response><Say>{}x{}</Say></Response>",
        "<emphasis>".repeat(62),
        "</emphasis>".repeat(62)
    );
    let parsed = Response::parse(&deep).unwrap();
    assert_eq!(parsed.findings, []);
    assert_eq!(parsed.response.to_xml(), deep);
}

#[test]
fn type_declarations_and_entities_are_refused() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE Response [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><Response><Say>&c;</Say></Response>";
    assert_eq!(kind(bomb), XmlErrorKind::DocumentType);
    let external = "<!DOCTYPE Response SYSTEM \"https://h.example/x.dtd\"><Response/>";
    assert_eq!(kind(external), XmlErrorKind::DocumentType);
    assert_eq!(
        kind("<Response><Say>&nbsp;</Say></Response>"),
        XmlErrorKind::UnknownEntity
    );
    assert_eq!(
        kind("<Response><Play>/a?x=1&y=2</Play></Response>"),
        XmlErrorKind::BadReference
    );
}

#[test]
fn what_is_not_a_response_says_so() {
    let error = Response::parse("<!-- x --><Speak/>").unwrap_err();
    assert_eq!(error, ParseError::NotAResponse { offset: 10 });
    assert_eq!(
        error.to_string(),
        "the root element is not Response (at byte 10)"
    );
    assert_eq!(kind("Hello"), XmlErrorKind::TextOutsideRoot);
    assert_eq!(
        kind("\n<?xml version=\"1.0\"?><Response/>"),
        XmlErrorKind::MisplacedDeclaration
    );
    assert_eq!(kind("<Response/><Response/>"), XmlErrorKind::SecondRoot);
    assert_eq!(kind("<Response>"), XmlErrorKind::Unclosed);
    let error = Response::parse("<Response><Say></Response>").unwrap_err();
    assert_eq!(
        error.to_string(),
        "an end tag does not fit the open element (at byte 15)"
    );
}

#[test]
fn size_is_limited() {
    let big = format!(
        "<Response><Say>{}</Say></Response>",
        "x".repeat(MAX_PARSED_BYTES)
    );
    assert_eq!(
        kind(&big),
        XmlErrorKind::TooLarge {
            max: MAX_PARSED_BYTES
        }
    );
    let attributes = (0..300).fold(String::new(), |all, n| all + &format!(" a{n}=\"\""));
    let many = format!("<Response><Say{attributes}/></Response>");
    assert_eq!(kind(&many), XmlErrorKind::TooManyAttributes { max: 256 });
}

#[test]
fn many_findings_cost_memory_in_proportion() {
    let names = format!("<{}/>", "n".repeat(200));
    let document = format!("<Response>{}</Response>", names.repeat(4_000));
    let parsed = Response::parse(&document).unwrap();
    assert_eq!(parsed.findings.len(), 4_000);
    assert!(
        parsed
            .findings
            .iter()
            .all(|finding| finding.name.len() == 64)
    );
    assert_eq!(parsed.response.to_xml(), document);
}

proptest::proptest! {
    #[test]
    fn no_document_panics(xml in "(<Response>|</Response>|<Say>|</Say>|<Gather |numDigits=|\"1\"|'x'|/>|>|<Dial>|</Dial>|<p>|<s>|</s>|</p>|&amp;|&#x41;|&|text| |\n|<!--|-->|<!DOCTYPE|<!\\[CDATA\\[|\\]\\]>|é|\u{1}){0,60}") {
        if let Ok(parsed) = Response::parse(&xml) {
            let _ = parsed.response.check();
            let again = Response::parse(&parsed.response.to_xml()).unwrap();
            proptest::prop_assert_eq!(again.response.to_xml(), parsed.response.to_xml());
        }
        let wrapped = format!("<Response>{xml}</Response>");
        if let Ok(parsed) = Response::parse(&wrapped) {
            let again = Response::parse(&parsed.response.to_xml()).unwrap();
            proptest::prop_assert_eq!(again.response, parsed.response);
        }
    }
}
