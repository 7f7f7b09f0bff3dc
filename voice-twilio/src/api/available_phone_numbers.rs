//! `GET /2010-04-01/Accounts/{sid}/AvailablePhoneNumbers.json`, `GET …/AvailablePhoneNumbers/{country}.json`,
//! `GET …/AvailablePhoneNumbers/{country}/{kind}.json` — Twilio, "`AvailablePhoneNumber` resource".
//!
//! Answers have no next page: ask for more with `page_size`.

use super::incoming_phone_numbers::PhoneNumberCapabilities;
use super::request::{endpoints, list_request, request};
use super::resource::resource;
use super::words::{AddressRequirements, AvailableNumberKind};

list_request! {
    /// Lists the countries that have numbers for sale.
    ListAvailableCountries {}
}

request! {
    /// Fetches one country; its `subresource_uris` say which kinds it has.
    FetchAvailableCountry [
        /// ISO 3166-1 alpha-2.
        country: sid,
    ] {}
}

list_request! {
    /// Searches numbers for sale.
    ListAvailablePhoneNumbers [
        /// ISO 3166-1 alpha-2.
        country: sid,
        /// Which kind.
        kind: word(AvailableNumberKind),
    ] {
        /// Three digits, US and Canada.
        area_code: text = "AreaCode";
        /// 2 to 16 digits and letters: `*` is one character, `%` any run, `+` the start, `$` the end.
        contains: party = "Contains";
        /// Can texts.
        sms_enabled: flag = "SmsEnabled";
        /// Can pictures.
        mms_enabled: flag = "MmsEnabled";
        /// Can calls.
        voice_enabled: flag = "VoiceEnabled";
        /// Not those that ask for an address.
        exclude_all_address_required: flag = "ExcludeAllAddressRequired";
        /// Not those that ask for a local address.
        exclude_local_address_required: flag = "ExcludeLocalAddressRequired";
        /// Not those that ask for a foreign address.
        exclude_foreign_address_required: flag = "ExcludeForeignAddressRequired";
        /// Also numbers that are new to Twilio. Default true.
        beta: flag = "Beta";
        /// Near this number, US and Canada.
        near_number: party = "NearNumber";
        /// Near `latitude,longitude`, US and Canada.
        near_lat_long: text = "NearLatLong";
        /// How near, in miles, at most 500. Default 25.
        distance: number = "Distance";
        /// In this postal code, US and Canada.
        in_postal_code: text = "InPostalCode";
        /// In this state or province, US and Canada.
        in_region: text = "InRegion";
        /// In this rate center; needs `in_lata`.
        in_rate_center: text = "InRateCenter";
        /// In this LATA, US and Canada.
        in_lata: text = "InLata";
        /// In this city.
        in_locality: text = "InLocality";
        /// Can faxes.
        fax_enabled: flag = "FaxEnabled";
    }
}

endpoints! {
    ListAvailableCountries: GET "list_countries" "/AvailablePhoneNumbers.json" => list AvailableCountry;
    FetchAvailableCountry: GET "country" "/AvailablePhoneNumbers/{country}.json" (country) => one AvailableCountry;
    ListAvailablePhoneNumbers: GET "search_numbers" "/AvailablePhoneNumbers/{country}/{kind}.json" (country, kind) => list AvailablePhoneNumber;
}

resource! {
    /// A country that has numbers for sale.
    AvailableCountry in "countries" {
        /// ISO 3166-1 alpha-2.
        country_code: sid;
        /// Its name.
        country: text;
        /// Its path below the host.
        uri: text;
        /// Whether all its numbers are new to Twilio.
        beta: flag;
        /// Which kinds it has: `local`, `toll_free`, `mobile` …
        subresource_uris: uris;
    }
}

resource! {
    /// A number for sale.
    AvailablePhoneNumber in "available_phone_numbers" {
        /// The number for reading.
        friendly_name: masked;
        /// The number.
        phone_number: number;
        /// LATA.
        lata: text;
        /// City.
        locality: text;
        /// Rate center.
        rate_center: text;
        /// Degrees, as a decimal.
        latitude: decimal;
        /// Degrees, as a decimal.
        longitude: decimal;
        /// State or province.
        region: text;
        /// Postal code.
        postal_code: text;
        /// ISO 3166-1 alpha-2.
        iso_country: text;
        /// Which address the law asks for.
        address_requirements: word(AddressRequirements);
        /// Whether it is new to Twilio.
        beta: flag;
        /// What it can do.
        capabilities: object(PhoneNumberCapabilities);
    }
}
