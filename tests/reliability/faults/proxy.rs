//! A proxy in front of the real server that does to requests what the weather says.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Notify;
use tokio::time::sleep;

use super::weather::{Fault, Weather};

/// How late a delayed request is, how long nobody listens.
const LATE: Duration = Duration::from_millis(30);
const DOWN: Duration = Duration::from_millis(200);

/// The proxy.
#[derive(Clone)]
pub struct Proxy {
    pub address: SocketAddr,
    inside: Arc<Inside>,
}

struct Inside {
    server: SocketAddr,
    /// None: nothing happens to anybody.
    weather: Mutex<Option<Weather>>,
    counts: Mutex<Counts>,
    /// Takes the name of a request away, as a server that knows no `Idempotency-Key` does.
    forgetful: bool,
    /// Nobody is to listen for a while.
    down: Notify,
}

/// How many requests there were.
#[derive(Clone, Default, Debug)]
pub struct Counts {
    pub reads: usize,
    pub writes: usize,
    /// Requests at once.
    pub at_once: usize,
    pub most_at_once: usize,
    /// Requests that met a fault, by fault: those that only read, and the others.
    pub faults: BTreeMap<String, (usize, usize)>,
}

impl Counts {
    /// How many requests met a fault.
    pub fn faulted(&self) -> usize {
        self.faults
            .values()
            .map(|(reads, writes)| reads + writes)
            .sum()
    }

    /// How many of them were to change something.
    pub fn faulted_writes(&self) -> usize {
        self.faults.values().map(|(_, writes)| writes).sum()
    }

    pub fn add(&mut self, other: &Self) {
        self.reads += other.reads;
        self.writes += other.writes;
        for (fault, (reads, writes)) in &other.faults {
            let sum = self.faults.entry(fault.clone()).or_default();
            sum.0 += reads;
            sum.1 += writes;
        }
    }
}

impl Proxy {
    pub fn start(server: SocketAddr, weather: Weather, forgetful: bool) -> Self {
        let socket = socket();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = socket.local_addr().unwrap();
        let inside = Arc::new(Inside {
            server,
            weather: Mutex::new(Some(weather)),
            counts: Mutex::default(),
            forgetful,
            down: Notify::new(),
        });
        let serving = Arc::clone(&inside);
        let listener = socket.listen(64).unwrap();
        tokio::spawn(async move { listen(listener, address, serving).await });
        Self { address, inside }
    }

    /// From now on nothing happens to anybody.
    pub fn clear(&self) {
        *self.inside.weather.lock().unwrap() = None;
    }

    pub fn counts(&self) -> Counts {
        self.inside.counts.lock().unwrap().clone()
    }
}

fn socket() -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.set_reuseport(true).unwrap();
    socket
}

async fn listen(mut listener: TcpListener, address: SocketAddr, inside: Arc<Inside>) {
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((client, _)) = accepted else { return };
                let inside = Arc::clone(&inside);
                tokio::spawn(async move { drop(serve(client, &inside).await) });
            }
            () = inside.down.notified() => {
                // The port stays ours: bound, without anybody who listens.
                let next = socket();
                next.bind(address).unwrap();
                drop(listener);
                sleep(DOWN).await;
                listener = next.listen(64).unwrap();
            }
        }
    }
}

