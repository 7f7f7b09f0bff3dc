//! Numbers as Exotel writes them.

/// The digits of a number without country code or trunk prefix: what two spellings of one number share.
///
/// Exotel takes E.164 and reports the national form with a leading 0, or neither. Compare numbers by this key, and keep
/// the text. `country` is the account's country code without `+` (`91`, `1`).
///
/// ```
/// use voice_exotel::number::national_key;
///
/// for spelling in ["+15550100011", "0015550100011", "05550100011", "5550100011", "555-010-0011"] {
///     assert_eq!(national_key(spelling, "1"), "5550100011", "{spelling}");
/// }
/// ```
pub fn national_key(number: &str, country: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    if digits.len() > 10
        && !country.is_empty()
        && let Some(national) = digits.strip_prefix(country)
    {
        return national.to_owned();
    }
    digits.strip_prefix('0').unwrap_or(digits).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_number_that_begins_like_the_country_code_keeps_its_digits() {
        assert_eq!(national_key("1555010001", "1"), "1555010001");
        assert_eq!(national_key("", "1"), "");
    }
}
