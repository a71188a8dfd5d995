//! A failed request: what it means for asking again, and what went wrong.

use std::fmt;

use crate::model::{Problem, ProblemKind};

/// What a failure means for asking again (reliability.md, "Nothing typed is ever lost, nothing is sent twice").
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Class {
    /// Refused, by the server's own word or by a rule of this machine: the same request fails again.
    Rejected,
    /// 401: no request of this profile will do better until there is another key.
    Auth,
    /// Asking again is safe: the request never left, or was not worked on, or changes nothing when made twice.
    Retry,
    /// The server may have done what was asked: look before asking again.
    Unknown,
}

/// A failed request.
#[derive(Clone, PartialEq, Debug)]
pub struct Error {
    /// Whether to ask again.
    pub class: Class,
    /// What went wrong. Boxed, so that a `Result` stays small.
    pub problem: Box<Problem>,
}

impl Error {
    /// A failure of a class.
    pub(super) fn new(class: Class, problem: Problem) -> Self {
        Self {
            class,
            problem: Box::new(problem),
        }
    }

    /// Refused by this machine, before anything left.
    pub(super) fn local(message: &str) -> Self {
        Self::new(Class::Rejected, Problem::new(ProblemKind::Local, message))
    }

    /// The HTTP status, if an answer came.
    pub const fn status(&self) -> Option<u16> {
        self.problem.status
    }
}

impl fmt::Display for Error {
    /// Kind and status only: the server's words are for [`Problem::sentence`], which has to be made safe first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.problem.kind)?;
        match self.problem.status {
            Some(status) => write!(f, " ({status})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
