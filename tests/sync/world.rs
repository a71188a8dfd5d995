//! A real server on a loopback port, with plain HTTP beside it.

use std::net::SocketAddr;

use andibox::server::{Server, ServerOptions};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A server that can be stopped and started again on the same port.
pub struct World {
    pub address: SocketAddr,
    pub key: String,
    folder: TempDir,
    options: ServerOptions,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
    http: reqwest::Client,
}

impl World {
    pub async fn start() -> Self {
        Self::start_with(ServerOptions::default()).await
    }

    pub async fn start_with(options: ServerOptions) -> Self {
        andibox::api::install_tls();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut world = Self {
            address: listener.local_addr().unwrap(),
            key: String::new(),
            folder: tempfile::tempdir().unwrap(),
            options,
            running: None,
            http: reqwest::Client::builder()
                .no_proxy()
                .tls_certs_only([])
                .build()
                .unwrap(),
        };
        world.serve(listener);
        world
    }

    fn serve(&mut self, listener: TcpListener) {
        let server = Server::open(self.folder.path(), self.options.clone()).unwrap();
        server
            .admin_key()
            .unwrap()
            .expose()
            .clone_into(&mut self.key);
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let end = async { drop(stopped.await) };
            server.serve(listener, end).await.unwrap();
        });
        self.running = Some((stop, task));
    }

    pub async fn stop(&mut self) {
        if let Some((stop, task)) = self.running.take() {
            drop(stop);
            task.await.unwrap();
        }
    }

    pub async fn start_again(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serve(listener);
    }

    pub async fn get(&self, path: &str) -> Value {
        let request = self
            .http
            .get(format!("http://{}/api/v1{path}", self.address));
        let answer = request.header("x-api-key", &self.key).send().await.unwrap();
        assert_eq!(answer.status(), 200, "GET {path}");
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
    }

    pub async fn list(&self, path: &str) -> Vec<Value> {
        self.get(path).await.as_array().unwrap().clone()
    }

    pub async fn post(&self, path: &str, body: &Value) -> Value {
        let request = self
            .http
            .post(format!("http://{}/api/v1{path}", self.address));
        let answer = request
            .header("x-api-key", &self.key)
            .header("content-type", "application/json")
            .body(body.to_string())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 201, "POST {path}");
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
    }

    /// Gives a thread another title.
    pub async fn rename(&self, channel: &str, thread: &str, title: &str) {
        let address = self.address;
        let request = self.http.patch(format!(
            "http://{address}/api/v1/channels/{channel}/threads/{thread}"
        ));
        let answer = request
            .header("x-api-key", &self.key)
            .header("content-type", "application/json")
            .body(json!({ "title": title }).to_string())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
    }

    pub async fn channel(&self, name: &str) -> String {
        let made = self.post("/channels", &json!({ "name": name })).await;
        id(&made)
    }

    /// A thread in which a customer asked something.
    pub async fn thread(&self, channel: &str, title: &str) -> String {
        let path = format!("/channels/{channel}/threads");
        let thread = id(&self.post(&path, &json!({ "title": title })).await);
        let path = format!("{path}/{thread}/messages");
        self.post(&path, &question(title)).await;
        thread
    }

    /// The messages of a thread.
    pub async fn messages(&self, channel: &str, thread: &str) -> Vec<Value> {
        self.list(&format!("/channels/{channel}/threads/{thread}/messages"))
            .await
    }
}

pub fn id(made: &Value) -> String {
    made["id"].as_str().unwrap().to_owned()
}

/// What a customer writes.
pub fn question(text: &str) -> Value {
    json!({
        "direction": "inbound",
        "text": text,
        "author": { "role": "user", "name": "Jane Customer" },
    })
}
