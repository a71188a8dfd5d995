//! Agent login: the device flow.

use andibox::server::Role;
use serde_json::{Value, json};

use super::harness::{Answer, Running};

async fn start(server: &Running) -> Value {
    let answer = server
        .bare("POST", "/agent/auth/requests")
        .json(&json!({"agentName": "andibox", "agentDescription": "the inbox", "role": "editor"}))
        .send()
        .await;
    assert_eq!(answer.status, 201);
    answer.body
}

async fn exchange(server: &Running, login: &Value) -> Answer {
    let body = json!({"deviceCode": login["deviceCode"]});
    server
        .bare("POST", "/agent/auth/exchange")
        .json(&body)
        .send()
        .await
}

fn path(login: &Value, end: &str) -> String {
    format!(
        "/agent/auth/requests/{}{end}",
        login["userCode"].as_str().unwrap()
    )
}

#[tokio::test]
async fn an_approved_login_gives_a_key_once() {
    let server = Running::start().await;
    let login = start(&server).await;
    assert_eq!(login["intervalSeconds"], 5);
    assert_eq!(login["expiresAt"], "2026-02-25T06:23:20.000Z");
    let code = login["userCode"].as_str().unwrap();
    assert!(code.len() == 9 && code.as_bytes()[4] == b'-', "{code}");
    let complete = login["verificationUriComplete"].as_str().unwrap();
    assert_eq!(
        complete,
        format!("{}/agent/auth/requests/{code}", server.base)
    );
    assert!(complete.starts_with(login["verificationUri"].as_str().unwrap()));
    let pending = exchange(&server, &login).await;
    assert_eq!(
        (pending.status, &pending.body["status"]),
        (200, &json!("pending"))
    );
    let seen = server.get(&path(&login, "")).await.body;
    assert_eq!(
        (&seen["agentName"], &seen["role"], &seen["status"]),
        (&json!("andibox"), &json!("editor"), &json!("pending"))
    );
    assert!(
        !seen
            .to_string()
            .contains(login["deviceCode"].as_str().unwrap())
    );
    for _ in 0..2 {
        assert_eq!(
            server
                .ask("POST", &path(&login, "/approve"))
                .send()
                .await
                .body["status"],
            "approved"
        );
    }
    let approved = exchange(&server, &login).await;
    let key = &approved.body["apiKey"];
    assert_eq!(
        (approved.status, &approved.body["status"]),
        (200, &json!("approved"))
    );
    assert_eq!(
        approved.body["workspace"],
        json!({"handle": "local", "name": "Local workspace"})
    );
    assert_eq!(approved.body["usage"]["recommendedEnvVar"], "ANDI_API_KEY");
    assert_eq!(
        key["apiKey"],
        json!({
            "id": key["apiKey"]["id"], "name": "andibox", "role": "editor", "createdAt": "2026-02-25T06:13:20.000Z",
            "permissions": ["channels.read", "channels.write"], "expiresAt": null,
        })
    );
    let secret = key["key"].as_str().unwrap();
    assert_eq!(
        server
            .bare("GET", "/channels")
            .header("x-api-key", secret)
            .send()
            .await
            .status,
        200
    );
    let again = exchange(&server, &login).await;
    assert_eq!(
        (again.status, &again.body["code"]),
        (400, &json!("invalid_request"))
    );
    assert!(!again.body.to_string().contains(secret));
}

#[tokio::test]
async fn a_denied_login_gives_nothing_and_stays_denied() {
    let server = Running::start().await;
    let login = start(&server).await;
    assert_eq!(
        server.ask("POST", &path(&login, "/deny")).send().await.body["status"],
        "denied"
    );
    assert_eq!(
        exchange(&server, &login).await.body,
        json!({"status": "denied"})
    );
    let late = server.ask("POST", &path(&login, "/approve")).send().await;
    assert_eq!(
        (late.status, &late.body["details"]["status"]),
        (400, &json!("denied"))
    );
    assert_eq!(server.keys.list().unwrap().len(), 1);
}

