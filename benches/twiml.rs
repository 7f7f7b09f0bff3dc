//! Writing and reading TwiML, against what it would cost by hand.
//!
//! The floor of writing is pushing the same bytes onto a `String` that has exactly the room: each value
//! (they vary from call to call) already escaped and already text, and the constants between them; the floor of reading is quick-xml's loop of events over the same document, once passing
//! over the attributes and once reading them. Ratios are taken in one run, round by round, because
//! the machine is not the same from one minute to the next.
//!
//! Goals: writing at most 1.5 times the pushes, reading to typed verbs at most 2 times the events.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a bench prints what it measured, and its documents are its own"
)]

mod ratio;

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput};
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer, XmlVersion};
use voice_twilio::twiml::{Dial, Gather, Pause, Play, Redirect, Response, Say, SayLanguage};

use ratio::ratio;

/// What the documents are made of; the floors see the same.
struct Parts {
    greeting: String,
    prompt: String,
    action: String,
    again: String,
    audio: String,
    number: String,
    language: String,
    timeout: String,
    digits: String,
    loops: String,
    seconds: String,
    finish: String,
    ring: String,
}

impl Parts {
    fn new() -> Self {
        let text = str::to_owned;
        Self {
            greeting: text("Thank you for calling the order desk of Example Foods."),
            prompt: text(
                "To confirm your order, press 1. To cancel it, press 2. To speak to a person, press 3.",
            ),
            action: text("https://app.example/flows/orders/ask?state=eyJhIjoxfQ.c2ln"),
            again: text("https://app.example/flows/orders/ask?attempt=2"),
            audio: text("https://media.example/prompts/hold-music.mp3"),
            number: text("+15550100001"),
            language: text("en-IN"),
            timeout: text("5"),
            digits: text("1"),
            loops: text("2"),
            seconds: text("3"),
            finish: text(""),
            ring: text("20"),
        }
    }

    fn menu(&self) -> Response {
        Response::new()
            .say(Say::from(&*self.greeting).language(SayLanguage::EnIn))
            .gather(
                Gather::new()
                    .action(&*self.action)
                    .timeout(5)
                    .finish_on_key("")
                    .num_digits(1)
                    .say(&*self.prompt),
            )
            .redirect(Redirect::from(&*self.again))
    }

    /// 100 verbs of the kinds that flows are made of, from 20 parts: the floors read as many different
    /// strings as the document holds.
    fn hundred(all: &[Self]) -> Response {
        all.iter().fold(Response::new(), |document, part| {
            document
                .say(Say::from(&*part.greeting).language(SayLanguage::EnIn))
                .play(Play::from(&*part.audio).loops(2))
                .pause(Pause::seconds(3))
                .gather(
                    Gather::new()
                        .action(&*part.action)
                        .timeout(5)
                        .finish_on_key("")
                        .num_digits(1)
                        .say(&*part.prompt),
                )
                .dial(
                    Dial::new()
                        .action(&*part.again)
                        .timeout(20)
                        .caller_id(&*part.number)
                        .number(&*part.number),
                )
        })
    }

    fn push_say(&self, out: &mut String) {
        out.push_str("<Say language=\"");
        out.push_str(black_box(&self.language));
        out.push_str("\">");
        out.push_str(black_box(&self.greeting));
        out.push_str("</Say>");
    }

    fn push_gather(&self, out: &mut String) {
        out.push_str("<Gather action=\"");
        out.push_str(black_box(&self.action));
        out.push_str("\" timeout=\"");
        out.push_str(black_box(&self.timeout));
        out.push_str("\" finishOnKey=\"");
        out.push_str(black_box(&self.finish));
        out.push_str("\" numDigits=\"");
        out.push_str(black_box(&self.digits));
        out.push_str("\"><Say>");
        out.push_str(black_box(&self.prompt));
        out.push_str("</Say></Gather>");
    }

    fn push_menu(&self, length: usize) -> String {
        let mut out = String::with_capacity(length);
        out.push_str("<Response>");
        self.push_say(&mut out);
        self.push_gather(&mut out);
        out.push_str("<Redirect>");
        out.push_str(black_box(&self.again));
        out.push_str("</Redirect></Response>");
        out
    }

