//! The program at a terminal: raw mode, keys, the loop, drawing, and carrying out effects.
//!
//! [`Program`] is the loop. It owns the state and hands messages to `app::update`; a [`Desk`] carries out the effects,
//! and a [`Face`] is what the person sees: the real terminal, or a test's.

mod alarm;
mod clipboard;
mod desk;
mod drafts;
mod editor;
mod face;
mod guard;
mod hyperlinks;
mod input;
mod later;
mod news;
mod notifier;
mod opener;
mod pen;
mod program;
mod reads;
mod sheet;
mod signals;
mod source;
mod translate;
mod views;
mod writes;

#[cfg(test)]
mod tests;

pub use desk::{Desk, DownloadHandle, Own, Postbox, SnippetReader, SyncHandle};
pub use face::{Face, RealFace, terminal_size};
pub use guard::{Guard, install_panic_hook, report_panics_safely};
pub use hyperlinks::takes_hyperlinks;
pub use input::read_secret;
pub use program::{Program, finish};
pub use signals::{outlive_file_limit, terminations};
pub use source::Source;
pub use translate::{store_event, sync_event};
