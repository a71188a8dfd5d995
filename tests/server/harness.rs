//! A running server, its clock, and a client that checks every answer.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

use andibox::server::{Clock, Keys, Server, ServerOptions, base_address};
use chrono::{DateTime, Utc};
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::documented;

/// A clock that moves when a test says so.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn advance(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The issues as `(tag, path)`.
    pub fn issues(&self) -> Vec<(String, String)> {
        self.body["issues"]
            .as_array()
            .unwrap()
            .iter()
            .map(|issue| {
                let tag = issue["_tag"].as_str().unwrap().to_owned();
                (tag, issue["path"].to_string())
            })
            .collect()
    }
}

/// A server on a loopback port.
pub struct Running {
    pub base: String,
    pub admin: String,
    pub clock: Arc<TestClock>,
    pub keys: Keys,
    pub dir: Arc<TempDir>,
    stop: Option<oneshot::Sender<()>>,
    done: JoinHandle<()>,
}

/// One client for all tests: each has a connection pool, but none outlives its runtime.
pub fn client() -> reqwest::Client {
    static PROVIDER: LazyLock<()> = LazyLock::new(|| {
        rustls::crypto::ring::default_provider()
            .install_default()
            .unwrap();
    });
    LazyLock::force(&PROVIDER);
    reqwest::Client::builder()
        .no_proxy()
        .no_gzip()
        .tls_certs_only([])
        .build()
        .unwrap()
}

impl Running {
    pub async fn start() -> Self {
        Self::start_with(|_| ()).await
    }

    pub async fn start_with(change: impl FnOnce(&mut ServerOptions)) -> Self {
        Self::start_in(Arc::new(tempfile::tempdir().unwrap()), change).await
    }

    pub async fn start_in(dir: Arc<TempDir>, change: impl FnOnce(&mut ServerOptions)) -> Self {
        let clock = Arc::new(TestClock(AtomicI64::new(1_772_000_000_000)));
        let mut options = ServerOptions {
            clock: Arc::<TestClock>::clone(&clock),
            ..ServerOptions::default()
        };
        change(&mut options);
        let server = open(dir.path(), options);
        let admin = server.admin_key().unwrap().expose().to_owned();
        let keys = server.keys();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = base_address(listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let done = tokio::spawn(async move {
            let shutdown = async {
                // A test that just ends takes the runtime with it; only `end` asks the server to end.
                if stopped.await.is_err() {
                    std::future::pending::<()>().await;
                }
            };
            server.serve(listener, shutdown).await.unwrap();
        });
        Self {
            base,
            admin,
            clock,
            keys,
            dir,
            stop: Some(stop),
            done,
        }
    }

    /// Ends the server and gives its folder back.
    pub async fn end(mut self) -> Arc<TempDir> {
        self.stop.take().unwrap().send(()).unwrap();
        self.done.await.unwrap();
        self.dir
    }

    /// A request with the admin key.
    pub fn ask(&self, method: &str, path: &str) -> Ask<'_> {
        self.bare(method, path).header("x-api-key", &self.admin)
    }

    /// A request without a key.
    pub fn bare(&self, method: &str, path: &str) -> Ask<'_> {
        let method: Method = method.parse().unwrap();
        Ask {
            path: path.to_owned(),
            request: client().request(method.clone(), format!("{}{path}", self.base)),
            method,
            _server: self,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path).send().await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.ask("POST", path).json(&body).send().await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.ask("PATCH", path).json(&body).send().await
    }

    /// A new channel's path.
    pub async fn channel(&self) -> String {
        let channel = self
            .post("/channels", serde_json::json!({"name": "Email"}))
            .await;
        assert_eq!(channel.status, 201);
        format!("/channels/{}", channel.body["id"].as_str().unwrap())
    }

    /// A new thread's path.
    pub async fn thread(&self) -> String {
        let channel = self.channel().await;
        let thread = self
            .post(&format!("{channel}/threads"), serde_json::json!({}))
            .await;
        assert_eq!(thread.status, 201);
        format!("{channel}/threads/{}", thread.body["id"].as_str().unwrap())
    }
}

pub fn open(dir: &Path, options: ServerOptions) -> Server {
    Server::open(dir, options).unwrap()
}

/// A request being made.
pub struct Ask<'a> {
    method: Method,
    path: String,
    request: reqwest::RequestBuilder,
    _server: &'a Running,
}

impl Ask<'_> {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.body(body.to_string())
            .header("content-type", "application/json")
    }

    pub fn body(mut self, body: impl Into<reqwest::Body>) -> Self {
        self.request = self.request.body(body);
        self
    }

    /// Sends it and holds the answer against the documented schema.
    pub async fn send(self) -> Answer {
        let response = self.request.send().await.unwrap();
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = response.bytes().await.unwrap().to_vec();
        let plain = !headers.contains_key("content-encoding") && self.method != Method::HEAD;
        let body = if bytes.is_empty() || !plain {
            Value::Null
        } else {
            serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                panic!(
                    "{} {}: {error}: {:?}",
                    self.method,
                    self.path,
                    String::from_utf8_lossy(&bytes)
                )
            })
        };
        if plain && !matches!(status, 204 | 304) {
            documented::check(self.method.as_str(), &self.path, status, &body);
            assert_eq!(headers["content-type"], "application/json");
        }
        Answer {
            status,
            headers,
            body,
            bytes,
        }
    }
}

/// An inbound message with nothing but what is required.
pub fn inbound(text: &str) -> Value {
    serde_json::json!({"direction": "inbound", "text": text, "author": {"role": "user"}})
}
