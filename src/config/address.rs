//! The address of a server's API.

use std::fmt;
use std::net::Ipv4Addr;

/// The base address of an API, such as `https://andibase.com/api/v1`: no trailing slash, no user, query or fragment.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Address {
    whole: String,
    plain: bool,
    host: String,
    port: Option<u16>,
}

impl Address {
    /// The hosted andibase.
    pub const ANDIBASE: &'static str = "https://andibase.com/api/v1";
    /// What an address may be, as the end of the sentence "expected …".
    pub const EXPECTED: &'static str = "an address such as https://andibase.com/api/v1 (http or https, a host, no user, '?' or '#')";

    /// Reads an address; `None` when it is not [`Self::EXPECTED`].
    pub fn new(address: &str) -> Option<Self> {
        let address = address.trim();
        let (scheme, rest) = address.split_once("://")?;
        let plain = match scheme.to_ascii_lowercase().as_str() {
            "https" => false,
            "http" => true,
            _ => return None,
        };
        let path_start = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at(path_start);
        let path = path.trim_end_matches('/');
        let fits = path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !br#"?#\"<>`{}|^"#.contains(&byte));
        if !fits || address.len() > 500 {
            return None;
        }
        let (host, port) = host_and_port(authority)?;
        let shown_port = port.map(|port| format!(":{port}")).unwrap_or_default();
        let scheme = if plain { "http" } else { "https" };
        Some(Self {
            whole: format!("{scheme}://{host}{shown_port}{path}"),
            plain,
            host,
            port,
        })
    }

    /// The address, for putting a path behind it.
    pub fn as_str(&self) -> &str {
        &self.whole
    }

    /// The host, an IPv6 one in its brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, where the address names one.
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// Whether a key sent there could be read on the way: plain http to anything but this machine.
    pub fn is_open_to_eavesdroppers(&self) -> bool {
        self.plain && !self.is_loopback()
    }

    /// Whether the host is this machine.
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost"
            || self.host == "[::1]"
            || self
                .host
                .parse::<Ipv4Addr>()
                .is_ok_and(|ip| ip.is_loopback())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.whole)
    }
}

fn host_and_port(authority: &str) -> Option<(String, Option<u16>)> {
    let host_end = if authority.starts_with('[') {
        authority.find(']')? + 1
    } else {
        authority.find(':').unwrap_or(authority.len())
    };
    let (host, port) = authority.split_at(host_end);
    let port = match port.strip_prefix(':') {
        None if port.is_empty() => None,
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(digits.parse::<u16>().ok().filter(|port| *port > 0)?)
        }
        _ => return None,
    };
    let host = host.to_ascii_lowercase();
    is_host(&host).then_some((host, port))
}

fn is_host(host: &str) -> bool {
    if let Some(inner) = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return inner.parse::<std::net::Ipv6Addr>().is_ok();
    }
    !host.is_empty()
        && host.len() <= 253
        && host.starts_with(|first: char| first.is_ascii_alphanumeric())
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}
