//! Reads and checks settings, and stops at no fault.

use std::collections::BTreeMap;

use super::environment::Environment;
use super::error::{SettingFault, SettingProblem, SettingsError};
use super::factory::ProviderFactory;
use super::setting::Setting;
use super::settings::Settings;

/// From variables.
pub(super) fn from_environment(
    factory: &dyn ProviderFactory,
    environment: &dyn Environment,
) -> Result<Settings, SettingsError> {
    let mut reading = Reading::new(factory);
    for setting in factory.settings() {
        let value = environment.variable(setting.variable());
        reading.take(setting, setting.variable(), value);
    }
    reading.finish()
}

/// From a stored record, whose keys must all be known: a key that is not is most often a slip.
pub(super) fn from_record(
    factory: &dyn ProviderFactory,
    record: &BTreeMap<String, serde_json::Value>,
) -> Result<Settings, SettingsError> {
    let mut reading = Reading::new(factory);
    let keys: Vec<String> = factory
        .settings()
        .iter()
        .map(|setting| setting.key(factory.name()))
        .collect();
    for (setting, key) in factory.settings().iter().zip(&keys) {
        let place = place(key);
        match record.get(key) {
            None | Some(serde_json::Value::Null) => reading.take(setting, &place, None),
            Some(value) => match plain(value) {
                Some(text) => reading.take(setting, &place, Some(text)),
                None => reading.blame(
                    &place,
                    SettingFault::Malformed {
                        expected: "a text, a number, `true` or `false`".into(),
                    },
                ),
            },
        }
    }
    for key in record.keys().filter(|key| !keys.contains(key)) {
        let known = keys.clone();
        reading.blame(&place(key), SettingFault::Unknown { known });
    }
    reading.finish()
}

fn place(key: &str) -> String {
    ["settings.", key].concat()
}

fn plain(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

struct Reading {
    settings: Settings,
    problems: Vec<SettingProblem>,
}

impl Reading {
    fn new(factory: &dyn ProviderFactory) -> Self {
        Self {
            settings: Settings::new(factory.name()),
            problems: Vec::new(),
        }
    }

    fn take(&mut self, setting: &Setting, place: &str, value: Option<String>) {
        match value.filter(|value| !value.trim().is_empty()) {
            None if setting.is_required() => {
                let about = setting.about().into();
                self.blame(place, SettingFault::Missing { about });
            }
            None => {}
            Some(value) if setting.value_format().accepts(&value) => {
                self.settings.insert(setting, value);
            }
            Some(value) => {
                let expected = setting.value_format().expected(&value).into();
                self.blame(place, SettingFault::Malformed { expected });
            }
        }
    }

    fn blame(&mut self, place: &str, fault: SettingFault) {
        self.problems.push(SettingProblem::new(place, fault));
    }

    fn finish(self) -> Result<Settings, SettingsError> {
        if self.problems.is_empty() {
            Ok(self.settings)
        } else {
            Err(SettingsError::new(
                Some(self.settings.provider()),
                self.problems,
            ))
        }
    }
}
