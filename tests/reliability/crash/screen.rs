//! What a person reads from the screen.

use super::marker::{Marker, find};
use crate::reliability::pty::Pty;

/// What stands in the composer.
pub struct Composer {
    pub note: bool,
    /// The title of the thread above it.
    pub thread: String,
    /// The words, or what stands there while there are none; empty while the draft is read.
    pub words: String,
}

impl Composer {
    pub fn markers(&self) -> Vec<Marker> {
        find(&self.words)
    }
}

/// The composer, if it is open.
pub fn composer(pty: &Pty) -> Option<Composer> {
    let rows = rows(pty);
    let titles = rows.iter().enumerate();
    let (top, left, note) = titles.rev().find_map(|(at, row)| {
        let (left, note) = title(row)?;
        Some((at, left, note))
    })?;
    let mut words = String::new();
    for row in &rows[top + 1..] {
        if row[left] == "└" || row[left] == "╘" || row[left] == "╚" {
            break;
        }
        words.push_str(row[left + 1..row.len() - 1].concat().trim());
        words.push('\n');
    }
    let words = words.trim_matches(|sign: char| sign.is_whitespace() || sign == '›' || sign == '┃');
    Some(Composer {
        note,
        thread: thread(&rows, left)?,
        words: words.to_owned(),
    })
}

/// Where in a row the composer's title begins, and whether it is a note's.
fn title(row: &[String]) -> Option<(usize, bool)> {
    (0..row.len()).find_map(|at| match row[at].as_str() {
        "├" if row[at..].concat().starts_with("├ Reply to ") => Some((at, false)),
        "╞" if row[at..].concat().starts_with("╞ NOTE") => Some((at, true)),
        _ => None,
    })
}

/// The title of the conversation's pane.
fn thread(rows: &[Vec<String>], left: usize) -> Option<String> {
    let top = rows.get(1)?[left..].concat();
    let title = top.strip_prefix("┌ ")?.split(" ─").next()?;
    Some(title.trim_end_matches(" ┐").to_owned())
}

fn rows(pty: &Pty) -> Vec<Vec<String>> {
    let screen = pty.terminal();
    let (rows, cols) = screen.size();
    let cell = |row, col| {
        let cell = screen.cell(row, col);
        cell.map_or(" ", |cell| {
            if cell.contents().is_empty() {
                " "
            } else {
                cell.contents()
            }
        })
        .to_owned()
    };
    (0..u16::from(rows))
        .map(|row| (0..u16::from(cols)).map(|col| cell(row, col)).collect())
        .collect()
}