/// One request a connection: simpler, and the client takes it as any other server's habit.
async fn serve(mut client: TcpStream, inside: &Inside) -> std::io::Result<()> {
    let request = read_request(&mut client).await?;
    let reads = request.starts_with(b"GET ");
    // Over before the client can know that it is: no request after it is counted as one beside it.
    let under_way = UnderWay::new(inside);
    let fault = inside.strike(reads);
    let Some(fault) = fault else {
        let answer = inside.pass_on(&request).await?;
        drop(under_way);
        return client.write_all(&answer).await;
    };
    match fault {
        Fault::Delay => sleep(LATE).await,
        Fault::ResetBefore => {
            drop(under_way);
            return client.set_zero_linger();
        }
        Fault::SilentBefore => {
            drop(under_way);
            return hung_up(client).await;
        }
        Fault::Down => {
            drop(under_way);
            inside.down.notify_one();
            return client.set_zero_linger();
        }
        _ => {}
    }
    let mut answer = if fault.reaches_the_server() {
        inside.pass_on(&request).await?
    } else {
        Vec::new()
    };
    drop(under_way);
    if let Some(instead) = fault.answer() {
        answer = instead.into_bytes();
    }
    match fault {
        Fault::ResetAfter => return client.set_zero_linger(),
        Fault::SilentAfter => return hung_up(client).await,
        Fault::Cut => answer.truncate(middle(&answer)),
        Fault::CutJson => answer = cut_json(&answer),
        Fault::Drip => {
            let step = (answer.len() / 20).max(1);
            for bytes in answer.chunks(step) {
                client.write_all(bytes).await?;
                client.flush().await?;
                sleep(Duration::from_millis(2)).await;
            }
            return client.shutdown().await;
        }
        _ => {}
    }
    client.write_all(&answer).await?;
    client.shutdown().await
}

/// A request under way.
struct UnderWay<'a>(&'a Inside);

impl<'a> UnderWay<'a> {
    fn new(inside: &'a Inside) -> Self {
        let mut counts = inside.counts.lock().unwrap();
        counts.at_once += 1;
        counts.most_at_once = counts.most_at_once.max(counts.at_once);
        drop(counts);
        Self(inside)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.counts.lock().unwrap().at_once -= 1;
    }
}

/// Waits until the client has given up.
async fn hung_up(mut client: TcpStream) -> std::io::Result<()> {
    let mut rest = [0; 64];
    while client.read(&mut rest).await? > 0 {}
    Ok(())
}

impl Inside {
    fn strike(&self, reads: bool) -> Option<Fault> {
        let fault = self.weather.lock().unwrap().as_mut()?.strike(reads);
        let mut counts = self.counts.lock().unwrap();
        if reads {
            counts.reads += 1;
        } else {
            counts.writes += 1;
        }
        let fault = fault?;
        let count = counts.faults.entry(format!("{fault:?}")).or_default();
        if reads {
            count.0 += 1;
        } else {
            count.1 += 1;
        }
        Some(fault)
    }

    async fn pass_on(&self, request: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut server = TcpStream::connect(self.server).await?;
        let head_end = middle_of_head(request);
        let head = String::from_utf8_lossy(&request[..head_end]).into_owned();
        // Plain and closed at the end, so that the answer can be read whole.
        let kept = head.lines().filter(|line| {
            let line = line.to_ascii_lowercase();
            let forgotten = self.forgetful && line.starts_with("idempotency-key:");
            !forgotten && !line.starts_with("connection:") && !line.starts_with("accept-encoding:")
        });
        let mut sent = kept.collect::<Vec<_>>().join("\r\n").into_bytes();
        sent.extend_from_slice(b"\r\nconnection: close\r\n\r\n");
        sent.extend_from_slice(&request[head_end + 4..]);
        server.write_all(&sent).await?;
        let mut answer = Vec::new();
        server.read_to_end(&mut answer).await?;
        Ok(answer)
    }
}

fn middle_of_head(bytes: &[u8]) -> usize {
    let end = bytes.windows(4).position(|it| it == b"\r\n\r\n");
    end.unwrap_or(bytes.len().saturating_sub(4))
}

/// In the middle of the body.
fn middle(answer: &[u8]) -> usize {
    let head = middle_of_head(answer) + 4;
    head + (answer.len() - head) / 2
}

/// The first half of the body, as if it were all of it.
fn cut_json(answer: &[u8]) -> Vec<u8> {
    let head = String::from_utf8_lossy(&answer[..middle_of_head(answer)]).into_owned();
    let body = &answer[middle_of_head(answer) + 4..middle(answer)];
    let kept: Vec<&str> = head
        .lines()
        .filter(|line| !line.to_ascii_lowercase().starts_with("content-length:"))
        .collect();
    let mut cut = kept.join("\r\n").into_bytes();
    cut.extend_from_slice(format!("\r\ncontent-length: {}\r\n\r\n", body.len()).as_bytes());
    cut.extend_from_slice(body);
    cut
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
