//! The bodies of the agent login.

use super::super::{Fault, Role};
use super::decode;

/// The body of `POST /agent/auth/requests`.
#[derive(Debug)]
pub(in crate::server) struct LoginInput {
    pub(in crate::server) agent_name: String,
    pub(in crate::server) agent_description: Option<String>,
    pub(in crate::server) role: Role,
}

impl LoginInput {
    pub(in crate::server) fn read(body: &[u8]) -> Result<Self, Fault> {
        decode(body, |fields| {
            let agent_name = fields.required_non_empty("agentName");
            let agent_description = fields.string_or_null("agentDescription").value();
            let role = fields.choice("role", Role::WORDS).and_then(Role::read);
            Some(Self {
                agent_name: agent_name?,
                agent_description,
                role: role.unwrap_or(Role::Editor),
            })
        })
    }
}

/// The body of `POST /agent/auth/exchange`.
#[derive(Debug)]
pub(in crate::server) struct ExchangeInput {
    pub(in crate::server) device_code: String,
}

impl ExchangeInput {
    pub(in crate::server) fn read(body: &[u8]) -> Result<Self, Fault> {
        decode(body, |fields| {
            fields
                .required_non_empty("deviceCode")
                .map(|device_code| Self { device_code })
        })
    }
}
