//! Speech markup inside `Say`, as a tree that nests only as Twilio allows.
//!
//! There is no `speak` element. The voices of Polly and Google honour the markup, each in its own
//! way; the basic voices read past it.
//!
//! | may stand in | `Say`, [`Lang`], [`Prosody`] | [`Paragraph`] | [`Sentence`], [`Emphasis`] | [`Word`] |
//! |---|---|---|---|---|
//! | type | [`Ssml`] | [`InParagraph`] | [`InSentence`] | [`InWord`] |
//! | holds | everything | all but `p` | all but `p`, `s` | text, `break`, `emphasis`, `phoneme`, `prosody`, `say-as` |

use super::SsmlLanguage;
use super::element::{appends, children, element};
use super::value::words;

words! {
    /// How strong a break is.
    BreakStrength {
        /// None.
        None = "none",
        /// Barely there.
        XWeak = "x-weak",
        /// As at a comma.
        Weak = "weak",
        /// The default.
        Medium = "medium",
        /// As at the end of a sentence.
        Strong = "strong",
        /// As at the end of a paragraph.
        XStrong = "x-strong",
    }

    /// How strongly a word is stressed.
    EmphasisLevel {
        /// Louder and slower.
        Strong = "strong",
        /// The default.
        Moderate = "moderate",
        /// Softer and faster.
        Reduced = "reduced",
    }

    /// The alphabet of a pronunciation.
    PhonemeAlphabet {
        /// International Phonetic Alphabet.
        Ipa = "ipa",
        /// X-SAMPA.
        XSampa = "x-sampa",
        /// Cantonese.
        Jyutping = "x-amazon-jyutping",
        /// Mandarin.
        Pinyin = "x-amazon-pinyin",
        /// Japanese, by sound.
        PronKana = "x-amazon-pron-kana",
        /// Japanese, by reading.
        Yomigana = "x-amazon-yomigana",
    }

    /// What kind of thing a text is, and so how it is read.
    InterpretAs {
        /// One by one.
        Characters = "characters",
        /// One by one.
        SpellOut = "spell-out",
        /// A number.
        Cardinal = "cardinal",
        /// A number.
        Number = "number",
        /// First, second.
        Ordinal = "ordinal",
        /// Digit by digit.
        Digits = "digits",
        /// A fraction.
        Fraction = "fraction",
        /// A measure.
        Unit = "unit",
        /// A date, by its `format`.
        Date = "date",
        /// A duration.
        Time = "time",
        /// An address.
        Address = "address",
        /// Bleeped out.
        Expletive = "expletive",
        /// A telephone number.
        Telephone = "telephone",
    }

    /// The order of the parts of a date.
    DateFormat {
        /// Month, day, year.
        Mdy = "mdy",
        /// Day, month, year.
        Dmy = "dmy",
        /// Year, month, day.
        Ymd = "ymd",
        /// Month, day.
        Md = "md",
        /// Day, month.
        Dm = "dm",
        /// Year, month.
        Ym = "ym",
        /// Month, year.
        My = "my",
        /// Day.
        D = "d",
        /// Month.
        M = "m",
        /// Year.
        Y = "y",
        /// `20260131`.
        Yyyymmdd = "yyyymmdd",
    }
}

children! {
    /// Text or any speech markup.
    Ssml { Break, Emphasis, Lang, Paragraph, Phoneme, Prosody, SayAs, Sentence, Sub, Word } text Text
}

children! {
    /// What a paragraph may hold.
    InParagraph { Break, Emphasis, Lang, Phoneme, Prosody, SayAs, Sentence, Sub, Word } text Text
}

children! {
    /// What a sentence or an emphasis may hold.
    InSentence { Break, Emphasis, Lang, Phoneme, Prosody, SayAs, Sub, Word } text Text
}

children! {
    /// What a word may hold.
    InWord { Break, Emphasis, Phoneme, Prosody, SayAs } text Text
}

element! {
    /// A break in speech.
    Break = "break" {
        /// Its strength. Default `medium`.
        strength: word(BreakStrength) = "strength";
        /// Its length: `2s` or `500ms`.
        time: text = "time", Rule::Time;
    }
}

