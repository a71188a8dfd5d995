//! The request log: what was asked of the server, what it answered, and how long it took.

use crate::model::RequestRecord;
use crate::text::{SafeText, clock, pad};

use super::State;
use super::item::line;
use super::overlay::{Overlay, PagerKind, PagerLine, Tone};

/// Requests remembered.
const KEPT: usize = 200;

impl State {
    /// A request was made.
    pub fn request_made(&mut self, record: RequestRecord) {
        if self.requests.len() == KEPT {
            self.requests.pop_front();
        }
        self.requests.push_back(record);
        if !self.shows_requests() {
            return;
        }
        let lines = self.request_lines();
        if let Some(Overlay::Pager(pager)) = &mut self.overlay {
            let before = pager.rows().len();
            pager.set_lines(lines);
            // The newest is above: who has scrolled down stays where they are.
            if pager.top > 0 {
                pager.top += pager.rows().len().saturating_sub(before);
            }
        }
    }

    /// Whether the log is on the screen.
    pub fn shows_requests(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Pager(pager)) if pager.kind == PagerKind::Requests)
    }

    /// Shows the log.
    pub fn show_requests(&mut self) {
        let lines = self.request_lines();
        self.open_pager(PagerKind::Requests, "Requests, newest first", lines);
    }

    fn request_lines(&self) -> Vec<PagerLine> {
        let mut lines = vec![vec![
            (Tone::Dim, "Server ".into()),
            (Tone::Plain, self.facts.address.clone()),
            (Tone::Dim, ". The key is never shown.".into()),
        ]];
        lines.push(Vec::new());
        if self.requests.is_empty() {
            lines.push(vec![(Tone::Dim, "No request was made yet.".into())]);
        }
        for record in self.requests.iter().rev() {
            lines.push(self.request_line(record));
            if let Some(problem) = &record.problem {
                let words = line(&problem.sentence());
                lines.push(vec![(
                    Tone::Bad,
                    SafeText::line(&format!("           {words}")),
                )]);
            }
        }
        lines
    }

    fn request_line(&self, record: &RequestRecord) -> PagerLine {
        let (tone, status) = match record.status {
            Some(status) if status < 400 => (Tone::Good, status.to_string()),
            Some(status) => (Tone::Bad, status.to_string()),
            None => (Tone::Bad, "---".to_owned()),
        };
        let time = format!("{}  ", clock(record.at, &self.tz));
        let path = self.request_path(&line(&record.path));
        let cost = match self.pager_width() {
            ..NARROW => format!(" {} ms", record.millis),
            NARROW..WIDE => format!("{:>6} ms", record.millis),
            _ => format!("{:>6} ms {:>8} B", record.millis, record.bytes),
        };
        let column = if self.pager_width() < NARROW { 0 } else { PATH };
        vec![
            (Tone::Dim, SafeText::line(&time)),
            (tone, SafeText::line(&status)),
            (
                Tone::Key,
                SafeText::line(&format!("  {}", pad(record.method, 6))),
            ),
            (Tone::Plain, SafeText::line(&pad(&path, column))),
            (Tone::Dim, SafeText::line(&cost)),
        ]
    }

    /// The path so that the operation is seen: without what all paths begin with, and with its ids cut short.
    fn request_path(&self, path: &SafeText) -> SafeText {
        let address = self.facts.address.as_str();
        let base = address
            .split_once("://")
            .and_then(|(_, rest)| rest.find('/').map(|start| &rest[start..]))
            .unwrap_or_default()
            .trim_end_matches('/');
        let rest = path
            .strip_prefix(base)
            .filter(|rest| rest.starts_with('/'))
            .unwrap_or(path);
        let segments: Vec<String> = rest.split('/').map(short).collect();
        SafeText::line(&segments.join("/"))
    }
}

/// Columns of the longest path of the API's, its ids cut short.
const PATH: usize = 47;
/// Columns from which on paths stand in a column of their own.
const NARROW: usize = 75;
/// Columns from which on the size of an answer is told, too.
const WIDE: usize = 90;

/// Longer than any name in a path: an id.
const LONG: usize = 16;

fn short(segment: &str) -> String {
    if segment.chars().count() <= LONG {
        return segment.to_owned();
    }
    let mut start: String = segment.chars().take(8).collect();
    start.push('…');
    start
}
