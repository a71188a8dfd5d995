//! Whether somebody sends, as seen from outside of a synchronisation.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

/// Another that merely looks holds the lock for less than this.
const GLANCE: Duration = Duration::from_millis(20);
/// So often in a row only who sends can hold it.
const GLANCES: u32 = 5;

/// Whether an andibox of this machine, this process included, holds the sender's lock. Makes no file. Blocks for a
/// tenth of a second where the lock is held.
///
/// # Errors
/// When the lock's file can be neither opened nor tried.
pub fn sender_is_running(lock_path: &Path) -> io::Result<bool> {
    let file = match File::options().write(true).open(lock_path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    for _ in 0..GLANCES {
        match file.try_lock() {
            // Let go of when the file is closed.
            Ok(()) => return Ok(false),
            Err(TryLockError::WouldBlock) => std::thread::sleep(GLANCE),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(true)
}
