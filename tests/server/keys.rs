//! Keys: headers, roles, making and revoking.

use andibox::server::{Role, ServerOptions};
use serde_json::json;

use super::harness::{Running, open};

#[tokio::test]
async fn both_headers_are_accepted() {
    let server = Running::start().await;
    let key = server.admin.clone();
    for (name, value) in [
        ("x-api-key", key.clone()),
        ("X-API-KEY", format!(" {key} ")),
        ("authorization", format!("Bearer {key}")),
        ("authorization", format!("bEARER  {key}")),
    ] {
        let answer = server
            .bare("GET", "/channels")
            .header(name, &value)
            .send()
            .await;
        assert_eq!(answer.status, 200, "{name}: {}", value.len());
    }
}

#[tokio::test]
async fn what_is_no_key_is_refused() {
    let server = Running::start().await;
    let key = server.admin.clone();
    let mut almost = key.clone();
    let last = if almost.pop() == Some('a') { 'b' } else { 'a' };
    almost.push(last);
    for (name, value, code) in [
        ("x-api-key", almost, "invalid_api_key"),
        ("x-api-key", key.to_lowercase() + "x", "invalid_api_key"),
        ("x-api-key", "é".to_owned(), "invalid_api_key"),
        ("x-api-key", String::new(), "authentication_required"),
        (
            "authorization",
            "Bearer ".to_owned(),
            "authentication_required",
        ),
        (
            "authorization",
            format!("Basic {key}"),
            "authentication_required",
        ),
        ("authorization", key.clone(), "authentication_required"),
        (
            "cookie",
            format!("session={key}"),
            "authentication_required",
        ),
    ] {
        let answer = server
            .bare("GET", "/channels")
            .header(name, &value)
            .send()
            .await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (401, Some(code)),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_viewer_reads_and_an_editor_writes() {
    let server = Running::start().await;
    let channel = server.channel().await;
    let viewer = server.keys.create("viewer", Role::Viewer).unwrap();
    let editor = server.keys.create("editor", Role::Editor).unwrap();
    for (key, status) in [(&viewer, 403), (&editor, 201)] {
        let secret = key.secret.expose();
        assert_eq!(
            server
                .bare("GET", &channel)
                .header("x-api-key", secret)
                .send()
                .await
                .status,
            200
        );
        let path = format!("{channel}/threads");
        let answer = server
            .bare("POST", &path)
            .header("x-api-key", secret)
            .json(&json!({}))
            .send()
            .await;
        assert_eq!(answer.status, status);
        if status == 403 {
            assert_eq!(
                answer.body,
                json!({
                    "code": "insufficient_permissions",
                    "message": "This API key does not have the required permission.",
                    "details": {"requiredPermission": "channels.write"},
                })
            );
        }
    }
    for (method, path) in [("PATCH", channel.clone()), ("DELETE", channel.clone())] {
        let answer = server
            .bare(method, &path)
            .header("x-api-key", viewer.secret.expose())
            .json(&json!({}))
            .send()
            .await;
        assert_eq!(answer.status, 403, "{method}");
    }
}

#[tokio::test]
async fn a_revoked_key_is_refused_from_the_next_request_on() {
    let server = Running::start().await;
    let key = server.keys.create("short", Role::Viewer).unwrap();
    let ask = || {
        server
            .bare("GET", "/channels")
            .header("x-api-key", key.secret.expose())
    };
    assert_eq!(ask().send().await.status, 200);
    assert!(server.keys.revoke(&key.info.id).unwrap());
    let refused = ask().send().await;
    assert_eq!(
        (refused.status, &refused.body["code"]),
        (401, &json!("invalid_api_key"))
    );
    assert!(!server.keys.revoke(&key.info.id).unwrap(), "once");
    assert!(!server.keys.revoke("nothing").unwrap());
    let listed = server.keys.list().unwrap();
    assert_eq!(listed.len(), 2);
    assert!(
        listed
            .iter()
            .any(|info| info.id == key.info.id && info.revoked_at.is_some())
    );
}

#[test]
fn a_secret_has_the_local_prefix_and_32_letters_and_is_not_stored() {
    let dir = tempfile::tempdir().unwrap();
    let server = open(dir.path(), ServerOptions::default());
    let made = server.create_key("k", Role::Editor).unwrap();
    let secret = made.secret.expose().to_owned();
    let letters = secret.strip_prefix("andi_local_").unwrap();
    assert_eq!(letters.len(), 32);
    assert!(letters.chars().all(|letter| letter.is_ascii_alphanumeric()));
    assert!(!format!("{made:?} {server:?}").contains(letters));
    drop(server);
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(32).any(|window| window == letters.as_bytes()));
    }
}

#[test]
fn the_admin_key_is_written_once_for_its_owner_only() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("new/server");
    let server = open(&home, ServerOptions::default());
    let first = server.admin_key().unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode =
            |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&server.admin_key_path()), 0o600);
        assert_eq!(mode(&home), 0o700);
    }
    drop(server);
    let again = open(&home, ServerOptions::default());
    assert_eq!(again.admin_key().unwrap(), first);
}

#[tokio::test]
async fn deleting_the_key_file_changes_the_admin_key() {
    let server = Running::start().await;
    let old = server.admin.clone();
    let dir = server.end().await;
    std::fs::remove_file(dir.path().join("admin.key")).unwrap();
    let server = Running::start_in(dir, |_| ()).await;
    assert_ne!(server.admin, old);
    assert_eq!(server.get("/channels").await.status, 200);
    assert_eq!(
        server
            .bare("GET", "/channels")
            .header("x-api-key", &old)
            .send()
            .await
            .status,
        401
    );
}
