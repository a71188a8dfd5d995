//! Reading a body no further than a limit, counted after decompression: a small gzip can unpack to anything.

use reqwest::Response;

/// In bytes: the list of some ten thousand threads.
const MOST_RESERVED: u64 = 4 * 1024 * 1024;

/// Why a body was not read to its end.
pub(super) enum Cut {
    /// It is larger than the limit.
    TooLarge,
    /// The connection broke, the time was up, or the compression is damaged.
    Broken(reqwest::Error),
}

/// Reads a body of at most `limit` bytes. `progress` hears how many bytes there are so far.
pub(super) async fn read(
    mut response: Response,
    limit: u64,
    mut progress: impl FnMut(u64),
) -> Result<Vec<u8>, Cut> {
    // The length is a promise of the server: refuse a too large one at once, and reserve only a little room by it. A
    // body that grows by doubling leaves its earlier halves behind as holes in the memory.
    let promised = response.content_length().unwrap_or(0);
    if promised > limit {
        return Err(Cut::TooLarge);
    }
    let mut body = Vec::with_capacity(usize::try_from(promised.min(MOST_RESERVED)).unwrap_or(0));
    while let Some(chunk) = response.chunk().await.map_err(Cut::Broken)? {
        if (body.len() + chunk.len()) as u64 > limit {
            return Err(Cut::TooLarge);
        }
        body.extend_from_slice(&chunk);
        progress(body.len() as u64);
    }
    Ok(body)
}
