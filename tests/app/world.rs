//! A real server on a loopback port, with plain HTTP beside it to read back what was written.

use std::net::SocketAddr;

use andibox::server::{Server, ServerOptions};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A running server.
pub struct World {
    pub key: String,
    pub address: SocketAddr,
    folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<()>>,
    options: ServerOptions,
    http: reqwest::Client,
}

impl World {
    pub async fn start(options: ServerOptions) -> Self {
        andibox::api::install_tls();
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut world = Self {
            key: String::new(),
            address: listener.local_addr().unwrap(),
            folder,
            stop: None,
            task: None,
            options,
            http: reqwest::Client::builder()
                .tls_certs_only([])
                .build()
                .unwrap(),
        };
        world.serve(listener);
        world
    }

    fn serve(&mut self, listener: TcpListener) {
        let server = Server::open(self.folder.path(), self.options.clone()).unwrap();
        let key = server.admin_key().unwrap();
        key.expose().clone_into(&mut self.key);
        let (stop, stopped) = oneshot::channel();
        self.stop = Some(stop);
        self.task = Some(tokio::spawn(async move {
            let end = async {
                stopped.await.unwrap_or(());
            };
            server.serve(listener, end).await.unwrap();
        }));
    }

    /// Stops the server.
    pub async fn stop(&mut self) {
        self.stop = None;
        if let Some(task) = self.task.take() {
            task.await.unwrap();
        }
    }

    /// Starts it again on the same port.
    pub async fn start_again(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serve(listener);
    }

    pub fn base(&self) -> String {
        format!("http://{}/api/v1", self.address)
    }

    pub async fn get(&self, path: &str) -> Value {
        let answer = self
            .http
            .get(format!("{}{path}", self.base()))
            .header("x-api-key", &self.key)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200, "GET {path}");
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
    }

    pub async fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self
            .http
            .post(format!("{}{path}", self.base()))
            .header("x-api-key", &self.key)
            .header("content-type", "application/json")
            .body(body.to_string())
            .send()
            .await
            .unwrap();
        let status = answer.status();
        let bytes = answer.bytes().await.unwrap();
        assert_eq!(
            status,
            201,
            "POST {path}: {}",
            String::from_utf8_lossy(&bytes)
        );
        serde_json::from_slice(&bytes).unwrap()
    }

    /// A channel with this name.
    pub async fn channel(&self, name: &str) -> String {
        let made = self.post("/channels", &json!({ "name": name })).await;
        made["id"].as_str().unwrap().to_owned()
    }

    /// A thread with a question of a customer.
    pub async fn question(&self, channel: &str, person: &str, title: &str, text: &str) -> String {
        let path = format!("/channels/{channel}/threads");
        let thread = self.post(&path, &json!({ "title": title })).await;
        let thread = thread["id"].as_str().unwrap().to_owned();
        self.say(channel, &thread, person, text).await;
        thread
    }

    /// A customer writes to a thread.
    pub async fn say(&self, channel: &str, thread: &str, person: &str, text: &str) {
        let body = json!({
            "direction": "inbound",
            "text": text,
            "author": { "role": "user", "name": person },
        });
        self.post(
            &format!("/channels/{channel}/threads/{thread}/messages"),
            &body,
        )
        .await;
    }

    /// The messages of a thread.
    pub async fn messages(&self, channel: &str, thread: &str) -> Vec<Value> {
        let path = format!("/channels/{channel}/threads/{thread}/messages");
        self.get(&path).await.as_array().unwrap().clone()
    }
}
