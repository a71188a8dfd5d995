//! One thread's course: who writes when, what, and how it went.

use chrono::TimeDelta;

use super::words;
use crate::server::chance::Rng;
use crate::server::time::Millis;

/// A thread that is being told.
#[derive(Debug)]
pub(super) struct Story {
    start: Millis,
    span: TimeDelta,
    size: usize,
    told: usize,
    customer: Option<String>,
    /// Messages until the other side speaks.
    turn: usize,
    inbound: bool,
    settles: Option<&'static str>,
}

/// One message.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) at: Millis,
    pub(super) direction: &'static str,
    pub(super) status: &'static str,
    pub(super) kind: &'static str,
    pub(super) text: String,
    /// JSON.
    pub(super) author: String,
    /// JSON.
    pub(super) metadata: Option<&'static str>,
    /// JSON.
    pub(super) attachments: &'static str,
}

impl Story {
    pub(super) const fn new(start: Millis, now: Millis, size: usize) -> Self {
        Self {
            start,
            span: now.since(start),
            size,
            told: 0,
            customer: None,
            turn: 0,
            inbound: false,
            settles: None,
        }
    }

    pub(super) fn title(rng: &mut Rng) -> Option<String> {
        if rng.per_mille(80) {
            return None;
        }
        let (subject, thing) = (rng.pick(words::SUBJECTS)?, rng.pick(words::THINGS)?);
        Some(format!("{subject} {thing} {}", rng.between(1000, 99_999)))
    }

    /// The last message is the change to this status.
    pub(super) const fn settles(&mut self, status: Option<&'static str>) {
        self.settles = status;
    }

    pub(super) fn next(&mut self, rng: &mut Rng) -> Option<Line> {
        if self.told == self.size {
            return None;
        }
        self.told += 1;
        let at = self.at(rng);
        match self.settles {
            Some(status) if self.told == self.size => Some(settled(at, status, rng)),
            _ => Some(self.spoken(at, rng)),
        }
    }

    /// Spread over a part of the time that is left, in order. A long thread is dense, a short one may rest long.
    fn at(&self, rng: &mut Rng) -> Millis {
        let gap = (self.span.num_milliseconds() / (self.size as i64 + 1)).min(43_200_000);
        let offset = gap * (self.told as i64 - 1) + rng.between(0, gap.max(1) - 1);
        self.start.plus(TimeDelta::milliseconds(offset))
    }

    fn spoken(&mut self, at: Millis, rng: &mut Rng) -> Line {
        if self.turn == 0 {
            self.inbound = !self.inbound;
            self.turn = rng.between(1, 3) as usize;
        }
        self.turn -= 1;
        let (direction, kind) = match (self.inbound, rng.below(100)) {
            (_, 0..3) if self.told > 1 => ("internal", "comment"),
            (_, 3..5) => ("inbound", "call"),
            (true, _) => ("inbound", "text"),
            (false, _) => ("outbound", "text"),
        };
        let status = match (direction, rng.below(100)) {
            ("outbound", 0..3) => "failed",
            ("outbound", 3..7) => "sent",
            ("outbound", _) => "delivered",
            _ => "received",
        };
        let author = if direction == "inbound" {
            self.customer
                .get_or_insert_with(|| words::customer(rng))
                .clone()
        } else {
            words::agent(rng)
        };
        Line {
            at,
            direction,
            status,
            kind,
            text: words::text(direction == "inbound", rng),
            author,
            metadata: (status == "failed")
                .then_some(r#"{"failure":"The receiving server is not answering"}"#),
            attachments: if rng.per_mille(40) {
                r#"[{"name":"photo.jpg","contentType":"image/jpeg","url":"https://example.com/photo.jpg","sizeBytes":248123}]"#
            } else {
                "[]"
            },
        }
    }
}

fn settled(at: Millis, status: &str, rng: &mut Rng) -> Line {
    let author = words::agent(rng);
    let (text, metadata) = if status == "closed" {
        (
            "Thread closed",
            r#"{"andibox":{"event":"thread.status","from":"open","to":"closed","base":"closed"}}"#,
        )
    } else {
        (
            "Thread archived",
            r#"{"andibox":{"event":"thread.status","from":"open","to":"archived","base":"archived"}}"#,
        )
    };
    Line {
        at,
        direction: "system",
        status: "received",
        kind: "event",
        text: text.to_owned(),
        author,
        metadata: Some(metadata),
        attachments: "[]",
    }
}
