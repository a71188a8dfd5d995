//! What a synchronisation came to: in words, as JSON, and as an exit code.

use chrono::Utc;
use serde_json::{Value, json};

use super::Sender;
use super::course::{Course, End};
use crate::cli::Failure;
use crate::cli::json::say_json;
use crate::cli::outbox::{Places, digits, fields, line};
use crate::cli::outcome::{say, warn};
use crate::model::{Outgoing, OutgoingState, Problem, ProblemKind};
use crate::store::Store;
use crate::text::SafeText;

/// The end of a run.
pub(super) struct Summary<'a> {
    profile: &'a str,
    store: &'a Store,
    course: &'a Course,
    end: &'a End,
    sender: Sender,
    channels: usize,
    done: u32,
    total: u32,
    left: Vec<Outgoing>,
}

impl<'a> Summary<'a> {
    pub(super) fn new(
        profile: &'a str,
        store: &'a Store,
        course: &'a Course,
        end: &'a End,
        sender: Sender,
    ) -> Result<Self, Failure> {
        let progress = store.pull_progress().map_err(Failure::failed)?;
        Ok(Self {
            profile,
            store,
            course,
            end,
            sender,
            channels: store.channels().map_err(Failure::failed)?.len(),
            done: progress.done,
            total: progress.total,
            left: store.outbox().map_err(Failure::failed)?,
        })
    }

    /// Whether everything the server has is here.
    fn is_complete(&self) -> bool {
        *self.end == End::Done
            && self.course.is_idle()
            && self.done == self.total
            && self.course.unfetched().next().is_none()
    }

    /// In words.
    pub(super) fn say(&self) -> Result<(), Failure> {
        let fetched = if self.is_complete() {
            format!("all {} conversations are here", self.total)
        } else {
            format!(
                "{} of {} known conversations are here",
                self.done, self.total
            )
        };
        let channels = match self.channels {
            1 => "1 channel".to_owned(),
            count => format!("{count} channels"),
        };
        say_line(&format!("{}: {channels}, {fetched}.", self.profile))?;
        match self.course.sent(&self.left) {
            0 => {}
            count => say_line(&format!("Sent: {count}."))?,
        }
        for (count, first) in &self.course.broken {
            let first = first.expose();
            warn(&format!(
                "the server lists {count} that cannot be read and are left out, the first: {first}"
            ));
        }
        self.say_left()
    }

    fn say_left(&self) -> Result<(), Failure> {
        if self.left.is_empty() {
            return Ok(());
        }
        let who = match self.sender {
            Sender::Here => "",
            Sender::Elsewhere => ", which another running andibox sends",
            Sender::Nobody => ", which nothing sends while the profile is read-only",
        };
        say_line(&format!("Still in the outbox: {}{who}.", self.left.len()))?;
        let digits = digits(&self.left);
        let mut places = Places::new(self.store)?;
        let sends = self.sender == Sender::Elsewhere;
        for row in &self.left {
            say(&line(row, &places.of(row)?, digits, sends, Utc::now()))?;
        }
        Ok(())
    }

    /// As one JSON object.
    pub(super) fn say_json(&self) -> Result<(), Failure> {
        let mut places = Places::new(self.store)?;
        let mut left = Vec::new();
        for row in &self.left {
            left.push(fields(row, &places.of(row)?));
        }
        let problems: Vec<Value> = self.problems().into_iter().map(problem_fields).collect();
        say_json(&json!({
            "profile": self.profile,
            "complete": self.is_complete(),
            "channels": self.channels,
            "conversations": self.total,
            "fetched": self.done,
            "requests": self.course.requests,
            "sent": self.course.sent(&self.left),
            "sender": match self.sender {
                Sender::Here => "here",
                Sender::Elsewhere => "elsewhere",
                Sender::Nobody => "none",
            },
            "unreadable": self.course.broken.iter().map(|(count, _)| count).sum::<u32>(),
            "outbox": left,
            "problems": problems,
        }))
    }

    fn problems(&self) -> Vec<&Problem> {
        let mut problems: Vec<&Problem> = match self.end {
            End::NoLink(problem) => vec![problem],
            End::Done | End::Stopped => Vec::new(),
        };
        for problem in self.course.problems.iter().chain(self.course.unfetched()) {
            if !problems.iter().any(|it| same(it, problem)) {
                problems.push(problem);
            }
        }
        problems
    }

    /// The exit code, with what a person has to know.
    pub(super) fn verdict(&self) -> Result<(), Failure> {
        match self.end {
            End::NoLink(problem) => {
                let what = problem.what();
                let advice = if let (ProblemKind::Busy, Some(wait)) =
                    (problem.kind, problem.retry_after)
                {
                    format!("The server asks to wait for {wait} s. Run andibox sync again then; nothing is lost.").into()
                } else if problem.kind.needs_a_person() {
                    problem.sentence()
                } else {
                    format!(
                        "{} Run andibox sync again later; nothing is lost.",
                        what.expose()
                    )
                    .into()
                };
                return Err(Failure::request(problem).saying(advice.expose()));
            }
            End::Stopped => {
                return Err(Failure::failed(
                    "stopped before the end; nothing is lost, andibox sync goes on from here",
                ));
            }
            End::Done => {}
        }
        // What was refused stands in the list of what is left, with its reason.
        let refusals: Vec<&Problem> = self.left.iter().filter_map(refusal).collect();
        let mut other = self.problems();
        other.retain(|problem| !refusals.iter().any(|it| same(it, problem)));
        if let Some(first) = other.first() {
            let words: Vec<String> = other
                .iter()
                .map(|it| it.sentence().expose().to_owned())
                .collect();
            return Err(Failure::request(first).saying(words.join("\nandibox: ")));
        }
        if !self.course.is_idle() {
            return Err(Failure::failed(
                "nothing came for two minutes; run andibox sync again later, it goes on from here",
            ));
        }
        if self.done < self.total {
            let missing = self.total - self.done;
            return Err(Failure::failed(format_args!(
                "{missing} conversations could not be fetched; run andibox sync again later"
            )));
        }
        let is_ours = self.sender == Sender::Here && !self.left.is_empty();
        if self.sender == Sender::Nobody || !is_ours && refusals.is_empty() {
            return Ok(());
        }
        let now = self
            .left
            .iter()
            .filter(|row| self.course.refused_now(row))
            .count();
        Err(Failure::failed(match (refusals.len(), now) {
            (0, _) => "not everything in the outbox could be sent; run andibox sync again later"
                .to_owned(),
            (count, 0) => format!(
                "{count} in the outbox were refused earlier: andibox outbox says why and what can be done"
            ),
            (_, now) => format!(
                "{now} in the outbox were refused: andibox outbox says why and what can be done"
            ),
        }))
    }
}

fn refusal(row: &Outgoing) -> Option<&Problem> {
    match &row.state {
        OutgoingState::Rejected(problem) => Some(problem),
        _ => None,
    }
}

/// The same to a person, whatever was asked.
fn same(one: &Problem, other: &Problem) -> bool {
    one.kind == other.kind && one.status == other.status && one.message == other.message
}

fn problem_fields(problem: &Problem) -> Value {
    json!({
        "kind": problem.kind,
        "status": problem.status,
        "message": problem.message.expose(),
        "sentence": problem.sentence().expose(),
    })
}

fn say_line(words: &str) -> Result<(), Failure> {
    say(&SafeText::line(words))
}
