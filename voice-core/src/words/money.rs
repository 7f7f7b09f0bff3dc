//! Prices, exactly.

use std::cmp::Ordering;
use std::fmt;

/// An amount in a currency, as an exact decimal.
///
/// A price that is not known is `None` where this type is used; it is never zero by accident. The
/// number of decimals is kept as the vendor wrote it. What a call *costs* is positive, whatever sign the vendor
/// uses. Compare amounts of the same currency only: between currencies there is no order.
///
/// ```
/// use voice_core::Money;
///
/// let price = Money::parse("0.03000", "USD")?;
/// assert_eq!(price.to_string(), "0.03000 USD");
/// assert_eq!(price.partial_cmp(&Money::parse("0.03", "usd")?), Some(std::cmp::Ordering::Equal));
/// assert_eq!(price.partial_cmp(&Money::parse("0.03", "INR")?), None);
/// # Ok::<(), voice_core::ParseMoneyError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Money {
    units: i128,
    scale: u8,
    currency: [u8; 3],
}

impl Money {
    /// The most digits an amount may have.
    pub const MAX_DIGITS: usize = 30;

    /// Reads a decimal (`-0.0300`, `12`, `.5`) and an ISO 4217 code in either case.
    ///
    /// # Errors
    /// The amount is not a plain decimal of at most [`MAX_DIGITS`](Self::MAX_DIGITS) digits, or the currency is not three letters.
    pub fn parse(amount: &str, currency: &str) -> Result<Self, ParseMoneyError> {
        let (sign, digits) = match amount.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, amount.strip_prefix('+').unwrap_or(amount)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let count = whole.len() + fraction.len();
        if count == 0 || count > Self::MAX_DIGITS {
            return Err(ParseMoneyError::Amount);
        }
        let mut units = 0_i128;
        for byte in whole.bytes().chain(fraction.bytes()) {
            if !byte.is_ascii_digit() {
                return Err(ParseMoneyError::Amount);
            }
            units = units * 10 + i128::from(byte - b'0');
        }
        let scale = u8::try_from(fraction.len()).map_err(|_| ParseMoneyError::Amount)?;
        Ok(Self {
            units: sign * units,
            scale,
            currency: Self::code(currency)?,
        })
    }

    fn code(currency: &str) -> Result<[u8; 3], ParseMoneyError> {
        let code: [u8; 3] = currency
            .to_ascii_uppercase()
            .into_bytes()
            .try_into()
            .map_err(|_| ParseMoneyError::Currency)?;
        if code.iter().all(u8::is_ascii_uppercase) {
            Ok(code)
        } else {
            Err(ParseMoneyError::Currency)
        }
    }

    /// The ISO 4217 code in upper case.
    pub fn currency(&self) -> &str {
        std::str::from_utf8(&self.currency).unwrap_or_default()
    }

    /// The amount as a decimal text, with the vendor's number of decimals.
    pub fn amount(&self) -> String {
        let digits = format!(
            "{:0width$}",
            self.units.unsigned_abs(),
            width = usize::from(self.scale) + 1
        );
        let (whole, fraction) = digits.split_at(digits.len() - usize::from(self.scale));
        let sign = if self.units < 0 { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}")
    }

    /// The same amount without its sign: what a vendor that books charges as negative numbers charged.
    #[must_use]
    pub fn abs(self) -> Self {
        Self {
            units: self.units.abs(),
            ..self
        }
    }

    /// The sum, if both are in one currency and it fits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        let scale = self.scale.max(other.scale);
        let units = self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?;
        Some(Self {
            units,
            scale,
            currency: self.currency,
        })
    }

    fn at_scale(self, scale: u8) -> Option<i128> {
        self.units
            .checked_mul(10_i128.checked_pow(u32::from(scale.checked_sub(self.scale)?))?)
    }
}

impl PartialEq for Money {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl Eq for Money {}

impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self.currency != other.currency {
            return None;
        }
        let scale = self.scale.max(other.scale);
        match (self.at_scale(scale), other.at_scale(scale)) {
            (Some(own), Some(others)) => Some(own.cmp(&others)),
            // Too large to line up: the one that cannot be scaled has the greater magnitude.
            (None, _) => Some(self.units.cmp(&0)),
            (_, None) => Some(0.cmp(&other.units)),
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency())
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut money = serializer.serialize_struct("Money", 2)?;
        money.serialize_field("amount", &self.amount())?;
        money.serialize_field("currency", self.currency())?;
        money.end()
    }
}

/// A price cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseMoneyError {
    /// Not a plain decimal, or too long.
    #[error("not a plain decimal of at most 30 digits")]
    Amount,
    /// Not three letters.
    #[error("not an ISO 4217 currency code")]
    Currency,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_kept_and_compared_exactly() {
        for text in ["-0.03000", "12", "0.5", "100.00"] {
            assert_eq!(Money::parse(text, "USD").unwrap().amount(), text);
        }
        assert_eq!(Money::parse(".5", "USD").unwrap().amount(), "0.5");
        let sum = Money::parse("0.1", "USD")
            .unwrap()
            .checked_add(Money::parse("0.20", "USD").unwrap());
        assert_eq!(sum.unwrap().amount(), "0.30");
        assert!(
            Money::parse("1", "USD")
                .unwrap()
                .checked_add(Money::parse("1", "INR").unwrap())
                .is_none()
        );
    }

    #[test]
    fn huge_and_tiny_amounts_still_have_an_order() {
        let huge = Money::parse(&"9".repeat(30), "USD").unwrap();
        let tiny = Money::parse(&format!("0.{}1", "0".repeat(28)), "USD").unwrap();
        assert_eq!(huge.partial_cmp(&tiny), Some(Ordering::Greater));
        assert_eq!(tiny.partial_cmp(&huge), Some(Ordering::Less));
    }

    #[test]
    fn what_is_not_a_price_is_refused() {
        for amount in ["", ".", "-", "1e3", "1,5", "0x1", "1 ", &"1".repeat(31)] {
            assert_eq!(
                Money::parse(amount, "USD").unwrap_err(),
                ParseMoneyError::Amount,
                "{amount}"
            );
        }
        assert_eq!(
            Money::parse("1", "US$").unwrap_err(),
            ParseMoneyError::Currency
        );
        assert_eq!(
            Money::parse("1", "").unwrap_err(),
            ParseMoneyError::Currency
        );
    }
}
