//! What is wrong with the settings, all of it at once.

use std::fmt;

/// A provider cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// Settings are missing or malformed.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The settings are there and well formed, and the provider cannot be built from them.
    #[error(transparent)]
    Build(#[from] crate::Error),
}

/// Everything that is missing or malformed in the settings of a provider.
///
/// Names each setting, and repeats no value: a malformed one may be a secret in the wrong place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsError {
    provider: Option<&'static str>,
    problems: Vec<SettingProblem>,
}

/// One setting, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SettingProblem {
    /// The variable (`TWILIO_AUTH_TOKEN`), or the place in a stored record (`settings.auth_token`).
    pub setting: Box<str>,
    /// What is wrong.
    pub fault: SettingFault,
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SettingFault {
    /// It is not there, or empty.
    Missing {
        /// What it is and where to find it.
        about: Box<str>,
    },
    /// It does not look as it must.
    Malformed {
        /// What it must look like, in words that follow "is not".
        expected: Box<str>,
    },
    /// There is no such setting: a slip in a stored record.
    Unknown {
        /// The settings that there are.
        known: Vec<String>,
    },
    /// No provider of that name is registered.
    NoSuchProvider {
        /// The names that are.
        known: Vec<&'static str>,
    },
}

impl SettingsError {
    pub(super) fn new(provider: Option<&'static str>, problems: Vec<SettingProblem>) -> Self {
        Self { provider, problems }
    }

    pub(super) fn one(setting: &str, fault: SettingFault) -> Self {
        Self::new(None, vec![SettingProblem::new(setting, fault)])
    }

    /// The provider whose settings they are; `None` if not even that is known.
    pub fn provider(&self) -> Option<&'static str> {
        self.provider
    }

    /// What is wrong, in the order in which the factory lists its settings.
    pub fn problems(&self) -> &[SettingProblem] {
        &self.problems
    }
}

impl SettingProblem {
    pub(super) fn new(setting: impl Into<Box<str>>, fault: SettingFault) -> Self {
        Self {
            setting: setting.into(),
            fault,
        }
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("settings")?;
        if let Some(provider) = self.provider {
            write!(f, " of {provider}")?;
        }
        for (at, problem) in self.problems.iter().enumerate() {
            write!(f, "{}{problem}", if at == 0 { ": " } else { "; " })?;
        }
        Ok(())
    }
}

impl fmt::Display for SettingProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { setting, fault } = self;
        match fault {
            SettingFault::Missing { about } => write!(f, "{setting} is missing ({about})"),
            SettingFault::Malformed { expected } => write!(f, "{setting} is not {expected}"),
            SettingFault::Unknown { known } => {
                write!(f, "{setting} is not known; there are {}", known.join(", "))
            }
            SettingFault::NoSuchProvider { known } if known.is_empty() => {
                write!(f, "{setting} names no provider: none is registered")
            }
            SettingFault::NoSuchProvider { known } => {
                write!(
                    f,
                    "{setting} names no provider; there are {}",
                    known.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for SettingsError {}
