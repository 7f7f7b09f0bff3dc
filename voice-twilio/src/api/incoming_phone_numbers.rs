//! `GET|POST /2010-04-01/Accounts/{sid}/IncomingPhoneNumbers.json`, `GET|POST …/IncomingPhoneNumbers/{kind}.json`,
//! `GET|POST|DELETE …/IncomingPhoneNumbers/{sid}.json` — Twilio, "`IncomingPhoneNumber` resource".

use super::request::{endpoints, list_request, request};
use super::resource::{part, resource};
use super::words::{
    AddressRequirements, EmergencyAddressStatus, EmergencyStatus, Method, OwnedNumberKind,
    VoiceReceiveMode,
};

/// A list of numbers, with the filters that each kind has.
macro_rules! list_numbers {
    ( $(#[$meta:meta])* $name:ident $( [ $($required:tt)* ] )? ) => {
        list_request! {
            $(#[$meta])*
            $name $( [ $($required)* ] )? {
                /// Also numbers that are new to Twilio. Default true.
                beta: flag = "Beta";
                /// Of this name.
                friendly_name: party = "FriendlyName";
                /// Of this pattern; `*` stands for any digit.
                phone_number: party = "PhoneNumber";
                /// `twilio` or `hosted`.
                origin: text = "Origin";
            }
        }
    };
}

/// A request that says what a number does, with the parameters of its own first.
macro_rules! number_settings {
    ( $(#[$meta:meta])* $name:ident $( [ $($required:tt)* ] )? { $($own:tt)* } ) => {
        request! {
            $(#[$meta])*
            $name $( [ $($required)* ] )? {
                $($own)*
                /// Default `2010-04-01`.
                api_version: text = "ApiVersion";
                /// Its name, at most 64 characters.
                friendly_name: party = "FriendlyName";
                /// A TwiML application for texts; overrides the SMS URLs.
                sms_application_sid: text = "SmsApplicationSid";
                /// How `sms_fallback_url` is asked.
                sms_fallback_method: word(Method) = "SmsFallbackMethod";
                /// Asked when `sms_url` fails.
                sms_fallback_url: url = "SmsFallbackUrl";
                /// How `sms_url` is asked.
                sms_method: word(Method) = "SmsMethod";
                /// Answers incoming texts.
                sms_url: url = "SmsUrl";
                /// Gets the status of the number's calls.
                status_callback: url = "StatusCallback";
                /// How.
                status_callback_method: word(Method) = "StatusCallbackMethod";
                /// A TwiML application for calls; overrides the voice URLs and clears the trunk.
                voice_application_sid: text = "VoiceApplicationSid";
                /// Adds the caller's name, for a fee. Default false.
                voice_caller_id_lookup: flag = "VoiceCallerIdLookup";
                /// How `voice_fallback_url` is asked.
                voice_fallback_method: word(Method) = "VoiceFallbackMethod";
                /// Asked when `voice_url` or its TwiML fails.
                voice_fallback_url: url = "VoiceFallbackUrl";
                /// How `voice_url` is asked.
                voice_method: word(Method) = "VoiceMethod";
                /// Answers incoming calls, unless an application or a trunk is set; empty clears it.
                voice_url: url = "VoiceUrl";
                /// Whether emergency calls are on.
                emergency_status: word(EmergencyStatus) = "EmergencyStatus";
                /// Where emergency services are sent (`AD…`).
                emergency_address_sid: text = "EmergencyAddressSid";
                /// A SIP trunk (`TK…`); overrides the voice URLs and clears the application.
                trunk_sid: text = "TrunkSid";
                /// Whose it is, where the law asks (`RI…`).
                identity_sid: text = "IdentitySid";
                /// Where it is used, where the law asks (`AD…`).
                address_sid: text = "AddressSid";
                /// What it receives. Default `voice`.
                voice_receive_mode: word(VoiceReceiveMode) = "VoiceReceiveMode";
                /// The papers, where the law asks (`BU…`).
                bundle_sid: text = "BundleSid";
            }
        }
    };
}

list_numbers! {
    /// Lists the account's numbers.
    ListIncomingPhoneNumbers
}

list_numbers! {
    /// Lists the account's numbers of one kind.
    ListIncomingPhoneNumbersOfKind [
        /// Which.
        kind: word(OwnedNumberKind),
    ]
}

number_settings! {
    /// Buys a number: this one, or any of an area. Not idempotent.
    CreateIncomingPhoneNumber {
        /// The number; this or `area_code`.
        phone_number: party = "PhoneNumber";
        /// Three digits, US and Canada.
        area_code: text = "AreaCode";
    }
}

number_settings! {
    /// Buys a number of one kind. Not idempotent.
    CreateIncomingPhoneNumberOfKind [
        /// Which kind.
        kind: word(OwnedNumberKind),
        /// The number.
        phone_number: party = "PhoneNumber",
    ] {}
}

request! {
    /// Fetches one number.
    FetchIncomingPhoneNumber [
        /// Its SID.
        sid: sid,
    ] {}
}

number_settings! {
    /// Changes what a number does. Idempotent unless it moves it to another account, where a second one finds nothing.
    UpdateIncomingPhoneNumber [
        /// Its SID.
        sid: sid,
    ] {
        /// Moves it to another subaccount.
        account_sid: text = "AccountSid";
    }
}

impl UpdateIncomingPhoneNumber {
    fn sets_a_state(&self) -> bool {
        self.account_sid.is_none()
    }
}

request! {
    /// Gives a number back.
    DeleteIncomingPhoneNumber [
        /// Its SID.
        sid: sid,
    ] {}
}

endpoints! {
    ListIncomingPhoneNumbers: GET "list_numbers" "/IncomingPhoneNumbers.json" => list IncomingPhoneNumber;
    ListIncomingPhoneNumbersOfKind: GET "list_numbers" "/IncomingPhoneNumbers/{kind}.json" (kind) => list IncomingPhoneNumber;
    CreateIncomingPhoneNumber: POST "buy_number" "/IncomingPhoneNumbers.json" => one IncomingPhoneNumber;
    CreateIncomingPhoneNumberOfKind: POST "buy_number" "/IncomingPhoneNumbers/{kind}.json" (kind) => one IncomingPhoneNumber;
    FetchIncomingPhoneNumber: GET "number" "/IncomingPhoneNumbers/{sid}.json" (sid) => one IncomingPhoneNumber;
    UpdateIncomingPhoneNumber: POST again(sets_a_state) "update_number" "/IncomingPhoneNumbers/{sid}.json" (sid) => one IncomingPhoneNumber;
    DeleteIncomingPhoneNumber: DELETE "release_number" "/IncomingPhoneNumbers/{sid}.json" (sid) => gone;
}

resource! {
    /// A number that the account holds.
    IncomingPhoneNumber in "incoming_phone_numbers" {
        /// `PN…`
        sid: sid;
        /// `AC…`
        account_sid: text;
        /// `AD…`
        address_sid: text;
        /// Which address the law asks for.
        address_requirements: word(AddressRequirements);
        /// `2010-04-01`
        api_version: text;
        /// Whether it is new to Twilio.
        beta: flag;
        /// What it can do.
        capabilities: object(PhoneNumberCapabilities);
        /// When it was bought.
        date_created: time;
        /// When it changed.
        date_updated: time;
        /// Its name; often the number.
        friendly_name: masked;
        /// `RI…`
        identity_sid: text;
        /// The number.
        phone_number: party;
        /// `twilio` or `hosted`.
        origin: text;
        /// `AP…`
        sms_application_sid: text;
        /// How `sms_fallback_url` is asked.
        sms_fallback_method: word(Method);
        /// Asked when `sms_url` fails.
        sms_fallback_url: url;
        /// How `sms_url` is asked.
        sms_method: word(Method);
        /// Answers incoming texts.
        sms_url: url;
        /// Gets the status of its calls.
        status_callback: url;
        /// How.
        status_callback_method: word(Method);
        /// `TK…`
        trunk_sid: text;
        /// Its path below the host.
        uri: text;
        /// What it receives.
        voice_receive_mode: word(VoiceReceiveMode);
        /// `AP…`
        voice_application_sid: text;
        /// Whether the caller's name is looked up.
        voice_caller_id_lookup: flag;
        /// How `voice_fallback_url` is asked.
        voice_fallback_method: word(Method);
        /// Asked when `voice_url` fails.
        voice_fallback_url: url;
        /// How `voice_url` is asked.
        voice_method: word(Method);
        /// Answers incoming calls.
        voice_url: url;
        /// Whether emergency calls are on.
        emergency_status: word(EmergencyStatus);
        /// `AD…`
        emergency_address_sid: text;
        /// Whether emergency services know the address.
        emergency_address_status: word(EmergencyAddressStatus);
        /// `BU…`
        bundle_sid: text;
        /// `in-use`
        status: text;
        /// Its kind, in Twilio's words.
        kind: text as "type";
    }
}

part! {
    /// What a number can do.
    PhoneNumberCapabilities {
        /// Pictures.
        mms: flag;
        /// Texts.
        sms: flag;
        /// Calls.
        voice: flag;
        /// Faxes.
        fax: flag;
    }
}
