//! The request log: what was asked of the server, what it answered, and how long it took.

use crate::command::{Command, Context};
use crate::model::{RequestRecord, curl};
use crate::text::{SafeText, clock, pad, safe, width};

use super::State;
use super::item::line;
use super::menu::{Choice, Menu, MenuItem};
use super::overlay::{Overlay, Pager, PagerKind, PagerLine, Tone};

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
        let (lines, entries) = self.request_lines();
        if let Some(Overlay::Pager(pager)) = &mut self.overlay {
            let before = pager.rows().len();
            // The newest is above: who has gone down stays where they are.
            if pager.selected > 0 {
                pager.selected += 1;
            }
            pager.set_entries(lines, entries);
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
        let (lines, entries) = self.request_lines();
        self.open_pager(PagerKind::Requests, "Requests, newest first", Vec::new());
        if let Some(Overlay::Pager(pager)) = &mut self.overlay {
            pager.set_entries(lines, entries);
        }
    }

    /// The request under the cursor, or the one that is shown.
    fn meant_request(&self) -> Option<&RequestRecord> {
        match &self.overlay {
            Some(Overlay::Pager(pager)) => match &pager.kind {
                PagerKind::Requests => self.requests.iter().rev().nth(pager.selected),
                PagerKind::Request(record) => Some(record),
                _ => None,
            },
            _ => None,
        }
    }

    /// Shows all that is known of the request under the cursor. False where none is.
    pub(super) fn show_request(&mut self) -> bool {
        let Some(Overlay::Pager(Pager {
            kind: PagerKind::Requests,
            ..
        })) = &self.overlay
        else {
            return false;
        };
        let Some(record) = self.meant_request().cloned() else {
            return false;
        };
        let lines = self.request_facts(&record);
        self.open_pager(PagerKind::Request(Box::new(record)), "Request", lines);
        true
    }

    /// Back from one request to the log. False where none is shown.
    pub(super) fn leave_request(&mut self) -> bool {
        let Some(Overlay::Pager(Pager {
            kind: PagerKind::Request(record),
            ..
        })) = &self.overlay
        else {
            return false;
        };
        let place = self
            .requests
            .iter()
            .rev()
            .position(|known| known == record.as_ref());
        self.show_requests();
        let height = self.pager_height();
        if let Some(Overlay::Pager(pager)) = &mut self.overlay {
            pager.step(place.unwrap_or(0) as isize, height);
        }
        true
    }

    /// Asks what of a request to copy. False where none is meant.
    pub(super) fn copy_request(&mut self) -> bool {
        let Some(record) = self.meant_request() else {
            return false;
        };
        let curl = self.curl(record);
        let page = match &self.overlay {
            Some(Overlay::Pager(pager)) => pager.text(),
            _ => SafeText::default(),
        };
        let items = vec![
            MenuItem::new(
                'c',
                "as a curl command, without the key",
                Choice::Copy(curl),
            ),
            MenuItem::new('a', "all that stands here", Choice::Copy(page)),
        ];
        self.open_menu_above(Menu::new("Copy", items));
        true
    }

    fn curl(&self, record: &RequestRecord) -> SafeText {
        let address = self.facts.address.as_str();
        let host = address.find("://").map_or(0, |scheme| scheme + 3);
        let end = address[host..]
            .find('/')
            .map_or(address.len(), |path| host + path);
        SafeText::line(&curl(record, &address[..end]))
    }

    fn request_facts(&self, record: &RequestRecord) -> Vec<PagerLine> {
        let (tone, status) = status(record);
        let mut lines: Vec<PagerLine> = Vec::new();
        let mut fact = |name: &str, tone: Tone, words: SafeText| {
            lines.push(vec![
                (Tone::Dim, SafeText::line(&pad(name, 9))),
                (tone, words),
            ]);
        };
        fact(
            "Request",
            Tone::Key,
            safe!("{} {}", record.method, line(&record.path)),
        );
        fact(
            "Status",
            tone,
            if record.status.is_some() {
                safe!("{status}")
            } else {
                "no answer".into()
            },
        );
        fact(
            "Time",
            Tone::Plain,
            safe!(
                "{} ms, begun at {}",
                record.millis,
                clock(record.at, &self.tz)
            ),
        );
        fact("Answer", Tone::Plain, safe!("{} bytes", record.bytes));
        if let Some(problem) = &record.problem {
            fact("Problem", Tone::Bad, line(&problem.sentence()));
            if !problem.message.is_empty() {
                fact("Words", Tone::Plain, line(&problem.message));
            }
        }
        fact("curl", Tone::Plain, self.curl(record));
        lines.push(Vec::new());
        lines.push(vec![(
            Tone::Dim,
            safe!(
                "The key and what was sent are not kept. {} copies, {} goes back to the log.",
                self.key_in(Context::Pager, Command::Copy),
                self.key_in(Context::Pager, Command::Back)
            ),
        )]);
        lines
    }

    fn request_lines(&self) -> (Vec<PagerLine>, Vec<usize>) {
        let mut lines = vec![vec![
            (Tone::Dim, "Server ".into()),
            (Tone::Plain, self.facts.address.clone()),
            (Tone::Dim, ". The key is never shown.".into()),
        ]];
        lines.push(Vec::new());
        if self.requests.is_empty() {
            lines.push(vec![(Tone::Dim, "No request was made yet.".into())]);
        }
        let mut entries = Vec::with_capacity(self.requests.len());
        for record in self.requests.iter().rev() {
            entries.push(lines.len());
            lines.extend(self.request_line(record));
            if let Some(problem) = &record.problem {
                let words = line(&problem.sentence());
                let before = " ".repeat(if self.pager_width() < NARROW { 7 } else { 11 });
                lines.push(vec![(
                    Tone::Bad,
                    SafeText::line(&format!("{before}{words}")),
                )]);
            }
        }
        (lines, entries)
    }

    /// One line, or two where its path has no room beside the rest: a path is not broken before it begins.
    fn request_line(&self, record: &RequestRecord) -> Vec<PagerLine> {
        let (tone, status) = status(record);
        let time = format!("{}  ", clock(record.at, &self.tz));
        let path = self.request_path(&line(&record.path));
        let cost = match self.pager_width() {
            ..NARROW => format!(" {} ms", record.millis),
            NARROW..WIDE => format!("{:>6} ms", record.millis),
            _ => format!("{:>6} ms {:>8} B", record.millis, record.bytes),
        };
        let begin = [
            (Tone::Dim, SafeText::line(&time)),
            (tone, SafeText::line(&status)),
        ];
        if self.pager_width() >= NARROW {
            let method = safe!("  {}", pad(record.method, 6));
            let end = [
                (Tone::Key, method),
                (Tone::Plain, SafeText::line(&pad(&path, PATH))),
                (Tone::Dim, SafeText::line(&cost)),
            ];
            return vec![begin.into_iter().chain(end).collect()];
        }
        let method = (Tone::Key, safe!("  {}", record.method));
        let cost = (Tone::Dim, SafeText::line(&cost));
        let used = width(&time) + width(&status) + method.1.width() + 1 + cost.1.width();
        let fits = used + path.width() <= self.pager_width();
        let begin = begin.into_iter().chain([method]);
        if fits {
            let path = (Tone::Plain, safe!(" {path}"));
            return vec![begin.chain([path, cost]).collect()];
        }
        let path = SafeText::line(&format!("       {path}"));
        vec![begin.chain([cost]).collect(), vec![(Tone::Plain, path)]]
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

fn status(record: &RequestRecord) -> (Tone, String) {
    match record.status {
        Some(status) if status < 400 => (Tone::Good, status.to_string()),
        Some(status) => (Tone::Bad, status.to_string()),
        None => (Tone::Bad, "---".to_owned()),
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
