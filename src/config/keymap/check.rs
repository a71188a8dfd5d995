//! What a whole keymap is checked for once it is read: keys out of reach, ways out, and what is good to know.

use super::super::Origin;
use super::super::source::Source;
use super::read::Given;
use super::{KeymapFile, KeymapNote, KeymapProblem};
use crate::command::{Command, Conflict, Context, KeySeq, Keymap, Lifeline};

/// Keeps the ways out, and adds what is wrong and what is good to know.
pub(super) fn check(keys: &mut KeymapFile, given: &Given, source: &Source<'_>) {
    let start = || source.place(0);
    for line in keys.keymap.keep_lifelines() {
        let origin = taken_at(&line, given).unwrap_or_else(start);
        keys.problems.push(KeymapProblem::LockedOut {
            origin,
            command: line.command,
            seq: line.seq,
            contexts: line.contexts,
        });
    }
    keys.problems.extend(hidden(&keys.keymap, given, &start));
    keys.problems
        .sort_by_key(|problem| position(problem.origin()));
    keys.notes = notes(keys, given);
    keys.notes.sort_by_key(|note| position(Some(note.origin())));
}

/// The entry that took the last key of a command nobody may lose: it gives it other keys or none, unbinds its key, or
/// gives that key to another.
fn taken_at(line: &Lifeline, given: &Given) -> Option<Origin> {
    let concerns =
        |context: &Context| *context == Context::Global || line.contexts.contains(context);
    let listed = given
        .commands
        .iter()
        .find(|(context, command, _)| *command == line.command && concerns(context));
    let unbound = given
        .unbound
        .iter()
        .find(|(context, seq, _)| *seq == line.seq && concerns(context));
    let bound = || {
        given
            .keys
            .iter()
            .find(|((context, seq), _)| *seq == line.seq && concerns(context))
    };
    listed
        .map(|(_, _, origin)| origin)
        .or(unbound.map(|(_, _, origin)| origin))
        .or_else(|| bound().map(|(_, (_, origin))| origin))
        .cloned()
}

/// One problem for each binding that others begin with, told once where it stands in Global.
fn hidden(keymap: &Keymap, given: &Given, start: &dyn Fn() -> Origin) -> Vec<KeymapProblem> {
    let mut found: Vec<KeymapProblem> = Vec::new();
    let mut global: Vec<(KeySeq, KeySeq)> = Vec::new();
    for conflict in keymap.conflicts() {
        let Conflict::Prefix {
            context,
            short,
            short_command,
            long,
            long_command,
        } = conflict
        else {
            // A binding that takes a character was refused when it was read.
            continue;
        };
        let pair = (short.clone(), long.clone());
        if global.contains(&pair) {
            continue;
        }
        if context == Context::Global {
            global.push(pair);
        }
        let known = found.iter_mut().find_map(|problem| match problem {
            KeymapProblem::Hidden {
                context: there,
                short: same,
                longer,
                ..
            } if *there == context && *same == short => Some(longer),
            _ => None,
        });
        if let Some(longer) = known {
            longer.push((long, long_command));
            continue;
        }
        let place = |seq: &KeySeq| {
            [context, Context::Global]
                .into_iter()
                .find_map(|context| given.keys.get(&(context, seq.clone())))
                .map(|(_, origin)| origin.clone())
        };
        found.push(KeymapProblem::Hidden {
            origin: place(&short).or_else(|| place(&long)).unwrap_or_else(start),
            context,
            short,
            short_command,
            longer: vec![(long, long_command)],
        });
    }
    found
}

fn notes(keys: &KeymapFile, given: &Given) -> Vec<KeymapNote> {
    let shadows = keys.keymap.shadows().into_iter().filter_map(|shadow| {
        let (_, origin) = given.keys.get(&(shadow.context, shadow.seq.clone()))?;
        Some(KeymapNote::Shadows {
            origin: origin.clone(),
            context: shadow.context,
            seq: shadow.seq,
            command: shadow.command,
            global: shadow.global,
        })
    });
    let before = Keymap::from(keys.preset);
    let lost = given
        .keys
        .iter()
        .filter_map(|((context, seq), (command, origin))| {
            let loser = before
                .own_bindings(*context)
                .into_iter()
                .find(|(own, _)| own == seq)
                .map(|(_, loser)| loser)
                .filter(|loser| loser != command)?;
            // Whose keys the file lists itself knows what it does.
            let listed = |(there, listed, _): &(Context, Command, Origin)| {
                *listed == loser && there == context
            };
            let has_none = keys.keymap.reachable(*context, loser).is_empty();
            (has_none && !given.commands.iter().any(listed)).then(|| KeymapNote::NoKeyLeft {
                origin: origin.clone(),
                context: *context,
                seq: seq.clone(),
                command: *command,
                loser,
            })
        });
    shadows.chain(lost).collect()
}

fn position(origin: Option<&Origin>) -> (usize, usize) {
    match origin {
        Some(Origin::File { line, column, .. }) => (*line, *column),
        _ => (0, 0),
    }
}
