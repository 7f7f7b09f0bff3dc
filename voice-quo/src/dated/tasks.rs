//! `GET /tasks`, `GET /tasks/{id}`, `DELETE /tasks/{id}` — Quo API 2026-03-30, "Tasks".

use voice_core::Result;
use voice_core::http::Request;

use super::{limited, paged_query, paging};
use crate::QuoClient;
use crate::api::{List, Task, paged};
use crate::check::Check;

/// Lists tasks.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListTasks {
    /// How many a page, 1 to 50.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub after: Option<Box<str>>,
}

impl ListTasks {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    paging!();

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Task>> {
        limited(Check("list_tasks"), self.limit)?;
        let request = Request::get("list_tasks", "/tasks");
        client
            .dated_list(paged_query(request, self.limit, self.after.as_deref()))
            .await
    }
}

paged!(ListTasks => Task, "list_tasks", after);

/// Fetches one task.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetTask {
    /// `TK…`
    pub id: Box<str>,
}

impl GetTask {
    /// The task with this id, `TK…`.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self { id: id.into() }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Task> {
        Check("task").id("id", &self.id, "TK")?;
        client
            .dated_one(Request::get("task", "/tasks/{id}").path("id", &self.id))
            .await
    }
}

/// Deletes a task.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeleteTask {
    /// `TK…`
    pub id: Box<str>,
}

impl DeleteTask {
    /// The task with this id, `TK…`.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self { id: id.into() }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<()> {
        Check("delete_task").id("id", &self.id, "TK")?;
        client
            .dated_done(Request::delete("delete_task", "/tasks/{id}").path("id", &self.id))
            .await
    }
}
