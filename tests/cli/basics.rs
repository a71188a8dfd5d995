//! Login, logout, config, serve: what is said, where, and with which exit code.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use super::harness::{Serving, error, out, run, run_with};

/// A web server that answers everything with a page.
fn web_page(status: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            if stream.read(&mut request).is_ok() {
                let page = "<html><body>Welcome</body></html>";
                let answer = format!(
                    "HTTP/1.1 {status}\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
                    page.len()
                );
                drop(stream.write_all(answer.as_bytes()));
            }
        }
    });
    format!("http://{address}/api/v1")
}

#[test]
fn without_a_terminal_the_inbox_says_so_and_names_what_needs_none() {
    let home = tempfile::tempdir().unwrap();
    let output = run(home.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    let said = error(&output);
    for word in ["terminal", "login", "serve", "config", "doctor"] {
        assert!(said.contains(word), "{said}");
    }
    assert!(out(&output).is_empty());
}

#[test]
fn the_server_says_where_it_listens_and_where_the_key_is_and_ends_at_sigterm() {
    let home = tempfile::tempdir().unwrap();
    let mut serving = Serving::start(home.path());
    assert!(serving.address.starts_with("http://127.0.0.1:"));
    assert!(serving.address.ends_with("/api/v1"));
    assert!(
        serving.key_line.contains("admin.key"),
        "{}",
        serving.key_line
    );
    assert!(!serving.key_line.contains(&serving.key));
    serving.signal("TERM");
    assert!(serving.child.wait().unwrap().success());
}

#[test]
fn a_public_address_needs_a_word_of_its_own() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let output = run(
        home.path(),
        &[
            "serve",
            "--listen",
            "0.0.0.0:0",
            "--data",
            data.to_str().unwrap(),
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        error(&output).contains("--allow-remote"),
        "{}",
        error(&output)
    );
}

#[test]
fn login_checks_stores_and_logout_forgets() {
    let home = tempfile::tempdir().unwrap();
    let serving = Serving::start(home.path());
    let login = [
        "login",
        &serving.address,
        "--name",
        "acme",
        "--with-key",
        "-",
    ];
    let output = run_with(home.path(), &login, &format!("{}\n", serving.key));
    assert!(output.status.success(), "{}", error(&output));
    let credentials = home.path().join(".config/andibox/credentials.toml");
    let mode = credentials.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    let shown = out(&run(home.path(), &["config", "show"]));
    assert!(shown.contains(&serving.address), "{shown}");
    assert!(!shown.contains(serving.key.trim_start_matches("andi_local_")));

    let doctor = run(home.path(), &["doctor"]);
    assert!(doctor.status.success(), "{}", out(&doctor));
    assert!(out(&doctor).contains("answers"), "{}", out(&doctor));

    let output = run(home.path(), &["logout", "acme"]);
    assert!(output.status.success(), "{}", error(&output));
    let left = std::fs::read_to_string(&credentials).unwrap_or_default();
    assert!(!left.contains(serving.key.as_str()));
}

#[test]
fn a_wrong_key_is_refused_in_words_and_nothing_is_stored() {
    let home = tempfile::tempdir().unwrap();
    let serving = Serving::start(home.path());
    let login = ["login", &serving.address, "--with-key", "-"];
    let output = run_with(
        home.path(),
        &login,
        "andi_local_00000000000000000000000000000000",
    );
    assert_eq!(output.status.code(), Some(3));
    assert!(
        error(&output).contains("The key is refused"),
        "{}",
        error(&output)
    );
    assert!(!error(&output).contains("000000"));
    assert!(
        !home
            .path()
            .join(".config/andibox/credentials.toml")
            .exists()
    );
}

#[test]
fn a_server_that_is_down_is_offline_not_wrong() {
    let home = tempfile::tempdir().unwrap();
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let address = format!("http://{free}/api/v1");
    let output = run_with(
        home.path(),
        &["login", &address, "--with-key", "-"],
        "andi_live_x",
    );
    assert_eq!(output.status.code(), Some(4));
    assert!(
        error(&output).contains("cannot be reached"),
        "{}",
        error(&output)
    );
}

#[test]
fn a_web_page_instead_of_json_is_called_a_wrong_address() {
    let home = tempfile::tempdir().unwrap();
    for status in ["200 OK", "404 Not Found", "502 Bad Gateway"] {
        let address = web_page(status);
        let output = run_with(
            home.path(),
            &["login", &address, "--with-key", "-"],
            "andi_live_x",
        );
        assert!(!output.status.success());
        let said = error(&output);
        assert!(!said.contains("<html>"), "{said}");
        assert!(
            said.contains("address") || said.contains("server failed"),
            "{status}: {said}"
        );
    }
}

#[test]
fn an_address_that_is_none_is_a_matter_of_usage() {
    let home = tempfile::tempdir().unwrap();
    for address in ["andibase", "ftp://example.com", "http://example.com/api/v1"] {
        let output = run_with(
            home.path(),
            &["login", address, "--with-key", "-"],
            "andi_live_x",
        );
        assert_eq!(
            output.status.code(),
            Some(2),
            "{address}: {}",
            error(&output)
        );
        assert!(error(&output).contains("http"), "{}", error(&output));
    }
}

#[test]
fn a_wrong_setting_names_file_line_key_and_what_is_allowed() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/andibox");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("config.toml");
    std::fs::write(
        &file,
        "[sync]\nopen_thread_s = \"three\"\n[ui]\nthem = \"dark\"\n",
    )
    .unwrap();
    let output = run(home.path(), &["config", "check"]);
    assert_eq!(output.status.code(), Some(1));
    let said = error(&output);
    for word in [
        "config.toml:2",
        "open_thread_s",
        "1 to 3600",
        "config.toml:4",
        "theme",
    ] {
        assert!(said.contains(word), "{word} is missing in {said}");
    }
}

#[test]
fn config_path_names_every_place() {
    let home = tempfile::tempdir().unwrap();
    let shown = out(&run(home.path(), &["config", "path"]));
    for word in [
        "config.toml",
        "credentials.toml",
        ".local/share/andibox",
        "andibox.log",
    ] {
        assert!(shown.contains(word), "{word} is missing in {shown}");
    }
}
