//! andibox: the terminal inbox for support staff whose conversations live in andibase.
//!
//! The crate is a stack of rooms; a room may use only the rooms below it. `tests/architecture.rs` keeps that true
//! and `ARCHITECTURE.md` says why.
//!
//! | level | rooms |
//! |---|---|
//! | 0 | [`model`] [`text`] [`command`] [`query`] [`theme`] [`sqlite`] |
//! | 1 | [`config`] [`api`] [`store`] [`app`] |
//! | 2 | [`sync`] [`view`] [`server`] |
//! | 3 | [`terminal`] |
//! | 4 | [`cli`] |

pub mod api;
pub mod app;
pub mod cli;
pub mod command;
pub mod config;
pub mod model;
pub mod query;
pub mod server;
pub mod sqlite;
pub mod store;
pub mod sync;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod view;
