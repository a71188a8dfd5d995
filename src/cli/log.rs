//! The log file: what went wrong behind the screen. No key and no message text is ever written to it.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::sync::Mutex;

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::Paths;

/// A log is begun anew when it has grown over this many bytes.
const LIMIT: u64 = 4 * 1024 * 1024;

/// Starts the log; without one the program still runs.
pub fn start(paths: &Paths) -> Result<(), String> {
    let file = paths.log_file();
    Paths::make_folder_of(&file).map_err(|error| error.to_string())?;
    let grown = file.metadata().is_ok_and(|known| known.len() > LIMIT);
    let log = OpenOptions::new()
        .create(true)
        .append(!grown)
        .write(true)
        .truncate(grown)
        .mode(0o600)
        .open(&file)
        .map_err(|error| format!("{}: {error}", file.display()))?;
    tracing_subscriber::registry()
        .with(LevelFilter::INFO)
        .with(
            tracing_subscriber::fmt::layer()
                .with_ansi(false)
                // A log that cannot be written must not write on the screen instead.
                .log_internal_errors(false)
                .with_writer(Mutex::new(log)),
        )
        .try_init()
        .map_err(|error| error.to_string())
}