    fn push_hundred(all: &[Self], length: usize) -> String {
        let mut out = String::with_capacity(length);
        out.push_str("<Response>");
        for part in all {
            part.push_say(&mut out);
            out.push_str("<Play loop=\"");
            out.push_str(black_box(&part.loops));
            out.push_str("\">");
            out.push_str(black_box(&part.audio));
            out.push_str("</Play><Pause length=\"");
            out.push_str(black_box(&part.seconds));
            out.push_str("\"/>");
            part.push_gather(&mut out);
            out.push_str("<Dial action=\"");
            out.push_str(black_box(&part.again));
            out.push_str("\" timeout=\"");
            out.push_str(black_box(&part.ring));
            out.push_str("\" callerId=\"");
            out.push_str(black_box(&part.number));
            out.push_str("\"><Number>");
            out.push_str(black_box(&part.number));
            out.push_str("</Number></Dial>");
        }
        out.push_str("</Response>");
        out
    }

    fn quick_menu(&self, length: usize) -> String {
        quick(length, |quick| {
            self.quick_say(quick);
            self.quick_gather(quick);
            quick.leaf("Redirect", &[], &self.again);
        })
    }

    fn quick_hundred(all: &[Self], length: usize) -> String {
        quick(length, |quick| {
            for part in all {
                part.quick_say(quick);
                quick.leaf("Play", &[("loop", "2")], &part.audio);
                quick.empty("Pause", &[("length", "3")]);
                part.quick_gather(quick);
                let attributes = [
                    ("action", &*part.again),
                    ("timeout", "20"),
                    ("callerId", &*part.number),
                ];
                quick.start("Dial", &attributes);
                quick.leaf("Number", &[], &part.number);
                quick.end("Dial");
            }
        })
    }

    fn quick_say(&self, quick: &mut Quick) {
        quick.leaf("Say", &[("language", "en-IN")], &self.greeting);
    }

    fn quick_gather(&self, quick: &mut Quick) {
        let attributes = [
            ("action", &*self.action),
            ("timeout", "5"),
            ("finishOnKey", ""),
            ("numDigits", "1"),
        ];
        quick.start("Gather", &attributes);
        quick.leaf("Say", &[], &self.prompt);
        quick.end("Gather");
    }
}

/// quick-xml's own writer.
struct Quick(Writer<Vec<u8>>);

impl Quick {
    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let tag = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Start(tag)).unwrap();
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let tag = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Empty(tag)).unwrap();
    }

    fn end(&mut self, name: &str) {
        self.0.write_event(Event::End(BytesEnd::new(name))).unwrap();
    }

    fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.start(name, attributes);
        self.0
            .write_event(Event::Text(BytesText::new(text)))
            .unwrap();
        self.end(name);
    }
}

fn quick(length: usize, write: impl Fn(&mut Quick)) -> String {
    let mut quick = Quick(Writer::new(Vec::with_capacity(length)));
    quick.start("Response", &[]);
    write(&mut quick);
    quick.end("Response");
    String::from_utf8(quick.0.into_inner()).unwrap()
}

/// Reads to the end; counts, so that nothing is optimised away.
fn events(xml: &str) -> usize {
    let mut reader = Reader::from_str(xml);
    let mut count = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return count,
            event => count += black_box(event).len(),
        }
    }
}

fn events_with_attributes(xml: &str) -> usize {
    let mut reader = Reader::from_str(xml);
    let mut count = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return count,
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
                    count += black_box(value).len();
                }
            }
            event => count += black_box(event).len(),
        }
    }
}

