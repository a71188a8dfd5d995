//! Reading a query: `a b` is both, `a OR b` is either, `-a` is not, parentheses group, quotes keep words together.

use super::error::QueryError;
use super::field::{self, FIELDS, Fault};
use super::tree::{Node, Query, Span, Term, Test};

/// How deep groups and negations may nest: more is no question a person asks, and would cost stack.
const DEEPEST: usize = 32;
/// How many terms a query may have.
const MOST_TERMS: usize = 100;

impl Query {
    /// Reads a query. An empty text is the empty query.
    ///
    /// # Errors
    /// [`QueryError`]: where, why, and what may stand there.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let mut parser = Parser {
            text,
            at: 0,
            depth: 0,
            terms: 0,
        };
        let root = parser.either()?;
        parser.skip_space();
        if parser.at < text.len() {
            return Err(parser.error(
                parser.at,
                parser.at + 1,
                "this parenthesis closes nothing; put it in quotes to search for it",
            ));
        }
        Ok(Self { root })
    }
}

impl std::str::FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, QueryError> {
        Self::parse(text)
    }
}

/// Whether a field's value can be written without quotes.
pub(super) fn is_plain_word(word: &str) -> bool {
    !word.is_empty() && !word.contains(ends_word)
}

fn ends_word(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '"' | '(' | ')')
}

struct Parser<'a> {
    text: &'a str,
    /// The byte that is read next.
    at: usize,
    depth: usize,
    terms: usize,
}

impl<'a> Parser<'a> {
    /// `a OR b OR c`, or just one side.
    fn either(&mut self) -> Result<Node, QueryError> {
        let mut sides = vec![self.both()?];
        loop {
            let start = self.at;
            if !self.take_or() {
                break;
            }
            let side = self.both()?;
            if is_nothing(&side) || sides.iter().any(is_nothing) {
                return Err(self.error(
                    start,
                    start + 2,
                    "OR needs something on both sides; put it in quotes to search for it",
                ));
            }
            sides.push(side);
        }
        Ok(one_or(sides, Node::Any))
    }

    /// Things beside each other, up to `OR`, a closing parenthesis or the end.
    fn both(&mut self) -> Result<Node, QueryError> {
        let mut nodes = Vec::new();
        loop {
            self.skip_space();
            if self.at >= self.text.len() || self.rest().starts_with(')') || self.sees_or() {
                break;
            }
            nodes.push(self.one()?);
        }
        Ok(one_or(nodes, Node::All))
    }

    fn one(&mut self) -> Result<Node, QueryError> {
        let start = self.at;
        if self.depth >= DEEPEST {
            return Err(self.error(start, start + 1, "this nests too deep"));
        }
        self.depth += 1;
        let node = if self.take('-') {
            if self.rest().is_empty() || self.rest().starts_with(char::is_whitespace) {
                return Err(self.error(
                    start,
                    start + 1,
                    "a word is missing after the minus sign; put it in quotes to search for it",
                ));
            }
            if self.rest().starts_with(')') {
                return Err(self.error(start, start + 1, "a word is missing after the minus sign"));
            }
            Node::Not(Box::new(self.one()?))
        } else if self.take('(') {
            let inside = self.either()?;
            if !self.take(')') {
                return Err(self.error(start, start + 1, "this parenthesis is not closed"));
            }
            if is_nothing(&inside) {
                return Err(self.error(start, self.at, "there is nothing in these parentheses"));
            }
            inside
        } else {
            Node::Term(self.term()?)
        };
        self.depth -= 1;
        Ok(node)
    }

    fn term(&mut self) -> Result<Term, QueryError> {
        let start = self.at;
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Err(self.error(start, start + 1, "these are too many words for one query"));
        }
        let test = if self.rest().starts_with('"') {
            Test::Phrase(self.quoted()?)
        } else if let Some(name) = self.field_name() {
            self.at += name.len() + 1;
            self.field(name, start)?
        } else {
            Test::Word(self.word().to_owned())
        };
        let span = Span {
            start,
            end: self.at,
        };
        Ok(Term { test, span })
    }

    fn field(&mut self, name: &str, start: usize) -> Result<Test, QueryError> {
        let value_start = self.at;
        let quoted = self.rest().starts_with('"');
        let value = if quoted {
            self.quoted()?
        } else {
            self.word().to_owned()
        };
        field::read(name, &value, quoted).map_err(|fault| match fault {
            Fault::Name => {
                let span = Span {
                    start,
                    end: start + name.len(),
                };
                let reason =
                    format!("there is no field {name:?} (put it in quotes to search for it)");
                QueryError::at(self.text, span, reason, FIELDS)
            }
            Fault::Value { reason, allowed } => {
                let span = Span {
                    start: value_start,
                    end: self.at,
                };
                QueryError::at(self.text, span, reason, allowed)
            }
        })
    }

    /// The name before a colon, if one stands here: a letter, then letters, digits, `.`, `_` and `-`. So `12:30` is
    /// a word, and `statsu:open` is a field with a slip in its name.
    fn field_name(&self) -> Option<&'a str> {
        let rest = self.rest();
        let end = rest.find(|letter: char| {
            !(letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-'))
        })?;
        let name = &rest[..end];
        (rest[end..].starts_with(':') && name.starts_with(|l: char| l.is_ascii_alphabetic()))
            .then_some(name)
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let word = &rest[..rest.find(ends_word).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    /// A text in quotes; `\"` and `\\` stand for the quote and the backslash.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        let mut inside = String::new();
        let mut letters = self.rest().char_indices().skip(1);
        while let Some((offset, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.at = start + offset + 1;
                    return Ok(inside);
                }
                '\\' => match letters.next() {
                    Some((_, escaped @ ('"' | '\\'))) => inside.push(escaped),
                    Some((_, other)) => inside.extend(['\\', other]),
                    None => inside.push('\\'),
                },
                other => inside.push(other),
            }
        }
        Err(self.error(start, self.text.len(), "this quote is not closed"))
    }

    fn sees_or(&self) -> bool {
        self.rest()
            .strip_prefix("OR")
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(ends_word))
    }

    fn take_or(&mut self) -> bool {
        let sees = self.sees_or();
        if sees {
            self.at += 2;
        }
        sees
    }

    fn take(&mut self, letter: char) -> bool {
        let sees = self.rest().starts_with(letter);
        if sees {
            self.at += letter.len_utf8();
        }
        sees
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn error(&self, start: usize, end: usize, reason: &str) -> QueryError {
        QueryError::at(self.text, Span { start, end }, reason, &[])
    }
}

fn is_nothing(node: &Node) -> bool {
    matches!(node, Node::All(nodes) if nodes.is_empty())
}

fn one_or(mut nodes: Vec<Node>, group: fn(Vec<Node>) -> Node) -> Node {
    if nodes.len() == 1 {
        nodes.swap_remove(0)
    } else {
        group(nodes)
    }
}
