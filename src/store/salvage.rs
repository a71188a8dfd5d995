//! Setting a damaged file aside and carrying drafts and outbox over: they are the only things the server has not.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::answer::Notice;
use super::error::Result;
use super::writer::Writer;

pub(super) fn set_aside(path: &Path, now: DateTime<Utc>) -> Result<PathBuf> {
    let _ = (path, now);
    unimplemented!("the body follows")
}

pub(super) fn carry_over(aside: &Path, writer: &Writer, now: DateTime<Utc>) -> Result<Notice> {
    let _ = (aside, writer, now);
    unimplemented!("the body follows")
}
