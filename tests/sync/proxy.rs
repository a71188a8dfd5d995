//! A proxy that passes HTTP/1.1 on and breaks the writes it is told to break.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What happens to a request that changes something.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The connection breaks before the server hears of it.
    ResetBefore,
    /// The server does it, and the connection breaks before the answer.
    ResetAfter,
    /// The server does it, and this is answered instead.
    Instead(&'static str),
    /// This is answered, and the server does not hear of it.
    Refused(&'static str),
}

pub const FAILED: &str = "HTTP/1.1 500 Internal Server Error\r\ncontent-type: text/html\r\ncontent-length: 19\r\n\r\n<html>oops</html>\r\n";
pub const BUSY: &str =
    "HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\ncontent-length: 2\r\n\r\n{}";
pub const REVOKED: &str = "HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: 43\r\n\r\n{\"code\":\"invalid_api_key\",\"message\":\"Gone\"}";
pub const NOT_FOUND: &str = "HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: 36\r\n\r\n{\"code\":\"not_found\",\"message\":\"No.\"}";
pub const NOT_IMPLEMENTED: &str = "HTTP/1.1 501 Not Implemented\r\ncontent-length: 0\r\n\r\n";
pub const CUT: &str = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 4000\r\n\r\n{\"id\":";

#[derive(Clone)]
pub struct Proxy {
    pub address: SocketAddr,
    inside: Arc<Inside>,
}

struct Inside {
    server: SocketAddr,
    faults: Mutex<VecDeque<Fault>>,
    replaced: Mutex<Vec<(String, String)>>,
    writes: Mutex<Vec<String>>,
    down: AtomicBool,
}

impl Proxy {
    pub async fn start(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let inside = Arc::new(Inside {
            server,
            faults: Mutex::default(),
            replaced: Mutex::default(),
            writes: Mutex::default(),
            down: AtomicBool::new(false),
        });
        let serving = Arc::clone(&inside);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let inside = Arc::clone(&serving);
                tokio::spawn(async move { drop(serve(client, &inside).await) });
            }
        });
        Self { address, inside }
    }

    /// Down, every connection breaks.
    pub fn set_down(&self, down: bool) {
        self.inside.down.store(down, Ordering::SeqCst);
    }

    /// The next writes meet these.
    pub fn break_writes(&self, faults: impl IntoIterator<Item = Fault>) {
        self.inside.faults.lock().unwrap().extend(faults);
    }

    /// In answers this is replaced by that, which is as long.
    pub fn replace(&self, this: &str, that: &str) {
        assert_eq!(this.len(), that.len());
        let mut replaced = self.inside.replaced.lock().unwrap();
        replaced.push((this.to_owned(), that.to_owned()));
    }

    /// The first lines of the requests that were to change something.
    pub fn writes(&self) -> Vec<String> {
        self.inside.writes.lock().unwrap().clone()
    }
}

/// One request a connection: simpler, and the client takes it as any other server's habit.
async fn serve(mut client: TcpStream, inside: &Inside) -> std::io::Result<()> {
    let request = read_request(&mut client).await?;
    if inside.down.load(Ordering::SeqCst) {
        return reset(&client);
    }
    let line = String::from_utf8_lossy(&request)
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned();
    let fault = if line.starts_with("GET ") {
        None
    } else {
        inside.writes.lock().unwrap().push(line);
        inside.faults.lock().unwrap().pop_front()
    };
    let answer = match &fault {
        Some(Fault::ResetBefore) => return reset(&client),
        Some(Fault::Refused(answer)) => answer.as_bytes().to_vec(),
        _ => pass_on(&request, inside).await?,
    };
    match &fault {
        Some(Fault::ResetAfter) => return reset(&client),
        Some(Fault::Instead(answer)) => client.write_all(answer.as_bytes()).await?,
        _ => client.write_all(&answer).await?,
    }
    client.shutdown().await
}

/// Without lingering, closing is a reset.
fn reset(client: &TcpStream) -> std::io::Result<()> {
    client.set_zero_linger()
}

async fn pass_on(request: &[u8], inside: &Inside) -> std::io::Result<Vec<u8>> {
    let mut server = TcpStream::connect(inside.server).await?;
    let head_end = request
        .windows(4)
        .position(|it| it == b"\r\n\r\n")
        .unwrap_or(0);
    let head = String::from_utf8_lossy(&request[..head_end]).into_owned();
    // Plain and closed at the end, so that the answer can be read and changed.
    let kept = head.lines().filter(|line| {
        let line = line.to_ascii_lowercase();
        !line.starts_with("connection:") && !line.starts_with("accept-encoding:")
    });
    let mut sent = kept.collect::<Vec<_>>().join("\r\n").into_bytes();
    sent.extend_from_slice(b"\r\nconnection: close\r\n\r\n");
    sent.extend_from_slice(&request[head_end + 4..]);
    server.write_all(&sent).await?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await?;
    let replaced = inside.replaced.lock().unwrap().clone();
    if replaced.is_empty() {
        return Ok(answer);
    }
    let mut text = String::from_utf8(answer).map_err(std::io::Error::other)?;
    for (this, that) in &replaced {
        text = text.replace(this, that);
    }
    Ok(text.into_bytes())
}

async fn read_request(client: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut request = Vec::new();
    loop {
        if client.read_buf(&mut request).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let text = String::from_utf8_lossy(&request).to_ascii_lowercase();
        let Some((head, _)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length:"))
            .map_or(0, |length| length.trim().parse().unwrap_or(0));
        if request.len() >= head.len() + 4 + length {
            return Ok(request);
        }
    }
}
