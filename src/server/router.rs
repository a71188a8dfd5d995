//! From method and path to an operation. No I/O.
//!
//! A path is split before it is decoded, so `%2F` stays inside an id. Bytes that are no UTF-8 become marks that no id
//! has: such an id is not found, like any other that does not exist.

use axum::http::Method;

use super::{Fault, Permission};

/// Where messages are: a channel's feed, or one of its threads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place {
    pub(super) channel: String,
    pub(super) thread: Option<String>,
}

/// Everything the server can be asked to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Operation {
    ListChannels,
    CreateChannel,
    GetChannel(String),
    UpdateChannel(String),
    DeleteChannel(String),
    ListThreads(String),
    CreateThread(String),
    GetThread(String, String),
    UpdateThread(String, String),
    ListMessages(Place),
    CreateMessage(Place),
    StartLogin,
    GetLogin(String),
    ApproveLogin(String),
    DenyLogin(String),
    ExchangeLogin,
}

impl Operation {
    /// What a key must allow; none where no key is needed: who starts a login has none yet.
    pub(super) const fn permission(&self) -> Option<Permission> {
        match self {
            Self::ListChannels
            | Self::GetChannel(_)
            | Self::ListThreads(_)
            | Self::GetThread(..)
            | Self::ListMessages(_)
            | Self::GetLogin(_) => Some(Permission::ChannelsRead),
            Self::CreateChannel
            | Self::UpdateChannel(_)
            | Self::DeleteChannel(_)
            | Self::CreateThread(_)
            | Self::UpdateThread(..)
            | Self::CreateMessage(_) => Some(Permission::ChannelsWrite),
            Self::ApproveLogin(_) | Self::DenyLogin(_) => Some(Permission::KeysWrite),
            Self::StartLogin | Self::ExchangeLogin => None,
        }
    }

    /// Whether it changes nothing.
    pub(super) const fn only_reads(&self) -> bool {
        matches!(
            self,
            Self::ListChannels
                | Self::GetChannel(_)
                | Self::ListThreads(_)
                | Self::GetThread(..)
                | Self::ListMessages(_)
                | Self::GetLogin(_)
        )
    }

    /// Whether it has a body to read, if only to see that it says nothing.
    pub(super) const fn has_body(&self) -> bool {
        matches!(
            self,
            Self::CreateChannel
                | Self::UpdateChannel(_)
                | Self::CreateThread(_)
                | Self::UpdateThread(..)
                | Self::CreateMessage(_)
                | Self::StartLogin
                | Self::ApproveLogin(_)
                | Self::DenyLogin(_)
                | Self::ExchangeLogin
        )
    }
}

/// Finds the operation. Without `patch_threads` the server has no `PATCH` of a thread.
///
/// # Errors
/// [`Fault::NotFound`] for a path that no operation has, [`Fault::MethodNotAllowed`] for a method that the path's
/// operations do not have.
pub(super) fn route(method: &Method, path: &str, patch_threads: bool) -> Result<Operation, Fault> {
    let path = path.strip_prefix("/api/v1/").ok_or(Fault::NotFound)?;
    let parts: Vec<String> = path.split('/').map(decode).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    if parts.contains(&"") {
        return Err(Fault::NotFound);
    }
    // A HEAD is answered as the GET; the body is dropped on the way out.
    let method = if *method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    match *parts.as_slice() {
        ["channels"] => match *method {
            Method::GET => Ok(Operation::ListChannels),
            Method::POST => Ok(Operation::CreateChannel),
            _ => Err(Fault::MethodNotAllowed("GET, HEAD, POST")),
        },
        ["channels", id] => match *method {
            Method::GET => Ok(Operation::GetChannel(id.into())),
            Method::PATCH => Ok(Operation::UpdateChannel(id.into())),
            Method::DELETE => Ok(Operation::DeleteChannel(id.into())),
            _ => Err(Fault::MethodNotAllowed("GET, HEAD, PATCH, DELETE")),
        },
        ["channels", id, "threads"] => match *method {
            Method::GET => Ok(Operation::ListThreads(id.into())),
            Method::POST => Ok(Operation::CreateThread(id.into())),
            _ => Err(Fault::MethodNotAllowed("GET, HEAD, POST")),
        },
        ["channels", channel, "threads", thread] => match *method {
            Method::GET => Ok(Operation::GetThread(channel.into(), thread.into())),
            Method::PATCH if patch_threads => {
                Ok(Operation::UpdateThread(channel.into(), thread.into()))
            }
            _ if patch_threads => Err(Fault::MethodNotAllowed("GET, HEAD, PATCH")),
            _ => Err(Fault::MethodNotAllowed("GET, HEAD")),
        },
        ["channels", channel, "messages"] => messages(method, channel, None),
        ["channels", channel, "threads", thread, "messages"] => {
            messages(method, channel, Some(thread))
        }
        ["agent", "auth", "requests"] => only(method, &Method::POST, Operation::StartLogin),
        ["agent", "auth", "requests", code] => {
            only(method, &Method::GET, Operation::GetLogin(code.into()))
        }
        ["agent", "auth", "requests", code, "approve"] => {
            only(method, &Method::POST, Operation::ApproveLogin(code.into()))
        }
        ["agent", "auth", "requests", code, "deny"] => {
            only(method, &Method::POST, Operation::DenyLogin(code.into()))
        }
        ["agent", "auth", "exchange"] => only(method, &Method::POST, Operation::ExchangeLogin),
        _ => Err(Fault::NotFound),
    }
}

fn messages(method: &Method, channel: &str, thread: Option<&str>) -> Result<Operation, Fault> {
    let place = Place {
        channel: channel.into(),
        thread: thread.map(Into::into),
    };
    match *method {
        Method::GET => Ok(Operation::ListMessages(place)),
        Method::POST => Ok(Operation::CreateMessage(place)),
        _ => Err(Fault::MethodNotAllowed("GET, HEAD, POST")),
    }
}

fn only(method: &Method, allowed: &Method, operation: Operation) -> Result<Operation, Fault> {
    if method == allowed {
        Ok(operation)
    } else if *allowed == Method::GET {
        Err(Fault::MethodNotAllowed("GET, HEAD"))
    } else {
        Err(Fault::MethodNotAllowed("POST"))
    }
}

/// Undoes percent-encoding.
pub(super) fn decode(part: &str) -> String {
    let mut bytes = part.bytes();
    let mut out = Vec::with_capacity(part.len());
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let decoded = (byte == b'%')
            .then(|| Some(hex(ahead.next()?)? << 4 | hex(ahead.next()?)?))
            .flatten();
        match decoded {
            Some(decoded) => {
                out.push(decoded);
                bytes = ahead;
            }
            None => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}
