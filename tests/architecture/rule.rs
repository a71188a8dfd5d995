//! The rules, each a function from files to violations.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::source::{File, Named};
use crate::table::{CRATES, EVERYWHERE, EXPOSES, PAINT, Room, imports};
use crate::token::{Kind, Token};

/// A place where a rule does not hold.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Violation {
    /// The file, from the root of the crate.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What stands there and which rule it breaks.
    pub words: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.words)
    }
}

fn violation(file: &File, line: usize, words: impl Into<String>) -> Violation {
    Violation {
        path: file.path.clone(),
        line,
        words: words.into(),
    }
}

/// A room imports only the rooms its row allows, by name. Tests inside a room are no exception.
pub fn rooms_import_what_their_row_allows(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files {
        let own = file.room();
        for named in file.names().iter().filter(|named| named.inside) {
            let target = named.segments.first().map(String::as_str);
            if let Some(words) = import_fault(file, own, target) {
                found.push(violation(file, named.line, words));
            }
        }
    }
    found.dedup();
    found
}

fn import_fault(file: &File, own: Option<&str>, target: Option<&str>) -> Option<String> {
    let (own_name, allowed) = match own {
        Some(own) => match imports(own) {
            Some(allowed) => (own, allowed),
            None => {
                return Some(format!(
                    "the room {own} is not in the table of tests/architecture/table.rs"
                ));
            }
        },
        None if file.is_main() => ("main.rs", &["cli"] as &[&str]),
        None => ("lib.rs", &[] as &[&str]),
    };
    match target {
        Some(target) if Some(target) == own || allowed.contains(&target) => None,
        Some(target) if imports(target).is_some() => Some(format!(
            "{own_name} imports {target}, but may import only: {}",
            words(allowed)
        )),
        _ => Some(format!(
            "{own_name} imports from the crate's root; name the room it comes from (the root holds only rooms)"
        )),
    }
}

fn words(names: &[&str]) -> String {
    if names.is_empty() {
        "nothing of this crate".to_owned()
    } else {
        names.join(", ")
    }
}

/// Every folder or file directly under `src` is a room of the table.
pub fn every_room_is_in_the_table(files: &[File]) -> Vec<Violation> {
    files
        .iter()
        .filter(|file| file.room().is_some_and(|name| imports(name).is_none()))
        .map(|file| {
            violation(
                file,
                1,
                "this room is not in the table of tests/architecture/table.rs; say there what it may import",
            )
        })
        .collect()
}

/// No room can be reached from itself by imports. The message names the ring and one import of each step.
pub fn no_cycle_between_rooms(files: &[File]) -> Vec<Violation> {
    let mut edges: BTreeMap<&str, BTreeMap<String, Violation>> = BTreeMap::new();
    for file in files {
        let Some(own) = file.room() else { continue };
        for Named { segments, line, .. } in file.names().iter().filter(|named| named.inside) {
            if let Some(target) = segments.first().filter(|target| *target != own) {
                edges
                    .entry(own)
                    .or_default()
                    .entry(target.clone())
                    .or_insert_with(|| violation(file, *line, ""));
            }
        }
    }
    let mut found = BTreeSet::new();
    for (&start, targets) in &edges {
        for (target, at) in targets {
            if let Some(back) = way(&edges, target, start) {
                let ring = [&[start.to_owned()], back.as_slice()].concat().join(" → ");
                found.insert(Violation {
                    words: format!("this import closes a ring of rooms: {ring}"),
                    ..at.clone()
                });
            }
        }
    }
    found.into_iter().collect()
}

fn way(
    edges: &BTreeMap<&str, BTreeMap<String, Violation>>,
    from: &str,
    to: &str,
) -> Option<Vec<String>> {
    let mut ways = vec![vec![from.to_owned()]];
    let mut seen = BTreeSet::from([from.to_owned()]);
    while let Some(way) = ways.pop() {
        let last = way.last()?;
        if last == to {
            return Some(way);
        }
        for next in edges
            .get(last.as_str())
            .into_iter()
            .flat_map(BTreeMap::keys)
        {
            if seen.insert(next.clone()) {
                ways.push([way.as_slice(), std::slice::from_ref(next)].concat());
            }
        }
    }
    None
}

