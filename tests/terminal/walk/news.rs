//! A customer who writes meanwhile, to the local workspace's server.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use super::step::See::{Hides, Shows};
use super::step::Walk;

/// A customer writes in a thread of their own, and the program hears of it: in a list with the newest first
/// no row is put above the reader who moves.
pub(super) fn customer_writes(walk: &mut Walk) {
    walk.press("2goj", Shows("▌•Priya Nair"));
    let key = walk.home.join(".local/share/andibox/local/admin.key");
    let server = Server {
        address: address(walk),
        key: std::fs::read_to_string(key).unwrap().trim().to_owned(),
    };
    let channels = server.ask("GET", "/channels", "");
    let channel = channels[0]["id"].as_str().unwrap();
    let threads = format!("/channels/{channel}/threads");
    let thread = server.ask("POST", &threads, &json!({ "title": "Hello?" }).to_string());
    let messages = format!("{threads}/{}/messages", thread["id"].as_str().unwrap());
    let author = json!({ "role": "user", "name": "Zoe Late" });
    let words = json!({ "direction": "inbound", "text": "Anyone?", "author": author });
    server.ask("POST", &messages, &words.to_string());
    walk.press("", Shows(" new · gn"));
}

/// Where the server answers, as the request log says.
fn address(walk: &mut Walk) -> String {
    walk.press("@", Shows("Server http://"));
    let screen = walk.pty.screen();
    let (_, rest) = screen.split_once("Server http://").unwrap();
    let (address, _) = rest.split_once('/').unwrap();
    walk.press("q", Hides("Server http://"));
    address.to_owned()
}

struct Server {
    address: String,
    key: String,
}

impl Server {
    fn ask(&self, method: &str, path: &str, body: &str) -> Value {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let (host, key, length) = (&self.address, &self.key, body.len());
        write!(
            stream,
            "{method} /api/v1{path} HTTP/1.1\r\nHost: {host}\r\nx-api-key: {key}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 20"), "{method} {path}: {head}");
        serde_json::from_str(body).unwrap()
    }
}
