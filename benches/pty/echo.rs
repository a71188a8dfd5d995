//! The least a program can do: write back what is typed.

use std::io::{Read, Write, stdin, stdout};

use anyhow::Result;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Runs until `q`.
pub fn run() -> Result<()> {
    enable_raw_mode()?;
    let (mut keys, mut screen) = (stdin().lock(), stdout().lock());
    screen.write_all(b"ready")?;
    screen.flush()?;
    let mut key = [0];
    while keys.read(&mut key)? == 1 && key != *b"q" {
        screen.write_all(&key)?;
        screen.flush()?;
    }
    Ok(disable_raw_mode()?)
}
