//! How a kind of request is written down: its fields, how each is read, and Twilio's name for it.

macro_rules! payloads {
    ($( $(#[$meta:meta])* $name:ident { $( $(#[$fmeta:meta])* $field:ident : $kind:ident($ty:ty) = $key:literal; )* } )+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$fmeta])* pub $field: Option<$ty>, )*
        }

        impl $name {
            pub(super) fn read(parameters: &$crate::webhook::Parameters) -> Self {
                Self { $( $field: parameters.$kind($key), )* }
            }
        }
    )+ };
}

pub(super) use payloads;
