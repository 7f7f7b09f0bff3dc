//! What the macros of elements look up: of each kind of attribute its type, its argument, its rule and
//! what `Debug` shows, and of each kind of content its methods.

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

pub(crate) use {
    argument, argument_type, attribute_type, constructor, rule, shown, take_child, take_text,
};
