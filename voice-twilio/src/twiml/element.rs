//! One table per element: the macro that makes the type, its builder, its writer, its reader and its
//! checks from the list of attributes.
//!
//! Why a macro: Twilio's voice vocabulary has some fifty elements with some three hundred attributes.
//! Written out, each attribute would be named in five places, and one of them would be wrong.

use voice_core::xml::{Attribute, Event, Tag, XmlError};

use super::check::Checker;
use super::other::Other;
use super::read::Source;

/// What every element can do; implemented by [`element!`] only.
pub(crate) trait Element: Sized + Default {
    /// The element's name in XML.
    const TAG: &'static str;

    /// Appends the element.
    fn write(&self, out: &mut String);

    /// Reports what Twilio would refuse.
    fn check(&self, checker: &mut Checker);

    /// Takes an attribute; `false` if it has no typed place, or its value does not fit there.
    fn take_attribute(&mut self, attribute: &Attribute<'_>, source: &mut Source<'_>) -> bool;

    /// Takes a child element; `false` (and nothing consumed) if the element has no children.
    fn take_child(&mut self, _: &Tag<'_>, _: &mut Source<'_>) -> Result<bool, XmlError> {
        Ok(false)
    }

    /// Takes a piece of text; `false` if the element has no text.
    fn take_text(&mut self, _: &str) -> bool {
        false
    }

    /// The whole element was read.
    fn finish(&mut self) {}

    fn other_mut(&mut self) -> &mut Other;

    /// The names of the attributes that are set, in every spelling.
    fn given(&self) -> Vec<&'static str>;

    /// Reads the element that `tag` begins, to its end. It is filled in place, because some elements
    /// are large and would be moved at every return.
    fn fill(&mut self, tag: &Tag<'_>, source: &mut Source<'_>) -> Result<(), XmlError> {
        for attribute in tag.attributes() {
            let attribute = attribute?;
            if !self.take_attribute(&attribute, source) {
                self.other_mut()
                    .push_attribute(attribute.name, &attribute.value);
            }
        }
        loop {
            let offset = source.offset();
            match source.next_event()? {
                Event::Start(child) => {
                    if !self.take_child(&child, source)? {
                        let element = source.unknown_element(&child, Self::TAG)?;
                        self.other_mut().push_element(element);
                    }
                }
                Event::Text(piece) => {
                    if !self.take_text(&piece) && !piece.trim_ascii().is_empty() {
                        source.stray_text(Self::TAG, offset);
                    }
                }
                Event::End | Event::Eof => break,
            }
        }
        self.finish();
        Ok(())
    }
}

