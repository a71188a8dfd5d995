//! Every operation against the server made from the contract.

use andibox::api::login::StartLogin;
use andibox::api::{AuthHeader, ChannelPatch, Client, Fetch, Fetched, NewChannel, Validator, body};
use andibox::model::{
    ApiKey, ChannelId, Item, Message, MessageId, Mode, StatusEvent, Thread, ThreadPatch,
    ThreadStatus,
};
use serde_json::json;

use super::mock::{Mock, TAG};
use super::setup::{Bench, SECRET, ana, channel, hello, id, options, thread};

fn listed<T>(fetch: Fetch<T>) -> (Vec<Item<T>>, Validator) {
    match fetch.fetched {
        Fetched::New {
            listing, validator, ..
        } => {
            assert!(listing.broken.is_empty(), "{:?}", listing.broken);
            (listing.items, validator)
        }
        _ => panic!("not a new list"),
    }
}

#[tokio::test]
async fn every_operation_keeps_to_the_contract() {
    let mock = Mock::start().await;
    let bench = Bench::at(&mock.address);
    let client = &bench.client;

    let (channels, last) = listed(client.list_channels(None).await.unwrap());
    assert_eq!(channels[0].value.label().expose(), "WhatsApp");
    assert_eq!(last.etag.as_deref(), Some(TAG));
    client
        .create_channel(&NewChannel::named("Email"), id(1))
        .await
        .unwrap();
    client.get_channel(&channel()).await.unwrap();
    let patch = ChannelPatch {
        name: Some("Post".into()),
        ..ChannelPatch::default()
    };
    client.update_channel(&channel(), &patch).await.unwrap();
    client.delete_channel(&channel()).await.unwrap();

    let (threads, _) = listed(client.list_threads(&channel(), None).await.unwrap());
    assert_eq!(threads[0].value.status, ThreadStatus::Open);
    let new = body::new_thread("Order", Some(&MessageId::from("m 1")), id(2));
    let created: Item<Thread> = client.create_thread(&channel(), &new).await.unwrap();
    assert!(created.json.get().contains("cust_123"), "the JSON is kept");
    client.get_thread(&channel(), &thread()).await.unwrap();
    let close = ThreadPatch {
        status: Some(ThreadStatus::Closed),
        title: None,
    };
    client
        .update_thread(&channel(), &thread(), &close, None)
        .await
        .unwrap();
    assert_eq!(mock.last_body(), json!({"status": "closed"}));

    let (messages, _) = listed(
        client
            .list_channel_messages(&channel(), None)
            .await
            .unwrap(),
    );
    assert_eq!(messages[0].value.attachments.len(), 1);
    client
        .create_channel_message(&channel(), &hello())
        .await
        .unwrap();
    listed(
        client
            .list_thread_messages(&channel(), &thread(), None)
            .await
            .unwrap(),
    );
    let created: Item<Message> = client
        .create_thread_message(&channel(), &thread(), &hello())
        .await
        .unwrap();
    assert_eq!(
        created.value.text.unwrap().expose(),
        "Need help with my order"
    );

    let start = StartLogin {
        agent_name: "andibox".to_owned(),
        agent_description: "Terminal inbox".to_owned(),
        role: "editor".to_owned(),
    };
    let started = client.start_login(&start).await.unwrap();
    let code = started.user_code.expose();
    client.login_request(code).await.unwrap();
    client.approve_login(code).await.unwrap();
    client.deny_login(code).await.unwrap();
    client.exchange_login(&started.device_code).await.unwrap();

    assert_eq!(mock.violations(), Vec::<String>::new());
    assert_eq!(
        mock.unused(),
        Vec::<String>::new(),
        "operations without a method"
    );
    assert_eq!(bench.log().len(), 18);
    assert!(bench.log().iter().all(|record| record.problem.is_none()));
}

