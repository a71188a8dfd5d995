//! Customers that attack the terminal: the real binary in a pseudo-terminal, judged by every byte it wrote.

use axum::http::Method;

use super::liar::{KEY, Liar, SECRET, What};
use super::naughty::{judge_screen, judge_text, naughty, refusal, workspace};
use super::pty::Pty;

const ANDIBOX: &str = env!("CARGO_BIN_EXE_andibox");

struct Attack {
    liar: Liar,
    pty: Pty,
    home: tempfile::TempDir,
    size: (u16, u16),
}

impl Attack {
    fn start(size: (u16, u16)) -> Self {
        let liar = Liar::start(workspace());
        let home = tempfile::tempdir().unwrap();
        let command = [ANDIBOX, "--server", &liar.base];
        let settings = home.path().join(".config/andibox");
        std::fs::create_dir_all(&settings).unwrap();
        std::fs::write(settings.join("config.toml"), "[ui]\nhyperlinks = \"on\"\n").unwrap();
        let mut pty = Pty::start(&command, home.path(), size, &[("ANDI_API_KEY", KEY)]);
        pty.shows("● live");
        pty.send("go");
        pty.until("everything is here", |pty| {
            let screen = pty.screen();
            screen.contains(&format!("· {}", naughty().len())) && !screen.contains("sync")
        });
        Self {
            liar,
            pty,
            home,
            size,
        }
    }

    /// Opens something, and leaves it again.
    fn visit(&mut self, keys: &str, words: &str, leave: &str) {
        self.pty.send(keys);
        self.pty.shows(words);
        self.pty.send(leave);
        self.pty
            .until("it is left", |pty| !pty.screen().contains(words));
    }

    /// Reads why the last message was refused, and opens what can be done about it.
    fn ask_what_became_of_it(&mut self) {
        self.pty.shows("! The server could not");
        // The line of news lies over the end of the message, where its own reason stands.
        self.pty.send("\x1b");
        self.pty.until("the news is gone", |pty| {
            !pty.screen().contains("! The server")
        });
        self.pty.shows("try again.");
        self.pty.send("G");
        self.visit("\r", "This was not sent", "\x1b");
    }

    /// Copies what the menu calls by the letter.
    fn copy(&mut self, letter: &str) {
        self.pty.send("y");
        self.pty.shows("id of the");
        self.pty.send(letter);
        self.pty
            .until("it is copied", |pty| !pty.screen().contains("id of the"));
    }

    fn end(mut self) -> usize {
        self.pty.signal("TERM");
        assert!(self.pty.ended().success());
        self.pty.assert_restored();
        let links = judge_screen(&self.pty.bytes, self.size);
        let written = String::from_utf8(self.pty.bytes.clone()).unwrap();
        assert!(!written.contains(SECRET), "the key is on the screen");
        let log = self.home.path().join(".local/state/andibox/andibox.log");
        let log = std::fs::read(log).unwrap();
        judge_text(&log);
        assert!(!String::from_utf8(log).unwrap().contains(SECRET));
        let with_key = self.liar.workspace(|workspace| workspace.keys.clone());
        assert!(!with_key.is_empty() && with_key.iter().all(|key| key == KEY));
        links
    }
}

/// Every thread of the workspace, in every view of it.
fn through_everything(size: (u16, u16)) {
    let mut attack = Attack::start(size);
    attack.pty.send("gg");
    for _ in 0..naughty().len() {
        attack.pty.send("\r");
        attack.visit("gs", "As the server sent it", "q");
        attack.visit("L", "Life of the thread", "q");
        attack.visit("4", "Customer", "I");
        attack.visit("s", "Status, now", "\x1b");
        attack.visit("y", "id of the", "\x1b");
        attack.pty.send("gg");
        attack.copy("t");
        attack.copy("m");
        attack.copy("i");
        attack.pty.send("ggH");
        attack.visit("gs", "As the server sent it", "GyaGq");
        attack.visit("r", "Reply to", "\x1b");
        attack.pty.send("qj");
    }
    let count = naughty().len();
    attack.pty.shows(&format!("{count}/{count}"));
    // What lies above the panes, and the channels in a menu.
    attack.visit("?", "Keys here", "q");
    attack.visit("@", "Requests, newest", "dGq");
    attack.visit(":", "Enter run", "\x1b");
    attack.visit("c", "in which channel", "\x1b");
    attack.pty.resize(30, 8);
    attack.pty.shows("40x12");
    attack.pty.resize(size.0, size.1);
    attack.pty.shows("● live");
    attack.pty.send("1Gkkkk\r");
    attack.visit("?", "Keys here", "q");
    let links = attack.end();
    assert!(links > 0 || size.0 < 80, "no link was told");
}

#[test]
fn on_a_wide_screen() {
    through_everything((200, 50));
}

#[test]
fn on_a_medium_screen() {
    through_everything((80, 24));
}

#[test]
fn on_a_narrow_screen() {
    through_everything((40, 12));
}

/// Hostile words pasted into a reply, and a server that refuses it in hostile words.
#[test]
fn in_refusals_and_in_what_is_pasted() {
    for size in [(200, 50), (80, 24), (40, 12)] {
        let mut attack = Attack::start(size);
        attack.liar.lie(&Method::POST, What::Anything, refusal(400));
        attack.pty.send("gg\rr");
        attack.pty.shows("Reply to");
        let pasted = naughty().concat().replace("\x1b[201~", "");
        attack.pty.send("\x1b[200~");
        attack.pty.send(&pasted);
        attack.pty.send("\x1b[201~typed\x13");
        let refused = |pty: &Pty| {
            let top = pty.screen().lines().next().unwrap().to_owned();
            top.contains("1 failed") || top.ends_with("1f")
        };
        // The thread may be pulled while the reply is written: then its hostile words stop the send first.
        let stopped = |pty: &Pty| pty.screen().contains("Not sent yet");
        attack.pty.until("it is refused, or stopped before", |pty| {
            refused(pty) || stopped(pty)
        });
        if stopped(&attack.pty) {
            attack.pty.send("s");
            attack.pty.until("it is refused", refused);
        }
        attack.ask_what_became_of_it();
        attack.visit("@", "Requests, newest", "q");
        for status in [403, 404, 500, 401] {
            attack
                .liar
                .lie(&Method::GET, What::Anything, refusal(status));
            attack.pty.send("\x12");
            attack.visit("@", &format!("  {status} "), "q");
        }
        attack.pty.shows("key refused");
        attack.copy("i");
        attack.end();
    }
}
