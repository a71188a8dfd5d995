//! Times under load. Prints and judges nothing: `cargo test --release --test server load -- --ignored --nocapture`.

#![expect(clippy::print_stdout, reason = "a measurement is there to be printed")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use andibox::server::{Spec, generate};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::harness::{Running, inbound};

const MESSAGES: usize = 100_000;
const CLIENTS: usize = 64;
/// So many that the first ones, for which all connect at once and every statement is prepared, are not the slowest
/// hundredth by themselves.
const READS: usize = 400;
const WRITES: usize = 100;

/// One kept-alive connection without the weight of a whole client: it shares the server's two cores.
struct Line {
    stream: TcpStream,
    answer: Vec<u8>,
}

impl Line {
    async fn ask(&mut self, request: &[u8]) -> usize {
        self.stream.write_all(request).await.unwrap();
        self.answer.clear();
        loop {
            let read = self.stream.read_buf(&mut self.answer).await.unwrap();
            assert!(read > 0, "{}", String::from_utf8_lossy(&self.answer));
            if let Some(length) = whole(&self.answer) {
                return length;
            }
        }
    }
}

/// The length of the body, once all of it is there.
fn whole(answer: &[u8]) -> Option<usize> {
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&answer[..head]).unwrap().to_lowercase();
    assert!(
        text.starts_with("http/1.1 2") || text.starts_with("http/1.1 304"),
        "{text}"
    );
    let length = text.split("content-length: ").nth(1).map_or(0, |rest| {
        rest.split("\r\n").next().unwrap().parse().unwrap()
    });
    (answer.len() >= head + length).then_some(length)
}

async fn measure(name: &str, server: &Running, many: usize, request: impl Fn(usize) -> String) {
    let address = server
        .base
        .trim_start_matches("http://")
        .trim_end_matches("/api/v1")
        .to_owned();
    let start = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let address = address.clone();
            let requests: Vec<String> = (0..many).map(|n| request(client * many + n)).collect();
            tokio::spawn(async move {
                let mut line = Line {
                    stream: TcpStream::connect(address).await.unwrap(),
                    answer: Vec::with_capacity(65_536),
                };
                let mut times = Vec::new();
                for request in requests {
                    let start = Instant::now();
                    line.ask(request.as_bytes()).await;
                    times.push(start.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times: Vec<Duration> = Vec::new();
    for client in clients {
        times.extend(client.await.unwrap());
    }
    let rate = times.len() as f64 / start.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |part: usize| times[(times.len() * part / 1000).min(times.len() - 1)];
    println!(
        "{name}: p50 {:?}, p99 {:?}, worst {:?}, {rate:.0}/s",
        at(500),
        at(990),
        at(1000)
    );
}

#[ignore = "a measurement: run it by name, in release"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_and_creates_at_a_hundred_thousand_messages() {
    let dir = Arc::new(tempfile::tempdir().unwrap());
    let now = chrono::DateTime::from_timestamp_millis(1_771_000_000_000).unwrap();
    let start = Instant::now();
    generate(dir.path(), &Spec::of(MESSAGES, now)).unwrap();
    println!(
        "generate: {:.0} messages/s",
        MESSAGES as f64 / start.elapsed().as_secs_f64()
    );
    let threads = threads_of_about_30(dir.path());
    let server = Running::start_in(dir, |_| ()).await;
    let head = |method: &str, path: &str, more: &str| {
        format!(
            "{method} /api/v1{path} HTTP/1.1\r\nhost: x\r\nx-api-key: {}\r\n{more}\r\n",
            server.admin
        )
    };
    let path = |n: usize| format!("{}/messages", threads[n % threads.len()]);
    measure("list a thread of about 30", &server, READS, |n| {
        head("GET", &path(n), "")
    })
    .await;
    measure("the same, gzip", &server, READS, |n| {
        head("GET", &path(n), "accept-encoding: gzip\r\n")
    })
    .await;
    let tags: Vec<String> = futures_util::future::join_all((0..threads.len()).map(|n| {
        let (server, path) = (&server, path(n));
        async move { server.get(&path).await.header("etag").unwrap().to_owned() }
    }))
    .await;
    measure("not modified", &server, READS, |n| {
        head(
            "GET",
            &path(n),
            &format!("if-none-match: {}\r\n", tags[n % tags.len()]),
        )
    })
    .await;
    measure("create a message", &server, WRITES, |n| {
        let body = inbound(&format!("message {n}")).to_string();
        head(
            "POST",
            &path(n),
            &format!("content-length: {}\r\n", body.len()),
        ) + &body
    })
    .await;
}

fn threads_of_about_30(dir: &std::path::Path) -> Vec<String> {
    let conn = rusqlite::Connection::open(dir.join("server.db")).unwrap();
    let mut select = conn
        .prepare(
            "SELECT '/channels/' || channel.id || '/threads/' || thread.id
             FROM thread JOIN channel ON channel.n = thread.channel JOIN message ON message.thread = thread.n
             GROUP BY thread.n HAVING count(*) BETWEEN 28 AND 32",
        )
        .unwrap();
    select
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}
