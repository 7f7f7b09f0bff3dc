//! One document for each element in each place, and each attribute with each of its words.

use voice_core::xml::{Event, Reader};

use super::*;

/// Deep enough for the deepest nouns (`Header` in `Headers` in `Sip` in `Dial`).
const DEPTH: usize = 4;

pub(super) fn documents() -> Vec<Response> {
    Response::each(DEPTH)
}

/// A document as a tree of names.
pub(super) fn tree(xml: &str) -> Element {
    let mut reader = Reader::new(xml).unwrap();
    match reader.next_event().unwrap() {
        Event::Start(tag) => Element::read(&tag, &mut reader).unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_element_attribute_and_word_comes_back() {
    for document in documents() {
        let xml = document.to_xml();
        let parsed = Response::parse(&xml).unwrap();
        assert!(parsed.response == document, "{xml}");
        assert_eq!(parsed.response.to_xml(), xml);
        let invented = xml.to_ascii_lowercase().contains(sample::INVENTED);
        assert_eq!(
            parsed.findings.is_empty(),
            !invented,
            "{xml}: {:?}",
            parsed.findings
        );
    }
}
