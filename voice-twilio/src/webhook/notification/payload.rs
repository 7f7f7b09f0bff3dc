//! How a kind of request is written down: its fields, how each is read, and Twilio's name for it. After a `+` come lists,
//! which are read from all names of one shape.

macro_rules! payloads {
    ($( $(#[$meta:meta])* $name:ident {
        $( $(#[$fmeta:meta])* $field:ident : $kind:ident($ty:ty) = $key:literal; )*
        $( + $(#[$lmeta:meta])* $list:ident : [$lty:ty] = $lkind:ident($($shape:literal)?); )*
    } )+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$fmeta])* pub $field: Option<$ty>, )*
            $( $(#[$lmeta])* pub $list: Vec<$lty>, )*
        }

        impl $name {
            /// Twilio's names of the fields.
            pub(super) const NAMES: &'static [&'static str] = &[ $( $key, )* ];

            /// Reads the parameters as this, whatever else they may be: for a handler that knows what its own URL is
            /// asked for.
            pub fn read(parameters: &$crate::webhook::Parameters) -> Self {
                Self {
                    $( $field: parameters.$kind($key), )*
                    $( $list: parameters.$lkind($($shape)?), )*
                }
            }
        }
    )+ };
}

pub(super) use payloads;
