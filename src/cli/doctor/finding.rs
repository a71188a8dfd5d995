//! What doctor finds, in words and as JSON.

use std::fmt::Display;

use serde_json::{Map, Value, json};

use crate::cli::Failure;
use crate::cli::json::say_json;
use crate::cli::outcome::say;
use crate::text::SafeText;

/// How it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Ok,
    Warn,
    Fail,
}

/// One thing that was looked at.
pub(super) struct Finding {
    level: Level,
    check: &'static str,
    words: String,
    facts: Map<String, Value>,
}

impl Finding {
    /// As it should be.
    pub(super) fn ok(check: &'static str, words: impl Display) -> Self {
        Self::new(Level::Ok, check, words)
    }

    /// It works, and somebody should look at it. The words say what to do.
    pub(super) fn warn(check: &'static str, words: impl Display) -> Self {
        Self::new(Level::Warn, check, words)
    }

    /// It does not work. The words say what to do.
    pub(super) fn fail(check: &'static str, words: impl Display) -> Self {
        Self::new(Level::Fail, check, words)
    }

    /// Adds a value for programs.
    pub(super) fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    /// Level and words.
    #[cfg(test)]
    pub(super) fn words(&self) -> String {
        let level = match self.level {
            Level::Ok => "ok",
            Level::Warn => "warn",
            Level::Fail => "FAIL",
        };
        format!("{level} {}", self.words)
    }

    fn new(level: Level, check: &'static str, words: impl Display) -> Self {
        Self {
            level,
            check,
            words: words.to_string(),
            facts: Map::new(),
        }
    }
}

/// Everything found, told at once.
pub(super) struct Report {
    json: bool,
    failed: usize,
}

impl Report {
    pub(super) const fn new(json: bool) -> Self {
        Self { json, failed: 0 }
    }

    /// Tells it.
    pub(super) fn add(&mut self, finding: Finding) -> Result<(), Failure> {
        let Finding {
            level,
            check,
            words,
            facts,
        } = finding;
        self.failed += usize::from(level == Level::Fail);
        if self.json {
            let level = match level {
                Level::Ok => "ok",
                Level::Warn => "warn",
                Level::Fail => "fail",
            };
            return say_json(&json!({
                "check": check, "level": level, "text": words, "facts": facts,
            }));
        }
        let level = match level {
            Level::Ok => "ok  ",
            Level::Warn => "warn",
            Level::Fail => "FAIL",
        };
        say(&SafeText::line(&format!("{level}  {check:<12} {words}")))
    }

    /// Exit code 1 if anything is wrong.
    pub(super) fn end(self) -> Result<(), Failure> {
        match self.failed {
            0 => Ok(()),
            1 => Err(Failure::failed("one thing is wrong")),
            count => Err(Failure::failed(format_args!("{count} things are wrong"))),
        }
    }
}
