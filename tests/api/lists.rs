//! Lists of servers that do not quite keep to the contract: what can be read is read, and the rest is named.

use andibox::api::{Fetch, Fetched, Validator};
use andibox::model::{Direction, Listing, Message, MessageStatus};

use super::setup::{Bench, channel};
use super::wire::{Wire, http, json};

/// A message with some JSON in it replaced.
fn message(from: &str, to: &str) -> String {
    let message = r#"{"id":"m1","channelId":"c","threadId":null,"parentMessageId":null,"externalId":null,"direction":"inbound","status":"received","kind":"text","text":"Hi","raw":null,"author":{"role":"user"},"metadata":null,"attachments":[],"createdAt":"2026-03-09T13:00:00.000Z","updatedAt":"2026-03-09T13:00:00.000Z"}"#;
    assert!(message.contains(from), "{from}");
    message.replace(from, to)
}

async fn messages(body: &str) -> Listing<Message> {
    let wire = Wire::start([json(body)]).await;
    let client = Bench::at(&wire.address).client;
    listing(
        client
            .list_channel_messages(&channel(), None)
            .await
            .unwrap(),
    )
    .0
}

fn listing<T>(fetch: Fetch<T>) -> (Listing<T>, Validator) {
    match fetch.fetched {
        Fetched::New {
            listing, validator, ..
        } => (listing, validator),
        _ => panic!("not a new list"),
    }
}

#[tokio::test]
async fn lists_come_bare_or_wrapped() {
    let one = message("Hi", "Hi");
    for body in [
        format!("[{one}]"),
        format!(" \n[{one}]\n"),
        format!(r#"{{"items":[{one}],"total":1}}"#),
        format!(r#"{{"data":[{one}]}}"#),
        format!(r#"{{"items":null,"data":[{one}]}}"#),
    ] {
        let listing = messages(&body).await;
        assert_eq!(listing.items.len(), 1, "{body}");
        assert!(listing.broken.is_empty());
        assert_eq!(listing.items[0].json.get(), one);
    }
}

#[tokio::test]
async fn one_broken_element_does_not_hide_the_others() {
    let one = message("Hi", "Hi");
    let broken = message(r#"{"role":"user"}"#, r#"{"role":7}"#);
    let listing = messages(&format!("[{one},{broken},null,{one}]")).await;
    assert_eq!(listing.items.len(), 2);
    let paths: Vec<&str> = listing.broken.iter().map(|it| it.path.expose()).collect();
    assert_eq!(paths, ["$[1].author.role", "$[2]"]);

    let wrapped = messages(&format!(r#"{{"data":[{broken}]}}"#)).await;
    assert_eq!(wrapped.broken[0].path.expose(), "$.data[0].author.role");
}

#[tokio::test]
async fn what_is_new_or_missing_is_taken_as_it_comes() {
    for (from, to) in [
        (r#""attachments":[]"#, r#""attachments":null"#),
        (r#""attachments":[],"#, ""),
        (r#""text":"Hi","raw":null,"#, ""),
        (r#""metadata":null,"#, r#""metadata":null,"new":{"a":[1]},"#),
        ("2026-03-09T13:00:00.000Z", "yesterday"),
    ] {
        let listing = messages(&format!("[{}]", message(from, to))).await;
        assert!(listing.broken.is_empty(), "{from}: {:?}", listing.broken);
    }
    let odd = message(
        r#""direction":"inbound","status":"received""#,
        r#""direction":"sideways","status":"read""#,
    );
    let listing = messages(&format!("[{odd}]")).await;
    let message = &listing.items[0].value;
    assert_eq!(message.direction, Direction::Other("sideways".into()));
    assert_eq!(message.status, MessageStatus::Other("read".into()));
}

#[tokio::test]
async fn a_channel_needs_nothing_but_an_id() {
    let wire = Wire::start([json(
        r#"[{"id":"c1"},{"id":"c2","name":null},{"name":"x"}]"#,
    )])
    .await;
    let client = Bench::at(&wire.address).client;
    let (listing, _) = listing(client.list_channels(None).await.unwrap());
    let labels: Vec<_> = listing.items.iter().map(|it| it.value.label()).collect();
    assert_eq!(labels, ["c1".into(), "c2".into()]);
    assert_eq!(listing.broken[0].path.expose(), "$[2]");
}

#[tokio::test]
async fn the_same_body_is_not_parsed_again() {
    let acts = [json("[]"), json("[]"), json(r#"[{"id":"c1"}]"#)];
    let wire = Wire::start(acts).await;
    let client = Bench::at(&wire.address).client;
    let (_, last) = listing(client.list_channels(None).await.unwrap());
    assert_eq!(last.etag, None);
    let again = client.list_channels(Some(&last)).await.unwrap();
    assert!(matches!(again.fetched, Fetched::Same));
    let (changed, next) = listing(client.list_channels(Some(&last)).await.unwrap());
    assert_eq!(changed.items.len(), 1);
    assert_ne!(next.hash, last.hash);
    assert!(
        wire.requests()
            .iter()
            .all(|it| !it.contains("if-none-match"))
    );
}

#[tokio::test]
async fn a_validator_can_be_kept_and_sends_its_tag() {
    let tagged = http("200 OK", "etag: W/\"7\"\r\n", "[]");
    let wire = Wire::start([tagged, http("304 Not Modified", "", "")]).await;
    let client = Bench::at(&wire.address).client;
    let (_, last) = listing(client.list_channels(None).await.unwrap());
    let kept = serde_json::to_string(&last).unwrap();
    let last: Validator = serde_json::from_str(&kept).unwrap();
    let again = client.list_channels(Some(&last)).await.unwrap();
    assert!(matches!(again.fetched, Fetched::NotModified));
    assert!(wire.requests()[1].contains("if-none-match: W/\"7\"\r\n"));
}

#[tokio::test]
async fn a_tag_no_header_can_carry_is_left_out() {
    let wire = Wire::start([json("[]")]).await;
    let client = Bench::at(&wire.address).client;
    let last = Validator {
        etag: Some("\"a\r\nx-evil: 1\"".to_owned()),
        hash: 0,
    };
    client.list_channels(Some(&last)).await.unwrap();
    assert!(!wire.requests()[0].contains("evil"));
}

#[tokio::test]
async fn a_long_list_is_read_like_a_short_one() {
    let body = vec![message("Hi", &"long ".repeat(200)); 500].join(",");
    let listing = messages(&format!("[{body},{{}}]")).await;
    assert_eq!(listing.items.len(), 500);
    assert_eq!(listing.broken.len(), 1);
}
