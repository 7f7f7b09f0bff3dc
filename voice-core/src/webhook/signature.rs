//! Tools of the vendors' signature recipes: HMAC, hexadecimal, base64, comparison in constant time, and the age of a
//! signature.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::Hmac;
use hmac::digest::{FixedOutput as _, KeyInit, Update};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};

use super::error::VerifyError;
use crate::Timestamp;

/// HMAC-SHA256 over the parts, one after another.
pub fn hmac_sha256<P: AsRef<[u8]>>(key: &[u8], parts: &[P]) -> [u8; 32] {
    let key = block(key, |key| Sha256::digest(key).to_vec());
    over(Hmac::<Sha256>::new(&key.into()), parts)
        .finalize_fixed()
        .into()
}

/// HMAC-SHA1 over the parts, one after another. Still sound as a MAC; Twilio signs with it.
pub fn hmac_sha1<P: AsRef<[u8]>>(key: &[u8], parts: &[P]) -> [u8; 20] {
    let key = block(key, |key| Sha1::digest(key).to_vec());
    over(Hmac::<Sha1>::new(&key.into()), parts)
        .finalize_fixed()
        .into()
}

/// A hash that was begun, with the parts.
fn over<H: Update, P: AsRef<[u8]>>(mut hash: H, parts: &[P]) -> H {
    for part in parts {
        hash.update(part.as_ref());
    }
    hash
}

/// The key as a whole block of the hash, as RFC 2104 begins: this way there is no length that could be refused.
fn block(key: &[u8], hash: impl Fn(&[u8]) -> Vec<u8>) -> [u8; 64] {
    let mut block = [0; 64];
    let hashed;
    let key = if key.len() > block.len() {
        hashed = hash(key);
        &hashed
    } else {
        key
    };
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    block
}

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// True if both are the same; takes the same time wherever they differ. Different lengths differ at once.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

/// Lower-case hexadecimal.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// Reads hexadecimal in either case.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| u8::try_from(char::from(byte).to_digit(16)?).ok();
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

/// Standard base64 with padding.
pub fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads standard base64 with padding.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Checks that a signature is neither too old nor from the future.
///
/// # Errors
/// `Stale` or `FromTheFuture`, with how far off it is.
pub fn check_age(
    signed: Timestamp,
    now: Timestamp,
    tolerance: Duration,
) -> Result<(), VerifyError> {
    let (age, ahead) = (now.since(signed), signed.since(now));
    if age > tolerance {
        return Err(VerifyError::Stale { age, tolerance });
    }
    if ahead > tolerance {
        return Err(VerifyError::FromTheFuture { ahead, tolerance });
    }
    Ok(())
}

/// The keys that a webhook may be signed with: one, or several while keys are rotated. `Debug` shows how many.
///
/// A key is not kept: what is kept are the HMACs that begin with it, which saves two of the few blocks that a
/// webhook has, and which are wiped when they are dropped.
#[derive(Clone, Default)]
pub struct SigningKeys(Arc<Vec<Begun>>);

#[derive(Clone)]
struct Begun {
    sha1: Hmac<Sha1>,
    sha256: Hmac<Sha256>,
}

impl Begun {
    fn new(key: &[u8]) -> Self {
        Self {
            sha1: Hmac::new(&block(key, |key| Sha1::digest(key).to_vec()).into()),
            sha256: Hmac::new(&block(key, |key| Sha256::digest(key).to_vec()).into()),
        }
    }

    fn sha1<P: AsRef<[u8]>>(&self, parts: &[P]) -> [u8; 20] {
        over(self.sha1.clone(), parts).finalize_fixed().into()
    }

    fn sha256<P: AsRef<[u8]>>(&self, parts: &[P]) -> [u8; 32] {
        over(self.sha256.clone(), parts).finalize_fixed().into()
    }
}

impl SigningKeys {
    /// No key: every check fails with `NoKeys`.
    pub fn none() -> Self {
        Self::default()
    }

    /// One key, the bytes of a text (Twilio's auth token, Bland's secret). An empty text is no key.
    pub fn text(key: &str) -> Self {
        Self::bytes(key.as_bytes())
    }

    /// One key. Empty bytes are no key.
    pub fn bytes(key: &[u8]) -> Self {
        let begun = (!key.is_empty()).then(|| Begun::new(key));
        Self(Arc::new(begun.into_iter().collect()))
    }

    /// One key, written in base64 (Quo). `None` if it is not base64.
    pub fn base64(key: &str) -> Option<Self> {
        from_base64(key).map(|key| Self::bytes(&key))
    }

    /// Adds the keys of another set.
    #[must_use]
    pub fn and(self, others: &Self) -> Self {
        Self(Arc::new(self.0.iter().chain(&*others.0).cloned().collect()))
    }

    /// True if there is no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Signs with the first key, as the vendor would. `None` without a key.
    pub fn sign_sha256<P: AsRef<[u8]>>(&self, parts: &[P]) -> Option<[u8; 32]> {
        self.0.first().map(|key| key.sha256(parts))
    }

    /// Signs with the first key, as the vendor would. `None` without a key.
    pub fn sign_sha1<P: AsRef<[u8]>>(&self, parts: &[P]) -> Option<[u8; 20]> {
        self.0.first().map(|key| key.sha1(parts))
    }

    /// Checks an HMAC-SHA256 over the parts against each key.
    ///
    /// # Errors
    /// `NoKeys`, `NoKeyMatched`.
    pub fn check_sha256<P: AsRef<[u8]>>(
        &self,
        parts: &[P],
        given: &[u8],
    ) -> Result<(), VerifyError> {
        self.check(|key| key.sha256(parts).as_slice().ct_eq(given))
    }

