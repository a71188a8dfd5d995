//! The documented resources: the examples of the API's documentation, and what servers do to them.

use serde_json::{Value, json};

use crate::model::{
    Attachment, Author, AuthorRole, Channel, Conversation, Direction, Message, MessageKind,
    MessageStatus, NewMessage, NewThread, Thread, ThreadId, ThreadPatch, ThreadStatus,
};

/// The example of `POST /channels/{channelId}/threads`.
pub(super) fn documented_thread() -> Value {
    json!({
        "id": "4c2bff3c-a694-4b4e-8da4-6030f534266f",
        "channelId": "6e0d4e3f-b4fd-4dc1-bddf-cd86d708bdcb",
        "title": "Order issue from Jane Customer",
        "status": "open",
        "externalId": "thread_123",
        "metadata": {"customerId": "cust_123"},
        "lastMessageAt": "2026-03-09T13:00:00.000Z",
        "closedAt": null,
        "createdAt": "2026-03-09T12:59:00.000Z",
        "updatedAt": "2026-03-09T13:00:00.000Z"
    })
}

/// The example of the message lists.
pub(super) fn documented_message() -> Value {
    json!({
        "id": "5a354f89-0b1f-40d1-80d3-32c3a901c8e3",
        "channelId": "6e0d4e3f-b4fd-4dc1-bddf-cd86d708bdcb",
        "threadId": "4c2bff3c-a694-4b4e-8da4-6030f534266f",
        "parentMessageId": null,
        "externalId": "wamid.HBgLN...",
        "direction": "inbound",
        "status": "received",
        "kind": "text",
        "text": "Need help with my order",
        "raw": {"provider": "whatsapp"},
        "author": {
            "role": "user",
            "name": "Jane Customer",
            "email": "jane@example.com",
            "externalId": "wa:+15551234567"
        },
        "metadata": {"source": "webhook"},
        "attachments": [{
            "name": "invoice.pdf",
            "contentType": "application/pdf",
            "url": "https://example.com/invoice.pdf",
            "sizeBytes": 102_400
        }],
        "createdAt": "2026-03-09T13:00:00.000Z",
        "updatedAt": "2026-03-09T13:00:00.000Z"
    })
}

fn message(json: Value) -> Message {
    serde_json::from_value(json).unwrap()
}

fn without(mut json: Value, field: &str) -> Value {
    json.as_object_mut().unwrap().remove(field).unwrap();
    json
}

fn with(mut json: Value, field: &str, value: Value) -> Value {
    json[field] = value;
    json
}

#[test]
fn the_documented_message_is_read_and_written_as_it_came() {
    let read = message(documented_message());
    assert_eq!(read.direction, Direction::Inbound);
    assert_eq!(read.status, MessageStatus::Received);
    assert_eq!(read.kind, MessageKind::Text);
    assert_eq!(read.author.role, AuthorRole::User);
    assert_eq!(read.attachments[0].size_bytes, Some(102_400.0));
    assert_eq!(
        serde_json::to_string(&read).unwrap(),
        documented_message().to_string()
    );
}

#[test]
fn the_documented_thread_is_read_and_written_as_it_came() {
    let read: Thread = serde_json::from_value(documented_thread()).unwrap();
    assert_eq!(read.status, ThreadStatus::Open);
    assert_eq!(read.closed_at, None);
    assert_eq!(
        serde_json::to_string(&read).unwrap(),
        documented_thread().to_string()
    );
}

#[test]
fn the_documented_bodies_are_read_and_written_as_they_came() {
    let thread = json!({
        "title": "Order issue from Jane Customer",
        "status": "open",
        "externalId": "thread_123",
        "metadata": {"customerId": "cust_123"}
    });
    let read: NewThread = serde_json::from_value(thread.clone()).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), thread);
    let message = json!({
        "externalId": "wamid.HBgLN...",
        "direction": "inbound",
        "status": "received",
        "kind": "text",
        "text": "Need help with my order",
        "author": {"role": "user", "name": "Jane Customer"},
        "metadata": {"source": "webhook"},
        "attachments": [{"name": "invoice.pdf", "sizeBytes": 102_400}]
    });
    let read: NewMessage = serde_json::from_value(message.clone()).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), message);
}

