//! `andibox login` beyond a key that is typed: by browser, into the keyring, and with the key in the wrong place.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::json;

use super::desk::Desk;
#[cfg(not(feature = "keyring"))]
use super::harness::run_with;
use super::harness::{andibox, error, out, run};

const SECRET: &str = "andi_live_S3cr3tS3cr3tS3cr3tS3cr3tS3cr3t";

#[test]
fn a_key_given_where_none_belongs_is_not_repeated() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [
        &["login", SECRET][..],
        &["login", "--with-key", SECRET],
        &["login", "--name", SECRET],
        &["logout", SECRET],
        &["--server", SECRET, "doctor"],
        &["--profile", SECRET, "doctor"],
    ] {
        let output = run(home.path(), arguments);
        assert!(!output.status.success());
        let said = format!("{}{}", out(&output), error(&output));
        assert!(!said.contains("S3cr3t"), "{arguments:?}: {said}");
    }
}

#[test]
fn a_login_is_approved_elsewhere_and_brings_a_key() {
    let desk = Desk::start();
    let mut login = andibox(desk.home.path())
        .args([
            "login",
            &desk.serving.address,
            "--name",
            "by-browser",
            "--browser",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(login.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let (place, code) = first
        .rsplit_once(" and approve the login with the code ")
        .unwrap();
    let place = place.strip_prefix("Open ").unwrap();
    assert!(place.ends_with(code), "{first}");
    desk.ask(
        &format!("/agent/auth/requests/{code}/approve"),
        Some(&json!({})),
    );
    let rest: Vec<String> = lines.map(Result::unwrap).collect();
    let output = login.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", error(&output));
    assert!(
        rest.iter().any(|line| line.starts_with("Logged in to ")),
        "{rest:?}"
    );

    let kept = desk.home.path().join(".config/andibox/credentials.toml");
    let kept = std::fs::read_to_string(kept).unwrap();
    assert!(
        kept.contains("[profiles.by-browser]\nkey = \"andi_local_"),
        "no key"
    );
    let rows = desk.lines(&["doctor", "--profile", "by-browser", "--json"]);
    assert!(rows.iter().all(|row| row["level"] != "fail"), "{rows:?}");
}

#[cfg(not(feature = "keyring"))]
#[test]
fn without_the_keyring_built_in_it_says_what_to_do_and_stores_nothing() {
    let home = tempfile::tempdir().unwrap();
    let login = [
        "login",
        "http://127.0.0.1:9/api/v1",
        "--keyring",
        "--with-key",
        "-",
    ];
    let output = run_with(home.path(), &login, SECRET);
    assert_eq!(output.status.code(), Some(2));
    let said = error(&output);
    assert!(
        said.contains("--features keyring") && said.contains("--api-key-command"),
        "{said}"
    );
    assert!(!home.path().join(".config/andibox").exists());
}

#[cfg(not(feature = "keyring"))]
#[test]
fn a_profile_of_the_keyring_stays_whole_where_none_is_built_in() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/andibox");
    std::fs::create_dir_all(&folder).unwrap();
    let settings =
        "[profiles.acme]\naddress = \"http://127.0.0.1:9/api/v1\"\nkey_store = \"keyring\"\n";
    let file = folder.join("config.toml");
    std::fs::write(&file, settings).unwrap();
    let words = "built without the system's keyring";
    let shown = out(&run(home.path(), &["profiles"]));
    assert!(
        shown.contains("key not usable") && shown.contains(words),
        "{shown}"
    );
    let doctor = out(&run(home.path(), &["doctor"]));
    assert!(doctor.contains(words), "{doctor}");
    let output = run(home.path(), &["logout", "acme"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        error(&output).contains("nothing is forgotten"),
        "{}",
        error(&output)
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), settings);
    let output = andibox(home.path())
        .arg("profiles")
        .env("ANDI_API_KEY", SECRET)
        .output()
        .unwrap();
    assert!(
        out(&output).contains("key from ANDI_API_KEY"),
        "{}",
        out(&output)
    );
}