    /// Checks an HMAC-SHA1 over the parts against each key.
    ///
    /// # Errors
    /// `NoKeys`, `NoKeyMatched`.
    pub fn check_sha1<P: AsRef<[u8]>>(&self, parts: &[P], given: &[u8]) -> Result<(), VerifyError> {
        self.check(|key| key.sha1(parts).as_slice().ct_eq(given))
    }

    /// Every key is tried, so that the time does not tell which one matched.
    fn check(&self, matches: impl Fn(&Begun) -> Choice) -> Result<(), VerifyError> {
        if self.0.is_empty() {
            return Err(VerifyError::NoKeys);
        }
        let any = self
            .0
            .iter()
            .fold(Choice::from(0), |any, key| any | matches(key));
        if any.into() {
            Ok(())
        } else {
            Err(VerifyError::NoKeyMatched)
        }
    }
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKeys({})", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vectors_hold() {
        // RFC 4231, cases 2 and 6 (a key longer than a block); RFC 2202, cases 2 and 6.
        assert_eq!(
            to_hex(&hmac_sha256(b"Jefe", &["what do ya want ", "for nothing?"])),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        let long = "Test Using Larger Than Block-Size Key - Hash Key First";
        assert_eq!(
            to_hex(&hmac_sha256(&[0xAA; 131], &[long])),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
        assert_eq!(
            to_hex(&hmac_sha1(b"Jefe", &["what do ya want for nothing?"])),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
        );
        assert_eq!(
            to_hex(&hmac_sha1(&[0xAA; 80], &[long])),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112"
        );
        assert_eq!(
            to_hex(&sha256(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn the_vendors_vectors_hold() {
        let bland =
            from_hex("0C4512275a33e49444550a3a54bb2173574b2c1da321d7b7bb753fd230666d08").unwrap();
        let keys = SigningKeys::text("whsec_test");
        assert_eq!(keys.check_sha256(&[r#"{"call_id":"abc"}"#], &bland), Ok(()));
        let quo = from_base64("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=").unwrap();
        let keys = SigningKeys::base64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let parts = [
            "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.",
            r#"{"test": 2432232314}"#,
        ];
        assert_eq!(keys.check_sha256(&parts, &quo), Ok(()));
        let twilio = from_base64("0/KCTR6DLpKmkAf8muzZqo1nDgQ=").unwrap();
        let text = "https://mycompany.com/myapp.php?foo=1&bar=2CallSidCA1234567890ABCDECaller+12349013030\
                    Digits1234From+12349013030To+18005551212";
        assert_eq!(
            SigningKeys::text("12345").check_sha1(&[text], &twilio),
            Ok(())
        );
    }

    #[test]
    fn any_of_several_keys_will_do_and_no_key_is_told_apart() {
        let given = hmac_sha256(b"new", &["body"]);
        let (old, new) = (SigningKeys::text("old"), SigningKeys::text("new"));
        assert_eq!(
            old.check_sha256(&["body"], &given),
            Err(VerifyError::NoKeyMatched)
        );
        assert_eq!(
            old.clone().and(&new).check_sha256(&["body"], &given),
            Ok(())
        );
        assert_eq!(
            new.clone().and(&old).check_sha256(&["body"], &given),
            Ok(())
        );
        for none in [SigningKeys::none(), SigningKeys::text("")] {
            let forged = hmac_sha256(b"", &["body"]);
            assert_eq!(
                none.check_sha256(&["body"], &forged),
                Err(VerifyError::NoKeys)
            );
        }
        assert_eq!(
            old.clone().and(&new).sign_sha256(&["body"]),
            Some(hmac_sha256(b"old", &["body"])),
            "the first key signs"
        );
        assert_eq!(new.sign_sha1(&["body"]), Some(hmac_sha1(b"new", &["body"])));
        assert_eq!(SigningKeys::text("").sign_sha1(&["body"]), None);
        assert_eq!(
            format!("{:?}", SigningKeys::text("sesame").and(&old)),
            "SigningKeys(2)"
        );
    }

    #[test]
    fn a_shorter_signature_never_matches() {
        let keys = SigningKeys::text("key");
        let whole = hmac_sha256(b"key", &["body"]);
        for length in 0..whole.len() {
            assert_eq!(
                keys.check_sha256(&["body"], &whole[..length]),
                Err(VerifyError::NoKeyMatched)
            );
        }
    }

    #[test]
    fn age_is_checked_both_ways() {
        let now = Timestamp::from_unix_seconds(1_000_000).unwrap();
        let tolerance = Duration::from_mins(5);
        let at = |seconds: i64| Timestamp::from_unix_seconds(1_000_000 + seconds).unwrap();
        for fine in [-300, 0, 300] {
            assert_eq!(check_age(at(fine), now, tolerance), Ok(()));
        }
        let second = Duration::from_secs(301);
        assert_eq!(
            check_age(at(-301), now, tolerance),
            Err(VerifyError::Stale {
                age: second,
                tolerance
            })
        );
        assert_eq!(
            check_age(at(301), now, tolerance),
            Err(VerifyError::FromTheFuture {
                ahead: second,
                tolerance
            })
        );
    }

    proptest::proptest! {
        #[test]
        fn hexadecimal_and_base64_come_back(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..50)) {
            proptest::prop_assert_eq!(from_hex(&to_hex(&bytes)), Some(bytes.clone()));
            proptest::prop_assert_eq!(from_base64(&to_base64(&bytes)), Some(bytes));
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            from_hex(&text);
            from_base64(&text);
        }
    }
}
