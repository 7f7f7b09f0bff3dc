//! The macros that make what may stand inside an element.

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

            /// Appends it as it stands in a document; see [`Response::to_xml`](crate::twiml::Response::to_xml).
            pub fn write_to(&self, out: &mut impl voice_core::xml::Sink) {
                match self {
                    $( Self::$variant(element) => $crate::twiml::element::Element::write(&**$crate::twiml::element::by_ref!(element $($box)?), out), )+
                    $( Self::$text(text) => out.text(text), )?
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

pub(crate) use {appends, boxed, boxed_type, by_ref, children};
