//! Settings with typing errors: the inbox opens all the same, and says each of them.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::liar::{KEY, Liar, SECRET, shop};
use super::naughty::judge_text;
use super::pty::Pty;
use super::screen::told;

const ANDIBOX: &str = env!("CARGO_BIN_EXE_andibox");

fn write(home: &Path, name: &str, text: &str) {
    let folder = home.join(".config/andibox");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), text).unwrap();
}

fn opens(config: &str, size: (u16, u16), words: &[&str]) {
    let liar = Liar::start(shop());
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "config.toml", config);
    let command = [ANDIBOX, "--server", &liar.base];
    let mut pty = Pty::start(&command, home.path(), size, &[("ANDI_API_KEY", KEY)]);
    pty.shows("● live");
    for word in words {
        // A line of the screen may break in the middle of a path.
        let word = word.replace(' ', "");
        pty.until(&word, |pty| {
            told(&pty.screen()).replace(' ', "").contains(&word)
        });
    }
    // It is read, put away, and the inbox is there.
    pty.send("\x1b");
    pty.until("it is put away", |pty| {
        !pty.screen().contains("config.toml")
    });
    pty.shows("Jane");
    pty.send("?");
    pty.shows("Keys here");
    pty.send("q");
    pty.until("the help is left", |pty| {
        !pty.screen().contains("Keys here")
    });
    pty.send("q");
    assert!(pty.ended().success());
    pty.assert_restored();
    let log = std::fs::read(home.path().join(".local/state/andibox/andibox.log")).unwrap();
    judge_text(&log);
    assert!(!String::from_utf8(log).unwrap().contains(SECRET));
}

#[test]
fn one_wrong_setting_is_said_with_file_line_key_and_what_is_allowed() {
    for size in [(200, 50), (80, 24)] {
        let words = [
            "config.toml:2",
            "sync.open_thread_s = \"three\"",
            "from 1 to 3600",
        ];
        opens("[sync]\nopen_thread_s = \"three\"\n", size, &words);
    }
}

#[test]
fn every_wrong_setting_is_said() {
    let config =
        "[sync]\nopen_thread_s = 0\n[ui]\nthem = \"dark\"\n[identity]\nemail = \"nobody\"\n";
    let words = [
        "3 problems in the settings (andibox config check lists them)",
        "sync.open_thread_s = 0",
        "ui.them is not a setting",
        "identity.email = \"nobody\"",
    ];
    opens(config, (200, 50), &words);
    opens(config, (80, 24), &words[..2]);
}

#[test]
fn what_is_no_toml_is_said_to_be_none() {
    opens(
        "[sync\nopen_thread_s = 3\n",
        (120, 40),
        &["config.toml:1", "this is not TOML"],
    );
}

#[test]
fn a_key_that_others_can_read_is_not_used_and_the_screen_names_the_cure() {
    let liar = Liar::start(shop());
    let home = tempfile::tempdir().unwrap();
    let profile = format!("[profiles.acme]\naddress = \"{}\"\n", liar.base);
    write(home.path(), "config.toml", &profile);
    let key = format!("[keys]\nacme = \"{KEY}\"\n");
    write(home.path(), "credentials.toml", &key);
    let folder = home.path().join(".config/andibox");
    let file = folder.join("credentials.toml");
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let mut pty = Pty::start(&[ANDIBOX, "--profile", "acme"], home.path(), (200, 50), &[]);
    pty.shows("key refused");
    pty.shows("This machine is in the way");
    pty.shows("chmod 600");
    pty.send("\x03");
    pty.shows("again quits");
    pty.send("\x03");
    assert!(pty.ended().success());
    assert!(liar.workspace(|workspace| workspace.keys.is_empty()));
    assert!(!String::from_utf8_lossy(&pty.bytes).contains(SECRET));
}

/// A command that fetches the key may ask for a password: it gets the terminal before the screen is taken.
#[test]
fn a_command_for_the_key_runs_before_the_screen_is_taken_and_its_failure_is_said() {
    let home = tempfile::tempdir().unwrap();
    let liar = Liar::start(shop());
    let script = home.path().join("key.sh");
    std::fs::write(
        &script,
        "#!/bin/sh\necho 'PASSWORD?' >/dev/tty\nread answer </dev/tty\nexit 7\n",
    )
    .unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    let script = script.to_str().unwrap();
    let command = [ANDIBOX, "--server", &liar.base, "--api-key-command", script];
    let mut pty = Pty::start(&command, home.path(), (200, 50), &[]);
    pty.shows("PASSWORD?");
    assert!(!pty.terminal().alternate_screen());
    pty.send("secret\n");
    pty.shows("This machine is in the way");
    assert!(pty.terminal().alternate_screen());
    pty.send("?");
    pty.shows("Keys here");
}