#[tokio::test]
async fn a_login_expires_approved_or_not() {
    let server = Running::start().await;
    let (asked, approved) = (start(&server).await, start(&server).await);
    server
        .ask("POST", &path(&approved, "/approve"))
        .send()
        .await;
    server.clock.advance(10 * 60 * 1000);
    for login in [&asked, &approved] {
        assert_eq!(
            exchange(&server, login).await.body,
            json!({"status": "expired"})
        );
        assert_eq!(
            server
                .ask("POST", &path(login, "/approve"))
                .send()
                .await
                .status,
            400
        );
    }
}

#[tokio::test]
async fn deciding_needs_an_admin_key_and_the_right_code() {
    let server = Running::start().await;
    let login = start(&server).await;
    let editor = server.keys.create("editor", Role::Editor).unwrap();
    for end in ["/approve", "/deny"] {
        assert_eq!(
            server.bare("POST", &path(&login, end)).send().await.status,
            401
        );
        let refused = server
            .bare("POST", &path(&login, end))
            .header("x-api-key", editor.secret.expose())
            .send()
            .await;
        assert_eq!(
            (
                refused.status,
                &refused.body["details"]["requiredPermission"]
            ),
            (403, &json!("apiKeys.write"))
        );
        assert_eq!(
            server
                .ask("POST", &format!("/agent/auth/requests/AAAA-AAAA{end}"))
                .send()
                .await
                .status,
            404
        );
    }
    let lower = login["userCode"].as_str().unwrap().to_lowercase();
    assert_eq!(
        server
            .ask("POST", &format!("/agent/auth/requests/{lower}/approve"))
            .send()
            .await
            .status,
        200
    );
    assert_eq!(
        exchange(&server, &json!({"deviceCode": "wrong"}))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_wrong_login_body_names_its_issues() {
    let server = Running::start().await;
    let answer = server
        .bare("POST", "/agent/auth/requests")
        .json(&json!({"agentDescription": 1, "role": "owner"}))
        .send()
        .await;
    assert_eq!(answer.issues().len(), 3);
    assert_eq!(exchange(&server, &json!({})).await.status, 400);
}

#[tokio::test]
async fn reading_a_login_needs_a_key_that_reads() {
    let server = Running::start().await;
    let login = start(&server).await;
    let stranger = server.bare("GET", &path(&login, "")).send().await;
    assert_eq!(
        (stranger.status, &stranger.body["code"]),
        (401, &json!("authentication_required"))
    );
    let viewer = server.keys.create("viewer", Role::Viewer).unwrap();
    let seen = server
        .bare("GET", &path(&login, ""))
        .header("x-api-key", viewer.secret.expose())
        .send()
        .await;
    assert_eq!(
        (seen.status, &seen.body["userCode"]),
        (200, &login["userCode"])
    );
}

#[tokio::test]
async fn deciding_takes_no_body_or_an_object_and_nothing_else() {
    let server = Running::start().await;
    for end in ["/approve", "/deny"] {
        let login = start(&server).await;
        for (body, tag) in [
            ("[]", "Type"),
            ("null", "Type"),
            ("1e288", "Type"),
            ("{", "Transformation"),
        ] {
            let refused = server
                .ask("POST", &path(&login, end))
                .body(body)
                .send()
                .await;
            assert_eq!(refused.status, 400, "{end} {body}");
            assert_eq!(refused.issues(), [(tag.to_owned(), "[]".to_owned())]);
        }
        assert_eq!(
            server.get(&path(&login, "")).await.body["status"],
            "pending",
            "a refused body decides nothing"
        );
        for body in ["", "{}", r#"{"note": null}"#] {
            let decided = server
                .ask("POST", &path(&login, end))
                .body(body)
                .send()
                .await;
            assert_eq!(decided.status, 200, "{end} {body}");
        }
    }
}

#[tokio::test]
async fn an_agent_need_say_no_more_than_its_name() {
    let server = Running::start().await;
    let login = server
        .bare("POST", "/agent/auth/requests")
        .json(&json!({"agentName": "andibox"}))
        .send()
        .await;
    assert_eq!(login.status, 201);
    let seen = server.get(&path(&login.body, "")).await.body;
    assert_eq!(
        (&seen["agentDescription"], &seen["role"]),
        (&json!(null), &json!("editor"))
    );
}
