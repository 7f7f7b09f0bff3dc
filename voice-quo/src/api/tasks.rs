//! `GET /v1/tasks`, `GET /v1/tasks/{taskId}`, `DELETE /v1/tasks/{taskId}` — Quo, "List tasks", "Get a task", "Delete a
//! task"; since June 2026.

use serde::Deserialize;
use voice_core::http::Request;
use voice_core::{PrivateText, Raw, Result, Timestamp, lenient};

use super::List;
use crate::QuoClient;
use crate::check::Check;
use crate::client::keep;

/// Lists tasks.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListTasks {
    /// How many a page, 1 to 100; 50 by default.
    pub max_results: Option<u32>,
    /// Where the page begins.
    pub page_token: Option<Box<str>>,
}

impl ListTasks {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    texts! {
        /// Where the page begins.
        page_token,
    }

    options! {
        /// How many a page, 1 to 100.
        max_results: u32,
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<List<Task>> {
        Check("list_tasks").page_size("maxResults", self.max_results, 100)?;
        let request = Request::get("list_tasks", "/v1/tasks")
            .query("maxResults", self.max_results.unwrap_or(50))
            .query_opt("pageToken", self.page_token.as_deref());
        client.list(request).await
    }
}

paged!(ListTasks => Task, "list_tasks", page_token);

/// Fetches one task.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetTask {
    /// `TK…`
    pub task_id: Box<str>,
}

impl GetTask {
    /// The task with this id, `TK…`.
    pub fn new(task_id: impl Into<Box<str>>) -> Self {
        Self {
            task_id: task_id.into(),
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<Task> {
        Check("task").id("taskId", &self.task_id, "TK")?;
        client
            .one(Request::get("task", "/v1/tasks/{taskId}").path("taskId", &self.task_id))
            .await
    }
}

/// Deletes a task.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeleteTask {
    /// `TK…`
    pub task_id: Box<str>,
}

impl DeleteTask {
    /// The task with this id, `TK…`.
    pub fn new(task_id: impl Into<Box<str>>) -> Self {
        Self {
            task_id: task_id.into(),
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// `InvalidRequest` before anything is sent; then as Quo answers.
    pub async fn send(&self, client: &QuoClient) -> Result<()> {
        Check("delete_task").id("taskId", &self.task_id, "TK")?;
        let request =
            Request::delete("delete_task", "/v1/tasks/{taskId}").path("taskId", &self.task_id);
        client.done(request).await
    }
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Task {
    /// `TK…`
    #[serde(alias = "id")]
    pub task_id: Box<str>,
    /// Of which of our numbers, `PN…`.
    #[serde(default)]
    pub phone_number_id: Option<Box<str>>,
    /// Of which conversation, `CN…`.
    #[serde(default)]
    pub conversation_id: Option<Box<str>>,
    /// Of which call or message, `AC…`.
    #[serde(default)]
    pub activity_id: Option<Box<str>>,
    /// Of which group of numbers.
    #[serde(default)]
    pub phone_number_group_id: Option<Box<str>>,
    /// Of which workspace.
    #[serde(default)]
    pub org_id: Option<Box<str>>,
    /// What is to be done.
    #[serde(default)]
    pub title: Option<PrivateText>,
    /// More of it.
    #[serde(default)]
    pub description: Option<PrivateText>,
    /// Until when.
    #[serde(default, deserialize_with = "lenient::text")]
    pub due_date: Option<String>,
    /// By whom.
    #[serde(default)]
    pub assigned_to: Option<Box<str>>,
    /// Who gave it to them.
    #[serde(default)]
    pub assigned_by: Option<Box<str>>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// Who made it.
    #[serde(default)]
    pub created_by: Option<Box<str>>,
    /// Whether it is done.
    #[serde(default)]
    pub completed: Option<bool>,
    /// Whether it was deleted.
    #[serde(default)]
    pub is_deleted: Option<bool>,
    /// Counts its changes.
    #[serde(default, deserialize_with = "lenient::integer")]
    pub revision: Option<i64>,
    /// Quo's own record.
    #[serde(skip)]
    pub raw: Raw,
}

keep!(Task);
