//! How a command ends: a sentence on standard error and a stable exit code.

use std::fmt::Display;
use std::io::{ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;

use crate::model::{Problem, ProblemKind};
use crate::text::SafeText;

/// A command that did not do what it was asked to.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    words: SafeText,
}

impl Failure {
    /// It failed: exit code 1.
    pub fn failed(words: impl Display) -> Self {
        Self::with(1, words)
    }

    /// It was not asked rightly: exit code 2.
    pub fn usage(words: impl Display) -> Self {
        Self::with(2, words)
    }

    /// The key is missing or refused: exit code 3.
    pub fn auth(words: impl Display) -> Self {
        Self::with(3, words)
    }

    /// What was named is not there: exit code 5.
    pub fn not_found(words: impl Display) -> Self {
        Self::with(5, words)
    }

    /// A request failed: the exit code says how.
    pub fn request(problem: &Problem) -> Self {
        let code = match problem.kind {
            ProblemKind::AuthenticationRequired
            | ProblemKind::InvalidKey
            | ProblemKind::SessionRequired
            | ProblemKind::Forbidden => 3,
            ProblemKind::Unreachable
            | ProblemKind::NoAnswer
            | ProblemKind::Tls
            | ProblemKind::Busy => 4,
            ProblemKind::NotFound => 5,
            _ => 1,
        };
        Self::with(code, SafeText::block(problem.sentence().expose()))
    }

    /// What it says.
    pub const fn words(&self) -> &SafeText {
        &self.words
    }

    /// The same failure in other words.
    pub fn saying(self, words: impl Display) -> Self {
        Self::with(self.code, words)
    }

    fn with(code: u8, words: impl Display) -> Self {
        Self {
            code,
            words: SafeText::block(&words.to_string()),
        }
    }

    /// Prints it.
    pub fn report(&self) -> ExitCode {
        if !self.words.is_empty() {
            // Nowhere is left to say that standard error is gone.
            drop(writeln!(stderr(), "andibox: {}", self.words));
        }
        ExitCode::from(self.code)
    }
}

/// Says something on standard error that a person should know although the command goes on.
pub fn warn(words: &str) {
    // Nowhere is left to say that standard error is gone.
    drop(writeln!(stderr(), "andibox: {}", SafeText::block(words)));
}

/// Prints the program's own text, such as a manual page, as it is.
pub fn say_own(text: &[u8]) -> Result<(), Failure> {
    let mut out = stdout();
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::failed(format_args!("standard output: {error}"))),
        Ok(()) => Ok(()),
    }
}

/// Prints a line to standard output. A reader that has left (`| head`) is no failure.
pub fn say(line: &SafeText) -> Result<(), Failure> {
    match writeln!(stdout(), "{line}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::failed(format_args!("standard output: {error}"))),
        Ok(()) => Ok(()),
    }
}
