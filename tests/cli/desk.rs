//! A person's machine: a home with the profile `acme` on a real server, where Jane has asked something.

use std::path::{Path, PathBuf};
use std::process::Output;

use andibox::model::{
    Action, Attachment, Author, AuthorRole, ClientMessageId, Conversation, Mode, Outgoing,
    OutgoingState, Problem, ProblemKind, ThreadStatus,
};
use andibox::store::{OpenOptions, Store};
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

use super::harness::{Serving, error, out, run, run_with};

pub struct Desk {
    pub home: TempDir,
    pub serving: Serving,
    pub channel: String,
    pub thread: String,
    runtime: Runtime,
    http: reqwest::Client,
}

impl Desk {
    pub fn start() -> Self {
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
        let output = run_with(home.path(), &login, &serving.key);
        assert!(output.status.success(), "{}", error(&output));
        andibox::api::install_tls();
        let mut desk = Self {
            home,
            serving,
            channel: String::new(),
            thread: String::new(),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
            http: reqwest::Client::builder()
                .no_proxy()
                .tls_certs_only([])
                .build()
                .unwrap(),
        };
        desk.channel = id(&desk.ask("/channels", Some(&json!({ "name": "Email" }))));
        let threads = format!("/channels/{}/threads", desk.channel);
        desk.thread = id(&desk.ask(&threads, Some(&json!({ "title": "Late order" }))));
        let messages = format!("{threads}/{}/messages", desk.thread);
        let question = json!({
            "direction": "inbound", "text": "Where is it?",
            "author": { "role": "user", "name": "Jane Roe" },
        });
        desk.ask(&messages, Some(&question));
        desk
    }

    /// Asks the server for something, or posts it.
    pub fn ask(&self, path: &str, body: Option<&Value>) -> Value {
        let address = format!("{}{path}", self.serving.address);
        let request = match body {
            Some(body) => self
                .http
                .post(address)
                .header("content-type", "application/json")
                .body(body.to_string()),
            None => self.http.get(address),
        };
        self.runtime.block_on(async {
            let answer = request.header("x-api-key", &self.serving.key).send().await;
            let bytes = answer.unwrap().bytes().await.unwrap();
            serde_json::from_slice(&bytes).unwrap()
        })
    }

    /// The texts of Jane's thread, as the server has them.
    pub fn texts(&self) -> Vec<String> {
        let path = format!(
            "/channels/{}/threads/{}/messages",
            self.channel, self.thread
        );
        let messages = self.ask(&path, None);
        let texts = messages.as_array().unwrap().iter();
        texts
            .map(|it| it["text"].as_str().unwrap().to_owned())
            .collect()
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        run(self.home.path(), arguments)
    }

    /// What a command that succeeds prints.
    pub fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", error(&output));
        out(&output)
    }

    /// What a command that fails with this code says on standard error.
    pub fn fails(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = error(&output);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        said
    }

    /// The JSON lines of a command, whatever its exit code.
    pub fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let output = out(&self.run(arguments));
        let lines = output.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    pub fn folder(&self) -> PathBuf {
        folder(self.home.path())
    }

    /// The local copy, as another andibox would have it open.
    pub fn store(&self) -> Store {
        std::fs::create_dir_all(self.folder()).unwrap();
        let options = OpenOptions::quiet(Utc::now());
        Store::open(&self.folder().join("inbox.db"), options)
            .unwrap()
            .store
    }

    /// Puts something into the outbox.
    pub fn queue(&self, number: u128, action: Action, state: OutgoingState) -> ClientMessageId {
        let id = ClientMessageId::new(Uuid::from_u128(number << 96));
        let outgoing = Outgoing {
            id,
            action,
            state,
            created_at: Utc::now() - TimeDelta::minutes(12),
            attempts: 0,
            last_problem: None,
        };
        self.store().enqueue(&outgoing).unwrap();
        id
    }

    /// A reply to Jane.
    pub fn reply(&self, text: &str) -> Action {
        self.reply_with(text, Vec::new())
    }

    /// A reply to Jane with files.
    pub fn reply_with(&self, text: &str, attachments: Vec<Attachment>) -> Action {
        Action::Message {
            conversation: self.conversation(),
            mode: Mode::Reply,
            text: text.to_owned(),
            parent: None,
            author: ana(),
            attachments,
        }
    }

    /// Closing Jane's thread.
    pub fn close(&self) -> Action {
        Action::Status {
            channel: self.channel.as_str().into(),
            thread: self.thread.as_str().into(),
            from: ThreadStatus::Open,
            to: ThreadStatus::Closed,
            author: ana(),
        }
    }

    pub fn conversation(&self) -> Conversation {
        Conversation::Thread {
            channel: self.channel.as_str().into(),
            thread: self.thread.as_str().into(),
        }
    }
}

pub fn folder(home: &Path) -> PathBuf {
    home.join(".local/share/andibox/profiles/acme")
}

pub fn queued() -> OutgoingState {
    OutgoingState::Queued { after: None }
}

pub fn refused(words: &str) -> OutgoingState {
    let mut problem = Problem::new(ProblemKind::InvalidRequest, words);
    problem.status = Some(400);
    OutgoingState::Rejected(problem)
}

fn ana() -> Author {
    let mut ana = Author::of(AuthorRole::Agent);
    ana.name = Some("Ana".into());
    ana
}

fn id(made: &Value) -> String {
    made["id"].as_str().unwrap().to_owned()
}
