//! How Twilio connects to a URL of ours — Twilio, "Webhooks: connection overrides".

use std::fmt;
use std::time::Duration;

use voice_core::open_enum;

open_enum! {
    /// Which failures Twilio tries again. A partial answer never is one.
    pub enum RetryOn {
        /// An answer 4xx.
        ClientError = "4xx",
        /// An answer 5xx.
        ServerError = "5xx",
        /// No connection, or no TLS; what Twilio tries again by default.
        Connect = "ct",
        /// No answer in time.
        Read = "rt",
        /// Each of these.
        All = "all",
    }
}

open_enum! {
    /// From where Twilio connects.
    pub enum Egress {
        /// The default.
        Ashburn = "ashburn",
        /// Dublin.
        Dublin = "dublin",
        /// Frankfurt.
        Frankfurt = "frankfurt",
        /// São Paulo.
        SaoPaulo = "sao-paulo",
        /// Singapore.
        Singapore = "singapore",
        /// Sydney.
        Sydney = "sydney",
        /// Tokyo.
        Tokyo = "tokyo",
        /// Umatilla.
        Umatilla = "umatilla",
        /// A private interconnection.
        AshburnIx = "ashburn-ix",
        /// A private interconnection.
        FrankfurtIx = "frankfurt-ix",
        /// A private interconnection.
        LondonIx = "london-ix",
        /// A private interconnection.
        SanJoseIx = "san-jose-ix",
        /// A private interconnection.
        SingaporeIx = "singapore-ix",
    }
}

/// How Twilio connects to a URL of ours, and when it tries again: written into the URL's fragment, in REST parameters and in
/// TwiML alike. What is not set is Twilio's default. The fragment is not part of what Twilio signs.
///
/// Whatever is set, a request about a call takes 15 s at most, all tries together.
///
/// ```
/// use std::time::Duration;
/// use voice_twilio::webhook::{ConnectionOverrides, RetryOn};
///
/// let url = ConnectionOverrides::new()
///     .retries(3)
///     .retry_on([RetryOn::ServerError, RetryOn::Connect])
///     .connect_timeout(Duration::from_secs(2))
///     .apply_to("https://example.com/voice?flow=1")?;
/// assert_eq!(url, "https://example.com/voice?flow=1#rc=3&rp=5xx,ct&ct=2000");
/// # Ok::<(), voice_twilio::webhook::ConnectionOverridesError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ConnectionOverrides {
    retries: Option<u8>,
    retry_on: Vec<RetryOn>,
    connect: Option<Duration>,
    read: Option<Duration>,
    total: Option<Duration>,
    without_sni: bool,
    egress: Vec<Egress>,
}

impl ConnectionOverrides {
    /// Overrides nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How often a failed request is sent again: 0 to 5, by default once.
    #[must_use]
    pub fn retries(mut self, count: u8) -> Self {
        self.retries = Some(count);
        self
    }

    /// After which failures; by default those of connecting.
    #[must_use]
    pub fn retry_on(mut self, failures: impl IntoIterator<Item = RetryOn>) -> Self {
        self.retry_on = failures.into_iter().collect();
        self
    }

    /// How long connecting may take: 100 ms to 10 s, by default 5 s.
    #[must_use]
    pub fn connect_timeout(mut self, time: Duration) -> Self {
        self.connect = Some(time);
        self
    }

    /// How long the first byte, and each next one, may take: 100 ms to 15 s, by default 15 s.
    #[must_use]
    pub fn read_timeout(mut self, time: Duration) -> Self {
        self.read = Some(time);
        self
    }

    /// How long all tries together may take: 100 ms to 15 s, by default 15 s.
    #[must_use]
    pub fn total_time(mut self, time: Duration) -> Self {
        self.total = Some(time);
        self
    }

    /// Does not name the host when TLS begins, for servers that cannot take it.
    #[must_use]
    pub fn without_sni(mut self) -> Self {
        self.without_sni = true;
        self
    }

    /// From where Twilio connects; each retry from the next one. By default from Ashburn.
    #[must_use]
    pub fn egress(mut self, edges: impl IntoIterator<Item = Egress>) -> Self {
        self.egress = edges.into_iter().collect();
        self
    }

