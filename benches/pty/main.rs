//! andibox measured from outside: real keys into a pseudo-terminal of 200x50, and the time until cells change.
//!
//! `cargo bench --bench pty` measures a workspace of 10,000 messages; `cargo bench --bench pty -- 10000 100000` both of
//! these sizes. Beside andibox the same walk is done by a program that only echoes and by a minimal ratatui list (the
//! floor), because absolute times are the machine's and ratios are ours. Nothing here fails on a time.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement is there to be printed"
)]

mod cells;
mod echo;
mod figures;
mod floor;
mod process;
mod terminal;
mod walk;
mod workspace;

use std::env;

use anyhow::Result;
use figures::Column;

/// What to measure, without the word cargo puts before it.
fn main() -> Result<()> {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    match words.first().map(String::as_str) {
        // The programs to compare with are this one again: nothing else has to be built or found.
        Some("--echo") => echo::run(),
        Some("--floor") => floor::run(),
        _ => measure(&sizes(&words)),
    }
}

fn sizes(words: &[String]) -> Vec<usize> {
    let sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        vec![10_000]
    } else {
        sizes
    }
}

fn measure(sizes: &[usize]) -> Result<()> {
    let itself = env::current_exe()?;
    let itself = itself.to_string_lossy();
    eprintln!("echo …");
    let mut columns = vec![walk::echo(&[&itself, "--echo"])?];
    eprintln!("floor …");
    columns.push(walk::floor(&[&itself, "--floor"])?);
    for &messages in sizes {
        eprintln!("andibox, {messages} messages …");
        let mut workspace = workspace::Workspace::new(messages)?;
        let mut column = Column::new(&format!("andibox, {messages}"));
        workspace.first_synchronisation(&mut column)?;
        walk::andibox(&mut workspace, &mut column)?;
        columns.push(column);
    }
    println!("{}", figures::table(&columns));
    Ok(())
}
