use std::fmt::Write as _;

use super::*;

/// A document's events in brief, or its error.
fn events(input: &str) -> Result<String, (XmlErrorKind, usize)> {
    run(Reader::new(input)).map_err(|error| (error.kind(), error.offset()))
}

fn run(reader: Result<Reader<'_>, XmlError>) -> Result<String, XmlError> {
    let mut reader = reader?;
    let mut out = String::new();
    loop {
        match reader.next_event()? {
            Event::Start(tag) => {
                out.push('<');
                out.push_str(tag.name);
                for attribute in tag.attributes() {
                    let attribute = attribute?;
                    write!(out, " {}={:?}", attribute.name, attribute.value).unwrap();
                }
                out.push('>');
            }
            Event::End => out.push_str("</>"),
            Event::Text(text) => out.push_str(&text),
            Event::Eof => return Ok(out),
        }
    }
}

#[test]
fn a_document_is_read_with_references_sections_and_comments() {
    let read = events(
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- c --><R a='1'\n b = \"&quot;x&#10;\"><!-- & --><S/>R&amp;D\r\n<![CDATA[<x>&amp;]]>&#x939;</R>\n",
    );
    assert_eq!(
        read.unwrap(),
        "<R a=\"1\" b=\"\\\"x\\n\"><S></>R&D\n<x>&amp;ह</>"
    );
}

#[test]
fn broken_documents_are_refused_with_their_offset() {
    use XmlErrorKind as K;
    for (input, kind, offset) in [
        ("", K::NoRoot, 0),
        ("<!-- only -->", K::NoRoot, 13),
        ("x<a/>", K::TextOutsideRoot, 0),
        ("<a/>x", K::TextOutsideRoot, 4),
        ("<a/>&amp;", K::TextOutsideRoot, 4),
        ("<a/><b/>", K::SecondRoot, 4),
        ("<a>", K::Unclosed, 3),
        ("<a><b></a>", K::MismatchedEnd, 6),
        ("</a>", K::MismatchedEnd, 0),
        ("<a>&nope;</a>", K::UnknownEntity, 3),
        ("<a>&</a>", K::BadReference, 3),
        ("<a>R&D</a>", K::BadReference, 4),
        ("<a b></a>", K::BadAttribute, 3),
        ("<a b=c></a>", K::BadAttribute, 5),
        ("<a b='1'c='2'/>", K::BadAttribute, 8),
        ("<a b='1' b='2'/>", K::DuplicateAttribute, 9),
        ("<1/>", K::BadName, 1),
        ("< a/>", K::BadName, 1),
        (" <?xml version='1.0'?><a/>", K::MisplacedDeclaration, 1),
        ("<a>\u{1}</a>", K::ForbiddenCharacter, 3),
        ("<a>&#1;</a>", K::ForbiddenCharacter, 3),
        ("<a><!foo></a>", K::BadMarkup, 3),
        ("<!DOCTYPE a><a/>", K::DocumentType, 0),
        ("<a><!DOCTYPE b></a>", K::DocumentType, 3),
    ] {
        assert_eq!(events(input), Err((kind, offset)), "{input}");
    }
}

#[test]
fn entity_bombs_are_refused_before_they_are_read() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><a>&b;</a>";
    assert_eq!(events(bomb), Err((XmlErrorKind::DocumentType, 0)));
    let external = "<!DOCTYPE a SYSTEM \"file:///etc/hosts\"><a/>";
    assert_eq!(events(external), Err((XmlErrorKind::DocumentType, 0)));
}

#[test]
fn nesting_beyond_the_limit_is_refused_at_any_depth() {
    let deep = "<a>".repeat(10_000) + &"</a>".repeat(10_000);
    assert_eq!(
        events(&deep),
        Err((XmlErrorKind::TooDeep { max: 64 }, 64 * 3))
    );
    let allowed = "<a>".repeat(64) + &"</a>".repeat(64);
    assert!(events(&allowed).is_ok());
}

#[test]
fn attributes_and_bytes_are_counted() {
    let many = (0..300).fold(String::new(), |all, n| all + &format!(" a{n}=''"));
    let error = events(&format!("<a{many}/>")).unwrap_err();
    assert_eq!(error.0, XmlErrorKind::TooManyAttributes { max: 256 });
    let limits = Limits {
        max_bytes: 10,
        ..Limits::default()
    };
    let error = Reader::with_limits("<a></a>    ", limits).unwrap_err();
    assert_eq!(error.kind(), XmlErrorKind::TooLarge { max: 10 });
}

proptest::proptest! {
    #[test]
    fn no_input_panics(input in "(<|>|/|&|;|=|'|\"| |a|b|!|-|\\[|\\]|\\?|#|1|\u{7}|é|<a>|</a>|<!--|-->|<!\\[CDATA\\[|\\]\\]>|<!DOCTYPE){0,40}") {
        let _ = events(&input);
    }

    #[test]
    fn escaped_text_parses_back(text in "\\PC*|[\\t\\n\\r&<>\"' \u{0}-\u{1f}\u{fff0}-\u{ffff}अ-ह]*") {
        let mut document = "<a b=\"".to_owned();
        super::super::push_attribute(&mut document, &text);
        document.push_str("\">");
        super::super::push_text(&mut document, &text);
        document.push_str("</a>");
        let clean = super::super::without_forbidden(&text);
        let expected = format!("<a b={clean:?}>{clean}</>");
        proptest::prop_assert_eq!(events(&document), Ok(expected));
    }
}
