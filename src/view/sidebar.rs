//! The sidebar: what is known of the thread beside its messages.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::app::geometry::Area;
use crate::app::item::{line, status_word};
use crate::app::reading::Reading;
use crate::app::{Pane, State};
use crate::model::{Conversation, Stamp};
use crate::text::{SafeText, clock, day, safe};
use crate::theme::Role;

use super::draw::Scene;
use super::frame::{self, Labels};
use super::hits::Target;
use super::paint::Canvas;
use super::strip::Strip;
use super::{prose, words};

/// The longest value worth reading here; the whole is in the raw view.
const VALUE: usize = 200;

/// Columns of a name at the most.
const MOST_NAME: u16 = 14;

/// Draws the pane, if it is shown.
pub(super) fn draw(scene: &mut Scene) {
    let Some(pane) = scene.layout.sidebar else {
        return;
    };
    let state = scene.state;
    scene
        .drawn
        .hits
        .add(pane.outer, Target::Pane(Pane::Sidebar));
    let labels = Labels {
        title: "About".into(),
        ..Labels::default()
    };
    let focused = scene.focused(Pane::Sidebar);
    frame::pane(scene, pane, focused, &labels);
    let facts = match &state.reading {
        Some(reading) => facts(state, reading),
        None => vec![Fact::Words(Role::Dim, "No conversation is open.".into())],
    };
    show(&mut scene.canvas, pane.inner.shrunk(1, 0, 1, 0), &facts);
}

/// Names in a column at the left, values beside them, or below where they are long.
fn show(canvas: &mut Canvas, area: Area, facts: &[Fact]) {
    let names = facts.iter().map(|fact| match fact {
        Fact::Pair(name, _) => cells(name.width()),
        _ => 0,
    });
    let column = names.max().unwrap_or(0).min(MOST_NAME) + 2;
    let ground = canvas.ink(Role::Text);
    let mut rest = area;
    for fact in facts {
        let used = match fact {
            Fact::Gap => 1,
            Fact::Words(role, words) => prose::draw(canvas, rest, &[(*role, words.clone())]),
            Fact::Pair(name, value) => {
                let mut strip = Strip::new(rest, 0, ground);
                strip.put_within(canvas, name, Role::Dim, column - 2);
                let beside = value.width() <= usize::from(rest.w.saturating_sub(column));
                let value = [(Role::Text, value.clone())];
                if beside {
                    prose::draw(canvas, rest.shrunk(column, 0, 0, 0), &value)
                } else {
                    1 + prose::draw(canvas, rest.shrunk(2, 1, 0, 0), &value)
                }
            }
        };
        rest = rest.shrunk(0, used, 0, 0);
    }
}

fn cells(cols: usize) -> u16 {
    u16::try_from(cols).unwrap_or(u16::MAX)
}

fn facts(state: &State, reading: &Reading) -> Vec<Fact> {
    let mut facts = Facts(Vec::new());
    facts.heading("Customer");
    facts.words(Role::Text, reading.person());
    if let Some(row) = &reading.row {
        let (role, wait) = words::waiting(state, row);
        if !wait.is_empty() {
            facts.words(role, wait);
        }
    }
    facts.heading("Thread");
    facts.fact(
        "channel",
        &state.channel_label(reading.conversation.channel()),
    );
    if let Some(row) = &reading.row
        && matches!(reading.conversation, Conversation::Thread { .. })
    {
        facts.fact("status", &status_word(&row.status));
    }
    if let Some(thread) = &reading.thread {
        facts.time(state, "opened", Some(&thread.created_at));
        facts.time(state, "last message", thread.last_message_at.as_ref());
        facts.time(state, "closed", thread.closed_at.as_ref());
        if let Some(id) = &thread.external_id {
            facts.fact("external id", &line(id));
        }
        facts.fact("id", &SafeText::line(thread.id.as_str()));
        let metadata = thread.metadata.as_ref().filter(|map| !map.is_empty());
        if let Some(metadata) = metadata {
            facts.heading("Metadata");
            for (name, value) in metadata {
                facts.fact(name, &value_words(value));
            }
        }
    }
    facts.0
}

enum Fact {
    Gap,
    Words(Role, SafeText),
    Pair(SafeText, SafeText),
}

struct Facts(Vec<Fact>);

impl Facts {
    fn heading(&mut self, words: &'static str) {
        if !self.0.is_empty() {
            self.0.push(Fact::Gap);
        }
        self.words(Role::Heading, words.into());
    }

    fn words(&mut self, role: Role, words: SafeText) {
        self.0.push(Fact::Words(role, words));
    }

    fn fact(&mut self, name: &str, value: &SafeText) {
        if !value.is_empty() {
            self.0.push(Fact::Pair(SafeText::line(name), value.clone()));
        }
    }

    fn time(&mut self, state: &State, name: &str, stamp: Option<&Stamp>) {
        if let Some(stamp) = stamp {
            let words = stamp
                .at()
                .map_or_else(|| line(stamp.raw()), |at| moment(state, at));
            self.fact(name, &words);
        }
    }
}

fn moment(state: &State, at: DateTime<Utc>) -> SafeText {
    let day = day(state.now, at, &state.tz);
    safe!("{day} {}", clock(at, &state.tz))
}

fn value_words(value: &Value) -> SafeText {
    let words = match value {
        Value::String(words) => words.clone(),
        other => other.to_string(),
    };
    let short: String = words.chars().take(VALUE).collect();
    SafeText::line(&short)
}
