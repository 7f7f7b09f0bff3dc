//! Numbers for sale, and the countries that have them.

use serde_json::{Value, json};
use voice_twilio::api::{
    AvailableNumberKind, FetchAvailableCountry, ListAvailableCountries, ListAvailablePhoneNumbers,
};

use crate::support::{Endpoint, page};

pub(crate) fn for_sale() -> Value {
    json!({
        "friendly_name": "(555) 010-0109", "phone_number": "+15550100109", "lata": "730", "locality": "Hilo",
        "rate_center": "HILO", "latitude": "19.720000", "longitude": -155.09, "region": "HI", "postal_code": "96720",
        "iso_country": "US", "address_requirements": "none", "beta": false,
        "capabilities": {"mms": true, "sms": true, "voice": true},
    })
}

fn country() -> Value {
    json!({"country_code": "US", "country": "United States", "uri": "/2010-04-01/us.json", "beta": false,
        "subresource_uris": {"local": "/2010-04-01/us/Local.json", "toll_free": null}})
}

#[tokio::test]
async fn countries_are_listed() {
    let request = ListAvailableCountries::new().page_size(5);
    let countries = Endpoint::get("/AvailablePhoneNumbers.json")
        .with(&[("PageSize", "5")])
        .answers(200, page("countries", &country()))
        .stands(async |client| request.send(client).await)
        .await;
    let us = &countries.items[0];
    assert_eq!(
        (us.country_code.as_str(), us.country.as_deref(), us.beta),
        ("US", Some("United States"), Some(false))
    );
    assert_eq!(us.uri.as_deref(), Some("/2010-04-01/us.json"));
    assert_eq!(us.subresource_uris.keys().collect::<Vec<_>>(), ["local"]);
}

#[tokio::test]
async fn a_country_is_fetched() {
    let request = FetchAvailableCountry::new("US");
    Endpoint::get("/AvailablePhoneNumbers/US.json")
        .answers(200, country())
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn numbers_of_each_kind_are_searched_with_every_filter() {
    for kind in AvailableNumberKind::KNOWN {
        let request = ListAvailablePhoneNumbers::new("US", kind.clone())
            .area_code("055")
            .contains("010****")
            .sms_enabled(true)
            .mms_enabled(false)
            .voice_enabled(true)
            .exclude_all_address_required(true)
            .exclude_local_address_required(false)
            .exclude_foreign_address_required(true)
            .beta(false)
            .near_number("+15550100100")
            .near_lat_long("19.72,-155.09")
            .distance(50)
            .in_postal_code("96720")
            .in_region("HI")
            .in_rate_center("HILO")
            .in_lata("730")
            .in_locality("Hilo")
            .fax_enabled(false)
            .page_size(5);
        let found = Endpoint::get(format!("/AvailablePhoneNumbers/US/{kind}.json"))
            .with(&[
                ("AreaCode", "055"),
                ("Contains", "010****"),
                ("SmsEnabled", "true"),
                ("MmsEnabled", "false"),
                ("VoiceEnabled", "true"),
                ("ExcludeAllAddressRequired", "true"),
                ("ExcludeLocalAddressRequired", "false"),
                ("ExcludeForeignAddressRequired", "true"),
                ("Beta", "false"),
                ("NearNumber", "+15550100100"),
                ("NearLatLong", "19.72,-155.09"),
                ("Distance", "50"),
                ("InPostalCode", "96720"),
                ("InRegion", "HI"),
                ("InRateCenter", "HILO"),
                ("InLata", "730"),
                ("InLocality", "Hilo"),
                ("FaxEnabled", "false"),
                ("PageSize", "5"),
            ])
            .answers(
                200,
                json!({"available_phone_numbers": [for_sale()], "uri": "/2010-04-01/a.json"}),
            )
            .stands_with_word(
                "address_requirements",
                async |client| request.send(client).await,
                |got| {
                    let requirements = got.items[0].address_requirements.as_ref();
                    requirements.unwrap().to_string()
                },
            )
            .await;
        assert_eq!(found.next, None);
    }
    assert_eq!(AvailableNumberKind::KNOWN.len(), 7);
}

#[tokio::test]
async fn every_field_of_a_number_for_sale_is_read() {
    let request = ListAvailablePhoneNumbers::new("US", "Local");
    let page = Endpoint::get("/AvailablePhoneNumbers/US/Local.json")
        .answers(200, json!({"available_phone_numbers": [for_sale()]}))
        .stands(async |client| request.send(client).await)
        .await;
    let got = &page.items[0];
    assert_eq!(got.phone_number, "+15550100109");
    for (text, expected) in [
        (&got.friendly_name, "(555) 010-0109"),
        (&got.lata, "730"),
        (&got.locality, "Hilo"),
        (&got.rate_center, "HILO"),
        (&got.latitude, "19.720000"),
        (&got.longitude, "-155.09"),
        (&got.region, "HI"),
        (&got.postal_code, "96720"),
        (&got.iso_country, "US"),
    ] {
        assert_eq!(text.as_deref(), Some(expected));
    }
    assert_eq!(got.address_requirements.as_ref().unwrap().as_str(), "none");
    assert_eq!(got.beta, Some(false));
    let can = got.capabilities.as_ref().unwrap();
    assert_eq!(
        (can.mms, can.sms, can.voice, can.fax),
        (Some(true), Some(true), Some(true), None)
    );
}
