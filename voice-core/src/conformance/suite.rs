//! The order in which the promises are tried.

use super::fixture::Fixture;
use super::report::Report;
use super::run::Run;
use super::{filters, identity, messages, operations, outbound, reads, webhooks};
use crate::TelephonyProvider;

/// Tries every promise of the contract against a provider whose requests go to the fixture's fake.
///
/// What the provider has no facet for is skipped. Nothing panics and nothing stops the run: ask the [`Report`].
pub async fn run(provider: &dyn TelephonyProvider, fixture: &Fixture) -> Report {
    let mut run = Run::new(provider, fixture);
    identity::run(&mut run).await;
    reads::run(&mut run).await;
    reads::whole(&mut run).await;
    filters::run(&mut run).await;
    operations::control(&mut run).await;
    operations::numbers(&mut run).await;
    operations::optional(&mut run).await;
    webhooks::run(&mut run);
    outbound::run(&mut run).await;
    outbound::batches(&mut run).await;
    messages::run(&mut run).await;
    run.finish()
}