#[test]
fn a_body_says_nothing_of_what_is_not_set() {
    assert_eq!(
        serde_json::to_value(NewThread::default()).unwrap(),
        json!({})
    );
    assert_eq!(
        serde_json::to_value(ThreadPatch::default()).unwrap(),
        json!({})
    );
    let patch = ThreadPatch {
        status: Some(ThreadStatus::Closed),
        title: None,
    };
    assert_eq!(
        serde_json::to_value(patch).unwrap(),
        json!({"status": "closed"})
    );
    let least: NewMessage =
        serde_json::from_value(json!({"direction": "outbound", "author": {"role": "agent"}}))
            .unwrap();
    assert_eq!(
        serde_json::to_value(least).unwrap(),
        json!({"direction": "outbound", "author": {"role": "agent"}})
    );
    assert_eq!(
        serde_json::to_value(Attachment::default()).unwrap(),
        json!({})
    );
}

#[test]
fn an_author_never_carries_an_empty_string() {
    let author = Author {
        name: Some("".into()),
        email: Some("".into()),
        phone: Some("".into()),
        avatar_url: Some("".into()),
        external_id: Some("".into()),
        ..Author::of(AuthorRole::Agent)
    };
    assert_eq!(
        serde_json::to_value(author).unwrap(),
        json!({"role": "agent"})
    );
}

#[test]
fn null_and_missing_are_the_same_where_the_documentation_says_nullable() {
    for field in [
        "threadId",
        "parentMessageId",
        "externalId",
        "text",
        "raw",
        "metadata",
        "attachments",
    ] {
        let missing = message(without(documented_message(), field));
        let null = message(with(documented_message(), field, json!(null)));
        assert_eq!(missing, null, "{field}");
    }
    for field in [
        "title",
        "externalId",
        "metadata",
        "lastMessageAt",
        "closedAt",
    ] {
        let missing: Thread = serde_json::from_value(without(documented_thread(), field)).unwrap();
        let null: Thread =
            serde_json::from_value(with(documented_thread(), field, json!(null))).unwrap();
        assert_eq!(missing, null, "{field}");
    }
    let author = json!({"role": "user", "name": null, "email": null, "phone": null, "avatarUrl": null, "externalId": null});
    let read = message(with(documented_message(), "author", author));
    assert_eq!(read.author, Author::of(AuthorRole::User));
    let attachment = json!([{"name": null, "contentType": null, "url": null, "sizeBytes": null, "metadata": null}]);
    let read = message(with(documented_message(), "attachments", attachment));
    assert_eq!(read.attachments, [Attachment::default()]);
}

#[test]
fn what_the_documentation_requires_is_required() {
    for field in [
        "id",
        "channelId",
        "direction",
        "status",
        "kind",
        "author",
        "createdAt",
        "updatedAt",
    ] {
        assert!(
            serde_json::from_value::<Message>(without(documented_message(), field)).is_err(),
            "{field}"
        );
    }
    for field in ["id", "channelId", "status", "createdAt", "updatedAt"] {
        assert!(
            serde_json::from_value::<Thread>(without(documented_thread(), field)).is_err(),
            "{field}"
        );
    }
}

#[test]
fn unknown_fields_hurt_nothing() {
    let read = message(with(
        documented_message(),
        "reactions",
        json!([{"emoji": "👍"}]),
    ));
    assert_eq!(read, message(documented_message()));
    let thread: Thread =
        serde_json::from_value(with(documented_thread(), "assignee", json!({"id": 7}))).unwrap();
    assert_eq!(thread, serde_json::from_value(documented_thread()).unwrap());
}

#[test]
fn raw_may_be_anything_and_is_kept() {
    for raw in [
        json!("text"),
        json!(1.5),
        json!([1, {"a": null}]),
        json!({"b": {"a": 1}}),
        json!(false),
    ] {
        assert_eq!(
            message(with(documented_message(), "raw", raw.clone())).raw,
            raw
        );
    }
}

#[test]
fn a_size_may_be_any_number_and_is_written_as_it_came() {
    for size in [
        json!(0),
        json!(1),
        json!(0.5),
        json!(5_000_000_000_u64),
        json!(-1),
        json!(1e300),
    ] {
        let attachment: Attachment = serde_json::from_value(json!({"sizeBytes": size})).unwrap();
        assert_eq!(
            serde_json::to_value(attachment).unwrap(),
            json!({"sizeBytes": size})
        );
    }
}

#[test]
fn a_message_knows_the_id_an_andibox_gave_it() {
    let id = |metadata| {
        message(with(documented_message(), "metadata", metadata))
            .client_message_id()
            .map(ToOwned::to_owned)
    };
    assert_eq!(
        id(json!({"clientMessageId": "0190-x"})).as_deref(),
        Some("0190-x")
    );
    assert_eq!(id(json!({"clientMessageId": 7})), None);
    assert_eq!(id(json!({})), None);
    assert_eq!(id(json!(null)), None);
}

