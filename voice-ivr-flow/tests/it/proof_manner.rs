//! In which manner a node speaks, listens, rings, records: what the events of a call do not tell.

use voice_twilio::twiml::ssml::Ssml;
use voice_twilio::twiml::{
    Conference, ConferenceRecord, ConnectNoun, ConversationRelay, Dial, DialNoun, DialRecord,
    Gather, GatherInput, GatherVerb, Play, Record, Response, Say, Verb,
};

/// How something is done that an event says was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Manner {
    Say {
        times: u64,
        language: Option<String>,
        voice: Option<String>,
        /// From markup.
        marked: bool,
    },
    Play {
        times: u64,
    },
    Listen {
        /// How many keys complete an entry, and which key ends it.
        keys: Option<(Option<u64>, Option<char>)>,
        speech: bool,
        /// With a comma between two.
        hints: Option<String>,
        language: Option<String>,
        /// Seconds of silence from the end of the prompt.
        silence: u64,
        /// Seconds from a key.
        between: u64,
        barge_in: bool,
    },
    Record {
        most: u64,
        silence: u64,
        finish: Option<char>,
        beep: bool,
        transcribed: bool,
    },
    /// A text about a voicemail.
    Notify(String),
    Dial {
        rings: u64,
        limit: Option<u64>,
        shown: Option<String>,
        recorded: bool,
        one_by_one: bool,
    },
    Queue {
        music: Option<String>,
    },
    Conference {
        recorded: bool,
        muted: bool,
    },
    Request {
        method: String,
        headers: Vec<(String, String)>,
        body: Option<String>,
        timeout: u64,
    },
    Agent {
        prompt: String,
        language: Option<String>,
        voice: Option<String>,
    },
    Reject(String),
}

impl Manner {
    /// Without the time between keys where there is nothing between them.
    pub(crate) fn without_moot(mut self) -> Self {
        if let Self::Listen {
            keys: None | Some((Some(1), _)),
            silence,
            between,
            ..
        } = &mut self
        {
            *between = *silence;
        }
        self
    }

    /// As near to it as TwiML comes, by the tables of the documentation; an agent behind a media stream is not told how
    /// to speak.
    pub(crate) fn on_twilio(self, streams: bool) -> Self {
        match self {
            Self::Agent { prompt, .. } if streams => Self::Agent {
                prompt,
                language: None,
                voice: None,
            },
            Self::Listen {
                keys,
                speech,
                hints,
                language,
                silence,
                between,
                barge_in,
            } => {
                // One timeout for both: a longer silence is a `Pause` that a key ends; otherwise the longer of the two.
                let longer = silence.max(between);
                let (silence, between) = if silence > between && barge_in {
                    (silence, between)
                } else {
                    (longer, longer)
                };
                Self::Listen {
                    keys,
                    speech,
                    hints,
                    language,
                    silence,
                    between,
                    barge_in,
                }
            }
            // The shortest that Twilio takes.
            Self::Record {
                most,
                silence,
                finish,
                beep,
                transcribed,
            } => Self::Record {
                most: most.max(2),
                silence,
                finish,
                beep,
                transcribed,
            },
            other => other,
        }
    }
}

/// A part of a document that something will happen to.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// It is heard.
    Heard(Manner),
    /// The call waits there; with the seconds of silence behind a prompt.
    Wait(Option<Manner>, u64),
    /// The caller is put into a queue.
    Queue(Manner),
}

