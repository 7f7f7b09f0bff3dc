//! Lists over several pages.

use futures_util::TryStreamExt as _;
use voice_core::ErrorKind;
use voice_quo::api::{ListUsers, User};
use voice_quo::dated;

use crate::support::Fake;

fn page(ids: &[&str], total: &str, next: &str) -> (u16, String) {
    let users: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    let users = users.join(",");
    (
        200,
        format!(r#"{{"data":[{users}],"totalItems":{total},"nextPageToken":{next}}}"#),
    )
}

#[tokio::test]
async fn a_walk_follows_the_tokens_and_never_the_total() {
    let fake = Fake::v1().await;
    fake.answers([
        page(&["US1", "US2"], "2", "\"a b\""),
        page(&[], "0", "\"c\""),
        page(&["US3"], "-5", "null"),
    ])
    .await;
    let list = ListUsers::new().max_results(2);
    let users: Vec<User> = list.stream(&fake.client).try_collect().await.unwrap();
    let ids: Vec<&str> = users.iter().map(|user| &*user.id).collect();
    assert_eq!(ids, ["US1", "US2", "US3"]);
    assert_eq!(
        fake.asked().await,
        [
            "GET /v1/users?maxResults=2",
            "GET /v1/users?maxResults=2&pageToken=a%20b",
            "GET /v1/users?maxResults=2&pageToken=c",
        ]
    );
}

#[tokio::test]
async fn an_empty_token_is_the_end_and_a_circle_is_an_error() {
    let fake = Fake::v1().await;
    fake.answers([page(&["US1"], "9", "\"\"")]).await;
    let users: Vec<User> = ListUsers::new()
        .stream(&fake.client)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(users.len(), 1);

    let fake = Fake::v1().await;
    fake.answers([page(&["US1"], "9", "\"a\""), page(&["US2"], "9", "\"a\"")])
        .await;
    let walk: Result<Vec<User>, _> = ListUsers::new().stream(&fake.client).try_collect().await;
    assert_eq!(walk.unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(fake.asked().await.len(), 2);
}

#[tokio::test]
async fn the_dated_surface_walks_by_cursor() {
    let fake = Fake::dated().await;
    let page = |id: &str, next: &str| {
        (
            200,
            format!(r#"{{"data":[{{"id":"{id}","status":"completed"}}],"nextCursor":{next}}}"#),
        )
    };
    fake.answers([page("AC1", "\"x\""), page("AC2", "null")])
        .await;
    let calls: Vec<dated::Call> = dated::ListCalls::new()
        .stream(&fake.client)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(calls.len(), 2);
    assert_eq!(fake.asked().await, ["GET /calls", "GET /calls?after=x"]);
}
