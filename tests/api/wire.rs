//! A server that does what it is told, to the byte. It takes one request a connection.

use std::sync::{Arc, Mutex};

use andibox::api::Address;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What to do with one connection.
#[derive(Clone)]
pub enum Act {
    /// Break it before reading anything.
    ResetUnread,
    /// Speak first, before any request.
    Greet(Vec<u8>),
    /// Read the request and break it.
    ResetRead,
    /// Read the request and say nothing until the other side gives up.
    Hold,
    /// Read the request, answer, and end in order.
    Answer(Vec<u8>),
    /// Read the request, answer, and say nothing more until the other side gives up.
    AnswerAndHold(Vec<u8>),
    /// Read the request, answer, and break the connection.
    AnswerAndReset(Vec<u8>),
}

/// The running server.
pub struct Wire {
    pub address: Address,
    requests: Arc<Mutex<Vec<String>>>,
    connections: Arc<Mutex<usize>>,
}

impl Wire {
    /// The first connection gets the first act; the last act goes on for ever.
    pub async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        let acts: Vec<Act> = acts.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let connections: Arc<Mutex<usize>> = Arc::default();
        let (written, counted) = (Arc::clone(&requests), Arc::clone(&connections));
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let turn = {
                    let mut counted = counted.lock().unwrap();
                    *counted += 1;
                    *counted - 1
                };
                let act = acts[turn.min(acts.len() - 1)].clone();
                tokio::spawn(serve(stream, act, Arc::clone(&written)));
            }
        });
        Self {
            address: Address::parse(&format!("http://127.0.0.1:{port}/api/v1")).unwrap(),
            requests,
            connections,
        }
    }

    /// The requests as they came, head and body.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }
}

async fn serve(mut stream: TcpStream, act: Act, written: Arc<Mutex<Vec<String>>>) {
    if matches!(act, Act::ResetUnread) {
        stream.set_zero_linger().unwrap();
        return;
    }
    if let Act::Greet(bytes) = &act {
        let _ = stream.write_all(bytes).await;
        return until_given_up(&mut stream).await;
    }
    let request = request(&mut stream).await;
    written.lock().unwrap().push(request);
    // The client may give up at any point: that is what the test is about.
    match act {
        Act::ResetUnread | Act::Greet(_) => {}
        Act::ResetRead => stream.set_zero_linger().unwrap(),
        Act::Hold => until_given_up(&mut stream).await,
        Act::Answer(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
            until_given_up(&mut stream).await;
        }
        Act::AnswerAndHold(bytes) => {
            let _ = stream.write_all(&bytes).await;
            until_given_up(&mut stream).await;
        }
        Act::AnswerAndReset(bytes) => {
            let _ = stream.write_all(&bytes).await;
            stream.set_zero_linger().unwrap();
        }
    }
}

async fn until_given_up(stream: &mut TcpStream) {
    while stream.read_u8().await.is_ok() {}
}

async fn request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .to_lowercase()
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return text;
            }
        }
        match stream.read_u8().await {
            Ok(byte) => bytes.push(byte),
            Err(_) => return text,
        }
    }
}

/// An answer with its length.
pub fn http(status: &str, headers: &str, body: &str) -> Act {
    Act::Answer(
        format!(
            "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{body}",
            body.len()
        )
        .into_bytes(),
    )
}

/// A JSON answer of 200.
pub fn json(body: &str) -> Act {
    http("200 OK", "content-type: application/json\r\n", body)
}

/// The head of an answer that promises more than comes.
pub fn head(status: &str, headers: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}\r\n").into_bytes()
}
