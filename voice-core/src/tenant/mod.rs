//! Many customers on one platform: handles that serve one of them, and settings that cascade down to them.
//!
//! - [`Tenant`] is a provider opened for one tenant. It is reached only by saying for whom, and refuses anybody else.
//! - [`Cascade`] is one setting that the platform, the tenant and the user may each decide.

mod cascade;
mod handle;

pub use cascade::{Cascade, Level, Resolved, Rule};
pub use handle::{ParseTenantIdError, Tenant, TenantId};
