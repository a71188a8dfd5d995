//! The laws of the fuzz targets (`fuzz/src`), tried on the kept inputs and on some thousands of changed ones: what
//! cargo-fuzz does for hours, without it and the same every time. `docs/reliability.md`, "Fuzzing".
//!
//! Whatever is found, here or by cargo-fuzz, is kept as a file in `fuzz/seeds`.

#[path = "../fuzz/src/lib.rs"]
mod laws;
#[path = "fuzz/mutate.rs"]
mod mutate;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use mutate::Mutator;

/// Pieces that the grammars, and the terminals, are made of.
const TEXT: &[&str] = &[
    "\u{1b}[",
    "\u{1b}]8;;",
    "\u{1b}\\",
    "\u{7}",
    "\u{9b}",
    "\u{9d}",
    "\u{202e}",
    "\u{2066}",
    "\u{200d}",
    "\u{fe0f}",
    "\u{20e3}",
    "\u{301}",
    "\u{94d}",
    "\u{e0067}",
    "\u{e007f}",
    "\u{1f468}",
    "\u{1f3fb}",
    "\r",
    "\n",
    "\t",
    "**",
    "_",
    "`",
    "```\n",
    "> ",
    "[a](",
    "https://",
    "<a href=\"",
    "</a>",
    "<br>",
    "&#27;",
    "../",
    "con",
    "漢",
];
const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "-0",
    "1e999",
    "\"id\":",
    "\"items\":",
    "\"data\":",
    "\"status\":",
    "\"direction\":\"system\"",
    "\"kind\":\"event\"",
    "\"metadata\":{\"andibox\":",
    "\"createdAt\":",
    "\"2026-02-30T25:00:00Z\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\u{feff}",
    "\"details\":",
    "\"issues\":",
    "\"path\":",
];
const QUERY: &[&str] = &[
    "status:",
    "from:",
    "meta.",
    "waiting:",
    "age:>",
    "is:unread",
    "has:",
    "OR",
    " OR ",
    "AND",
    "NOT",
    "-",
    "(",
    ")",
    "\"",
    "\\",
    ":",
    "<",
    ">",
    "1h",
    "9w",
    "\u{3000}",
    "漢",
    "é",
    "\t",
    "\u{202e}",
];
const TOML: &[&str] = &[
    "[",
    "]",
    "[[",
    "]]",
    "\n",
    "\r\n",
    "=",
    "\"",
    "'",
    "\"\"\"",
    "{",
    "}",
    ",",
    ".",
    "#",
    "profiles",
    "[profiles.acme]",
    "[profiles.b]",
    "address",
    "\"https://a.test\"",
    "sync",
    "[sync]",
    "views",
    "theme",
    "default_profile",
    "true",
    "1979-05-27",
    "0x1f",
    "nan",
    "\\u0000",
    "\u{feff}",
    "é",
    "[threads]",
    "[global]",
    "unbind",
    "quit",
    "\"Ctrl-x s\"",
    "\"Esc\"",
    "preset",
    "\"gmail\"",
    "palette",
    "[]",
];

#[test]
fn any_text_is_shown_safely() {
    tried("safe_text", laws::safe_text, TEXT, 3_000);
}

#[test]
fn any_answer_is_read_or_refused() {
    tried("answers", laws::answers, JSON, 3_000);
}

#[test]
fn any_error_answer_is_put_into_words() {
    tried("refusals", laws::refusals, JSON, 3_000);
}

#[test]
fn any_query_is_parsed_and_printed_as_itself() {
    tried("query", laws::query, QUERY, 6_000);
}

#[test]
fn any_keymap_leaves_a_way_out() {
    tried("keymap", laws::keymap, TOML, 100);
}

#[test]
fn any_settings_are_read_and_changed_without_harm() {
    tried("config", laws::config, TOML, 400);
}

/// Tries every kept input, and so many changed ones.
fn tried(target: &str, law: fn(&[u8]), pieces: &[&str], changed: usize) {
    let kept = kept(target);
    let mut mutator = Mutator::new(0x5eed ^ target.len() as u64, pieces);
    let inputs = kept
        .iter()
        .map(|(name, input)| (name.as_str(), input.clone()));
    let inputs: Vec<(&str, Vec<u8>)> = inputs.collect();
    for (name, input) in &inputs {
        hold(target, law, input, name);
    }
    for _ in 0..changed * times() {
        let (name, input) = mutator.pick(&inputs);
        let (_, other) = mutator.pick(&inputs);
        let input = mutator.change(input, other);
        hold(target, law, &input, name);
    }
}

/// Fails with the input in full, so that it can be kept.
fn hold(target: &str, law: fn(&[u8]), input: &[u8], name: &str) {
    assert!(
        catch_unwind(|| law(input)).is_ok(),
        "{target}: broken, see above, by a change of {name}: {:?}\nas bytes: {input:?}",
        String::from_utf8_lossy(input)
    );
}

/// How many times as many are tried: `ANDIBOX_FUZZ_TIMES`.
fn times() -> usize {
    let times = std::env::var("ANDIBOX_FUZZ_TIMES").ok();
    times.and_then(|times| times.parse().ok()).unwrap_or(1)
}

fn kept(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let files = match fs::read_dir(&folder) {
        Ok(files) => files,
        Err(error) => panic!("{}: {error}", folder.display()),
    };
    let mut paths: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
    // Folders are listed in any order; what is tried must be the same everywhere.
    paths.sort();
    assert!(paths.len() >= 5, "nothing is kept in {}", folder.display());
    let read = |path: PathBuf| match fs::read(&path) {
        Ok(input) => (path.display().to_string(), input),
        Err(error) => panic!("{}: {error}", path.display()),
    };
    paths.into_iter().map(read).collect()
}
