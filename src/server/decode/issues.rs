//! What is wrong with a body, in the documented form `{"_tag", "path", "message"}`.

use serde_json::{Value, json};

/// More issues than this are counted, not listed: an array of a million wrong elements would make an answer forty
/// times the size of the question.
const LISTED: usize = 500;
/// How much of a wrong value is quoted.
const QUOTED: usize = 60;

/// The issues of one body.
#[derive(Debug, Default)]
pub(in crate::server) struct Issues {
    listed: Vec<Issue>,
    total: usize,
}

#[derive(Debug)]
struct Issue {
    tag: &'static str,
    path: Vec<Value>,
    message: String,
}

impl Issues {
    /// One issue of the body as a whole.
    pub(super) fn one(tag: &'static str, message: &str) -> Self {
        let mut issues = Self::default();
        issues.add(tag, Vec::new(), message.to_owned());
        issues
    }

    pub(super) fn add(&mut self, tag: &'static str, path: Vec<Value>, message: String) {
        self.total += 1;
        if self.listed.len() < LISTED {
            self.listed.push(Issue { tag, path, message });
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// The documented `HttpApiDecodeError`.
    pub(in crate::server) fn body(&self) -> Value {
        let issues: Vec<Value> = self
            .listed
            .iter()
            .map(|issue| json!({"_tag": issue.tag, "path": issue.path, "message": issue.message}))
            .collect();
        json!({"issues": issues, "message": self.message(), "_tag": "HttpApiDecodeError"})
    }

    fn message(&self) -> String {
        let mut message = String::from("The request did not match the expected schema");
        for (index, issue) in self.listed.iter().take(5).enumerate() {
            message.push_str(if index == 0 { ": " } else { "; " });
            let path: Vec<String> = issue.path.iter().map(plain).collect();
            if !path.is_empty() {
                message.push_str(&path.join("."));
                message.push(' ');
            }
            message.push_str(&issue.message);
        }
        if self.total > 5 {
            message.push_str(" … (");
            message.push_str(&self.total.to_string());
            message.push_str(" issues in all)");
        }
        message
    }
}

fn plain(part: &Value) -> String {
    part.as_str()
        .map_or_else(|| part.to_string(), str::to_owned)
}

/// A value as an issue quotes it.
pub(super) fn actual(value: &Value) -> String {
    match value {
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => {
            let text = other.to_string();
            match text.char_indices().nth(QUOTED) {
                Some((end, _)) => format!("{}…", &text[..end]),
                None => text,
            }
        }
    }
}
