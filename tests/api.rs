//! The API client against servers that keep to the contract, and against servers that do not.
//!
//! `contract/openapi.json` is the contract as a document; [`mock`] is a server made from it that takes nothing else.
//! [`wire`] is a server that does whatever a test tells it to, down to the byte and the broken connection.

#![expect(
    clippy::unwrap_used,
    reason = "clippy's own exception for tests covers test functions, not what they are made of"
)]

#[path = "api/contract.rs"]
mod contract;
#[path = "api/errors.rs"]
mod errors;
#[path = "api/limits.rs"]
mod limits;
#[path = "api/lists.rs"]
mod lists;
#[path = "api/login.rs"]
mod login;
#[path = "api/lost.rs"]
mod lost;
#[path = "api/machine.rs"]
mod machine;
#[path = "api/mock.rs"]
mod mock;
#[path = "api/operations.rs"]
mod operations;
#[path = "api/redirects.rs"]
mod redirects;
#[path = "api/secrets.rs"]
mod secrets;
#[path = "api/setup.rs"]
mod setup;
#[path = "api/wire.rs"]
mod wire;
