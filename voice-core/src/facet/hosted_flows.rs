//! Flows that the vendor keeps and runs.

use async_trait::async_trait;

use crate::words::private::Hidden;
use crate::{Cursor, Error, HostedFlowId, Page, Raw, Result};

/// Reads and writes flows at the vendor. Bland (pathways). Exotel's apps can be used but neither read nor written
/// through its API.
#[async_trait]
pub trait HostedFlows: Send + Sync {
    /// The provider's name, for the errors of the methods that it lacks.
    fn provider(&self) -> &'static str;

    /// Creates a flow from a document in the vendor's own language.
    ///
    /// # Errors
    /// `InvalidRequest` if the vendor does not accept the document.
    async fn create_hosted_flow(&self, name: &str, document: &str) -> Result<HostedFlow>;

    /// Replaces a flow's document.
    ///
    /// # Errors
    /// `NotFound` if there is none.
    async fn update_hosted_flow(&self, id: &HostedFlowId, document: &str) -> Result<HostedFlow>;

    /// Fetches a flow, its document in [`HostedFlow::document`].
    ///
    /// # Errors
    /// `NotFound` if there is none.
    async fn hosted_flow(&self, id: &HostedFlowId) -> Result<HostedFlow>;

    /// Lists flows, without their documents where the vendor leaves them out.
    ///
    /// # Errors
    /// As the provider says.
    async fn list_hosted_flows(&self, cursor: Option<&Cursor>) -> Result<Page<HostedFlow>>;

    /// Deletes a flow.
    ///
    /// # Errors
    /// `NotFound` if there is none.
    async fn delete_hosted_flow(&self, id: &HostedFlowId) -> Result<()>;

    /// Lists the versions that the vendor keeps of a flow, newest first.
    ///
    /// # Errors
    /// `NotFound` if there is no such flow.
    async fn list_hosted_flow_versions(
        &self,
        _id: &HostedFlowId,
    ) -> Result<Vec<HostedFlowVersion>> {
        Err(Error::unsupported(
            self.provider(),
            "list_hosted_flow_versions",
        ))
    }
}

/// A flow at the vendor.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HostedFlow {
    /// Its id.
    pub id: HostedFlowId,
    /// Its name.
    pub name: Option<Box<str>>,
    /// Its document, in the vendor's own language.
    pub document: Option<Box<str>>,
    /// The vendor's own record.
    pub raw: Raw,
}

// Not derived: a document says who is dialled and what callers are told.
impl std::fmt::Debug for HostedFlow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            id,
            name,
            document,
            raw,
        } = self;
        f.debug_struct("HostedFlow")
            .field("id", id)
            .field("name", name)
            .field("document", &document.as_deref().map(Hidden))
            .field("raw", raw)
            .finish()
    }
}

impl HostedFlow {
    /// A flow of which nothing else is known.
    pub fn new(id: HostedFlowId) -> Self {
        Self {
            id,
            name: None,
            document: None,
            raw: Raw::default(),
        }
    }
}

/// A version of a flow at the vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HostedFlowVersion {
    /// The vendor's number of it.
    pub version: Box<str>,
    /// The name that people gave it.
    pub name: Option<Box<str>>,
    /// Whether calls run it now.
    pub is_live: Option<bool>,
}

impl HostedFlowVersion {
    /// A version of which nothing else is known.
    pub fn new(version: impl Into<Box<str>>) -> Self {
        Self {
            version: version.into(),
            name: None,
            is_live: None,
        }
    }
}
