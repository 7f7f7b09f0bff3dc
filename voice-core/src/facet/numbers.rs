//! The account's telephone numbers.

use async_trait::async_trait;
use url::Url;

use crate::words::private::{Hidden, Origin};
use crate::{Cursor, Error, Money, NumberId, Page, PhoneNumber, Raw, Result};

/// Reads, finds, buys and releases numbers.
///
/// Reading: Twilio, Exotel, Bland, Quo. Searching, buying, updating and releasing: Twilio, Exotel; Bland without a search;
/// not Quo. A method that the vendor lacks refuses, and [`support`](Self::support) does not list it.
#[async_trait]
pub trait Numbers: Send + Sync {
    /// Which of the methods beyond reading the vendor can do.
    fn support(&self) -> &'static [NumberOperation];

    /// The provider's name, for the errors of the methods that it lacks.
    fn provider(&self) -> &'static str;

    /// Lists the account's numbers.
    ///
    /// # Errors
    /// As the provider says.
    async fn list_numbers(&self, cursor: Option<&Cursor>) -> Result<Page<OwnedNumber>>;

    /// Fetches one of the account's numbers.
    ///
    /// # Errors
    /// `NotFound` if the account does not hold it.
    async fn number(&self, id: &NumberId) -> Result<OwnedNumber>;

    /// Searches numbers that can be bought.
    ///
    /// # Errors
    /// `Unsupported` for a filter that the vendor cannot apply.
    async fn search_numbers(&self, _query: &NumberSearch) -> Result<Page<AvailableNumber>> {
        Err(Error::unsupported(
            self.provider(),
            NumberOperation::Search.as_str(),
        ))
    }

    /// Buys a number, once (L1).
    ///
    /// # Errors
    /// `Conflict` or `NotFound` if somebody else was faster; `Billing` if the account cannot pay.
    async fn buy_number(&self, _number: &PhoneNumber) -> Result<OwnedNumber> {
        Err(Error::unsupported(
            self.provider(),
            NumberOperation::Buy.as_str(),
        ))
    }

    /// Changes what a number does.
    ///
    /// # Errors
    /// `NotFound` if the account does not hold it.
    async fn update_number(&self, _id: &NumberId, _update: &NumberUpdate) -> Result<OwnedNumber> {
        Err(Error::unsupported(
            self.provider(),
            NumberOperation::Update.as_str(),
        ))
    }

    /// Gives a number back. It cannot be taken back.
    ///
    /// # Errors
    /// `NotFound` if the account does not hold it.
    async fn release_number(&self, _id: &NumberId) -> Result<()> {
        Err(Error::unsupported(
            self.provider(),
            NumberOperation::Release.as_str(),
        ))
    }
}

/// What can be done with numbers beyond reading them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NumberOperation {
    /// [`Numbers::search_numbers`]
    Search,
    /// [`Numbers::buy_number`]
    Buy,
    /// [`Numbers::update_number`]
    Update,
    /// [`Numbers::release_number`]
    Release,
}

impl NumberOperation {
    /// All of them, in the order of declaration.
    pub const ALL: &'static [Self] = &[Self::Search, Self::Buy, Self::Update, Self::Release];

    /// The name of the method.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Search => "search_numbers",
            Self::Buy => "buy_number",
            Self::Update => "update_number",
            Self::Release => "release_number",
        }
    }
}

/// A number that the account holds.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OwnedNumber {
    /// The vendor's id of it.
    pub id: NumberId,
    /// The number.
    pub number: PhoneNumber,
    /// The name that people gave it.
    pub label: Option<Box<str>>,
    /// What it can do, where the vendor says.
    pub abilities: NumberAbilities,
    /// Where incoming calls are answered.
    pub voice_url: Option<Url>,
    /// The vendor's own record.
    pub raw: Raw,
}

// Not derived: an address may hold a token, and the name is often the number.
impl std::fmt::Debug for OwnedNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            id,
            number,
            label,
            abilities,
            voice_url,
            raw,
        } = self;
        f.debug_struct("OwnedNumber")
            .field("id", id)
            .field("number", number)
            .field("label", &label.as_deref().map(Hidden))
            .field("abilities", abilities)
            .field("voice_url", &voice_url.as_ref().map(Origin))
            .field("raw", raw)
            .finish()
    }
}

impl OwnedNumber {
    /// A number of which nothing else is known.
    pub fn new(id: NumberId, number: PhoneNumber) -> Self {
        Self {
            id,
            number,
            label: None,
            abilities: NumberAbilities::default(),
            voice_url: None,
            raw: Raw::default(),
        }
    }
}

