//! Numbers.

use voice_core::{
    AvailableNumber, Error, ErrorKind, NumberAbilities, NumberId, NumberKind, NumberSearch,
    NumberUpdate, OwnedNumber, Party, PhoneNumber, Result,
};

use super::urls::web_url;
use crate::api::{
    self, AvailableNumberKind, ListAvailablePhoneNumbers, PhoneNumberCapabilities,
    UpdateIncomingPhoneNumber,
};
use crate::client::PROVIDER;

/// Twilio's search for numbers on sale.
pub(crate) fn search(query: &NumberSearch) -> Result<ListAvailablePhoneNumbers> {
    const OPERATION: &str = "search_numbers";
    /// Answers have no next page, so this is all there is.
    const MOST: u32 = 1000;
    let invalid = |field, why: &str| Error::invalid(PROVIDER, OPERATION, field, why);
    let unsupported =
        |option, why: &str| Error::unsupported_option(PROVIDER, OPERATION, option, why);
    let kind = match query.kind {
        None | Some(NumberKind::Local) => AvailableNumberKind::Local,
        Some(NumberKind::TollFree) => AvailableNumberKind::TollFree,
        Some(NumberKind::Mobile) => AvailableNumberKind::Mobile,
        Some(_) => return Err(unsupported("kind", "Twilio has no such kind")),
    };
    let mut search = ListAvailablePhoneNumbers::new(&*query.country, kind);
    if let Some(code) = query.area_code.as_deref() {
        if !matches!(&*query.country, "US" | "CA") {
            let why = "Twilio searches by area code in US and CA only";
            return Err(unsupported("area_code", why));
        }
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(invalid("area_code", "is three digits"));
        }
        search.area_code = Some(code.to_owned());
    }
    if !query.limit.is_none_or(|limit| (1..=MOST).contains(&limit)) {
        return Err(invalid("limit", "must be 1 to 1000"));
    }
    search.contains = query.contains.as_deref().map(str::to_owned);
    search.in_locality = query.locality.as_deref().map(str::to_owned);
    search.voice_enabled = query.abilities.voice;
    search.sms_enabled = query.abilities.sms;
    search.mms_enabled = query.abilities.mms;
    search.page_size = query.limit;
    Ok(search)
}

/// Twilio's request for a change of a number.
///
/// Twilio does not ask the voice URL of a number that has an application or a trunk: whoever sets one gets it asked, so both
/// are cleared with it.
pub(crate) fn update_number(
    id: &NumberId,
    update: &NumberUpdate,
) -> Result<UpdateIncomingPhoneNumber> {
    const OPERATION: &str = "update_number";
    const LONGEST_LABEL: usize = 64;
    let mut change = UpdateIncomingPhoneNumber::new(id.as_str());
    if let Some(label) = update.label.as_deref() {
        if label.chars().count() > LONGEST_LABEL {
            let why = "is longer than 64 characters";
            return Err(Error::invalid(PROVIDER, OPERATION, "label", why));
        }
        change.friendly_name = Some(label.to_owned());
    }
    if let Some(url) = &update.voice_url {
        change.voice_url = Some(web_url(url, OPERATION, "voice_url")?);
        change.voice_application_sid = Some(String::new());
        change.trunk_sid = Some(String::new());
    }
    if let Some(url) = &update.status_callback {
        change.status_callback = Some(web_url(url, OPERATION, "status_callback")?);
    }
    Ok(change)
}

/// A number of ours as the shared type.
pub(crate) fn owned_number(
    number: api::IncomingPhoneNumber,
    operation: &'static str,
) -> Result<OwnedNumber> {
    let Some(Party::Number(e164)) = number.phone_number else {
        return Err(not_a_number(operation));
    };
    let mut shared = OwnedNumber::new(NumberId::from(number.sid), e164);
    shared.label = number.friendly_name.map(Into::into);
    shared.abilities = abilities(number.capabilities.as_ref());
    shared.voice_url = number.voice_url.and_then(|url| url.parse().ok());
    shared.raw = number.raw;
    Ok(shared)
}

/// A number for sale as the shared type.
pub(crate) fn available_number(number: api::AvailablePhoneNumber) -> Result<AvailableNumber> {
    let e164 =
        PhoneNumber::parse(&number.phone_number).map_err(|_| not_a_number("search_numbers"))?;
    let mut shared = AvailableNumber::new(e164);
    shared.locality = number.locality.map(Into::into);
    shared.abilities = abilities(number.capabilities.as_ref());
    shared.raw = number.raw;
    Ok(shared)
}

fn not_a_number(operation: &'static str) -> Error {
    let what = "`phone_number` is not in E.164";
    Error::new(ErrorKind::Decode, PROVIDER, operation, what)
}

fn abilities(said: Option<&PhoneNumberCapabilities>) -> NumberAbilities {
    let mut abilities = NumberAbilities::default();
    if let Some(said) = said {
        abilities.voice = said.voice;
        abilities.sms = said.sms;
        abilities.mms = said.mms;
    }
    abilities
}
