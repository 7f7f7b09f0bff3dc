//! `GET|POST /2010-04-01/Accounts/{sid}/Applications.json`, `GET|POST|DELETE …/Applications/{sid}.json` — Twilio,
//! "Application resource".

use super::request::{endpoints, list_request, request};
use super::resource::resource;
use super::words::Method;

/// A request that says what an application does.
macro_rules! application_settings {
    ( $(#[$meta:meta])* $name:ident $( [ $($required:tt)* ] )? ) => {
        request! {
            $(#[$meta])*
            $name $( [ $($required)* ] )? {
                /// Default `2010-04-01`.
                api_version: text = "ApiVersion";
                /// Answers calls.
                voice_url: url = "VoiceUrl";
                /// How.
                voice_method: word(Method) = "VoiceMethod";
                /// Asked when `voice_url` or its TwiML fails.
                voice_fallback_url: url = "VoiceFallbackUrl";
                /// How.
                voice_fallback_method: word(Method) = "VoiceFallbackMethod";
                /// Gets the status of calls.
                status_callback: url = "StatusCallback";
                /// How.
                status_callback_method: word(Method) = "StatusCallbackMethod";
                /// Adds the caller's name, for a fee. Default false.
                voice_caller_id_lookup: flag = "VoiceCallerIdLookup";
                /// Answers texts.
                sms_url: url = "SmsUrl";
                /// How.
                sms_method: word(Method) = "SmsMethod";
                /// Asked when `sms_url` fails.
                sms_fallback_url: url = "SmsFallbackUrl";
                /// How.
                sms_fallback_method: word(Method) = "SmsFallbackMethod";
                /// Gets the status of texts (older).
                sms_status_callback: url = "SmsStatusCallback";
                /// Gets the status of texts.
                message_status_callback: url = "MessageStatusCallback";
                /// Its name, at most 64 characters.
                friendly_name: text = "FriendlyName";
                /// Whether other accounts may dial it.
                public_application_connect_enabled: flag = "PublicApplicationConnectEnabled";
            }
        }
    };
}

application_settings! {
    /// Makes a TwiML application. Not idempotent.
    CreateApplication
}

list_request! {
    /// Lists TwiML applications.
    ListApplications {
        /// Of this name, exactly.
        friendly_name: text = "FriendlyName";
    }
}

request! {
    /// Fetches one TwiML application.
    FetchApplication [
        /// Its SID.
        sid: sid,
    ] {}
}

application_settings! {
    /// Changes a TwiML application.
    UpdateApplication [
        /// Its SID.
        sid: sid,
    ]
}

request! {
    /// Deletes a TwiML application.
    DeleteApplication [
        /// Its SID.
        sid: sid,
    ] {}
}

endpoints! {
    CreateApplication: POST "create_application" "/Applications.json" => one Application;
    ListApplications: GET "list_applications" "/Applications.json" => list Application;
    FetchApplication: GET "application" "/Applications/{sid}.json" (sid) => one Application;
    UpdateApplication: POST again "update_application" "/Applications/{sid}.json" (sid) => one Application;
    DeleteApplication: DELETE "delete_application" "/Applications/{sid}.json" (sid) => gone;
}

resource! {
    /// A TwiML application: URLs that several numbers share.
    Application in "applications" {
        /// `AP…`
        sid: sid;
        /// `AC…`
        account_sid: text;
        /// `2010-04-01`
        api_version: text;
        /// When it was made.
        date_created: time;
        /// When it changed.
        date_updated: time;
        /// Its name.
        friendly_name: text;
        /// Gets the status of texts.
        message_status_callback: url;
        /// How `sms_fallback_url` is asked.
        sms_fallback_method: word(Method);
        /// Asked when `sms_url` fails.
        sms_fallback_url: url;
        /// How `sms_url` is asked.
        sms_method: word(Method);
        /// Gets the status of texts (older).
        sms_status_callback: url;
        /// Answers texts.
        sms_url: url;
        /// Gets the status of calls.
        status_callback: url;
        /// How.
        status_callback_method: word(Method);
        /// Its path below the host.
        uri: text;
        /// Whether the caller's name is looked up.
        voice_caller_id_lookup: flag;
        /// How `voice_fallback_url` is asked.
        voice_fallback_method: word(Method);
        /// Asked when `voice_url` fails.
        voice_fallback_url: url;
        /// How `voice_url` is asked.
        voice_method: word(Method);
        /// Answers calls.
        voice_url: url;
        /// Whether other accounts may dial it.
        public_application_connect_enabled: flag;
    }
}
