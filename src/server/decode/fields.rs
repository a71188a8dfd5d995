//! Walking an object field by field. Each question about a field notes what is wrong and answers what it can, so that
//! one request shows every mistake of a body.

use std::cell::RefCell;

use serde_json::{Map, Value};

use super::issues::{Issues, actual};

/// A field that may be left out or be null, where the difference matters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::server) enum Field<T> {
    /// Left out: nothing is said.
    Absent,
    /// Null: it shall be empty.
    Null,
    /// A value.
    Value(T),
}

impl<T> Field<T> {
    /// The value; none for both ways of having none.
    pub(super) fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

/// Where an object stands in the body.
#[derive(Clone, Copy, Debug)]
enum At<'a> {
    Root,
    Field(&'a At<'a>, &'a str),
    Index(&'a At<'a>, usize),
}

impl At<'_> {
    fn path(&self) -> Vec<Value> {
        let (mut path, last) = match self {
            At::Root => return Vec::new(),
            At::Field(parent, name) => (parent.path(), Value::from(*name)),
            At::Index(parent, index) => (parent.path(), Value::from(*index)),
        };
        path.push(last);
        path
    }
}

/// An object and the issues found in it so far.
#[derive(Debug)]
pub(in crate::server) struct Fields<'a> {
    object: &'a Map<String, Value>,
    at: At<'a>,
    issues: &'a RefCell<Issues>,
}

impl<'a> Fields<'a> {
    pub(super) const fn root(object: &'a Map<String, Value>, issues: &'a RefCell<Issues>) -> Self {
        Self {
            object,
            at: At::Root,
            issues,
        }
    }

    /// Whatever stands there, null too.
    pub(super) fn any(&self, name: &str) -> Option<&'a Value> {
        self.object.get(name)
    }

    /// `string | null`, optional.
    pub(super) fn string_or_null(&self, name: &str) -> Field<String> {
        match self.any(name) {
            None => Field::Absent,
            Some(Value::Null) => Field::Null,
            Some(Value::String(text)) => Field::Value(text.clone()),
            Some(other) => {
                self.expected(name, "string | null", other);
                Field::Absent
            }
        }
    }

    /// `object | null`, optional; as the JSON it will be stored as.
    pub(super) fn object_or_null(&self, name: &str) -> Field<String> {
        match self.any(name) {
            None => Field::Absent,
            Some(Value::Null) => Field::Null,
            Some(object @ Value::Object(_)) => Field::Value(object.to_string()),
            Some(other) => {
                self.expected(name, "object | null", other);
                Field::Absent
            }
        }
    }

    /// `NonEmptyString`, optional.
    pub(super) fn non_empty(&self, name: &str) -> Option<String> {
        match self.any(name)? {
            Value::String(text) if text.is_empty() => {
                self.note(
                    "Refinement",
                    name,
                    "Expected a non empty string, actual \"\"".into(),
                );
                None
            }
            Value::String(text) => Some(text.clone()),
            other => {
                self.expected(name, "a non empty string", other);
                None
            }
        }
    }

    /// `NonEmptyString`, required.
    pub(super) fn required_non_empty(&self, name: &str) -> Option<String> {
        if self.any(name).is_none() {
            self.missing(name);
        }
        self.non_empty(name)
    }

    /// One of a few words, optional.
    pub(super) fn choice(
        &self,
        name: &str,
        words: &'static [&'static str],
    ) -> Option<&'static str> {
        let value = self.any(name)?;
        let found = value
            .as_str()
            .and_then(|text| words.iter().find(|word| **word == text));
        if found.is_none() {
            let allowed: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
            self.expected(name, &allowed.join(" | "), value);
        }
        found.copied()
    }

    /// One of a few words, required.
    pub(super) fn required_choice(
        &self,
        name: &str,
        words: &'static [&'static str],
    ) -> Option<&'static str> {
        if self.any(name).is_none() {
            self.missing(name);
        }
        self.choice(name, words)
    }

    /// A number, optional.
    pub(super) fn number(&self, name: &str) -> Option<&'a Value> {
        let value = self.any(name)?;
        if value.is_number() {
            return Some(value);
        }
        self.expected(name, "number", value);
        None
    }

    /// An object, optional, taken whole.
    pub(super) fn object(&self, name: &str) -> Option<&'a Value> {
        let value = self.any(name)?;
        if value.is_object() {
            return Some(value);
        }
        self.expected(name, "object", value);
        None
    }

    /// An object, optional, walked by `read`.
    pub(super) fn child<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        match self.any(name)? {
            Value::Object(object) => read(&Fields {
                object,
                at: At::Field(&self.at, name),
                issues: self.issues,
            }),
            other => {
                self.expected(name, "object", other);
                None
            }
        }
    }

    /// An object, required, walked by `read`.
    pub(super) fn required_child<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        if self.any(name).is_none() {
            self.missing(name);
        }
        self.child(name, read)
    }

    /// An array of objects, optional, each walked by `read`.
    pub(super) fn children<T>(&self, name: &str, read: impl Fn(&Fields<'_>) -> T) -> Vec<T> {
        let elements = match self.any(name) {
            None => return Vec::new(),
            Some(Value::Array(elements)) => elements,
            Some(other) => {
                self.expected(name, "array", other);
                return Vec::new();
            }
        };
        let list = At::Field(&self.at, name);
        let mut read_elements = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            let at = At::Index(&list, index);
            match element {
                Value::Object(object) => read_elements.push(read(&Fields {
                    object,
                    at,
                    issues: self.issues,
                })),
                other => self.issues.borrow_mut().add(
                    "Type",
                    at.path(),
                    format!("Expected object, actual {}", actual(other)),
                ),
            }
        }
        read_elements
    }

    fn missing(&self, name: &str) {
        self.note("Missing", name, "is missing".into());
    }

    fn expected(&self, name: &str, what: &str, value: &Value) {
        let message = format!("Expected {what}, actual {}", actual(value));
        self.note("Type", name, message);
    }

    fn note(&self, tag: &'static str, name: &str, message: String) {
        let path = At::Field(&self.at, name).path();
        self.issues.borrow_mut().add(tag, path, message);
    }
}
