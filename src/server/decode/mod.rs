//! Reading request bodies: JSON within limits, walked against the documented schemas, with every issue collected.

mod depth;
mod fields;
mod inputs;
mod issues;
mod login;

#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use super::Fault;

pub(super) use fields::{Field, Fields};
pub(super) use inputs::{ChannelInput, ChannelPatch, MessageInput, ThreadInput, ThreadPatch};
pub(super) use issues::Issues;
pub(super) use login::{ExchangeInput, LoginInput};

/// How deep a body may nest; the outermost object is level 1.
pub(super) const NESTING: usize = 64;

/// Reads a body as the object that `read` asks its fields of.
pub(super) fn decode<T>(
    body: &[u8],
    read: impl FnOnce(&Fields<'_>) -> Option<T>,
) -> Result<T, Fault> {
    let object = object(body)?;
    let issues = std::cell::RefCell::new(Issues::default());
    let value = read(&Fields::root(&object, &issues));
    let issues = issues.into_inner();
    match value {
        Some(value) if issues.is_empty() => Ok(value),
        _ => Err(Fault::Decode(issues)),
    }
}

/// Reads the body of an operation that asks for none: it may be left out, or an object, of which nothing is used.
pub(super) fn nothing(body: &[u8]) -> Result<(), Fault> {
    if is_blank(body) {
        return Ok(());
    }
    object(body).map(|_| ())
}

fn is_blank(body: &[u8]) -> bool {
    body.iter().all(u8::is_ascii_whitespace)
}

fn object(body: &[u8]) -> Result<Map<String, Value>, Fault> {
    let deepest = depth::deepest(body);
    if deepest > NESTING {
        return Err(Fault::invalid("The request body nests too deep.")
            .detail("limit", NESTING.to_string())
            .detail("nesting", deepest.to_string()));
    }
    let value = if is_blank(body) {
        return Err(Fault::Decode(Issues::one(
            "Missing",
            "The request body is missing",
        )));
    } else {
        serde_json::from_slice(body)
    };
    match value {
        Ok(Value::Object(object)) => Ok(object),
        Ok(other) => Err(Fault::Decode(Issues::one(
            "Type",
            &format!("Expected an object, actual {}", issues::actual(&other)),
        ))),
        Err(error) => Err(Fault::Decode(Issues::one(
            "Transformation",
            &format!("The request body is not JSON: {error}"),
        ))),
    }
}
