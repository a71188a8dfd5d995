//! Standard input, line by line, on a thread of its own: reading it cannot be given up halfway.

use std::io::{self, BufRead, Read, stdin};
use std::thread;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// Longer lines come in pieces: no input fills the memory.
const LONGEST: u64 = 1 << 20;

/// The lines as they are typed, without their ends; what is not UTF-8 is replaced. The channel closes at the end.
///
/// # Errors
/// When the thread cannot be started.
pub fn lines() -> io::Result<UnboundedReceiver<String>> {
    let (sender, receiver) = unbounded_channel();
    thread::Builder::new()
        .name("lines".to_owned())
        .spawn(move || {
            let mut input = stdin().lock();
            loop {
                let mut bytes = Vec::new();
                match input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
                    Ok(0) => break,
                    Ok(_) => {}
                    Err(error) => {
                        tracing::error!(%error, "standard input cannot be read");
                        break;
                    }
                }
                let line = String::from_utf8_lossy(&bytes);
                let line = line.trim_end_matches(['\n', '\r']).to_owned();
                if sender.send(line).is_err() {
                    break;
                }
            }
        })?;
    Ok(receiver)
}