/// `app` and `view` name nothing that does I/O or waits.
pub fn app_and_view_are_pure(files: &[File]) -> Vec<Violation> {
    const ROOMS_WITH_IO: [&str; 4] = ["api", "store", "sync", "config"];
    const CRATES_WITH_IO: [&str; 3] = ["tokio", "tokio_util", "futures_util"];
    const STD_WITH_IO: [&str; 5] = ["fs", "net", "process", "thread", "env"];
    let mut found = Vec::new();
    for file in files
        .iter()
        .filter(|file| matches!(file.room(), Some("app" | "view")))
    {
        for named in file.product_names() {
            let first = named.segments.first().map_or("", String::as_str);
            let second = named.segments.get(1).map_or("", String::as_str);
            let fault = if named.inside {
                ROOMS_WITH_IO.contains(&first).then_some(first)
            } else if first == "std" {
                STD_WITH_IO.contains(&second).then_some(second)
            } else {
                CRATES_WITH_IO.contains(&first).then_some(first)
            };
            if let Some(name) = fault {
                found.push(violation(
                    file,
                    named.line,
                    format!("app and view are pure: they never touch {name}"),
                ));
            }
            if named.segments.last().is_some_and(|last| last == "now") {
                found.push(violation(
                    file,
                    named.line,
                    "app and view read no clock: time arrives inside messages",
                ));
            }
        }
    }
    found
}

/// An external crate is named only in the rooms of its row, not even through another crate's re-export.
pub fn crates_are_named_where_the_table_says(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !file.is_test) {
        let own = file
            .room()
            .unwrap_or(if file.is_main() { "main" } else { "lib" });
        for named in file.product_names().iter().filter(|named| !named.inside) {
            for name in named.segments.iter().take(2) {
                let Some((_, rooms)) = CRATES.iter().find(|(row, _)| row == name) else {
                    continue;
                };
                let first = named.segments.first() == Some(name);
                let re_exported = !first && CRATES.iter().any(|(row, _)| *row == named.segments[0]);
                if (first || re_exported) && !rooms.contains(&own) {
                    found.push(violation(
                        file,
                        named.line,
                        format!(
                            "{own} names the crate {name}, which only these may: {}",
                            rooms.join(", ")
                        ),
                    ));
                }
            }
        }
    }
    found.dedup();
    found
}

/// Every dependency of the program has a row in the table.
pub fn every_dependency_has_a_row(dependencies: &[String]) -> Vec<String> {
    dependencies
        .iter()
        .map(|name| name.replace('-', "_"))
        .filter(|name| !EVERYWHERE.contains(&name.as_str()))
        .filter(|name| CRATES.iter().all(|(row, _)| row != name))
        .map(|name| {
            format!("Cargo.toml: the dependency {name} has no row in tests/architecture/table.rs")
        })
        .collect()
}

/// No file over 500 lines; tests do not count.
pub fn files_are_short(files: &[File]) -> Vec<Violation> {
    files
        .iter()
        .filter(|file| !file.is_test && file.text.lines().count() > 500)
        .map(|file| {
            let lines = file.text.lines().count();
            violation(
                file,
                501,
                format!("{lines} lines; no file has more than 500, split it by ideas"),
            )
        })
        .collect()
}

/// Every file begins by saying what it owns.
pub fn files_begin_with_a_header(files: &[File]) -> Vec<Violation> {
    files
        .iter()
        .filter(|file| {
            let first = file.text.lines().next().unwrap_or_default();
            first
                .strip_prefix("//!")
                .is_none_or(|words| words.trim().is_empty())
        })
        .map(|file| {
            violation(
                file,
                1,
                "the first line is no `//!` header that says what the file owns",
            )
        })
        .collect()
}

/// No `unwrap` and no `expect` outside tests.
pub fn nothing_is_unwrapped(files: &[File]) -> Vec<Violation> {
    const NAMES: [&str; 4] = ["unwrap", "expect", "unwrap_err", "expect_err"];
    let mut found = Vec::new();
    for file in files {
        for three in file.product.windows(3) {
            let called = (three[0].is('.') && three[2].is('(')) || three[0].kind == Kind::PathSep;
            if let Some(name) = three[1]
                .word()
                .filter(|name| called && NAMES.contains(name))
            {
                found.push(violation(
                    file,
                    three[1].line,
                    format!("`{name}` outside tests: return the error, or say what else happens"),
                ));
            }
        }
    }
    found
}

