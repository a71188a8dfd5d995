//! Fetching a file that a stranger's address leads to: without the key, without cookies, without trust.
//!
//! The [`super::Client`] is not used: a download has no key to lose, whatever the address or a redirect says. Only
//! http and https; a redirect is followed on the same host only and otherwise given back, so that the person is asked
//! about the host they would really talk to; the body goes straight into a sink and never over a limit.

use std::error::Error as StdError;
use std::io::Write;
use std::net::IpAddr;
use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::{Response, Url};

use super::{install_tls, redirect, tls};

/// What to fetch and how far to go for it.
#[derive(Clone, Debug)]
pub struct Download {
    /// Where it is: http or https.
    pub address: String,
    /// The most bytes that are taken.
    pub limit: u64,
    /// How long a connection may take to come about.
    pub connect_timeout: Duration,
    /// How long the server may say nothing. A whole file may take as long as it does.
    pub silence: Duration,
}

/// Why there is no file. Each is the end of a sentence; words of the server are in none but [`DownloadError::Leads`].
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// Not http, not https, or no address at all.
    #[error("only http and https addresses are fetched")]
    Address,
    /// It leads to another host: whole address, ASCII.
    #[error("it leads on to another host")]
    Leads(String),
    /// A redirect without an address, or too many.
    #[error("the server sends on and on without giving a file")]
    Astray,
    /// The server refuses.
    #[error("{}", refused(*.0))]
    Status(u16),
    /// It is larger than the limit, in bytes.
    #[error("it is larger than {} MiB, the limit (ui.download_limit_mib)", .0 / (1024 * 1024))]
    TooLarge(u64),
    /// No connection.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// The connection broke or fell silent.
    #[error("the connection broke before the end: {0}")]
    Broken(String),
    /// The sink does not take it: the disk is full, say.
    #[error("this machine does not take it: {0}")]
    Sink(std::io::Error),
}

/// Fetches a file into a sink. `progress` hears after each piece how many bytes there are, and how many there will be,
/// where the server says so. Returns how many there were.
///
/// # Errors
/// See [`DownloadError`]. What is in the sink then is a part and no file. Dropping the future gives up.
pub async fn download(
    order: &Download,
    sink: &mut (dyn Write + Send),
    mut progress: impl FnMut(u64, Option<u64>) + Send,
) -> Result<u64, DownloadError> {
    let mut response = follow(order).await?;
    let promised = response.content_length();
    if promised.is_some_and(|promised| promised > order.limit) {
        return Err(DownloadError::TooLarge(order.limit));
    }
    let mut bytes = 0;
    while let Some(chunk) = response.chunk().await.map_err(|error| broken(&error))? {
        bytes += chunk.len() as u64;
        if bytes > order.limit {
            return Err(DownloadError::TooLarge(order.limit));
        }
        sink.write_all(&chunk).map_err(DownloadError::Sink)?;
        progress(bytes, promised);
    }
    Ok(bytes)
}

/// Goes from redirect to redirect, on one host.
async fn follow(order: &Download) -> Result<Response, DownloadError> {
    let mut url = web(&order.address).ok_or(DownloadError::Address)?;
    let http = client(order, &url).map_err(|error| DownloadError::Unreachable(cause(&error)))?;
    for _ in 0..=redirect::MOST {
        let response = http.get(url.clone()).send().await.map_err(|error| {
            if error.is_connect() {
                DownloadError::Unreachable(cause(&error))
            } else {
                broken(&error)
            }
        })?;
        let status = response.status();
        if !status.is_redirection() {
            return match status.as_u16() {
                200 => Ok(response),
                other => Err(DownloadError::Status(other)),
            };
        }
        let to = response.headers().get(LOCATION);
        let to = to.and_then(|to| to.to_str().ok());
        let to = to.and_then(|to| url.join(to).ok());
        let to = to.and_then(|to| web(to.as_str()));
        let to = to.ok_or(DownloadError::Astray)?;
        if !is_same_host(&url, &to) {
            return Err(DownloadError::Leads(to.into()));
        }
        url = to;
    }
    Err(DownloadError::Astray)
}

fn web(address: &str) -> Option<Url> {
    let mut url = Url::parse(address).ok()?;
    url.set_fragment(None);
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// The same scheme, host and port, or the same host with https in place of plain http.
fn is_same_host(from: &Url, to: &Url) -> bool {
    let upgraded = (from.scheme(), to.scheme()) == ("http", "https")
        && from.host() == to.host()
        && (from.port(), to.port()) == (None, None);
    from.origin() == to.origin() || upgraded
}

fn client(order: &Download, url: &Url) -> reqwest::Result<reqwest::Client> {
    install_tls();
    let loopback = is_loopback(url);
    let builder = || {
        let builder = reqwest::Client::builder()
            .user_agent(concat!("andibox/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // The file as it is, so that its size is what the server says.
            .no_gzip()
            .connect_timeout(order.connect_timeout)
            .read_timeout(order.silence);
        if loopback {
            builder.no_proxy()
        } else {
            builder
        }
    };
    if loopback && url.scheme() == "http" {
        tls::build_without_roots(builder())
    } else {
        tls::build_with_roots(builder)
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn broken(error: &reqwest::Error) -> DownloadError {
    DownloadError::Broken(cause(error))
}

/// The innermost cause says most, and holds no address.
fn cause(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    let mut last: &dyn StdError = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

fn refused(status: u16) -> String {
    match status {
        401 | 403 => format!("its server wants a login for it ({status}); a browser may have one"),
        404 | 410 => format!("its server does not have it any more ({status})"),
        status => format!("its server answered {status}"),
    }
}