fn ratios(parts: &Parts, all: &[Parts]) {
    for (name, document) in [("menu", parts.menu()), ("100 verbs", Parts::hundred(all))] {
        let xml = document.to_xml();
        let length = xml.len();
        let push: &dyn Fn() -> String = match name {
            "menu" => &|| parts.push_menu(length),
            _ => &|| Parts::push_hundred(all, length),
        };
        let grow: &dyn Fn() -> String = match name {
            "menu" => &|| parts.push_menu(0),
            _ => &|| Parts::push_hundred(all, 0),
        };
        let writer: &dyn Fn() -> String = match name {
            "menu" => &|| parts.quick_menu(length),
            _ => &|| Parts::quick_hundred(all, length),
        };
        assert_eq!(push(), xml, "the floor writes the same bytes");
        assert_eq!(writer(), xml, "and so does quick-xml");
        let mut ours = || drop(black_box(black_box(&document).to_xml()));
        ratio(
            &format!("write {name} / plain pushes onto a growing String"),
            &mut ours,
            || drop(black_box(grow())),
        );
        ratio(
            &format!("write {name} / plain pushes with exact room"),
            &mut ours,
            || drop(black_box(push())),
        );
        ratio(
            &format!("write {name} / quick-xml Writer"),
            &mut ours,
            || {
                drop(black_box(writer()));
            },
        );
        let mut parse = || drop(black_box(Response::parse(black_box(&xml)).unwrap()));
        ratio(
            &format!("parse {name} / quick-xml events"),
            &mut parse,
            || {
                black_box(events(black_box(&xml)));
            },
        );
        ratio(
            &format!("parse {name} / quick-xml events with attributes"),
            &mut parse,
            || {
                black_box(events_with_attributes(black_box(&xml)));
            },
        );
    }
}

/// Documents that grow fourfold, up to the limit: the time per byte must stay the same.
fn linear() {
    type Shape = (&'static str, fn(usize) -> String);
    let shapes: [Shape; 5] = [
        ("many verbs", |bytes| {
            wrap(&"<Pause length=\"1\"/>".repeat(bytes / 19))
        }),
        ("one long text", |bytes| {
            wrap(&format!("<Say>{}</Say>", "x".repeat(bytes)))
        }),
        ("text of references", |bytes| {
            wrap(&format!("<Say>{}</Say>", "&amp;".repeat(bytes / 5)))
        }),
        ("attribute of references", |bytes| {
            wrap(&format!(
                "<Gather hints=\"{}\"/>",
                "&#x939;".repeat(bytes / 7)
            ))
        }),
        ("unknown elements", |bytes| {
            wrap(&"<a b=\"c\">d</a>".repeat(bytes / 15))
        }),
    ];
    for (name, document) in shapes {
        let per_byte: Vec<String> = [16, 64, 256, 1_000]
            .map(|kib| {
                let xml = document(kib * 1_024);
                let best = (0..15)
                    .map(|_| {
                        let start = Instant::now();
                        drop(black_box(Response::parse(black_box(&xml)).unwrap()));
                        start.elapsed()
                    })
                    .min()
                    .unwrap();
                let bytes = f64::from(u32::try_from(xml.len()).unwrap());
                format!("{:.2}", best.as_secs_f64() * 1e9 / bytes)
            })
            .into();
        println!(
            "linear parse of {name:<24} ns a byte at 16, 64, 256, 1000 KiB: {}",
            per_byte.join("  ")
        );
    }
}

fn wrap(verbs: &str) -> String {
    format!("<Response>{verbs}</Response>")
}

fn absolute(criterion: &mut Criterion, parts: &Parts, all: &[Parts]) {
    for (name, document) in [("menu", parts.menu()), ("hundred", Parts::hundred(all))] {
        let xml = document.to_xml();
        let mut group = criterion.benchmark_group(format!("twiml/{name}"));
        group.throughput(Throughput::Bytes(u64::try_from(xml.len()).unwrap()));
        group.bench_function("write", |bencher| {
            bencher.iter(|| black_box(&document).to_xml());
        });
        group.bench_function("check and write", |bencher| {
            bencher.iter(|| black_box(&document).build().unwrap());
        });
        group.bench_function("parse", |bencher| {
            bencher.iter(|| Response::parse(black_box(&xml)).unwrap());
        });
        group.finish();
    }
}

fn main() {
    let parts = Parts::new();
    let all: Vec<Parts> = (0..20).map(|_| Parts::new()).collect();
    ratios(&parts, &all);
    linear();
    let mut criterion = Criterion::default().configure_from_args();
    absolute(&mut criterion, &parts, &all);
    criterion.final_summary();
}
