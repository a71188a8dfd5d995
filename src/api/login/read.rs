//! Reading the answers of the agent login. They hold secrets, so they are read by hand: serde's errors quote what they
//! stumble over.

use std::time::Duration;

use serde_json::Value;

use super::{Approved, DeviceCode, Exchange, LoginRequest, LoginStatus, Started};
use crate::api::reply::Reply;
use crate::api::{Class, Error, refusal};
use crate::model::{ApiKey, Stamp, Untrusted};

pub(super) fn started(reply: &Reply) -> Result<Started, Error> {
    let value = object(reply)?;
    let (Some(device_code), Some(user_code)) =
        (word(&value, "deviceCode"), word(&value, "userCode"))
    else {
        return Err(reply.not_as_documented("no deviceCode and userCode in it"));
    };
    let seconds = value
        .get("intervalSeconds")
        .and_then(Value::as_f64)
        .unwrap_or(5.0)
        .clamp(1.0, 60.0);
    Ok(Started {
        device_code: DeviceCode(device_code.expose().to_owned()),
        user_code,
        verification_uri: word(&value, "verificationUri"),
        verification_uri_complete: word(&value, "verificationUriComplete"),
        expires_at: stamp(&value, "expiresAt"),
        interval: Duration::from_secs_f64(seconds),
        instructions: value.get("instructions").cloned().unwrap_or_default(),
    })
}

pub(super) fn request(reply: &Reply) -> Result<LoginRequest, Error> {
    let value = object(reply)?;
    Ok(LoginRequest {
        user_code: word(&value, "userCode"),
        status: word(&value, "status").map(|status| LoginStatus::read(status.expose())),
        agent_name: word(&value, "agentName"),
        agent_description: word(&value, "agentDescription"),
        role: word(&value, "role"),
        expires_at: stamp(&value, "expiresAt"),
    })
}

pub(super) fn exchanged(reply: &Reply) -> Result<Exchange, Error> {
    if reply.status == 400 {
        return refused(reply);
    }
    let value = object(reply)?;
    let Some(status) = word(&value, "status") else {
        return Err(reply.not_as_documented("no status in it"));
    };
    match LoginStatus::read(status.expose()) {
        LoginStatus::Approved => approved(&value)
            .map(|approved| Exchange::Approved(Box::new(approved)))
            .ok_or_else(|| reply.not_as_documented("approved, but without a key")),
        LoginStatus::Pending => Ok(Exchange::Pending(None)),
        LoginStatus::Denied => Ok(Exchange::Denied),
        LoginStatus::Expired => Ok(Exchange::Expired),
        LoginStatus::Other(word) => Ok(Exchange::Pending(Some(word))),
    }
}

/// A 400 ends the login unless its code says that it is pending (`slow_down` is what the OAuth device flow, the model of
/// this one, calls a pending login that was asked for too often).
fn refused(reply: &Reply) -> Result<Exchange, Error> {
    let value = serde_json::from_slice::<Value>(&reply.body).unwrap_or_default();
    let code = word(&value, "code").unwrap_or_default();
    let code = code.expose();
    if code.contains("pending") || code == "slow_down" {
        Ok(Exchange::Pending(Some(code.into())))
    } else if code.contains("denied") {
        Ok(Exchange::Denied)
    } else if code.contains("expired") {
        Ok(Exchange::Expired)
    } else {
        let problem = refusal::refusal(reply.status, &reply.body, false);
        Err(Error::new(Class::Rejected, problem))
    }
}

fn approved(value: &Value) -> Option<Approved> {
    let outer = value.get("apiKey")?;
    let key = ApiKey::new(outer.get("key")?.as_str()?).ok()?;
    let about = outer.get("apiKey").unwrap_or(&Value::Null);
    let workspace = value.get("workspace").unwrap_or(&Value::Null);
    let permissions = about.get("permissions").and_then(Value::as_array);
    Some(Approved {
        key,
        key_name: word(about, "name"),
        role: word(about, "role"),
        permissions: permissions
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(Into::into)
            .collect(),
        expires_at: stamp(about, "expiresAt"),
        workspace_handle: word(workspace, "handle"),
        workspace_name: word(workspace, "name"),
    })
}

fn object(reply: &Reply) -> Result<Value, Error> {
    serde_json::from_slice::<Value>(&reply.body)
        .ok()
        .filter(Value::is_object)
        .ok_or_else(|| reply.not_as_documented("no object"))
}

fn word(value: &Value, name: &str) -> Option<Untrusted> {
    value.get(name).and_then(Value::as_str).map(Into::into)
}

fn stamp(value: &Value, name: &str) -> Option<Stamp> {
    value.get(name).and_then(Value::as_str).map(Stamp::read)
}
