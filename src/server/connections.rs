//! Connections within limits: how many, how long a request may take to arrive, how long one may be idle; and a way to
//! end them all.
//!
//! The HTTP library has no such limits where we can reach them, so they stand below it, on the bytes: a connection
//! that has sent something must be answered within [`EXCHANGE`], one that has not is closed after [`IDLE`].

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// So many at once; further ones wait to be accepted.
const CONNECTIONS: usize = 512;
/// From the first byte of a request to the first byte of its answer.
const EXCHANGE: Duration = Duration::from_mins(1);
/// Without a byte either way.
const IDLE: Duration = Duration::from_mins(2);

/// Accepts connections.
#[derive(Debug)]
pub(super) struct Connections {
    listener: TcpListener,
    permits: Arc<Semaphore>,
    cut: CancellationToken,
}

impl Connections {
    /// When `cut` is cancelled, every connection fails at once.
    pub(super) fn new(listener: TcpListener, cut: CancellationToken) -> Self {
        Self {
            listener,
            permits: Arc::new(Semaphore::new(CONNECTIONS)),
            cut,
        }
    }
}

impl Listener for Connections {
    type Io = Guarded;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Guarded, SocketAddr) {
        loop {
            // Never fails: the semaphore is not closed.
            let permit = Arc::clone(&self.permits).acquire_owned().await.ok();
            match self.listener.accept().await {
                Ok((stream, address)) => {
                    // An answer is small: it should not wait to be joined by more.
                    if let Err(error) = stream.set_nodelay(true) {
                        tracing::debug!(%error, "TCP_NODELAY");
                    }
                    return (Guarded::new(stream, permit, &self.cut), address);
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    // Such as too many open files: give it time to pass.
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(Duration::from_millis(500)).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

/// One connection within its limits.
pub(super) struct Guarded {
    stream: TcpStream,
    deadline: Pin<Box<Sleep>>,
    /// Whether something was read and nothing written since.
    asked: bool,
    cut: Pin<Box<WaitForCancellationFutureOwned>>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Guarded {
    fn new(
        stream: TcpStream,
        permit: Option<OwnedSemaphorePermit>,
        cut: &CancellationToken,
    ) -> Self {
        Self {
            stream,
            deadline: Box::pin(sleep(EXCHANGE)),
            asked: false,
            cut: Box::pin(cut.clone().cancelled_owned()),
            _permit: permit,
        }
    }

    fn allow(&mut self, time: Duration) {
        self.deadline.as_mut().reset(Instant::now() + time);
    }

    /// Whether the connection has to end, asked whenever it would have to wait.
    fn check(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        if self.cut.as_mut().poll(context).is_ready() {
            return Err(io::Error::from(io::ErrorKind::ConnectionAborted));
        }
        if self.deadline.as_mut().poll(context).is_ready() {
            return Err(io::Error::from(io::ErrorKind::TimedOut));
        }
        Ok(())
    }

    fn wait<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        match self.check(context) {
            Ok(()) => Poll::Pending,
            Err(error) => Poll::Ready(Err(error)),
        }
    }

    fn wrote(
        &mut self,
        context: &mut Context<'_>,
        outcome: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match outcome {
            Poll::Pending => self.wait(context),
            Poll::Ready(done) => {
                self.asked = false;
                self.allow(IDLE);
                Poll::Ready(done)
            }
        }
    }
}

impl AsyncRead for Guarded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let filled = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            Poll::Pending => self.wait(context),
            Poll::Ready(done) => {
                // Later bytes of the same request do not buy it more time.
                if buffer.filled().len() > filled && !self.asked {
                    self.asked = true;
                    self.allow(EXCHANGE);
                }
                Poll::Ready(done)
            }
        }
    }
}

impl AsyncWrite for Guarded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.wrote(context, outcome)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.wrote(context, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