/// The parts of a document, in the order in which they are run.
pub(crate) fn parts(document: &Response) -> Vec<Part> {
    let mut all = Vec::new();
    for verb in &document.verbs {
        match verb {
            Verb::Say(say) => all.extend(said(say)),
            Verb::Play(play) => all.extend(played(play)),
            Verb::Gather(gather) => {
                for inside in &gather.verbs {
                    match inside {
                        GatherVerb::Say(say) => all.extend(said(say)),
                        GatherVerb::Play(play) => all.extend(played(play)),
                        _ => {}
                    }
                }
                let pause = pause(gather);
                all.push(Part::Wait(Some(listening(gather, pause)), pause));
            }
            Verb::Record(record) => all.push(Part::Wait(Some(recording(record)), 0)),
            Verb::Dial(dial) => all.push(Part::Wait(Some(dialling(dial)), 0)),
            Verb::Sms(_) => all.push(Part::Wait(None, 0)),
            Verb::Connect(connect) => {
                let manner = match connect.nouns.first() {
                    Some(ConnectNoun::ConversationRelay(relay)) => talking(relay),
                    Some(ConnectNoun::Stream(_)) => Manner::Agent {
                        prompt: String::new(),
                        language: None,
                        voice: None,
                    },
                    _ => panic!("only an agent is connected: {connect:?}"),
                };
                all.push(Part::Wait(Some(manner), 0));
            }
            Verb::Enqueue(enqueue) => {
                let music = enqueue
                    .wait_url
                    .clone()
                    .filter(|url| !url.trim().is_empty());
                all.push(Part::Queue(Manner::Queue { music }));
            }
            _ => {}
        }
    }
    all
}

fn times(loops: Option<u32>) -> u64 {
    loops.map_or(1, u64::from)
}

fn said(say: &Say) -> Option<Part> {
    // What is blank is not heard.
    (!say.plain_text().trim().is_empty()).then(|| {
        Part::Heard(Manner::Say {
            times: times(say.loops),
            language: say.language.as_ref().map(|own| own.as_str().to_owned()),
            voice: say.voice.as_ref().map(|own| own.as_str().to_owned()),
            marked: !say.content.iter().all(|own| matches!(own, Ssml::Text(_))),
        })
    })
}

fn played(play: &Play) -> Option<Part> {
    (!play.url.trim().is_empty()).then(|| {
        Part::Heard(Manner::Play {
            times: times(play.loops),
        })
    })
}

/// The silence behind the prompt.
fn pause(gather: &Gather) -> u64 {
    match gather.verbs.last() {
        Some(GatherVerb::Pause(pause)) => pause.length.map_or(1, u64::from),
        _ => 0,
    }
}

fn listening(gather: &Gather, pause: u64) -> Manner {
    let input = gather.input.as_deref().unwrap_or(&[GatherInput::Dtmf]);
    let between = u64::from(gather.timeout.unwrap());
    let finish = gather.finish_on_key.as_deref().unwrap_or("#");
    assert_eq!(gather.action_on_empty_result, Some(true));
    Manner::Listen {
        keys: input
            .contains(&GatherInput::Dtmf)
            .then(|| (gather.num_digits.map(u64::from), finish.chars().next())),
        speech: input.contains(&GatherInput::Speech),
        hints: gather.hints.clone(),
        language: gather.language.as_ref().map(|own| own.as_str().to_owned()),
        silence: between + pause,
        between,
        barge_in: gather.barge_in.unwrap_or(true),
    }
}

fn recording(record: &Record) -> Manner {
    Manner::Record {
        most: u64::from(record.max_length.unwrap()),
        silence: u64::from(record.timeout.unwrap()),
        finish: record.finish_on_key.as_deref().unwrap().chars().next(),
        beep: record.play_beep.unwrap_or(true),
        transcribed: record.transcribe.unwrap_or(false),
    }
}

fn dialling(dial: &Dial) -> Manner {
    if let Some(DialNoun::Conference(room)) = dial.nouns.first() {
        return meeting(room);
    }
    Manner::Dial {
        rings: u64::from(dial.timeout.unwrap()),
        limit: dial.time_limit.map(u64::from),
        shown: dial.caller_id.clone().filter(|shown| !shown.is_empty()),
        recorded: dial.record == Some(DialRecord::FromAnswer),
        // With one number there is no order.
        one_by_one: dial.nouns.len() > 1 && dial.sequential == Some(true),
    }
}

fn meeting(room: &Conference) -> Manner {
    Manner::Conference {
        recorded: room.record == Some(ConferenceRecord::FromStart),
        muted: room.muted.unwrap_or(false),
    }
}

/// What the agent is told is not in the document.
fn talking(relay: &ConversationRelay) -> Manner {
    Manner::Agent {
        prompt: String::new(),
        language: relay.language.clone(),
        voice: relay.voice.clone(),
    }
}
