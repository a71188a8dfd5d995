//! Whatever andibox prints and keeps: the key is in none of it, but for the one file that is made for it.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::json;

use super::desk::{Desk, queued};
use super::harness::{andibox, error, out, run_with};

#[test]
fn no_command_prints_the_key_and_no_file_but_its_own_keeps_it() {
    let desk = Desk::start();
    let key = desk.serving.key.clone();
    let secret = key.trim_start_matches("andi_local_").to_owned();
    assert!(secret.len() >= 32);
    // What was written here, and holds the key itself by mistake, is the person's own text: not looked for.
    desk.queue(1, desk.reply("hello"), queued());
    let kept = desk.home.path().join("kept");
    std::fs::write(&kept, &key).unwrap();
    let by_command = format!("cat {}", kept.display());
    let commands: &[&[&str]] = &[
        &["sync"],
        &["sync", "--json"],
        &["outbox"],
        &["outbox", "--json"],
        &["profiles"],
        &["profiles", "--json"],
        &["config", "path"],
        &["config", "show"],
        &["config", "check"],
        &["doctor"],
        &["doctor", "--json"],
        &["--api-key-command", &by_command, "doctor"],
        &["stats", "--json"],
        &["keys", "--json"],
        &["--help"],
        &["man"],
        // These fail, and say why.
        &["--server", "http://127.0.0.1:9/api/v1", "sync"],
        &["--profile", "nobody", "doctor"],
        &["outbox", "retry", "ffff"],
        &[
            "login",
            "http://127.0.0.1:9/api/v1",
            "--with-key",
            kept.to_str().unwrap(),
        ],
    ];
    for arguments in commands {
        for key_in_environment in [false, true] {
            let mut command = andibox(desk.home.path());
            if key_in_environment {
                command.env("ANDI_API_KEY", &key);
            }
            let output = command.args(*arguments).output().unwrap();
            let said = format!("{}{}", out(&output), error(&output));
            assert!(!said.is_empty() || output.status.success(), "{arguments:?}");
            assert!(!said.contains(&secret), "{arguments:?} says the key");
        }
    }
    let linear = run_with(desk.home.path(), &["--linear"], "list\nquit\n");
    assert!(!format!("{}{}", out(&linear), error(&linear)).contains(&secret));

    std::fs::remove_file(kept).unwrap();
    let mut with_key = Vec::new();
    every_file(desk.home.path(), &mut |file, bytes| {
        if bytes
            .windows(secret.len())
            .any(|some| some == secret.as_bytes())
        {
            with_key.push(file.to_owned());
        }
    });
    let own = desk.home.path().join(".config/andibox/credentials.toml");
    assert_eq!(with_key, [own]);
}

/// While it runs, too: not as an argument, neither of the program nor of the command that gives it the key.
#[cfg(target_os = "linux")]
#[test]
fn the_key_is_in_no_process_list() {
    let desk = Desk::start();
    let secret = desk
        .serving
        .key
        .trim_start_matches("andi_local_")
        .to_owned();
    let mut inbox = andibox(desk.home.path())
        .arg("--linear")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    for process in std::fs::read_dir("/proc").unwrap().flatten() {
        let arguments = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
        let arguments = String::from_utf8_lossy(&arguments).into_owned();
        assert!(
            !arguments.contains(&secret),
            "{}",
            arguments.replace('\0', " ")
        );
    }
    drop(inbox.stdin.take());
    assert!(inbox.wait().unwrap().success());
    // The server is asked by its key, so the inbox had it.
    assert!(
        desk.ask("/channels", None)
            .as_array()
            .is_some_and(|all| all[0] != json!(null))
    );
}

fn every_file(folder: &Path, look: &mut impl FnMut(&Path, &[u8])) {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    for path in paths {
        if path.is_dir() {
            every_file(&path, look);
        } else {
            look(&path, &std::fs::read(&path).unwrap_or_default());
        }
    }
}
