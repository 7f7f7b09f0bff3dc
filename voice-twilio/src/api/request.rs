//! Declares requests: fields with their wire names, constructor, chained options, `Debug` without secrets, and how they
//! are written into a form or a query.

use voice_core::http::Request;

/// A request as a value.
///
/// In brackets what Twilio requires: `name: kind` is a value of the path, `name: kind = "Key"` a parameter. In braces what it
/// allows. Kinds: `sid` and `text` (shown without long numbers), `url` (shown without its query, which no error repeats
/// either), `party` (masked), `secret` (hidden, and in no error), `number`, `flag`, `date` (anything that prints),
/// `word(T)`, and the lists `texts`, `urls`, `words(T)`, which repeat their key, and `numbered`, pairs under `Key1.Name`,
/// `Key1.Value` and so on.
macro_rules! request {
    (
        $(#[$meta:meta])*
        $name:ident
        $( [ $( $(#[$rmeta:meta])* $rfield:ident : $rkind:ident $(($rty:ty))? $(= $rkey:literal)? ),* $(,)? ] )?
        {
            $( $(#[$fmeta:meta])* $field:ident : $kind:ident $(($ty:ty))? = $key:literal; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $name {
            $( $( $(#[$rmeta])* pub $rfield: $crate::api::request::required_type!($rkind $(($rty))?), )* )?
            $( $(#[$fmeta])* pub $field: $crate::api::request::optional_type!($kind $(($ty))?), )*
        }

        impl $name {
            /// A request with what Twilio requires.
            #[allow(
                clippy::new_without_default,
                reason = "whether there is a default depends on what Twilio requires"
            )]
            pub fn new($( $( $rfield: impl Into<$crate::api::request::required_type!($rkind $(($rty))?)>, )* )?) -> Self {
                Self {
                    $( $( $rfield: $rfield.into(), )* )?
                    $( $field: Default::default(), )*
                }
            }

            $( $crate::api::request::setter!($(#[$fmeta])* $field $kind $(($ty))?); )*

            /// Hands each parameter that is set to `put`, and names the secret ones.
            #[allow(
                unused_mut,
                unused_variables,
                clippy::explicit_iter_loop,
                reason = "a request may have no parameters; an option must not be looped over itself"
            )]
            pub(crate) fn write(
                &self,
                mut request: voice_core::http::Request,
                put: fn(voice_core::http::Request, &str, &dyn std::fmt::Display) -> voice_core::http::Request,
            ) -> voice_core::http::Request {
                $( $( $(
                    request = put(request, $rkey, &self.$rfield);
                    $crate::api::request::keep_secret!(request $rkind self.$rfield);
                )? )* )?
                $( $crate::api::request::write_field!(request put $kind $key self.$field); )*
                request
            }

            /// One with somebody's number wherever a text goes.
            #[cfg(test)]
            pub(crate) fn marked() -> Self {
                Self {
                    $( $( $rfield: $crate::api::request::marked!($rkind $(($rty))?), )* )?
                    $( $field: $crate::api::request::marked!(? $kind), )*
                }
            }
        }

        impl std::fmt::Debug for $name {
            #[allow(
                clippy::explicit_iter_loop,
                reason = "the same loop for options, which must not be looped over themselves"
            )]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                #[allow(unused_mut, reason = "a request may have no parameters")]
                let mut shown = f.debug_struct(stringify!($name));
                $( $( shown.field(
                    stringify!($rfield),
                    &$crate::api::request::shown!($rkind &self.$rfield),
                ); )* )?
                $( for value in self.$field.iter() {
                    shown.field(stringify!($field), &$crate::api::request::shown!($kind value));
                } )*
                shown.finish()
            }
        }
    };
}

/// What the fields of [`marked`](request!) hold: the required ones, and behind `?` the others.
#[cfg(test)]
macro_rules! marked {
    (word($ty:ty)) => {
        <$ty>::from("x")
    };
    (number) => {
        1
    };
    (url) => {
        $crate::api::privacy::LINK.to_owned()
    };
    ($kind:ident) => {
        $crate::api::privacy::NUMBER.to_owned()
    };
    (? texts) => {
        vec![$crate::api::privacy::NUMBER.to_owned()]
    };
    (? urls) => {
        vec![$crate::api::privacy::LINK.to_owned()]
    };
    (? numbered) => {
        vec![(
            $crate::api::privacy::NUMBER.to_owned(),
            $crate::api::privacy::NUMBER.to_owned(),
        )]
    };
    (? url) => {
        Some($crate::api::privacy::LINK.to_owned())
    };
    (? word) => {
        None
    };
    (? words) => {
        Vec::new()
    };
    (? number) => {
        None
    };
    (? flag) => {
        None
    };
    (? $kind:ident) => {
        Some($crate::api::privacy::NUMBER.to_owned())
    };
}

/// A list request: filters, and how many a page.
macro_rules! list_request {
    (
        $(#[$meta:meta])*
        $name:ident $( [ $($required:tt)* ] )? { $($filters:tt)* }
    ) => {
        $crate::api::request::request! {
            $(#[$meta])*
            $name $( [ $($required)* ] )? {
                $($filters)*
                /// How many a page, 1 to 1000. Default 50.
                page_size: number = "PageSize";
            }
        }
    };
}

/// A list request with filters on the day on which its items were made.
macro_rules! list_request_by_day {
    (
        $(#[$meta:meta])*
        $name:ident $( [ $($required:tt)* ] )? { $($filters:tt)* }
    ) => {
        $crate::api::request::list_request! {
            $(#[$meta])*
            $name $( [ $($required)* ] )? {
                /// Made on this day.
                date_created: date = "DateCreated";
                /// Made before.
                date_created_before: date = "DateCreated<";
                /// Made then or later.
                date_created_from: date = "DateCreated>";
                $($filters)*
            }
        }
    };
}

macro_rules! required_type {
    (word($ty:ty)) => {
        $ty
    };
    (number) => {
        u32
    };
    ($kind:ident) => {
        String
    };
}

macro_rules! optional_type {
    (word($ty:ty)) => { Option<$ty> };
    (words($ty:ty)) => { Vec<$ty> };
    (texts) => { Vec<String> };
    (urls) => { Vec<String> };
    (numbered) => { Vec<(String, String)> };
    (number) => { Option<u32> };
    (flag) => { Option<bool> };
    ($kind:ident) => { Option<String> };
}

macro_rules! setter {
    ($(#[$meta:meta])* $field:ident word($ty:ty)) => {
        $(#[$meta])*
        #[must_use]
        pub fn $field(mut self, value: impl Into<$ty>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    ($(#[$meta:meta])* $field:ident words($ty:ty)) => {
        $(#[$meta])*
        #[must_use]
        pub fn $field(mut self, values: impl IntoIterator<Item: Into<$ty>>) -> Self {
            self.$field = values.into_iter().map(Into::into).collect();
            self
        }
    };
    ($(#[$meta:meta])* $field:ident texts) => {
        $crate::api::request::setter!($(#[$meta])* $field words(String));
    };
    ($(#[$meta:meta])* $field:ident urls) => {
        $crate::api::request::setter!($(#[$meta])* $field words(String));
    };
    ($(#[$meta:meta])* $field:ident number) => {
        $(#[$meta])*
        #[must_use]
        pub fn $field(mut self, value: u32) -> Self {
            self.$field = Some(value);
            self
        }
    };
    ($(#[$meta:meta])* $field:ident flag) => {
        $(#[$meta])*
        #[must_use]
        pub fn $field(mut self, value: bool) -> Self {
            self.$field = Some(value);
            self
        }
    };
    ($(#[$meta:meta])* $field:ident numbered) => {
        $(#[$meta])*
        #[must_use]
        pub fn $field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.$field.push((name.into(), value.into()));
            self
        }
    };
    ($(#[$meta:meta])* $field:ident date) => {
        $(#[$meta])*
        #[must_use]
        pub fn $field(mut self, value: impl std::fmt::Display) -> Self {
            self.$field = Some(value.to_string());
            self
        }
    };
    ($(#[$meta:meta])* $field:ident $kind:ident) => {
        $crate::api::request::setter!($(#[$meta])* $field word(String));
    };
}

/// Writes a parameter that is set.
macro_rules! write_field {
    ($request:ident $put:ident numbered $key:literal $($field:tt)+) => {
        for (at, (name, value)) in $($field)+.iter().enumerate() {
            let number = at + 1;
            $request = $put($request, &format!("{}{number}.Name", $key), name);
            $request = $put($request, &format!("{}{number}.Value", $key), value);
            $crate::api::request::keep_secret!($request secret value);
        }
    };
    ($request:ident $put:ident $kind:ident $key:literal $($field:tt)+) => {
        for value in $($field)+.iter() {
            $request = $put($request, $key, value);
            $crate::api::request::keep_secret!($request $kind value);
        }
    };
}

/// A text that must not come back in an error.
macro_rules! keep_secret {
    ($request:ident secret $($value:tt)+) => {
        if !$($value)+.is_empty() {
            $request = $request.sensitive($($value)+.clone());
        }
    };
    ($request:ident url $($value:tt)+) => {
        $request = $crate::api::request::keep_query($request, &$($value)+);
    };
    ($request:ident urls $($value:tt)+) => {
        $request = $crate::api::request::keep_query($request, &$($value)+);
    };
    ($request:ident $kind:ident $($value:tt)+) => {};
}

/// Keeps what a URL of ours says to our own server out of errors: its query, the values in it, its password. The values of
/// fewer than 8 characters are left to the query as a whole: they are words (`true`, `hi-IN`) rather than secrets.
pub(crate) fn keep_query(request: Request, url: &str) -> Request {
    const SHORTEST: usize = 8;
    if !url.contains(['?', '@']) {
        return request;
    }
    let mut secrets = Vec::new();
    if let Ok(url) = url::Url::parse(url) {
        secrets.extend(url.password().map(str::to_owned));
        for (_, value) in url.query_pairs() {
            secrets.push(value.into_owned());
        }
        let written = url.query().unwrap_or_default().split('&');
        secrets.extend(written.filter_map(|pair| Some(pair.split_once('=')?.1.to_owned())));
    }
    secrets.retain(|secret| secret.chars().count() >= SHORTEST);
    // The longest first, so that none is broken up before it is found.
    if let Some((_, query)) = url.split_once('?') {
        secrets.push(query.to_owned());
    }
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    secrets.dedup();
    secrets
        .into_iter()
        .filter(|secret| !secret.is_empty())
        .fold(request, Request::sensitive)
}

/// What `Debug` shows of a value.
macro_rules! shown {
    (word $value:expr) => {
        $value
    };
    (words $value:expr) => {
        $value
    };
    (number $value:expr) => {
        $value
    };
    (flag $value:expr) => {
        $value
    };
    (numbered $value:expr) => {
        $crate::api::shown::Text(&$value.0)
    };
    (url $value:expr) => {
        $crate::api::shown::Url($value)
    };
    (urls $value:expr) => {
        $crate::api::shown::Url($value)
    };
    (party $value:expr) => {
        $crate::twiml::shown::Masked($value)
    };
    (secret $value:expr) => {
        $crate::twiml::shown::Hidden::of($value)
    };
    ($kind:ident $value:expr) => {
        $crate::api::shown::Text($value)
    };
}

/// The endpoints of a file, one line each: `Request: METHOD "operation" "/path" (path values) => answer;`. The answer is
/// `one Resource`, `list Resource`, or `gone`. `POST again` is a POST that does the same when it is sent twice; `POST
/// again(condition)` is one if the method of that name says so.
macro_rules! endpoints {
    ($(
        $name:ident : $method:ident $(again $(($condition:ident))?)? $operation:literal $path:literal
            $(( $($value:ident),* ))? => $answer:ident $($resource:ident)?;
    )+) => { $(
        impl $name {
            #[doc = concat!("Sends the request: `", stringify!($method), " ", $path, "`.")]
            pub async fn send(
                &self,
                client: &$crate::TwilioClient,
            ) -> voice_core::Result<$crate::api::request::answer!($answer $($resource)?)> {
                self.send_as(client, $operation).await
            }

            #[doc = concat!("As [`send`](Self::send), but as a part of another operation than `", $operation, "`:")]
            /// errors and logs name that one.
            pub async fn send_as(
                &self,
                client: &$crate::TwilioClient,
                operation: &'static str,
            ) -> voice_core::Result<$crate::api::request::answer!($answer $($resource)?)> {
                let request = $crate::api::request::begin!($method operation $path)
                    $( $( .path(stringify!($value), &self.$value) )* )?;
                $( let request = $crate::api::request::again!(request self $($condition)?); )?
                let request = self.write(request, $crate::api::request::put!($method));
                client.$answer(request).await
            }
        }
    )+ };
}

macro_rules! begin {
    (GET $operation:ident $path:literal) => {
        voice_core::http::Request::get($operation, $crate::client::account_path!($path))
    };
    (POST $operation:ident $path:literal) => {
        voice_core::http::Request::post($operation, $crate::client::account_path!($path))
    };
    (DELETE $operation:ident $path:literal) => {
        // Twilio's own libraries send no `Accept` here: nothing is answered.
        voice_core::http::Request::delete($operation, $crate::client::account_path!($path))
            .without_accept()
    };
}

macro_rules! again {
    ($request:ident $this:ident) => {
        $request.idempotent()
    };
    ($request:ident $this:ident $condition:ident) => {
        if $this.$condition() {
            $request.idempotent()
        } else {
            $request
        }
    };
}

macro_rules! put {
    (POST) => {
        |request, name, value| request.form(name, value)
    };
    ($method:ident) => {
        |request, name, value| request.query(name, value)
    };
}

macro_rules! answer {
    (one $resource:ident) => { $resource };
    (list $resource:ident) => { $crate::api::TwilioPage<$resource> };
    (gone) => { () };
}

#[cfg(test)]
pub(crate) use marked;
pub(crate) use {
    again, answer, begin, endpoints, keep_secret, list_request, list_request_by_day, optional_type,
    put, request, required_type, setter, shown, write_field,
};
