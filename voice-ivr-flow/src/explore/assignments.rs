//! Values for declared variables that steer: whoever places the call may give them.

use std::collections::BTreeMap;

use super::steer::Steering;
use crate::ValidFlow;
use crate::simulate::Simulation;

/// The most combinations that are tried; of more variables each is varied alone.
const MOST: usize = 64;

/// Values for the declared variables that steer and were not given: first none, then combinations.
pub(crate) fn assignments(
    flow: &ValidFlow,
    steering: &Steering,
    given: &Simulation,
) -> Vec<BTreeMap<String, String>> {
    let mut all = vec![BTreeMap::new()];
    let declared = flow.variables().iter();
    let declared: Vec<(&str, &[String])> = declared
        .map(|own| (own.name.as_str(), steering.values(&own.name)))
        .filter(|(name, values)| !values.is_empty() && !given.gives(name))
        .collect();
    let combinations = declared.iter().try_fold(1_usize, |product, (_, values)| {
        product.checked_mul(values.len() + 1)
    });
    let few = combinations.is_some_and(|count| count <= MOST);
    for (name, values) in declared {
        let known = if few {
            all.clone()
        } else {
            vec![BTreeMap::new()]
        };
        for with in known {
            all.extend(values.iter().map(|value| {
                let mut with = with.clone();
                with.insert(name.to_owned(), value.clone());
                with
            }));
        }
    }
    all
}
