//! What must hold for any bytes at all: one function a fuzz target. Each takes what a customer, a server or a person with
//! an editor may bring, and panics where a law is broken.
//!
//! Shared by the targets of cargo-fuzz and by `tests/fuzz.rs`, hence plain functions of the public interface.

mod answers;
mod keys;
mod queries;
mod settings;
mod text;

pub use answers::{answers, refusals};
pub use keys::keymap;
pub use queries::query;
pub use settings::config;
pub use text::safe_text;

/// The folder whose `config` holds the files a target writes: one a thread, gone with it.
fn with_folder<T>(use_it: impl FnOnce(&std::path::Path) -> T) -> T {
    thread_local! {
        static FOLDER: tempfile::TempDir = match tempfile::tempdir() {
            Ok(folder) => folder,
            Err(error) => panic!("no folder to write in: {error}"),
        };
    }
    FOLDER.with(|folder| use_it(folder.path()))
}

/// Writes a file whose text is tried.
fn write(path: &std::path::Path, text: &[u8]) {
    let folder = path.parent().unwrap_or(path);
    if let Err(error) = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, text)) {
        panic!("{}: {error}", path.display());
    }
}

/// No sentence carries a character that moves the cursor or turns the line around, or runs on without end.
fn assert_one_line(sentence: &str, of: &[u8]) {
    assert!(
        !sentence
            .chars()
            .any(|c| c.is_control() || text::turns_the_line(c)),
        "{sentence:?} about {:?}",
        String::from_utf8_lossy(of)
    );
    assert!(sentence.len() <= 16_384, "{} bytes", sentence.len());
}
