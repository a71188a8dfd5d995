//! Reading a request's body within limits of size and time.

use std::time::Duration;

use axum::body::Body;
use futures_util::StreamExt;

use super::Fault;

/// The largest body.
pub(super) const LARGEST: usize = 1024 * 1024;
/// A body that is too large is read on to here and thrown away, so that the client hears the answer: one that still
/// sends when the connection closes sees a reset instead.
const DRAINED: usize = 16 * LARGEST;
/// How long a body may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads a body whole.
///
/// # Errors
/// [`Fault::Invalid`] when it is too large, too slow, or ends before its end.
pub(super) async fn read(body: Body) -> Result<Vec<u8>, Fault> {
    tokio::time::timeout(PATIENCE, read_whole(body))
        .await
        .unwrap_or_else(|_| {
            Err(Fault::invalid("The request body took too long.")
                .detail("limitSeconds", PATIENCE.as_secs().to_string()))
        })
}

async fn read_whole(body: Body) -> Result<Vec<u8>, Fault> {
    let mut chunks = body.into_data_stream();
    let mut whole = Vec::new();
    let mut size = 0_usize;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Fault::invalid("The request body ended too early."))?;
        size += chunk.len();
        if size > DRAINED {
            break;
        }
        if size <= LARGEST {
            whole.extend_from_slice(&chunk);
        } else {
            whole = Vec::new();
        }
    }
    if size > LARGEST {
        return Err(Fault::invalid("The request body is too large.")
            .detail("limitBytes", LARGEST.to_string()));
    }
    Ok(whole)
}
