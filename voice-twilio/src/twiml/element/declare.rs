//! The macro that makes an element.

/// Declares an element. Attributes are `field: kind = "word", rule;`, or `"word" | "other"` where there
/// are two spellings, of which the first is written. The kinds are `text`,
/// `url`, `party` (can name a person: masked in `Debug`), `secret` (hidden there), `number`, `flag`,
/// `word(Type)` and `list(Type)`. Content is `text(kind) field;` (required), `maybe(kind) field;`,
/// `children field: Enum;` or `mixed field: Enum;`. Attributes that several elements have are added by
/// the name of their [group](super::groups).
macro_rules! element {
    (
        $(#[$meta:meta])*
        $name:ident = $tag:literal { $($own:tt)* } + $group:ident $($rest:tt)*
    ) => {
        $crate::twiml::element::$group! { [$(#[$meta])* $name = $tag] { $($own)* } $($rest)* }
    };
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
            // By itself, out of the way of usual elements, which have none.
            #[cold]
            fn write_others(&self, out: &mut impl voice_core::xml::Sink, open: bool) -> bool {
                use $crate::twiml::element::Element;
                self.other.write_attributes(out, open, concat!("<", $tag), &self.given())
            }

            $(
                #[doc = concat!("Appends the start tag, for who writes the `", stringify!($children), "` by himself.")]
                pub fn write_start_tag(&self, out: &mut impl voice_core::xml::Sink) {
                    $crate::twiml::element::Element::write_start(self, out);
                }

                /// Appends the end tag.
                pub fn write_end_tag(out: &mut impl voice_core::xml::Sink) {
                    out.markup(concat!("</", $tag, ">"));
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

            fn write_start(&self, out: &mut impl voice_core::xml::Sink) {
                let open = $crate::twiml::element::write_attributes!(self out $tag $($attr $word)*);
                if open {
                    out.markup("\">");
                } else {
                    out.markup(concat!("<", $tag, ">"));
                }
            }

            #[inline(never)]
            fn write(&self, out: &mut impl voice_core::xml::Sink) {
                let open = $crate::twiml::element::write_attributes!(self out $tag $($attr $word)*);
                if self.other.elements().is_empty()
                    $( && self.$text.is_empty() )?
                    $( && self.$maybe.is_empty() )?
                    $( && self.$children.is_empty() )?
                    $( && self.$mixed.is_empty() )?
                {
                    if open {
                        out.markup("\"/>");
                    } else {
                        out.markup(concat!("<", $tag, "/>"));
                    }
                    return;
                }
                // Each a push of its own: the length of a constant is known.
                if open {
                    out.markup("\">");
                } else {
                    out.markup(concat!("<", $tag, ">"));
                }
                $( out.text(&self.$text); )?
                $( out.text(&self.$maybe); )?
                $( for child in &self.$children { child.write_to(out); } )?
                $( for piece in &self.$mixed { piece.write_to(out); } )?
                self.other.write_elements(out);
                out.markup(concat!("</", $tag, ">"));
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

/// Writes the tag of an element and its attributes, but for the quote that closes the last value: is it due?
///
/// No function, because where it is known what was written last, the next constant is one push.
macro_rules! write_attributes {
    ($this:ident $out:ident $tag:literal $($attr:ident $word:literal)*) => {{
        // Constants are pushed in as few pieces as possible: the quote that closes a value goes with
        // what follows it.
        let mut open = false;
        $(
            if let Some(value) = &$this.$attr {
                if open {
                    $out.markup(concat!("\" ", $word, "=\""));
                } else {
                    $out.markup(concat!("<", $tag, " ", $word, "=\""));
                    open = true;
                }
                $crate::twiml::value::Value::append(value, $out);
            }
        )*
        if !$this.other.attributes().is_empty() {
            open = $this.write_others($out, open);
        }
        open
    }};
}

pub(crate) use {element, write_attributes};
