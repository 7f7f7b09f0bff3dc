//! One setting, decided on three levels.

use serde::{Deserialize, Serialize};

/// Who decides, from the widest to the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Whoever runs the platform, for all tenants.
    Platform,
    /// A tenant, for all its users.
    Tenant,
    /// A user, for themselves.
    User,
}

impl Level {
    /// All levels, the widest first.
    pub const ALL: [Self; 3] = [Self::Platform, Self::Tenant, Self::User];

    /// The word: `"platform"` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Tenant => "tenant",
            Self::User => "user",
        }
    }
}

/// What one level says about a setting. As JSON: `{"hard": 30}`, `{"soft": 30}` or `"unlocked"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule<T> {
    /// This value, for this level and all below: what they say does not count.
    Hard(T),
    /// This value, unless a level below says otherwise.
    Soft(T),
    /// Nothing: whoever is below, or above, decides.
    #[default]
    Unlocked,
}

/// One setting that the platform, the tenant and the user may each decide.
///
/// # Who wins
/// Read from the platform down to the user:
/// - the **first hard** value ends the reading: nothing below it counts;
/// - else the **last soft** value wins: the narrower level knows better;
/// - a level that is **unlocked** changes nothing, it neither gives nor takes a value.
///
/// So a tenant's soft value gives way to its users' and outranks the platform's soft one; a tenant's hard value binds its
/// users and gives way to nothing but a hard value of the platform. A value that is set below a hard one is kept and does not
/// count; it counts again once the lock above is gone.
///
/// ```
/// use voice_core::tenant::{Cascade, Level, Rule};
///
/// let record = Cascade::new()
///     .platform(Rule::Soft(true))
///     .tenant(Rule::Hard(false))
///     .user(Rule::Soft(true));
/// let resolved = record.resolve().ok_or("nobody decided")?;
/// assert_eq!((*resolved.value, resolved.level), (false, Level::Tenant));
/// assert_eq!(record.locked_above(Level::User), Some(Level::Tenant));
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub struct Cascade<T> {
    /// What the platform says.
    pub platform: Rule<T>,
    /// What the tenant says.
    pub tenant: Rule<T>,
    /// What the user says.
    pub user: Rule<T>,
}

/// The value that counts, and who decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Resolved<'a, T> {
    /// The value.
    pub value: &'a T,
    /// The level that gave it.
    pub level: Level,
    /// Whether the levels below can change it.
    pub is_hard: bool,
}

// Not derived: nobody having decided needs no default of the value.
impl<T> Default for Cascade<T> {
    fn default() -> Self {
        Self {
            platform: Rule::Unlocked,
            tenant: Rule::Unlocked,
            user: Rule::Unlocked,
        }
    }
}

impl<T> Cascade<T> {
    /// Nobody has decided.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what the platform says.
    #[must_use]
    pub fn platform(mut self, rule: Rule<T>) -> Self {
        self.platform = rule;
        self
    }

    /// Sets what the tenant says.
    #[must_use]
    pub fn tenant(mut self, rule: Rule<T>) -> Self {
        self.tenant = rule;
        self
    }

    /// Sets what the user says.
    #[must_use]
    pub fn user(mut self, rule: Rule<T>) -> Self {
        self.user = rule;
        self
    }

    /// What a level says.
    pub fn rule(&self, level: Level) -> &Rule<T> {
        match level {
            Level::Platform => &self.platform,
            Level::Tenant => &self.tenant,
            Level::User => &self.user,
        }
    }