#[tokio::test]
async fn the_key_travels_as_bearer_when_asked_to() {
    let mock = Mock::start().await;
    let bench = Bench::with(&mock.address, |options| options.auth = AuthHeader::Bearer);
    bench.client.list_channels(None).await.unwrap();
    assert_eq!(mock.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn bodies_are_exactly_those_of_the_contract() {
    let mock = Mock::start().await;
    let client = Bench::at(&mock.address).client;
    let send = async |body| {
        client
            .create_thread_message(&channel(), &thread(), &body)
            .await
            .unwrap();
        mock.last_body()
    };
    let author = json!({"role": "agent", "name": "Ana", "email": "ana@example.com"});
    let metadata = json!({"clientMessageId": id(1).to_string()});
    let parent = MessageId::from("m1");

    assert_eq!(
        send(body::reply("Hi", &ana(), Some(&parent), id(1))).await,
        json!({"parentMessageId": "m1", "direction": "outbound", "kind": "text", "text": "Hi",
            "author": author, "metadata": metadata})
    );
    assert_eq!(
        send(body::written(Mode::Note, "Psst", &ana(), None, id(1))).await,
        json!({"direction": "internal", "kind": "comment", "text": "Psst",
            "author": author, "metadata": metadata})
    );
    let event = StatusEvent {
        from: ThreadStatus::Open,
        to: ThreadStatus::Closed,
        base: ThreadStatus::Open,
        by: ana(),
        at: None,
    };
    assert_eq!(
        send(body::status_event(&event, id(1))).await,
        json!({"direction": "system", "kind": "event", "text": "Thread closed by Ana",
            "author": author, "metadata": {
                "andibox": {"event": "thread.status", "from": "open", "to": "closed", "base": "open"},
                "clientMessageId": id(1).to_string()}})
    );
    let promoted = body::new_thread(" Order ", Some(&parent), id(2));
    client.create_thread(&channel(), &promoted).await.unwrap();
    assert_eq!(
        mock.last_body(),
        json!({"title": "Order",
            "metadata": {"clientMessageId": id(2).to_string(), "sourceMessageId": "m1"}})
    );
    assert_eq!(mock.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn ids_arrive_as_they_are_whatever_stands_in_them() {
    let mock = Mock::start().await;
    let client = Bench::at(&mock.address).client;
    for id in [
        "a/b",
        "a b",
        "%2e%2e",
        "../..",
        "...",
        "a\nb\tc",
        "?x=1#y",
        "ü 日本 🙂",
        "a;b=c",
        "\\",
        "\u{0}",
        "{channelId}",
    ] {
        client.get_channel(&ChannelId::from(id)).await.unwrap();
        assert_eq!(mock.last_ids(), [id]);
    }
    for id in ["", ".", ".."] {
        let error = client.get_channel(&ChannelId::from(id)).await.unwrap_err();
        assert_eq!(error.class, andibox::api::Class::Rejected, "{id:?}");
        assert_eq!(error.problem.kind, andibox::model::ProblemKind::Local);
    }
    assert_eq!(mock.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn an_unchanged_list_is_not_sent_again() {
    let mock = Mock::start().await;
    let bench = Bench::at(&mock.address);
    let (_, last) = listed(bench.client.list_channels(None).await.unwrap());
    let again = bench.client.list_channels(Some(&last)).await.unwrap();
    assert!(matches!(again.fetched, Fetched::NotModified));
    assert_eq!(bench.log()[1].status, Some(304));
    assert_eq!(mock.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn the_mock_is_as_strict_as_it_says() {
    let mock = Mock::start().await;
    andibox::api::install_tls();
    let http = reqwest::Client::new();
    let base = mock.address.to_string();
    let messages = format!("{base}/channels/1/messages");
    let good = json!({"direction": "outbound", "author": {"role": "agent"}}).to_string();
    let post = |url: &str, body: &str| {
        http.post(url)
            .header("accept", "application/json")
            .header("user-agent", "andibox/0")
            .header("content-type", "application/json")
            .header("x-api-key", SECRET)
            .header("idempotency-key", id(1).to_string())
            .body(body.to_owned())
    };
    let right = post(&messages, &good).send().await.unwrap();
    assert_eq!(right.status(), 201);
    assert_eq!(mock.violations(), Vec::<String>::new());
    for (wrong, word) in [
        (post(&format!("{base}/chanels"), &good), "no operation"),
        (post(&messages, "{"), "no JSON"),
        (post(&messages, r#"{"direction":"outbound"}"#), "author"),
        (post(&messages, &good.replace("agent", "")), "body"),
        (post(&messages, &good.replace("author", "writer")), "body"),
        (post(&messages, &good).header("x-more", "1"), "x-more"),
        (
            post(&messages, &good).header("authorization", "Bearer x"),
            "key",
        ),
        (post(&format!("{messages}?page=2"), &good), "query"),
        (
            post(&messages, &good).header("if-none-match", "x"),
            "If-None",
        ),
    ] {
        let answer = wrong.send().await.unwrap();
        let violations = mock.violations().join("; ");
        assert!(violations.contains(word), "{word}: {violations}");
        assert!(answer.status().is_client_error(), "{word}");
    }
}

#[test]
fn requests_can_be_made_from_any_task() {
    fn sendable<T: Send>(value: T) -> T {
        value
    }
    let address = "http://localhost:1/api/v1".parse().unwrap();
    let mut options = options(&address);
    options.key = Some(ApiKey::new(SECRET).unwrap());
    let client = Client::new(options).unwrap();
    drop(sendable(client.list_channels(None)));
    drop(sendable(client.create_thread_message(
        &channel(),
        &thread(),
        &hello(),
    )));
    drop(sendable(client.delete_channel(&channel())));
    drop(sendable(client.approve_login("x")));
}