    /// The URL with the overrides in its fragment; as it is, if there are none.
    ///
    /// # Errors
    /// Something is out of its range, a word cannot be written, or the URL has a fragment already.
    pub fn apply_to(&self, url: &str) -> Result<String, ConnectionOverridesError> {
        use ConnectionOverridesError as Error;
        let mut parts = Vec::new();
        if let Some(count) = self.retries {
            if count > 5 {
                return Err(Error::Retries);
            }
            parts.push(format!("rc={count}"));
        }
        if !self.retry_on.is_empty() {
            parts.push(format!(
                "rp={}",
                list(self.retry_on.iter().map(RetryOn::as_str))?
            ));
        }
        for (name, time, most, error) in [
            ("ct", self.connect, 10_000, Error::ConnectTimeout),
            ("rt", self.read, 15_000, Error::ReadTimeout),
            ("tt", self.total, 15_000, Error::TotalTime),
        ] {
            let Some(time) = time else { continue };
            let range = Duration::from_millis(100)..=Duration::from_millis(most);
            if !range.contains(&time) {
                return Err(error);
            }
            parts.push(format!("{name}={}", time.as_millis()));
        }
        if self.without_sni {
            parts.push("sni=n".to_owned());
        }
        if !self.egress.is_empty() {
            parts.push(format!(
                "e={}",
                list(self.egress.iter().map(Egress::as_str))?
            ));
        }
        if parts.is_empty() {
            return Ok(url.to_owned());
        }
        if url.contains('#') {
            return Err(Error::Fragment);
        }
        Ok([url, "#", &parts.join("&")].concat())
    }
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> Result<String, ConnectionOverridesError> {
    let words: Vec<&str> = words.collect();
    let plain = |word: &&str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !words.iter().all(plain) {
        return Err(ConnectionOverridesError::Word);
    }
    Ok(words.join(","))
}

/// Overrides cannot be written into a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectionOverridesError {
    /// More than 5 retries.
    Retries,
    /// Less than 100 ms or more than 10 s.
    ConnectTimeout,
    /// Less than 100 ms or more than 15 s.
    ReadTimeout,
    /// Less than 100 ms or more than 15 s.
    TotalTime,
    /// A word of one's own that is not letters, digits and `-`.
    Word,
    /// The URL has a fragment already.
    Fragment,
}

impl fmt::Display for ConnectionOverridesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Retries => "Twilio tries again 0 to 5 times",
            Self::ConnectTimeout => "a connect timeout is 100 ms to 10 s",
            Self::ReadTimeout => "a read timeout is 100 ms to 15 s",
            Self::TotalTime => "a total time is 100 ms to 15 s",
            Self::Word => "a word of connection overrides is letters, digits and `-`",
            Self::Fragment => "the URL has a fragment already",
        })
    }
}

impl std::error::Error for ConnectionOverridesError {}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://example.com/voice";

    #[test]
    fn every_override_has_twilios_key() {
        let all = ConnectionOverrides::new()
            .retries(3)
            .retry_on([RetryOn::ServerError, RetryOn::Connect])
            .connect_timeout(Duration::from_secs(2))
            .read_timeout(Duration::from_secs(4))
            .total_time(Duration::from_secs(9))
            .without_sni()
            .egress([Egress::Dublin, Egress::from("x-new")]);
        let fragment = "#rc=3&rp=5xx,ct&ct=2000&rt=4000&tt=9000&sni=n&e=dublin,x-new";
        assert_eq!(all.apply_to(URL), Ok([URL, fragment].concat()));
        assert_eq!(ConnectionOverrides::new().apply_to(URL), Ok(URL.to_owned()));
        let none = ConnectionOverrides::new().retry_on([]).egress([]);
        assert_eq!(
            none.apply_to("https://example.com/#x").as_deref(),
            Ok("https://example.com/#x")
        );
    }

    #[test]
    fn what_is_out_of_range_is_refused_at_its_edge() {
        use ConnectionOverridesError as Error;
        let new = ConnectionOverrides::new;
        let ms = Duration::from_millis;
        for (overrides, told) in [
            (new().retries(0), None),
            (new().retries(5), None),
            (new().retries(6), Some(Error::Retries)),
            (new().connect_timeout(ms(99)), Some(Error::ConnectTimeout)),
            (new().connect_timeout(ms(100)), None),
            (new().connect_timeout(ms(10_000)), None),
            (
                new().connect_timeout(ms(10_001)),
                Some(Error::ConnectTimeout),
            ),
            (
                new().connect_timeout(Duration::from_micros(10_000_001)),
                Some(Error::ConnectTimeout),
            ),
            (new().read_timeout(ms(99)), Some(Error::ReadTimeout)),
            (new().read_timeout(ms(15_000)), None),
            (new().read_timeout(ms(15_001)), Some(Error::ReadTimeout)),
            (new().total_time(ms(99)), Some(Error::TotalTime)),
            (new().total_time(ms(15_000)), None),
            (new().total_time(Duration::MAX), Some(Error::TotalTime)),
            (new().retry_on(["5xx,ct".into()]), Some(Error::Word)),
            (new().egress(["a&rc=5".into()]), Some(Error::Word)),
            (new().egress(["".into()]), Some(Error::Word)),
        ] {
            assert_eq!(overrides.apply_to(URL).err(), told, "{overrides:?}");
        }
        let twice = new().retries(1).apply_to("https://example.com/voice#rc=2");
        assert_eq!(twice, Err(Error::Fragment));
    }

    #[test]
    fn what_is_written_does_not_change_what_is_signed() {
        let url = ConnectionOverrides::new().retries(3).apply_to(URL).unwrap();
        let verifier = super::super::TwilioVerifier::new("an invented token");
        assert_eq!(verifier.sign(&url, b"A=1"), verifier.sign(URL, b"A=1"));
    }
}