element! {
    /// Stressed speech.
    Emphasis = "emphasis" {
        /// How strongly.
        level: word(EmphasisLevel) = "level";
    }
    mixed
    /// What is stressed.
    content: InSentence;
}

element! {
    /// Speech in another language.
    Lang = "lang" {
        /// The language.
        language: word(SsmlLanguage) = "xml:lang";
    }
    mixed
    /// What is spoken in it.
    content: Ssml;
}

element! {
    /// A paragraph.
    Paragraph = "p" {}
    mixed
    /// Its text.
    content: InParagraph;
}

element! {
    /// A sentence.
    Sentence = "s" {}
    mixed
    /// Its text.
    content: InSentence;
}

element! {
    /// A pronunciation.
    Phoneme = "phoneme" {
        /// The alphabet of `ph`.
        alphabet: word(PhonemeAlphabet) = "alphabet";
        /// The pronunciation.
        ph: text = "ph";
    }
    text(text)
    /// The word as it is written.
    written;
}

element! {
    /// Volume, speed and pitch.
    Prosody = "prosody" {
        /// `silent`, `soft`, `loud`, `+6dB` and the like.
        volume: text = "volume";
        /// `slow`, `fast`, `85%` and the like.
        rate: text = "rate";
        /// `low`, `high`, `+10%` and the like.
        pitch: text = "pitch";
    }
    mixed
    /// What is spoken so.
    content: Ssml;
}

element! {
    /// A text that is read as a certain kind of thing.
    SayAs = "say-as" {
        /// The kind.
        interpret_as: word(InterpretAs) = "interpret-as";
        /// Of a date.
        format: word(DateFormat) = "format";
    }
    text(text)
    /// The text.
    written;
}

element! {
    /// A text that is spoken as another.
    Sub = "sub" {
        /// What is spoken.
        alias: text = "alias";
    }
    text(text)
    /// What is written.
    written;
}

element! {
    /// A word whose part of speech decides how it is spoken.
    Word = "w" {
        /// `amazon:VB`, `amazon:NN` and the like.
        role: text = "role";
    }
    mixed
    /// The word.
    content: InWord;
}

/// Text enters every list of speech alike.
macro_rules! speech {
    ($($list:ident: $($holder:ident)*;)+) => {
        $(
            impl From<&str> for $list {
                fn from(text: &str) -> Self {
                    Self::Text(text.to_owned())
                }
            }

            impl From<String> for $list {
                fn from(text: String) -> Self {
                    Self::Text(text)
                }
            }

            $(
                appends! {
                    $holder.content {
                        /// Appends text or markup.
                        push($list);
                    }
                }

                impl From<&str> for $holder {
                    fn from(text: &str) -> Self {
                        Self::new().push(text)
                    }
                }
            )*
        )+
    };
}

speech! {
    Ssml: Lang Prosody;
    InParagraph: Paragraph;
    InSentence: Sentence Emphasis;
    InWord: Word;
}

/// What is heard of a piece of speech, without its markup.
macro_rules! plain {
    ($($list:ident { $($variant:ident)* })+) => {
        $(
            impl $list {
                pub(crate) fn push_plain(&self, out: &mut String) {
                    match self {
                        Self::Text(text) => out.push_str(text),
                        Self::Break(_) | Self::Unknown(_) => {}
                        Self::Phoneme(phoneme) => out.push_str(&phoneme.written),
                        Self::SayAs(say_as) => out.push_str(&say_as.written),
                        $( Self::$variant(element) => element.push_plain(out), )*
                    }
                }
            }
        )+
    };
    (lists $($holder:ident)*) => {
        $(
            impl $holder {
                fn push_plain(&self, out: &mut String) {
                    for piece in &self.content {
                        piece.push_plain(out);
                    }
                }
            }
        )*
    };
}

plain! {
    Ssml { Emphasis Lang Paragraph Prosody Sentence Sub Word }
    InParagraph { Emphasis Lang Prosody Sentence Sub Word }
    InSentence { Emphasis Lang Prosody Sub Word }
    InWord { Emphasis Prosody }
}
plain! { lists Emphasis Lang Paragraph Prosody Sentence Word }

impl Sub {
    fn push_plain(&self, out: &mut String) {
        out.push_str(self.alias.as_deref().unwrap_or(&self.written));
    }
}