/// Declares an element. Attributes are `field: kind = "word", rule;`, or `"word" | "other"` where there
/// are two spellings, of which the first is written. The kinds are `text`,
/// `url`, `party` (can name a person: masked in `Debug`), `secret` (hidden there), `number`, `flag`,
/// `word(Type)` and `list(Type)`. Content is `text(kind) field;` (required), `maybe(kind) field;`,
/// `children field: Enum;` or `mixed field: Enum;`.
macro_rules! element {
    (
        $(#[$meta:meta])*
        $name:ident = $tag:literal {
            $(
                $(#[$ameta:meta])*
                $attr:ident : $kind:ident $( ($of:ty) )? = $word:literal $( | $alias:literal )* $(, $rule:expr)? ;
            )*
        }
        $( text($tkind:ident) $(#[$tmeta:meta])* $text:ident $(, $trule:expr)? ; )?
        $( maybe($mkind:ident) $(#[$mmeta:meta])* $maybe:ident $(, $mrule:expr)? ; )?
        $( children $(#[$cmeta:meta])* $children:ident : $child:ty ; )?
        $( mixed $(#[$xmeta:meta])* $mixed:ident : $piece:ty ; )?
        $( check $more:path ; )?
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Default)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$ameta])* pub $attr: Option<$crate::twiml::element::attribute_type!($kind $($of)?)>, )*
            $( $(#[$tmeta])* pub $text: String, )?
            $( $(#[$mmeta])* pub $maybe: String, )?
            $( $(#[$cmeta])* pub $children: Vec<$child>, )?
            $( $(#[$xmeta])* pub $mixed: Vec<$piece>, )?
            /// Attributes and elements that this version does not know, kept as they were.
            pub other: $crate::twiml::Other,
        }

        $crate::twiml::element::constructor! { $name $tag $($text)? $(= $maybe)? }

        impl $name {
            $(
                #[doc = concat!("Sets `", $word, "`.")]
                #[must_use]
                pub fn $attr(mut self, value: $crate::twiml::element::argument_type!($kind $($of)?)) -> Self {
                    self.$attr = Some($crate::twiml::element::argument!($kind value));
                    self
                }
            )*
            $(
                #[doc = concat!("Sets the text of the `", $tag, "`; empty is none.")]
                #[must_use]
                pub fn $maybe(mut self, value: impl Into<String>) -> Self {
                    self.$maybe = value.into();
                    self
                }
            )?
            /// Adds an attribute that this version does not know.
            #[must_use]
            pub fn attribute(mut self, name: &str, value: &str) -> Self {
                self.other.push_attribute(name, value);
                self
            }
        }

        impl $crate::twiml::element::Element for $name {
            const TAG: &'static str = $tag;

            fn write(&self, out: &mut String) {
                // Constants are pushed in as few pieces as possible: the quote that closes a value
                // goes with what follows it.
                let mut open = false;
                $(
                    if let Some(value) = &self.$attr {
                        if open {
                            out.push_str(concat!("\" ", $word, "=\""));
                        } else {
                            out.push_str(concat!("<", $tag, " ", $word, "=\""));
                            open = true;
                        }
                        $crate::twiml::value::Value::append(value, out);
                    }
                )*
                if !self.other.attributes().is_empty() {
                    open = self.other.write_attributes(out, open, concat!("<", $tag), &self.given());
                }
                if self.other.elements().is_empty()
                    $( && self.$text.is_empty() )?
                    $( && self.$maybe.is_empty() )?
                    $( && self.$children.is_empty() )?
                    $( && self.$mixed.is_empty() )?
                {
                    out.push_str(if open { "\"/>" } else { concat!("<", $tag, "/>") });
                    return;
                }
                out.push_str(if open { "\">" } else { concat!("<", $tag, ">") });
                $( voice_core::xml::push_text(out, &self.$text); )?
                $( voice_core::xml::push_text(out, &self.$maybe); )?
                $( for child in &self.$children { child.write(out); } )?
                $( for piece in &self.$mixed { piece.write(out); } )?
                self.other.write_elements(out);
                out.push_str(concat!("</", $tag, ">"));
            }

            #[allow(unused_imports, reason = "not every element names a rule")]
            fn check(&self, checker: &mut $crate::twiml::check::Checker) {
                use $crate::twiml::check::Rule;
                $(
                    if let Some(value) = &self.$attr {
                        let rule = $crate::twiml::element::rule!($kind $(, $rule)?);
                        let problem = $crate::twiml::value::Value::problem(value, rule);
                        checker.note($tag, Some($word), problem);
                    }
                )*
                $( checker.text($tag, &self.$text, true, $crate::twiml::element::rule!($tkind $(, $trule)?)); )?
                $( checker.text($tag, &self.$maybe, false, $crate::twiml::element::rule!($mkind $(, $mrule)?)); )?
                $( for child in &self.$children { child.check(checker); } )?
                $( for piece in &self.$mixed { piece.check(checker); } )?
                if !self.other.is_empty() {
                    checker.other($tag, &self.other, &self.given());
                }
                $( $more(self, checker); )?
            }

            fn take_attribute(
                &mut self,
                attribute: &voice_core::xml::Attribute<'_>,
                source: &mut $crate::twiml::read::Source<'_>,
            ) -> bool {
                match attribute.name {
                    $( $word $( | $alias )* => source.value(&mut self.$attr, attribute, $tag), )*
                    _ => source.unknown_attribute(attribute, $tag),
                }
            }

            $crate::twiml::element::take_child! { $($children $child)? $($mixed $piece)? }
            $crate::twiml::element::take_text! { $($text)? $($maybe)? $( mixed $mixed $piece )? }
            $(
                /// Blanks around children are layout, not a text.
                fn finish(&mut self) {
                    if self.$maybe.trim_ascii().is_empty() {
                        self.$maybe.clear();
                    }
                }
            )?

            fn other_mut(&mut self) -> &mut $crate::twiml::Other {
                &mut self.other
            }

            fn given(&self) -> Vec<&'static str> {
                let all: &[(bool, &[&'static str])] = &[
                    $( (self.$attr.is_some(), &[$word $(, $alias)*]) ),*
                ];
                let set = all.iter().filter(|(set, _)| *set);
                set.flat_map(|(_, names)| names.iter().copied()).collect()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut debug = f.debug_struct(stringify!($name));
                $(
                    if let Some(value) = &self.$attr {
                        debug.field(stringify!($attr), &$crate::twiml::element::shown!($kind value));
                    }
                )*
                $( debug.field(stringify!($text), &$crate::twiml::element::shown!($tkind (&self.$text))); )?
                $(
                    if !self.$maybe.is_empty() {
                        debug.field(stringify!($maybe), &$crate::twiml::element::shown!($mkind (&self.$maybe)));
                    }
                )?
                $( debug.field(stringify!($children), &self.$children); )?
                $( debug.field(stringify!($mixed), &self.$mixed); )?
                if !self.other.is_empty() {
                    debug.field("other", &self.other);
                }
                debug.finish()
            }
        }

        #[cfg(test)]
        impl $name {
            const CHILDLESS: bool = {
                let lists: &[&str] = &[$( stringify!($children) )? $( stringify!($mixed) )?];
                lists.is_empty()
            };
        }

        #[cfg(test)]
        impl $crate::twiml::sample::Sample for $name {
            fn sample(source: &mut $crate::twiml::sample::Bytes<'_>) -> Self {
                let mut this = Self::default();
                $(
                    if source.flag() {
                        this.$attr = Some($crate::twiml::sample::Sample::sample(source));
                    }
                )*
                $( this.$text = $crate::twiml::sample::Sample::sample(source); )?
                $( if source.flag() { this.$maybe = $crate::twiml::sample::trimmed(source); } )?
                $( this.$children = $crate::twiml::sample::children(source); )?
                $( this.$mixed = $crate::twiml::sample::mixed(source); )?
                this.other = $crate::twiml::sample::other(source, Self::CHILDLESS);
                this
            }

            fn each(depth: usize) -> Vec<Self> {
                // Only what the element has is used of these.
                let _ = depth;
                let bare = Self {
                    $( $text: <String as $crate::twiml::sample::Sample>::each(0).concat(), )?
                    ..Self::default()
                };
                let mut all = vec![bare.clone()];
                $(
                    all.extend($crate::twiml::sample::Sample::each(0).into_iter().map(|value| Self {
                        $attr: Some(value),
                        ..bare.clone()
                    }));
                )*
                $(
                    all.extend($crate::twiml::sample::Sample::each(0).into_iter().map(|$maybe| Self {
                        $maybe,
                        ..bare.clone()
                    }));
                )?
                $(
                    if let Some(depth) = depth.checked_sub(1) {
                        all.extend($crate::twiml::sample::Sample::each(depth).into_iter().map(|$children| Self {
                            $children,
                            ..bare.clone()
                        }));
                    }
                )?
                $(
                    if let Some(depth) = depth.checked_sub(1) {
                        all.extend($crate::twiml::sample::Sample::each(depth).into_iter().map(|$mixed| Self {
                            $mixed,
                            ..bare.clone()
                        }));
                    }
                )?
                let others = $crate::twiml::sample::each_other(Self::CHILDLESS);
                all.extend(others.into_iter().map(|other| Self { other, ..bare.clone() }));
                all
            }
        }
    };
}

macro_rules! attribute_type {
    (text) => { String };
    (url) => { String };
    (party) => { String };
    (secret) => { String };
    (number) => { u32 };
    (flag) => { bool };
    (word $of:ty) => { $of };
    (list $of:ty) => { Vec<$of> };
}

macro_rules! argument_type {
    (number) => { u32 };
    (flag) => { bool };
    (word $of:ty) => { impl Into<$of> };
    (list $of:ty) => { impl IntoIterator<Item = $of> };
    ($string:ident) => { impl Into<String> };
}

macro_rules! argument {
    (number $value:ident) => {
        $value
    };
    (flag $value:ident) => {
        $value
    };
    (list $value:ident) => {
        $value.into_iter().collect()
    };
    ($other:ident $value:ident) => {
        $value.into()
    };
}

macro_rules! rule {
    ($kind:ident, $rule:expr) => {
        $rule
    };
    (url) => {
        Rule::Url
    };
    ($kind:ident) => {
        Rule::Any
    };
}

macro_rules! shown {
    (party $value:tt) => {
        $crate::twiml::shown::Masked($value)
    };
    (secret $value:tt) => {
        $crate::twiml::shown::Hidden::of($value)
    };
    (url $value:tt) => {
        $crate::twiml::shown::Url($value)
    };
    ($kind:ident $value:tt) => {
        $value
    };
}

macro_rules! constructor {
    ($name:ident $tag:literal) => {
        impl $name {
            #[doc = concat!("A `", $tag, "` with nothing set.")]
            pub fn new() -> Self {
                Self::default()
            }
        }
    };
    ($name:ident $tag:literal $text:ident) => {
        impl $name {
            #[doc = concat!("A `", $tag, "` with its text.")]
            pub fn new($text: impl Into<String>) -> Self {
                Self {
                    $text: $text.into(),
                    ..Self::default()
                }
            }
        }

        $crate::twiml::element::constructor! { from $name $text }
    };
    ($name:ident $tag:literal = $maybe:ident) => {
        $crate::twiml::element::constructor! { $name $tag }
        $crate::twiml::element::constructor! { from $name $maybe }
    };
    (from $name:ident $text:ident) => {
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self {
                    $text: text.to_owned(),
                    ..Self::default()
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self {
                    $text: text,
                    ..Self::default()
                }
            }
        }
    };
}

macro_rules! take_child {
    () => {};
    ($children:ident $child:ty) => {
        fn take_child(
            &mut self,
            tag: &voice_core::xml::Tag<'_>,
            source: &mut $crate::twiml::read::Source<'_>,
        ) -> Result<bool, voice_core::xml::XmlError> {
            let child =
                <$child>::read(tag, source, <Self as $crate::twiml::element::Element>::TAG)?;
            if self.$children.capacity() == 0 {
                // Most elements have one child or none.
                self.$children.reserve_exact(1);
            }
            self.$children.push(child);
            Ok(true)
        }
    };
}

macro_rules! take_text {
    () => {};
    (mixed $mixed:ident $piece:ty) => {
        fn take_text(&mut self, piece: &str) -> bool {
            <$piece>::push_text(&mut self.$mixed, piece);
            true
        }
    };
    ($text:ident) => {
        fn take_text(&mut self, piece: &str) -> bool {
            self.$text.push_str(piece);
            true
        }
    };
}

/// Declares what may stand inside an element: one variant per element type, and `Unknown`. A variant
/// in brackets is boxed, because its element is large. With `text` characters may stand there too.
macro_rules! children {
    (
        $(#[$meta:meta])*
        $name:ident { $( $([$box:ident])? $variant:ident ),+ $(,)? } $( text $text:ident )?
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("See [`", stringify!($variant), "`].")]
                $variant($crate::twiml::element::boxed_type!($variant $($box)?)),
            )+
            $(
                /// Characters, as they are heard.
                $text(String),
            )?
            /// An element that this version does not know, or that Twilio does not allow here.
            Unknown(voice_core::xml::Element),
        }

        impl $name {
            /// The element's name in XML; of characters, the empty string.
            pub fn tag(&self) -> &str {
                match self {
                    $( Self::$variant(_) => <$variant as $crate::twiml::element::Element>::TAG, )+
                    $( Self::$text(_) => "", )?
                    Self::Unknown(element) => &element.name,
                }
            }

            pub(crate) fn write(&self, out: &mut String) {
                match self {
                    $( Self::$variant(element) => $crate::twiml::element::Element::write(&**$crate::twiml::element::by_ref!(element $($box)?), out), )+
                    $( Self::$text(text) => voice_core::xml::push_text(out, text), )?
                    Self::Unknown(element) => element.write_to(out),
                }
            }

            pub(crate) fn check(&self, checker: &mut $crate::twiml::check::Checker) {
                match self {
                    $( Self::$variant(element) => checker.element(&**$crate::twiml::element::by_ref!(element $($box)?)), )+
                    $( Self::$text(text) => checker.characters(text), )?
                    Self::Unknown(element) => checker.unknown(element),
                }
            }

            pub(crate) fn read(
                tag: &voice_core::xml::Tag<'_>,
                source: &mut $crate::twiml::read::Source<'_>,
                parent: &'static str,
            ) -> Result<Self, voice_core::xml::XmlError> {
                use $crate::twiml::element::Element;
                $(
                    if tag.name == <$variant as Element>::TAG {
                        let mut element = <$crate::twiml::element::boxed_type!($variant $($box)?)>::default();
                        element.fill(tag, source)?;
                        return Ok(Self::$variant(element));
                    }
                )+
                source.unknown_element(tag, parent).map(Self::Unknown)
            }

            $(
                pub(crate) fn push_text(list: &mut Vec<Self>, piece: &str) {
                    match list.last_mut() {
                        Some(Self::$text(text)) => text.push_str(piece),
                        last => {
                            if last.is_none() {
                                // Most speech is one text.
                                list.reserve_exact(1);
                            }
                            list.push(Self::$text(piece.to_owned()));
                        }
                    }
                }
            )?
        }

        $(
            impl From<$variant> for $name {
                fn from(element: $variant) -> Self {
                    Self::$variant($crate::twiml::element::boxed!(element $($box)?))
                }
            }
        )+

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $( Self::$variant(element) => element.fmt(f), )+
                    $( Self::$text(text) => text.fmt(f), )?
                    Self::Unknown(element) => element.fmt(f),
                }
            }
        }

        #[cfg(test)]
        impl $crate::twiml::sample::Sample for $name {
            fn sample(source: &mut $crate::twiml::sample::Bytes<'_>) -> Self {
                let makers: &[fn(&mut $crate::twiml::sample::Bytes<'_>) -> Self] = &[
                    $( |source| <$variant as $crate::twiml::sample::Sample>::sample(source).into(), )+
                    $( |source| Self::$text($crate::twiml::sample::Sample::sample(source)), )?
                    |source| Self::Unknown($crate::twiml::sample::Sample::sample(source)),
                ];
                makers[source.below(makers.len())](source)
            }

            fn each(depth: usize) -> Vec<Self> {
                use $crate::twiml::sample::Sample;
                let mut all = Vec::new();
                $( all.extend(<$variant as Sample>::each(depth).into_iter().map(Self::from)); )+
                $( all.extend(String::each(depth).into_iter().map(Self::$text)); )?
                all.extend(Sample::each(depth).into_iter().map(Self::Unknown));
                all
            }
        }

        $(
            #[cfg(test)]
            impl $crate::twiml::sample::Piece for $name {
                fn is_text(&self) -> bool {
                    matches!(self, Self::$text(_))
                }

                fn is_empty_text(&self) -> bool {
                    matches!(self, Self::$text(text) if text.is_empty())
                }
            }
        )?
    };
}

macro_rules! boxed_type {
    ($of:ty) => { $of };
    ($of:ident $box:ident) => { Box<$of> };
}

macro_rules! boxed {
    ($value:ident) => {
        $value
    };
    ($value:ident $box:ident) => {
        Box::new($value)
    };
}

/// So that `&**` reaches the element, boxed or not.
macro_rules! by_ref {
    ($value:ident) => {
        &$value
    };
    ($value:ident $box:ident) => {
        $value
    };
}

/// Declares builder methods that append to a list of children.
macro_rules! appends {
    ($name:ident . $list:ident { $( $(#[$meta:meta])* $method:ident($of:ty); )+ }) => {
        impl $name {
            $(
                $(#[$meta])*
                #[must_use]
                pub fn $method(mut self, element: impl Into<$of>) -> Self {
                    self.$list.push(element.into().into());
                    self
                }
            )+
        }
    };
}

pub(crate) use {
    appends, argument, argument_type, attribute_type, boxed, boxed_type, by_ref, children,
    constructor, element, rule, shown, take_child, take_text,
};