/// What a number can do; `None` = not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct NumberAbilities {
    /// Calls.
    pub voice: Option<bool>,
    /// Text messages.
    pub sms: Option<bool>,
    /// Pictures.
    pub mms: Option<bool>,
}

/// Which numbers to look for.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NumberSearch {
    /// ISO 3166-1 alpha-2, upper case.
    pub country: Box<str>,
    /// Which kind; `None` = local.
    pub kind: Option<NumberKind>,
    /// The area code.
    pub area_code: Option<Box<str>>,
    /// Digits that it holds; `*` stands for any one.
    pub contains: Option<Box<str>>,
    /// The place.
    pub locality: Option<Box<str>>,
    /// What it must be able to do.
    pub abilities: NumberAbilities,
    /// How many; `None` = the vendor's default.
    pub limit: Option<u32>,
}

// Not derived: the digits may be a whole number.
impl std::fmt::Debug for NumberSearch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            country,
            kind,
            area_code,
            contains,
            locality,
            abilities,
            limit,
        } = self;
        f.debug_struct("NumberSearch")
            .field("country", country)
            .field("kind", kind)
            .field("area_code", area_code)
            .field("contains", &contains.as_deref().map(Hidden))
            .field("locality", locality)
            .field("abilities", abilities)
            .field("limit", limit)
            .finish()
    }
}

impl NumberSearch {
    /// Any number of a country.
    pub fn new(country: impl Into<Box<str>>) -> Self {
        Self {
            country: country.into(),
            kind: None,
            area_code: None,
            contains: None,
            locality: None,
            abilities: NumberAbilities::default(),
            limit: None,
        }
    }

    /// Of this kind.
    #[must_use]
    pub fn kind(mut self, kind: NumberKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// In this area.
    #[must_use]
    pub fn area_code(mut self, code: impl Into<Box<str>>) -> Self {
        self.area_code = Some(code.into());
        self
    }

    /// Holding these digits.
    #[must_use]
    pub fn contains(mut self, digits: impl Into<Box<str>>) -> Self {
        self.contains = Some(digits.into());
        self
    }

    /// In this place.
    #[must_use]
    pub fn locality(mut self, place: impl Into<Box<str>>) -> Self {
        self.locality = Some(place.into());
        self
    }
}

/// Kinds of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NumberKind {
    /// Of a place.
    Local,
    /// Paid by whom is called.
    TollFree,
    /// Of a mobile network.
    Mobile,
}

/// A number that can be bought.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AvailableNumber {
    /// The number.
    pub number: PhoneNumber,
    /// Its place.
    pub locality: Option<Box<str>>,
    /// What it can do.
    pub abilities: NumberAbilities,
    /// What it costs a month, where the vendor says.
    pub monthly_price: Option<Money>,
    /// The vendor's own record.
    pub raw: Raw,
}

impl AvailableNumber {
    /// A number of which nothing else is known.
    pub fn new(number: PhoneNumber) -> Self {
        Self {
            number,
            locality: None,
            abilities: NumberAbilities::default(),
            monthly_price: None,
            raw: Raw::default(),
        }
    }
}

/// What to change of a number; what is `None` stays.
#[derive(Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct NumberUpdate {
    /// Its name.
    pub label: Option<Box<str>>,
    /// Where incoming calls are answered.
    pub voice_url: Option<Url>,
    /// Where the provider reports how its calls go.
    pub status_callback: Option<Url>,
}

// Not derived: an address may hold a token, and the name is often the number.
impl std::fmt::Debug for NumberUpdate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            label,
            voice_url,
            status_callback,
        } = self;
        f.debug_struct("NumberUpdate")
            .field("label", &label.as_deref().map(Hidden))
            .field("voice_url", &voice_url.as_ref().map(Origin))
            .field("status_callback", &status_callback.as_ref().map(Origin))
            .finish()
    }
}

impl NumberUpdate {
    /// Changes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Its name.
    #[must_use]
    pub fn label(mut self, label: impl Into<Box<str>>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Where incoming calls are answered.
    #[must_use]
    pub fn voice_url(mut self, url: Url) -> Self {
        self.voice_url = Some(url);
        self
    }

    /// Where the provider reports how its calls go.
    #[must_use]
    pub fn status_callback(mut self, url: Url) -> Self {
        self.status_callback = Some(url);
        self
    }
}