    /// The value that counts for the user, and who decided it; `None` if nobody did.
    pub fn resolve(&self) -> Option<Resolved<'_, T>> {
        self.resolve_for(Level::User)
    }

    /// The value that counts on a level: what it and those above say.
    pub fn resolve_for(&self, level: Level) -> Option<Resolved<'_, T>> {
        let mut winner = None;
        for level in Level::ALL.into_iter().filter(|above| *above <= level) {
            let (value, is_hard) = match self.rule(level) {
                Rule::Unlocked => continue,
                Rule::Soft(value) => (value, false),
                Rule::Hard(value) => (value, true),
            };
            winner = Some(Resolved {
                value,
                level,
                is_hard,
            });
            if is_hard {
                break;
            }
        }
        winner
    }

    /// Which level above decides for this one, so that what it says does not count; for a form that
    /// greys the field out and says why.
    pub fn locked_above(&self, level: Level) -> Option<Level> {
        Level::ALL
            .into_iter()
            .filter(|above| *above < level)
            .find(|above| matches!(self.rule(*above), Rule::Hard(_)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rule() -> impl Strategy<Value = Rule<u8>> {
        prop_oneof![
            any::<u8>().prop_map(Rule::Hard),
            any::<u8>().prop_map(Rule::Soft),
            Just(Rule::Unlocked),
        ]
    }

    fn cascade() -> impl Strategy<Value = Cascade<u8>> {
        (rule(), rule(), rule()).prop_map(|(platform, tenant, user)| Cascade {
            platform,
            tenant,
            user,
        })
    }

    fn set(cascade: Cascade<u8>, level: Level, rule: Rule<u8>) -> Cascade<u8> {
        match level {
            Level::Platform => cascade.platform(rule),
            Level::Tenant => cascade.tenant(rule),
            Level::User => cascade.user(rule),
        }
    }

    fn level() -> impl Strategy<Value = Level> {
        prop::sample::select(Level::ALL.to_vec())
    }

    proptest! {
        #[test]
        fn below_a_hard_value_nothing_counts(
            cascade in cascade(),
            (at, below) in prop::sample::select(vec![
                (Level::Platform, Level::Tenant),
                (Level::Platform, Level::User),
                (Level::Tenant, Level::User),
            ]),
            value: u8,
            rule in rule(),
        ) {
            let cascade = set(cascade, at, Rule::Hard(value));
            let changed = set(cascade, below, rule);
            prop_assert_eq!(changed.resolve(), cascade.resolve());
            prop_assert!(cascade.resolve().is_some_and(|won| won.is_hard && won.level <= at));
            prop_assert!(cascade.locked_above(below).is_some_and(|lock| lock <= at));
        }

        #[test]
        fn with_no_lock_above_the_last_to_speak_decides(cascade in cascade(), at in level(), value: u8) {
            prop_assume!(cascade.locked_above(at).is_none());
            for rule in [Rule::Soft(value), Rule::Hard(value)] {
                let said = set(cascade, at, rule);
                let won = said.resolve_for(at);
                prop_assert_eq!(won.map(|won| (*won.value, won.level)), Some((value, at)));
            }
        }

        #[test]
        fn an_unlocked_level_is_as_good_as_none(cascade in cascade(), at in level()) {
            let others: Vec<_> = Level::ALL.into_iter().filter(|level| *level != at).collect();
            let quiet = set(cascade, at, Rule::Unlocked);
            let told = others.iter().find_map(|level| match quiet.rule(*level) {
                Rule::Hard(value) => Some((*value, *level)),
                _ => None,
            });
            let told = told.or_else(|| others.iter().rev().find_map(|level| match quiet.rule(*level) {
                Rule::Soft(value) => Some((*value, *level)),
                _ => None,
            }));
            prop_assert_eq!(quiet.resolve().map(|won| (*won.value, won.level)), told);
        }

        #[test]
        fn what_is_written_reads_back(cascade in cascade()) {
            let text = serde_json::to_string(&cascade).unwrap();
            prop_assert_eq!(serde_json::from_str::<Cascade<u8>>(&text).unwrap(), cascade);
        }
    }

    #[test]
    fn all_combinations_of_two_levels_are_as_documented() {
        use Rule::{Hard, Soft, Unlocked};
        for (above, below, won) in [
            (Hard(1), Hard(2), Some((1, Level::Platform))),
            (Hard(1), Soft(2), Some((1, Level::Platform))),
            (Hard(1), Unlocked, Some((1, Level::Platform))),
            (Soft(1), Hard(2), Some((2, Level::Tenant))),
            (Soft(1), Soft(2), Some((2, Level::Tenant))),
            (Soft(1), Unlocked, Some((1, Level::Platform))),
            (Unlocked, Hard(2), Some((2, Level::Tenant))),
            (Unlocked, Soft(2), Some((2, Level::Tenant))),
            (Unlocked, Unlocked, None),
        ] {
            let cascade = Cascade::new().platform(above).tenant(below);
            let told = cascade.resolve().map(|won| (*won.value, won.level));
            assert_eq!(told, won, "{above:?} {below:?}");
        }
    }

    #[test]
    fn it_is_stored_as_a_person_would_write_it() {
        let text = r#"{"platform":{"soft":30},"user":{"hard":20}}"#;
        let cascade: Cascade<u32> = serde_json::from_str(text).unwrap();
        assert_eq!(cascade.resolve().map(|won| *won.value), Some(20));
        assert_eq!(
            serde_json::to_string(&cascade).unwrap(),
            r#"{"platform":{"soft":30},"tenant":"unlocked","user":{"hard":20}}"#
        );
        assert!(serde_json::from_str::<Cascade<u32>>(r#"{"usr":"unlocked"}"#).is_err());
    }
}
