//! A server in a process of its own, which outlives its clients, a home for them, and what stands on both disks.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::pty::{Pty, signal};

/// The program just built.
pub const ANDIBOX: &str = env!("CARGO_BIN_EXE_andibox");

/// The program that is tried: that of `ANDIBOX_BINARY`, or the one just built.
fn andibox() -> String {
    std::env::var("ANDIBOX_BINARY").unwrap_or_else(|_| ANDIBOX.to_owned())
}

/// The server and the home.
pub struct World {
    /// The API's address, such as `http://127.0.0.1:4000/api/v1`.
    pub base: String,
    /// The admin key.
    pub key: String,
    dir: TempDir,
    server: Child,
    runtime: tokio::runtime::Runtime,
    http: reqwest::Client,
}

/// A message as the server has it.
#[derive(Clone, Debug)]
pub struct ServerMessage {
    pub thread: String,
    pub direction: String,
    pub text: String,
    pub client_message_id: Option<String>,
}

impl World {
    /// Starts `andibox serve` with more arguments, such as `--demo` or `--no-patch`.
    pub fn start(arguments: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("server");
        fs::create_dir(dir.path().join("home")).unwrap();
        let mut server = Command::new(andibox())
            .arg("serve")
            .arg("--data")
            .arg(&data)
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(server.stdout.take().unwrap());
        let mut said = [String::new(), String::new()];
        for line in &mut said {
            output.read_line(line).unwrap();
        }
        let base = said[0].trim().strip_prefix("listening on ").unwrap();
        let key = fs::read_to_string(data.join("admin.key")).unwrap();
        andibox::api::install_tls();
        Self {
            base: base.to_owned(),
            key: key.trim().to_owned(),
            dir,
            server,
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
            http: reqwest::Client::builder()
                .no_proxy()
                .tls_certs_only([])
                .build()
                .unwrap(),
        }
    }

    /// How long what is sent can be taken back, in seconds, for the clients that start from now on. A program that has
    /// no such setting sends at once.
    pub fn undo_window(&self, seconds: u32) {
        let shown = Command::new(andibox())
            .args(["config", "show"])
            .env_clear()
            .env("HOME", self.home())
            .output()
            .unwrap();
        if String::from_utf8_lossy(&shown.stdout).contains("undo_window_s") {
            let folder = self.home().join(".config/andibox");
            fs::create_dir_all(&folder).unwrap();
            let text = format!("[send]\nundo_window_s = {seconds}\n");
            fs::write(folder.join("config.toml"), text).unwrap();
        }
    }

    /// Starts an inbox on it.
    pub fn inbox(&self, size: (u16, u16)) -> Pty {
        self.inbox_at(&self.base, size)
    }

    /// Starts an inbox that finds the server at another address, such as a proxy's.
    pub fn inbox_at(&self, base: &str, size: (u16, u16)) -> Pty {
        let andibox = andibox();
        let command = [&andibox, "--server", base];
        Pty::start(&command, &self.home(), size, &[("ANDI_API_KEY", &self.key)])
    }

    /// The clients' home.
    pub fn home(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    /// Stops the server where it is, as a machine that hangs; connections are taken, nothing is answered.
    pub fn freeze(&self) {
        signal(self.server.id(), "STOP");
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        signal(self.server.id(), "CONT");
    }

    /// The local copy, once there is one.
    pub fn database(&self) -> Option<PathBuf> {
        let servers = self.home().join(".local/share/andibox/servers");
        let folder = fs::read_dir(servers).ok()?.next()?.unwrap().path();
        Some(folder.join("inbox.db")).filter(|file| file.exists())
    }

    /// The local copy, to look at while somebody works on it.
    pub fn look(&self) -> Connection {
        let path = self.database().unwrap();
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        conn.busy_timeout(std::time::Duration::from_secs(30))
            .unwrap();
        conn
    }

    /// A copy of the local copy as a kill left it, so that the mending of its log is left to the next start.
    pub fn aside(&self) -> Option<(Connection, TempDir)> {
        let path = self.database()?;
        let aside = tempfile::tempdir().unwrap();
        for ending in ["", "-wal"] {
            let name = format!("inbox.db{ending}");
            let from = path.with_file_name(&name);
            if from.exists() {
                fs::copy(from, aside.path().join(name)).unwrap();
            }
        }
        let conn = Connection::open(aside.path().join("inbox.db")).unwrap();
        Some((conn, aside))
    }

    /// What SQLite says of the local copy as a kill left it.
    pub fn quick_check(&self) -> String {
        self.aside().map_or("ok".into(), |(conn, _dir)| {
            conn.query_row("PRAGMA quick_check", [], |row| row.get(0))
                .unwrap()
        })
    }

    /// The log of the clients.
    pub fn log(&self) -> String {
        let file = self.home().join(".local/state/andibox/andibox.log");
        fs::read_to_string(file).unwrap_or_default()
    }

    /// Makes a channel; its id.
    pub fn channel(&self, name: &str) -> String {
        let made = self.post("/channels", &json!({ "name": name }));
        made["id"].as_str().unwrap().to_owned()
    }

    /// Makes a thread in which somebody asked something; its id.
    pub fn thread(&self, channel: &str, title: &str, person: &str) -> String {
        let path = format!("/channels/{channel}/threads");
        let made = self.post(&path, &json!({ "title": title }));
        let thread = made["id"].as_str().unwrap().to_owned();
        let question = json!({
            "direction": "inbound",
            "text": format!("I need help, says {person}"),
            "author": { "role": "user", "name": person },
        });
        self.post(&format!("{path}/{thread}/messages"), &question);
        thread
    }

    /// Every message of every thread.
    pub fn messages(&self) -> Vec<ServerMessage> {
        let mut all = Vec::new();
        for channel in self.list("/channels") {
            let threads = format!("/channels/{}/threads", text(&channel, "id"));
            for thread in self.list(&threads) {
                let id = text(&thread, "id");
                for message in self.list(&format!("{threads}/{id}/messages")) {
                    all.push(ServerMessage {
                        thread: id.clone(),
                        direction: text(&message, "direction"),
                        text: text(&message, "text"),
                        client_message_id: message["metadata"]["clientMessageId"]
                            .as_str()
                            .map(str::to_owned),
                    });
                }
            }
        }
        all
    }

    /// What a list of the API holds.
    pub fn list(&self, path: &str) -> Vec<Value> {
        let request = self.http.get(format!("{}{path}", self.base));
        self.ask(request).as_array().unwrap().clone()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let request = self
            .http
            .post(format!("{}{path}", self.base))
            .header("content-type", "application/json")
            .body(body.to_string());
        self.ask(request)
    }

    fn ask(&self, request: reqwest::RequestBuilder) -> Value {
        self.runtime.block_on(async {
            let answer = request.header("x-api-key", &self.key).send().await.unwrap();
            assert!(answer.status().is_success(), "{}", answer.status());
            serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
        })
    }
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

impl Drop for World {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}
