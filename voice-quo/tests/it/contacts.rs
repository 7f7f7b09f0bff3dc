//! v1: contacts and their custom fields.

use url::Url;
use voice_quo::api::{
    ContactFields, ContactItem, CreateContact, CustomFieldKind, CustomValue, DeleteContact,
    GetContact, ListContacts, ListCustomFields, NewCustomField, UpdateContact,
};

use crate::support::{Operation, data};

const CONTACT: &str = r#"{"id":"64f0a1b2c3d4e5f601234567","externalId":"crm-7","source":"our-crm","sourceUrl":null,
"defaultFields":{"firstName":"Ada","lastName":null,"company":"Example","role":null,
"emails":[{"id":"e1","name":"work","value":"ada@example.com"}],"phoneNumbers":[{"id":"p1","name":"mobile","value":"+15550100002"}]},
"customFields":[{"name":"Tags","key":"tags","id":"c1","type":"multi-select","value":["a","b"]}],
"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","createdByUserId":"US1"}"#;

#[tokio::test]
async fn list_contacts() {
    let page = format!(r#"{{"data":[{CONTACT}],"totalItems":1,"nextPageToken":"n"}}"#);
    let list = Operation::v1(
        "GET /v1/contacts?maxResults=50&externalIds=crm-7&externalIds=crm-8&sources=our-crm&pageToken=t",
        200,
        page,
    )
    .word("multi-select")
    .passes(|client| async move {
        ListContacts::new()
            .external_id("crm-7")
            .external_id("crm-8")
            .source("our-crm")
            .max_results(50)
            .page_token("t")
            .send(&client)
            .await
    })
    .await;
    assert_eq!(list.data[0].custom_fields[0].value, ["a", "b"]);
}

#[tokio::test]
async fn create_contact() {
    let made = Operation::v1(
        r#"POST /v1/contacts {"defaultFields":{"firstName":"Ada","company":"Example","emails":[{"name":"work","value":"ada@example.com"}],"phoneNumbers":[{"name":"mobile","value":"+15550100002"}]},"customFields":[{"key":"tags","value":["a"]}],"createdByUserId":"US1","source":"our-crm","sourceUrl":"https://example.com/7","externalId":"crm-7"}"#,
        201,
        data(CONTACT),
    )
    .passes(|client| async move {
        let fields = ContactFields::new()
            .first_name("Ada")
            .company("Example")
            .email("work", "ada@example.com")
            .phone_number("mobile", "+15550100002");
        CreateContact::new(fields)
            .custom_field(NewCustomField::new("tags", CustomValue::Choices(vec!["a".into()])))
            .created_by_user_id("US1")
            .source("our-crm")
            .source_url(Url::parse("https://example.com/7").unwrap())
            .external_id("crm-7")
            .send(&client)
            .await
    })
    .await;
    assert_eq!(made.default_fields.emails[0].id.as_deref(), Some("e1"));
}

#[tokio::test]
async fn get_contact() {
    let contact = Operation::v1(
        "GET /v1/contacts/64f0a1b2c3d4e5f601234567",
        200,
        data(CONTACT),
    )
    .word("multi-select")
    .passes(|client| async move {
        GetContact::new("64f0a1b2c3d4e5f601234567")
            .send(&client)
            .await
    })
    .await;
    assert_eq!(contact.external_id.as_deref(), Some("crm-7"));
}

#[tokio::test]
async fn update_contact() {
    Operation::v1(
        r#"PATCH /v1/contacts/1 {"defaultFields":{"lastName":null,"phoneNumbers":[{"id":"p1","name":"mobile","value":null}]},"customFields":[{"key":"tags","id":"c1","value":null}],"source":"our-crm","sourceUrl":"https://example.com/8","externalId":null}"#,
        200,
        data(CONTACT),
    )
    .word("multi-select")
    .passes(|client| async move {
        let mut gone = ContactItem::new("mobile", "x");
        gone.id = Some("p1".into());
        gone.value = None;
        let mut fields = ContactFields::new();
        fields.last_name = Some(None);
        fields.phone_numbers = Some(vec![gone]);
        UpdateContact::new("1")
            .default_fields(fields)
            .custom_fields(vec![NewCustomField::new("tags", CustomValue::Nothing).id("c1")])
            .source("our-crm")
            .source_url(Url::parse("https://example.com/8").unwrap())
            .external_id(None)
            .send(&client)
            .await
    })
    .await;
}

#[tokio::test]
async fn delete_contact() {
    Operation::v1("DELETE /v1/contacts/1", 204, "")
        .passes(|client| async move { DeleteContact::new("1").send(&client).await })
        .await;
}

#[tokio::test]
async fn list_custom_fields() {
    let fields = Operation::v1(
        "GET /v1/contact-custom-fields",
        200,
        data(r#"[{"name":"Tags","key":"tags","type":"multi-select"}]"#),
    )
    .word("multi-select")
    .passes(|client| async move { ListCustomFields::new().send(&client).await })
    .await;
    assert_eq!(fields[0].kind, CustomFieldKind::MultiSelect);
}
