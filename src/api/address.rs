//! The base address of an API, such as `https://andibase.com/api/v1`.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use reqwest::Url;

/// Where an API lives: scheme, host, port and the path its operations stand under.
///
/// `Display` is plain ASCII (a host outside ASCII is in its punycode form), so it may be printed anywhere.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// Without query, fragment, user info and trailing slash (but for the bare host, where a URL must have one).
    url: Url,
}

/// Why an address is none. Each is a sentence for the person who typed it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AddressError {
    /// Nothing was given.
    #[error("the address is empty; it looks like https://andibase.com/api/v1")]
    Empty,
    /// No scheme, or one that is not HTTP.
    #[error("the address must begin with https:// (or http:// for a server on this machine)")]
    Scheme,
    /// Nothing stands where the host belongs.
    #[error("the address has no host; it looks like https://andibase.com/api/v1")]
    Host,
    /// A port that is none, a host with a space, and the like.
    #[error("the address is not readable ({0}); it looks like https://andibase.com/api/v1")]
    Malformed(&'static str),
    /// `user:password@host`: a secret in an address ends up in logs and process lists.
    #[error("the address holds a user name or password; leave it out, the key is given apart")]
    UserInfo,
    /// `?…` or `#…`: operations are appended to the address, so nothing may stand behind its path.
    #[error("the address holds a '?' or '#'; leave it out with all that follows")]
    Query,
}

impl Address {
    /// The hosted service.
    pub const HOSTED: &'static str = "https://andibase.com/api/v1";

    /// Reads an address as a person types it: white space around it and slashes at its end are dropped.
    pub fn parse(raw: &str) -> Result<Self, AddressError> {
        let raw = raw.trim();
        if raw.is_empty() {
            return Err(AddressError::Empty);
        }
        let scheme = raw.split_once("://").map(|(scheme, _)| scheme);
        if !scheme
            .is_some_and(|it| it.eq_ignore_ascii_case("http") || it.eq_ignore_ascii_case("https"))
        {
            return Err(AddressError::Scheme);
        }
        // The URL rules drop tabs and line ends in the middle and take a backslash for a slash: a typing mistake
        // must not become another host.
        if raw
            .chars()
            .any(|it| it.is_control() || it.is_whitespace() || it == '\\')
        {
            return Err(AddressError::Malformed(
                "a space, control character or backslash",
            ));
        }
        // The URL rules skip surplus slashes, and would take the path's first segment for the host.
        if raw
            .split_once("://")
            .is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with(['/', '?', '#', ':']))
        {
            return Err(AddressError::Host);
        }
        let mut url = Url::parse(raw).map_err(malformed)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(AddressError::Query);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self { url })
    }

    /// Whether the host is this machine, whatever a name server may say: `localhost` or a loopback IP address.
    pub fn is_loopback(&self) -> bool {
        let host = self.host();
        host == "localhost"
            || host
                .parse::<IpAddr>()
                .is_ok_and(|ip| ip.to_canonical().is_loopback())
    }

    /// Whether what is sent can be read on the way.
    pub fn is_plain_http(&self) -> bool {
        self.url.scheme() == "http"
    }

    /// The host, an IPv6 address without its brackets.
    pub fn host(&self) -> &str {
        self.url
            .host_str()
            .unwrap_or_default()
            .trim_start_matches('[')
            .trim_end_matches(']')
    }

    /// Scheme, host and port, without a path: `https://andibase.com`.
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// Host and, where it is not the scheme's own, port: `127.0.0.1:4000`.
    pub(super) fn authority(&self) -> &str {
        self.url.authority()
    }

    /// The address of an operation. `path` begins with a slash and is percent-encoded.
    pub(super) fn join(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        let base = self.url.path().trim_end_matches('/');
        url.set_path(&format!("{base}{path}"));
        url
    }
}

fn malformed(error: impl fmt::Display) -> AddressError {
    // The URL crate's own words are fixed sentences; only the ones people can act on are kept apart.
    match error.to_string().as_str() {
        "empty host" => AddressError::Host,
        "invalid port number" => AddressError::Malformed("the port is not a number up to 65535"),
        "invalid international domain name" | "invalid domain character" => {
            AddressError::Malformed("the host is not a name or IP address")
        }
        "invalid IPv4 address" | "invalid IPv6 address" => {
            AddressError::Malformed("the host is not an IP address")
        }
        _ => AddressError::Malformed("it is not a URL"),
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(raw: &str) -> Result<Self, AddressError> {
        Self::parse(raw)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}