#[test]
fn of_a_channel_only_the_id_is_certain() {
    let label = |json: Value| {
        serde_json::from_value::<Channel>(json)
            .unwrap()
            .label()
            .expose()
            .to_owned()
    };
    assert_eq!(
        label(json!({"id": "c1", "name": "WhatsApp", "handle": "wa"})),
        "WhatsApp"
    );
    assert_eq!(
        label(json!({"id": "c1", "name": null, "handle": "wa"})),
        "wa"
    );
    assert_eq!(
        label(json!({"id": "c1", "name": "  ", "handle": "wa"})),
        "wa"
    );
    assert_eq!(label(json!({"id": "c1", "handle": ""})), "c1");
    assert_eq!(label(json!({"id": "c1"})), "c1");
    assert!(serde_json::from_value::<Channel>(json!({"name": "WhatsApp"})).is_err());
}

#[test]
fn a_channel_of_another_shape_is_still_a_channel() {
    let odd = json!({
        "id": "c1",
        "name": {"en": "WhatsApp"},
        "handle": "wa",
        "description": ["a", "b"],
        "metadata": "none",
        "createdAt": 1_773_057_600,
        "updatedAt": "2026-03-09T12:00:00.000Z"
    });
    let channel: Channel = serde_json::from_value(odd).unwrap();
    assert_eq!(channel.label().expose(), "wa");
    assert_eq!(
        (
            channel.name,
            channel.description,
            channel.metadata,
            channel.created_at
        ),
        (None, None, None, None)
    );
    assert!(channel.updated_at.is_some());
}

#[test]
fn an_author_is_called_by_the_first_thing_that_says_something() {
    let mut author = Author {
        name: Some("Jane".into()),
        email: Some("jane@example.com".into()),
        phone: Some("+15551234567".into()),
        external_id: Some("wa:1".into()),
        avatar_url: Some("https://example.com/jane.png".into()),
        role: AuthorRole::User,
    };
    let label = |author: &Author| author.label().map(|label| label.expose().to_owned());
    assert_eq!(label(&author).as_deref(), Some("Jane"));
    author.name = Some(" \t".into());
    assert_eq!(label(&author).as_deref(), Some("jane@example.com"));
    author.email = None;
    assert_eq!(label(&author).as_deref(), Some("+15551234567"));
    author.phone = None;
    assert_eq!(label(&author).as_deref(), Some("wa:1"));
    author.external_id = None;
    assert_eq!(label(&author), None);
}

#[test]
fn debug_output_carries_no_control_character() {
    let hostile = "\u{1b}]0;x\u{7}\r\n\u{202e}\u{200b}\u{9b}2J";
    let read = message(with(
        with(documented_message(), "text", json!(hostile)),
        "id",
        json!(hostile),
    ));
    let debug = format!(
        "{:?} {:?} {:?}",
        read.text,
        read.id,
        Direction::read(hostile)
    );
    assert!(
        debug
            .chars()
            .all(|char| !char.is_control() && !matches!(char, '\u{202e}' | '\u{200b}')),
        "{debug}"
    );
}

#[test]
fn a_conversation_knows_its_channel_and_thread() {
    let thread = Conversation::Thread {
        channel: "c".into(),
        thread: "t".into(),
    };
    let feed = Conversation::Feed {
        channel: "c".into(),
    };
    assert_eq!(
        (
            thread.channel().as_str(),
            thread.thread().map(ThreadId::as_str)
        ),
        ("c", Some("t"))
    );
    assert_eq!((feed.channel().as_str(), feed.thread()), ("c", None));
}

#[test]
fn a_person_is_told_by_the_email_address_and_without_one_by_the_name() {
    let author = |name: Option<&str>, email: Option<&str>| Author {
        name: name.map(Into::into),
        email: email.map(Into::into),
        ..Author::of(AuthorRole::Agent)
    };
    let me = author(Some("Ana Ruiz"), Some("ana@example.com"));
    let table = [
        (author(None, Some("Ana@Example.com ")), true),
        (author(Some("Ana Ruiz"), Some("another@example.com")), false),
        (author(Some("Ana Ruiz"), None), true),
        (author(Some("Ana"), None), false),
        (author(Some(" "), Some("")), false),
        (author(None, None), false),
    ];
    for (other, same) in table {
        assert_eq!(me.is(&other), same, "{other:?}");
        assert_eq!(other.is(&me), same, "{other:?}");
    }
    let nobody = author(None, None);
    assert!(!nobody.is(&nobody));
}
