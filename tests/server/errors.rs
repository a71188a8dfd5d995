//! Every documented error, and bodies and paths of any shape.

use serde_json::json;

use super::harness::{Answer, Running, inbound};

fn issue(tag: &str, path: &str) -> (String, String) {
    (tag.to_owned(), path.to_owned())
}

#[tokio::test]
async fn every_issue_of_a_body_is_named_with_its_path() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    let answer = server
        .post(
            &messages,
            json!({
                "parentMessageId": 1, "externalId": [], "status": "lost", "kind": null, "text": {}, "metadata": "m",
                "author": {"name": "", "email": 5},
                "attachments": [{"name": ""}, 7, {"sizeBytes": "big", "metadata": null, "url": "u"}],
            }),
        )
        .await;
    assert_eq!(
        (answer.status, &answer.body["_tag"]),
        (400, &json!("HttpApiDecodeError"))
    );
    assert_eq!(
        answer.issues(),
        [
            issue("Type", r#"["parentMessageId"]"#),
            issue("Type", r#"["externalId"]"#),
            issue("Missing", r#"["direction"]"#),
            issue("Type", r#"["status"]"#),
            issue("Type", r#"["kind"]"#),
            issue("Type", r#"["text"]"#),
            issue("Missing", r#"["author","role"]"#),
            issue("Refinement", r#"["author","name"]"#),
            issue("Type", r#"["author","email"]"#),
            issue("Type", r#"["metadata"]"#),
            issue("Refinement", r#"["attachments",0,"name"]"#),
            issue("Type", r#"["attachments",1]"#),
            issue("Type", r#"["attachments",2,"sizeBytes"]"#),
            issue("Type", r#"["attachments",2,"metadata"]"#),
        ]
    );
    assert_eq!(
        server.get(&messages).await.body,
        json!([]),
        "nothing is stored of a refused body"
    );
}

#[tokio::test]
async fn a_body_that_is_no_json_object_is_a_decode_error() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let (channel, _) = thread.split_once("/threads/").unwrap();
    let paths = [
        "/channels".to_owned(),
        format!("{channel}/threads"),
        format!("{thread}/messages"),
    ];
    for path in &paths {
        for (body, tag) in [
            ("", "Missing"),
            (" \n", "Missing"),
            ("{", "Transformation"),
            ("{\"a\":1}x", "Transformation"),
            ("\u{0}", "Transformation"),
            ("{\"text\":\"\\ud800\"}", "Transformation"),
            ("[]", "Type"),
            ("null", "Type"),
            ("\"text\"", "Type"),
            ("1e400", "Transformation"),
        ] {
            let answer = server.ask("POST", path).body(body).send().await;
            assert_eq!(answer.status, 400, "{path} {body:?}");
            assert_eq!(answer.issues(), [issue(tag, "[]")], "{path} {body:?}");
        }
        let answer = server
            .ask("POST", path)
            .body(vec![b'{', 0xff, b'}'])
            .send()
            .await;
        assert_eq!(answer.issues(), [issue("Transformation", "[]")]);
    }
}

#[tokio::test]
async fn odd_json_is_read_or_refused_and_never_a_failure() {
    let server = Running::start().await;
    for (body, status) in [
        (r#"{"name": 1, "name": "the last one counts"}"#, 201),
        (r#"{"name": "a\u0000b", "": 1, "__proto__": {}}"#, 201),
        (
            r#"{"name": "\ud83d\ude00", "metadata": {"\u0000": 1e308}}"#,
            201,
        ),
        (r#"{"name": "\udc00\ud800"}"#, 400),
        (r#"{"name": "a", "ignored": 1e999}"#, 400),
        (r#"{"name": "a", "metadata": {"x": NaN}}"#, 400),
        ("\u{feff}{\"name\": \"a\"}", 400),
        ("{\"name\": \"a\u{0}b\"}", 400),
    ] {
        for content_type in [
            "application/json",
            "text/plain",
            "application/x; charset=utf-16",
        ] {
            let answer = server
                .ask("POST", "/channels")
                .header("content-type", content_type)
                .body(body)
                .send()
                .await;
            assert_eq!(answer.status, status, "{body} as {content_type}");
        }
    }
    assert_eq!(
        server.get("/channels").await.body[0]["name"],
        "the last one counts"
    );
}

#[tokio::test]
async fn a_missing_key_and_a_wrong_key_are_told_apart_in_the_documented_words() {
    let server = Running::start().await;
    let missing = server.bare("GET", "/channels").send().await;
    assert_eq!(missing.status, 401);
    assert_eq!(
        missing.body,
        json!({
            "code": "authentication_required",
            "message": "Authentication required. Send Authorization: Bearer <api-key>, x-api-key, or a signed-in session.",
        })
    );
    let wrong = server
        .bare("GET", "/channels")
        .header("x-api-key", "andi_local_wrong")
        .send()
        .await;
    assert_eq!(wrong.status, 401);
    assert_eq!(
        wrong.body,
        json!({
            "code": "invalid_api_key",
            "message": "The provided API key is invalid, expired, revoked, or malformed.",
        })
    );
}

#[tokio::test]
async fn what_does_not_exist_is_the_documented_404_whatever_is_asked_for() {
    let server = Running::start().await;
    let channel = server.channel().await;
    let expected = json!({"code": "not_found", "message": "The requested resource was not found."});
    let ids = [
        "0",
        "-1",
        "1e999",
        "%00",
        "%ff%fe",
        "%2e%2e%2fetc",
        "a%2Fb",
        "%E2%80%AE",
        "'%20OR%201=1",
        "null",
        "%",
        "%4",
    ];
    for id in ids {
        for path in [
            format!("/channels/{id}"),
            format!("/channels/{id}/threads"),
            format!("/channels/{id}/messages"),
            format!("{channel}/threads/{id}"),
            format!("{channel}/threads/{id}/messages"),
            format!("{channel}/{id}"),
            format!("/{id}"),
        ] {
            let answer = server.get(&path).await;
            assert_eq!((answer.status, &answer.body), (404, &expected), "{path}");
        }
        let asked: [Answer; 3] = [
            server
                .post(&format!("/channels/{id}/threads"), json!({}))
                .await,
            server
                .post(&format!("{channel}/threads/{id}/messages"), inbound("x"))
                .await,
            server
                .patch(
                    &format!("{channel}/threads/{id}"),
                    json!({"status": "closed"}),
                )
                .await,
        ];
        for answer in asked {
            assert_eq!(answer.body, expected, "{id}");
        }
    }
    for path in [
        "",
        "/",
        "/channels/",
        "/nothing",
        "/channels//threads",
        "/agent",
        "/agent/auth",
    ] {
        let answer = server.bare("GET", path).send().await;
        assert_eq!((answer.status, &answer.body), (404, &expected), "{path}");
    }
    let long = "x".repeat(8000);
    assert_eq!(server.get(&format!("/channels/{long}")).await.status, 404);
}

#[tokio::test]
async fn a_known_path_with_another_method_is_405_with_the_methods_it_has() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let (channel, _) = thread.split_once("/threads/").unwrap();
    for (method, path, allowed) in [
        ("PUT", "/channels".to_owned(), "GET, HEAD, POST"),
        ("POST", channel.to_owned(), "GET, HEAD, PATCH, DELETE"),
        ("DELETE", format!("{channel}/threads"), "GET, HEAD, POST"),
        ("DELETE", thread.clone(), "GET, HEAD, PATCH"),
        ("PATCH", format!("{thread}/messages"), "GET, HEAD, POST"),
        ("OPTIONS", format!("{channel}/messages"), "GET, HEAD, POST"),
        ("GET", "/agent/auth/requests".to_owned(), "POST"),
        (
            "POST",
            "/agent/auth/requests/ABCD-EFGH".to_owned(),
            "GET, HEAD",
        ),
        ("BREW", "/channels".to_owned(), "GET, HEAD, POST"),
    ] {
        let answer = server.ask(method, &path).send().await;
        assert_eq!(
            (answer.status, answer.header("allow")),
            (405, Some(allowed)),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn weird_query_strings_change_nothing() {
    let server = Running::start().await;
    for query in [
        "?",
        "?limit=-1&limit",
        "?%ff=%00",
        "?a[b]=c&&&",
        "?channels/x",
    ] {
        assert_eq!(
            server.get(&format!("/channels{query}")).await.status,
            200,
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_head_request_has_the_headers_of_the_get_and_no_body() {
    let server = Running::start().await;
    let head = server.ask("HEAD", "/channels").send().await;
    let get = server.get("/channels").await;
    assert_eq!((head.status, head.bytes.len()), (200, 0));
    assert_eq!(head.header("etag"), get.header("etag"));
}
