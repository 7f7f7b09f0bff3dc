//! Documents that are rendered once and filled per request.

use proptest::prelude::*;
use voice_twilio::twiml::{Dial, Fill, Gather, Play, Response, Template, hole, without_marks};

fn document(text: &str, attribute: &str, percent: &str) -> Response {
    Response::new()
        .gather(
            Gather::new()
                .action(format!("/next?order={percent}&n=1"))
                .hints(format!("a {attribute} b"))
                .say(format!("Order {text}."))
                .play(Play::from(format!("https://media.example/{percent}.mp3"))),
        )
        .dial(Dial::new().number(format!("+{text}")))
}

fn template(document: &Response) -> Template {
    let mut template = Template::new();
    document.write_to(&mut template);
    template
}

#[test]
fn a_template_knows_its_holes() {
    let order = hole("order", Fill::Escaped);
    let template = template(&document(&order, &order, &hole("id", Fill::Percent)));
    let holes: Vec<&str> = template.holes().collect();
    assert_eq!(holes, ["id", "order", "order", "id", "order"]);
    document(&order, &order, &order).check().unwrap();
}

#[test]
fn whoever_writes_the_children_himself_gets_the_tags_around_them() {
    let gather = Gather::new().action("/next?a=1&b=2").say("One.");
    let mut xml = String::new();
    gather.write_start_tag(&mut xml);
    for verb in &gather.verbs {
        verb.write_to(&mut xml);
    }
    Gather::write_end_tag(&mut xml);
    assert_eq!(
        xml,
        "<Gather action=\"/next?a=1&amp;b=2\"><Say>One.</Say></Gather>"
    );
    let mut empty = String::new();
    Dial::new().write_start_tag(&mut empty);
    Dial::write_end_tag(&mut empty);
    assert_eq!(empty, "<Dial></Dial>");
}

proptest! {
    /// Filling a template gives the bytes of the document that was built with the values (but for an
    /// element whose whole text is empty, which a template has to write with an end tag).
    #[test]
    fn filling_is_building(value in "[ -~\t\n\ré\u{0}-\u{8}अ-ह&<>\"']{0,20}") {
        let escaped = hole("v", Fill::Escaped);
        let template = template(&document(&escaped, &escaped, &hole("v", Fill::Percent)));
        let percent = voice_core::xml::percent_encode(&value);
        let built = document(&value, &value, &percent).to_xml();
        prop_assert_eq!(template.fill(|_| &value), built);
    }

    #[test]
    fn no_text_forges_a_hole(text in "[a\u{FDD0}-\u{FDD2}]{0,20}") {
        let clean = without_marks(&text);
        let template = template(&Response::new().say(clean.as_ref()));
        prop_assert_eq!(template.holes().count(), 0);
    }
}
