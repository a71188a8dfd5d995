//! The top line: whose inbox this is, whether the server answers, how old the data is, what waits to be sent.

use chrono::{DateTime, Utc};

use crate::app::State;
use crate::app::item::line;
use crate::model::{Link, ProblemKind};
use crate::text::{SafeText, clock, safe};
use crate::theme::Role;

use super::draw::Scene;
use super::frame::Piece;
use super::strip::Strip;
use super::words;

/// How a local workspace is told from a hosted one.
pub(super) const LOGIN: &str = "connect to andibase: andibox login";
/// The same, where columns are few.
pub(super) const LOGIN_SHORT: &str = "connect: andibox login";

/// What a profile that may only be looked at is called.
const READ_ONLY: &str = "READ-ONLY";

/// Draws the line.
pub(super) fn draw(scene: &mut Scene) {
    let state = scene.state;
    let canvas = &mut scene.canvas;
    let ground = canvas.ink(Role::Header);
    let mut strip = Strip::new(scene.layout.header, 0, ground);
    strip.skip(1);
    strip.skip_end(1);

    // What is not sent is never hidden: it takes its room first.
    let wide = strip.room() >= 70;
    for (role, words) in unsent(state, wide).iter().rev() {
        strip.put_end(canvas, words, *role);
    }
    strip.skip_end(2);

    let profile = profile(state);
    let (link_role, link) = link(state);
    let (detail, cause) = detail(state);
    let sync = sync(state, wide);
    // The link is never left out; then by importance, each if there is room for it.
    let mut budget = Budget(strip.room().saturating_sub(cells(link.width() + 1)));
    // Neither is what keeps the hands off a workspace.
    if state.facts.read_only {
        budget.take(READ_ONLY.len() + 1);
    }
    let sync_fits = !sync.is_empty() && budget.take(sync.width() + 3);
    let name = budget.up_to(profile.width(), 6);
    let detail_fits = budget.take(detail.width());
    let mut cause_cols = 0;
    if detail_fits && budget.0 > 8 {
        cause_cols = budget.up_to(cause.width(), 0);
    }
    let complete = detail_fits && usize::from(cause_cols) >= cause.width();
    let brand = complete && budget.take(9);
    let login = [LOGIN, LOGIN_SHORT]
        .into_iter()
        .find(|words| state.facts.local && budget.take(words.len() + 2));

    if brand {
        strip.put(canvas, "andibox", Role::Title);
        strip.skip(2);
    }
    strip.put_within(canvas, &profile, Role::Profile, name);
    strip.skip(1);
    if state.facts.read_only {
        strip.put(canvas, READ_ONLY, Role::Warning);
        strip.skip(1);
    }
    strip.put(canvas, &link, link_role);
    if detail_fits {
        strip.put(canvas, &detail, Role::Dim);
        strip.put_within(canvas, &cause, Role::Dim, cause_cols);
    }
    if sync_fits {
        strip.put(canvas, " · ", Role::Dim);
        strip.put(canvas, &sync, Role::LinkBusy);
    }
    scene.login_shown = login.is_some_and(|words| strip.put_end(canvas, words, Role::Dim));
}

/// Columns to give away.
struct Budget(u16);

impl Budget {
    /// Gives so many columns, or none.
    fn take(&mut self, cols: usize) -> bool {
        let fits = cols <= usize::from(self.0);
        if fits {
            self.0 -= cells(cols);
        }
        fits
    }

    /// Gives up to so many columns, and at least `least` even if they are not there.
    fn up_to(&mut self, cols: usize, least: u16) -> u16 {
        let given = cells(cols).min(self.0.max(least));
        self.0 = self.0.saturating_sub(given);
        given
    }
}

fn cells(cols: usize) -> u16 {
    u16::try_from(cols).unwrap_or(u16::MAX)
}

fn profile(state: &State) -> SafeText {
    let facts = &state.facts;
    match (facts.local, facts.profile.as_str()) {
        (true, "local" | "") => "local workspace".into(),
        (true, _) => safe!("{} (local workspace)", facts.profile),
        (false, _) => facts.profile.clone(),
    }
}

fn link(state: &State) -> Piece {
    match &state.link {
        Link::Live { .. } => (Role::LinkLive, "● live".into()),
        Link::Connecting => (Role::LinkBusy, "◌ connecting".into()),
        Link::Offline { .. } => (Role::LinkOffline, "○ offline".into()),
        Link::KeyRefused { problem, .. } => {
            let words = match problem.kind {
                ProblemKind::AuthenticationRequired => "✕ no key",
                _ => "✕ key refused",
            };
            (Role::LinkOffline, words.into())
        }
    }
}

/// The age of the data, or since when there is no news, and why. It changes by minutes only, so that an idle screen
/// is not drawn anew each second.
fn detail(state: &State) -> (SafeText, SafeText) {
    let since = |at: &DateTime<Utc>| safe!(" since {}", clock(*at, &state.tz));
    match &state.link {
        Link::Connecting => <(SafeText, SafeText)>::default(),
        Link::Live { at } => {
            let age = state.now.signed_duration_since(at);
            let words = if age.num_minutes() < 1 {
                " · now".into()
            } else {
                safe!(" · {} old", words::span(age))
            };
            (words, SafeText::default())
        }
        Link::Offline {
            since: at, problem, ..
        } => {
            let cause = if problem.message.is_empty() {
                line(&problem.sentence())
            } else {
                line(&problem.message)
            };
            // What the system calls it is in the request log; the words say the same.
            let cause = match cause.find(" (os error") {
                Some(end) => safe!("{}", &cause[..end]),
                None => cause,
            };
            (since(at), safe!(": {cause}"))
        }
        Link::KeyRefused { since: at, .. } => (since(at), ": andibox login".into()),
    }
}

fn sync(state: &State, wide: bool) -> SafeText {
    let progress = state.progress;
    match (progress.done < progress.total, wide) {
        (false, _) => SafeText::default(),
        (true, true) => safe!("synchronising {}/{}", progress.done, progress.total),
        (true, false) => safe!("sync {}/{}", progress.done, progress.total),
    }
}

fn unsent(state: &State, wide: bool) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let counted = |count: u32, long: &str, short: &str| {
        if wide {
            safe!("{count} {long}")
        } else {
            safe!("{count}{short}")
        }
    };
    let unsaved = u32::try_from(state.unsaved.len()).unwrap_or(u32::MAX);
    for (role, count, long, short) in [
        (Role::Warning, state.queued, "queued", "q"),
        (Role::Failed, state.failed, "failed", "f"),
        (Role::Error, unsaved, "not on disk", "u!"),
    ] {
        if count > 0 {
            if !pieces.is_empty() {
                let between = if wide { " · " } else { " " };
                pieces.push((Role::Dim, between.into()));
            }
            pieces.push((role, counted(count, long, short)));
        }
    }
    if let Some(saving) = state.saving.iter().find(|saving| saving.leads.is_none()) {
        if !pieces.is_empty() {
            pieces.push((Role::Dim, " ".into()));
        }
        let words = if wide {
            safe!("saving {}", saving.words())
        } else {
            "↓".into()
        };
        pieces.push((Role::LinkBusy, words));
    }
    pieces
}
