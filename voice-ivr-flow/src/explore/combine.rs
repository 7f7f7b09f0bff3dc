//! Values of several variables at once.

use std::collections::BTreeMap;

use super::outline::Outline;
use crate::ValidFlow;
use crate::simulate::Simulation;

/// The most combinations that are tried.
const MOST: usize = 256;

/// Values by name.
pub(crate) type Values = BTreeMap<String, String>;

/// The declared variables that were not given, with the values worth trying.
pub(crate) fn free(
    flow: &ValidFlow,
    outline: &Outline,
    given: &Simulation,
) -> Vec<(String, Vec<String>)> {
    let declared = flow.variables().iter();
    let free = declared.filter(|own| !given.gives(&own.name));
    let mut all: Vec<(String, Vec<String>)> = free
        .filter_map(|own| {
            let values = outline.pools.values(outline.program.variable(&own.name)?);
            let values = values.iter().filter(|value| {
                **value != own.default && (value.is_empty() || own.kind.allows(value))
            });
            Some((own.name.clone(), values.cloned().collect()))
        })
        .collect();
    all.retain(|(_, values): &(_, Vec<String>)| !values.is_empty());
    all
}

/// No value first, then every combination; of too many each value alone and all first ones together, and `false`.
pub(crate) fn combinations(of: &[(String, Vec<String>)]) -> (Vec<Values>, bool) {
    let mut all = vec![Values::new()];
    let count = of.iter().try_fold(1_usize, |product, (_, values)| {
        product.checked_mul(values.len() + 1)
    });
    let every = count.is_some_and(|count| count <= MOST);
    for (name, values) in of {
        let known = if every { all.len() } else { 1 };
        for value in values {
            for at in 0..known {
                let mut with = all.get(at).cloned().unwrap_or_default();
                with.insert(name.clone(), value.clone());
                all.push(with);
            }
        }
    }
    if !every {
        let firsts = of.iter();
        let firsts =
            firsts.filter_map(|(name, values)| Some((name.clone(), values.first()?.clone())));
        all.push(firsts.collect());
    }
    (all, every)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two(values: usize) -> [(String, Vec<String>); 2] {
        let values: Vec<String> = (0..values).map(|value| value.to_string()).collect();
        [("a".to_owned(), values.clone()), ("b".to_owned(), values)]
    }

    #[test]
    fn a_few_values_are_combined_in_every_way() {
        let (all, every) = combinations(&two(2));
        let shown: Vec<String> = all
            .iter()
            .map(|values| {
                let both = values.iter();
                let both = both.flat_map(|(name, value)| [name.as_str(), value.as_str()]);
                both.collect()
            })
            .collect();
        assert_eq!(
            shown,
            ["", "a0", "a1", "b0", "a0b0", "a1b0", "b1", "a0b1", "a1b1"]
        );
        assert!(every);
    }

    #[test]
    fn of_many_each_is_tried_alone_and_that_is_said() {
        let (all, every) = combinations(&two(16));
        assert!(!every);
        assert_eq!(all.len(), 1 + 16 + 16 + 1);
        assert_eq!(all.last().unwrap().len(), 2);
    }
}
