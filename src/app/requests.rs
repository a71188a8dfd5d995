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
        let lines = match &self.overlay {
            Some(Overlay::Pager(pager)) if pager.kind == PagerKind::Requests => {
                self.request_lines()
            }
            _ => return,
        };
        if let Some(Overlay::Pager(pager)) = &mut self.overlay {
            // The newest is above: who has scrolled down stays where they are.
            if pager.top > 0 {
                pager.top += lines.len().saturating_sub(pager.lines.len());
            }
            pager.lines = lines;
        }
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
        let cost = format!(" {:>5} ms {:>8} B  ", record.millis, record.bytes);
        vec![
            (Tone::Dim, SafeText::line(&time)),
            (tone, SafeText::line(&status)),
            (Tone::Dim, SafeText::line(&cost)),
            (Tone::Key, SafeText::line(&pad(record.method, 6))),
            (Tone::Plain, line(&record.path)),
        ]
    }
}
