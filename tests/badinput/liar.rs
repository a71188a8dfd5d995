//! A server that says whatever a test wants: a small honest workspace, with lies put before it.

use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// The key every test logs in with. No output may hold it, nor what stands behind its prefix.
pub const KEY: &str = "andi_live_S3cr3tS3cr3tS3cr3tS3cr3tS3cr3t";
/// What must not be found anywhere.
pub const SECRET: &str = "S3cr3tS3cr3t";

/// An answer.
#[derive(Clone)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    pub fn html(status: u16) -> Self {
        let page = "<!doctype html><html><body><h1>Welcome</h1></body></html>";
        Self::new(status, "text/html", page)
    }

    pub fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type", kind.to_owned())],
            body: body.into(),
        }
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// What the workspace holds, and the lies.
#[derive(Default)]
pub struct Workspace {
    pub channels: Vec<Value>,
    /// Threads, each with its channel in `channelId`.
    pub threads: Vec<Value>,
    /// Messages, each with its channel in `channelId` and its thread in `threadId`.
    pub messages: Vec<Value>,
    pub lies: Vec<(Method, What, Answer)>,
    /// What was posted.
    pub posted: Vec<Value>,
    /// Keys that came with requests.
    pub keys: Vec<String>,
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Anything,
    Channels,
    Threads,
    Thread,
    Messages,
    Feed,
}

/// The running server; it ends when it is dropped.
pub struct Liar {
    pub base: String,
    desk: Arc<Mutex<Workspace>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Liar {
    /// A server of its own thread, so that tests with and without a runtime can use it.
    pub fn start(workspace: Workspace) -> Self {
        let desk = Arc::new(Mutex::new(workspace));
        let router = Router::new().fallback(answer).with_state(Arc::clone(&desk));
        let (stop, stopped) = oneshot::channel();
        let (told, address) = std::sync::mpsc::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                told.send(listener.local_addr().unwrap()).unwrap();
                let serving = axum::serve(listener, router);
                tokio::select! {
                    served = serving => served.unwrap(),
                    _ = stopped => {}
                }
            });
        });
        Self {
            base: format!("http://{}/api/v1", address.recv().unwrap()),
            desk,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// From now on this is the answer.
    pub fn lie(&self, method: &Method, what: What, answer: Answer) {
        let mut desk = self.desk.lock().unwrap();
        desk.lies.insert(0, (method.clone(), what, answer));
    }

    /// From now on the truth is told.
    pub fn repent(&self) {
        self.desk.lock().unwrap().lies.clear();
    }

    /// Looks at the workspace, or changes it.
    pub fn workspace<T>(&self, with: impl FnOnce(&mut Workspace) -> T) -> T {
        with(&mut self.desk.lock().unwrap())
    }
}

impl Drop for Liar {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

async fn answer(
    State(desk): State<Arc<Mutex<Workspace>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let mut desk = desk.lock().unwrap();
    if let Some(key) = headers.get("x-api-key") {
        desk.keys.push(key.to_str().unwrap().to_owned());
    }
    let path: Vec<String> = uri
        .path()
        .trim_start_matches("/api/v1")
        .split('/')
        .skip(1)
        .map(decoded)
        .collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let what = match path[..] {
        ["channels"] => What::Channels,
        ["channels", _, "threads"] => What::Threads,
        ["channels", _, "threads", _] => What::Thread,
        ["channels", _, "threads", _, "messages"] => What::Messages,
        ["channels", _, "messages"] => What::Feed,
        _ => What::Anything,
    };
    let lie = desk
        .lies
        .iter()
        .find(|(of, about, _)| *of == method && (*about == what || *about == What::Anything));
    if let Some((_, _, lie)) = lie {
        return sent(lie.clone());
    }
    let list = |all: &[Value], channel: &str, thread: Option<&str>| {
        let found: Vec<&Value> = all
            .iter()
            .filter(|it| it["channelId"] == channel && it["threadId"].as_str() == thread)
            .collect();
        Answer::json(200, &json!(found))
    };
    sent(match (method.as_str(), what, &path[..]) {
        ("GET", What::Channels, _) => Answer::json(200, &json!(desk.channels)),
        ("GET", What::Threads, [_, channel, ..]) => list(&desk.threads, channel, None),
        ("GET", What::Thread, [_, channel, _, thread]) => {
            let found = |it: &&Value| it["channelId"] == *channel && it["id"] == *thread;
            match desk.threads.iter().find(found) {
                Some(thread) => Answer::json(200, thread),
                None => missing(),
            }
        }
        ("GET", What::Messages, [_, channel, _, thread, _]) => {
            list(&desk.messages, channel, Some(thread))
        }
        ("GET", What::Feed, [_, channel, _]) => list(&desk.messages, channel, None),
        ("POST", What::Messages | What::Feed, [_, channel, rest @ ..]) => {
            let asked: Value = serde_json::from_slice(&body).unwrap();
            desk.posted.push(asked.clone());
            let mut made = message(&format!("made-{}", desk.posted.len()), "");
            made["channelId"] = json!(channel);
            made["threadId"] = match rest {
                ["threads", thread, _] => json!(thread),
                _ => Value::Null,
            };
            for (name, value) in asked.as_object().unwrap() {
                made[name] = value.clone();
            }
            made["status"] = json!("sent");
            desk.messages.push(made.clone());
            Answer::json(201, &made)
        }
        _ => missing(),
    })
}

fn missing() -> Answer {
    let body = json!({ "code": "not_found", "message": "No such thing", "details": {} });
    Answer::json(404, &body)
}

fn sent(answer: Answer) -> Response<Body> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(answer.body)).unwrap()
}

fn decoded(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            let hex = String::from_utf8(hex.to_vec()).unwrap();
            bytes.push(u8::from_str_radix(&hex, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// A channel as a server with everything tells it.
pub fn channel(id: &str, name: &str) -> Value {
    json!({
        "id": id, "name": name, "handle": null, "description": null, "metadata": {},
        "createdAt": "2026-01-01T00:00:00.000Z", "updatedAt": "2026-01-01T00:00:00.000Z",
    })
}

/// An open thread.
pub fn thread(id: &str, title: &str) -> Value {
    json!({
        "id": id, "channelId": "c1", "externalId": null, "title": title, "status": "open",
        "metadata": {}, "createdAt": "2026-01-02T00:00:00.000Z", "updatedAt": "2026-01-02T10:00:00.000Z",
        "lastMessageAt": "2026-01-02T10:00:00.000Z", "closedAt": null,
    })
}

/// A customer's message in thread `t1`.
pub fn message(id: &str, text: &str) -> Value {
    json!({
        "id": id, "channelId": "c1", "threadId": "t1", "parentMessageId": null, "externalId": null,
        "direction": "inbound", "kind": "text", "status": "received", "text": text,
        "author": { "role": "user", "name": "Jane", "email": null },
        "attachments": [], "metadata": {},
        "createdAt": "2026-01-02T10:00:00.000Z", "updatedAt": "2026-01-02T10:00:00.000Z",
    })
}

/// One channel, one thread, one question.
pub fn shop() -> Workspace {
    Workspace {
        channels: vec![channel("c1", "WhatsApp")],
        threads: vec![thread("t1", "Order issue")],
        messages: vec![message("m1", "Where is my order?")],
        ..Workspace::default()
    }
}