/// No global state that changes.
pub fn nothing_global_changes(files: &[File]) -> Vec<Violation> {
    const NAMES: [&str; 4] = ["lazy_static", "thread_local", "OnceLock", "OnceCell"];
    const CELLS: [&str; 7] = [
        "Mutex",
        "RwLock",
        "Cell",
        "RefCell",
        "UnsafeCell",
        "LazyCell",
        "Once",
    ];
    let changes =
        |word: &str| NAMES.contains(&word) || CELLS.contains(&word) || word.starts_with("Atomic");
    let mut found = Vec::new();
    for file in files {
        for (at, token) in file.product.iter().enumerate() {
            let fault = match token.word() {
                Some(word @ ("lazy_static" | "thread_local")) => Some(word),
                Some("static") => file.product[at + 1..]
                    .iter()
                    .take_while(|token| !token.is('=') && !token.is(';'))
                    .filter_map(Token::word)
                    .find(|word| *word == "mut" || changes(word)),
                _ => None,
            };
            if let Some(word) = fault {
                found.push(violation(
                    file,
                    token.line,
                    format!("global mutable state ({word}): pass it down from where it is made"),
                ));
            }
        }
    }
    found
}

/// No file or module is named by a word that says nothing.
pub fn names_say_something(files: &[File]) -> Vec<Violation> {
    const EMPTY: [&str; 9] = [
        "manager", "helper", "helpers", "util", "utils", "common", "misc", "data", "shared",
    ];
    const WHY: &str = "says nothing about what it owns: name the idea";
    let mut found = Vec::new();
    for file in files {
        let stem = file.path.strip_suffix(".rs").unwrap_or(&file.path);
        if let Some(name) = stem.split('/').find(|name| EMPTY.contains(name)) {
            found.push(violation(file, 1, format!("the name `{name}` {WHY}")));
        }
        for two in file.code.windows(2).filter(|two| two[0].is_word("mod")) {
            if let Some(name) = two[1].word().filter(|name| EMPTY.contains(name)) {
                found.push(violation(
                    file,
                    two[0].line,
                    format!("the name `{name}` {WHY}"),
                ));
            }
        }
    }
    found
}

/// What came from outside is read as it came only where it is stored, sent or made safe.
pub fn raw_strings_stay_where_they_belong(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !file.is_test) {
        let own = file.room().unwrap_or("main");
        if EXPOSES.contains(&own) {
            continue;
        }
        for two in file.product.windows(2) {
            if (two[0].is('.') || two[0].kind == Kind::PathSep) && two[1].is_word("expose") {
                found.push(violation(
                    file,
                    two[1].line,
                    format!(
                        "{own} never calls `expose`: it takes SafeText; only these may: {}",
                        EXPOSES.join(", ")
                    ),
                ));
            }
        }
    }
    found
}

/// Words reach cells in one file, which takes nothing but `SafeText`.
pub fn words_reach_cells_in_one_file(files: &[File]) -> Vec<Violation> {
    const TYPES: [&str; 7] = [
        "Span",
        "Line",
        "Text",
        "Paragraph",
        "List",
        "ListItem",
        "Tabs",
    ];
    const MAKERS: [&str; 4] = ["raw", "styled", "from", "new"];
    const METHODS: [&str; 9] = [
        "set_string",
        "set_stringn",
        "set_span",
        "set_line",
        "set_symbol",
        "set_char",
        "append_symbol",
        "title_top",
        "title_bottom",
    ];
    let mut found = Vec::new();
    let drawing = files
        .iter()
        .filter(|file| matches!(file.room(), Some("view" | "terminal")) && file.path != PAINT);
    for file in drawing {
        for (at, token) in file.product.iter().enumerate() {
            let Some(word) = token.word() else { continue };
            let after = |ahead: usize| file.product.get(at + ahead);
            let makes = TYPES.contains(&word)
                && after(1).is_some_and(|next| next.kind == Kind::PathSep)
                && after(2)
                    .and_then(Token::word)
                    .is_some_and(|maker| MAKERS.contains(&maker));
            let calls = METHODS.contains(&word)
                && at > 0
                && (file.product[at - 1].is('.') || file.product[at - 1].kind == Kind::PathSep);
            if makes || calls {
                found.push(violation(
                    file,
                    token.line,
                    format!("`{word}` puts words into cells: only {PAINT} does, and it takes nothing but SafeText"),
                ));
            }
        }
    }
    found
}

/// The table itself is a stack: a room imports only rooms that stand before it.
pub fn the_table_is_a_stack(rooms: &[Room]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, (name, imports)) in rooms.iter().enumerate() {
        for import in *imports {
            if rooms[..at].iter().all(|(below, _)| below != import) {
                found.push(format!(
                    "the table lets {name} import {import}, which does not stand before it"
                ));
            }
        }
    }
    found
}

/// Where the table speaks of rooms, they exist.
pub fn the_table_names_only_rooms() -> Vec<String> {
    CRATES
        .iter()
        .flat_map(|(_, rooms)| *rooms)
        .chain(EXPOSES)
        .filter(|name| imports(name).is_none() && **name != "main")
        .map(|name| format!("the table names {name}, which is no room"))
        .collect()
}
