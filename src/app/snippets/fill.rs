//! The variables of a snippet, and what is known of them.

use chrono::{Days, NaiveDate};

use super::blanks;
use crate::app::State;
use crate::app::item::{MessageLook, NO_TITLE};
use crate::model::{ATTACHMENT, Conversation, Untrusted};
use crate::text::SafeText;

impl State {
    /// A snippet's text with all that is known put in. What is not known stays as it stands. What was put in is not
    /// looked at again: a customer's name is a name, whatever it holds.
    pub(super) fn filled(&self, text: &str) -> String {
        let mut whole = String::new();
        let mut from = 0;
        for blank in blanks(text) {
            if blank.start < from {
                continue;
            }
            whole.push_str(&text[from..blank.start]);
            let name = text[blank.start + 2..blank.end - 2].trim();
            match self.value(name) {
                Some(value) => whole.push_str(&value),
                None => whole.push_str(&text[blank.clone()]),
            }
            from = blank.end;
        }
        whole.push_str(&text[from..]);
        whole
    }

    fn value(&self, name: &str) -> Option<String> {
        let today = self.now.with_timezone(&self.tz).date_naive();
        let value = match name {
            "customer.name" => self.customer()?,
            "customer.first_name" => first_word(&self.customer()?)?.to_owned(),
            "thread.title" => self.thread_title()?,
            "channel.name" => {
                let channel = self.composer.as_ref()?.key.conversation.channel();
                self.channel(channel)?.label.as_str().to_owned()
            }
            "me.name" => plain(self.facts.me.name.as_ref()?),
            "me.first_name" => first_word(&plain(self.facts.me.name.as_ref()?))?.to_owned(),
            "me.email" => plain(self.facts.me.email.as_ref()?),
            "date" => day(today),
            "tomorrow" => day(today.checked_add_days(Days::new(1))?),
            "weekday" => today.format("%A").to_string(),
            "time" => self.now.with_timezone(&self.tz).format("%H:%M").to_string(),
            _ => return None,
        };
        let value = harmless(&value);
        (!value.trim().is_empty()).then_some(value)
    }

    /// The customer's name; an address or a number in its place is no name to greet somebody by.
    fn customer(&self) -> Option<String> {
        let reading = self.reading.as_ref()?;
        let here = self.composer.as_ref()?.key.conversation == reading.conversation;
        if !here || !matches!(reading.conversation, Conversation::Thread { .. }) {
            return None;
        }
        let mut messages = reading.messages.iter().rev();
        let last = messages.find(|item| item.look == MessageLook::Customer)?;
        let name = last.name.as_ref()?.as_str().trim();
        // Providers put an address or a number where they know no name.
        let is_name = name.chars().any(char::is_alphabetic) && !name.contains('@');
        is_name.then(|| name.to_owned())
    }

    fn thread_title(&self) -> Option<String> {
        let reading = self.reading.as_ref()?;
        let here = self.composer.as_ref()?.key.conversation == reading.conversation;
        let row = reading.row.as_ref()?;
        // A row without a title shows other words in its place.
        let is_title = row.title != row.snippet && row.title.as_str() != NO_TITLE;
        (here && is_title).then(|| row.title.as_str().to_owned())
    }
}

fn first_word(name: &str) -> Option<&str> {
    name.split_whitespace().next()
}

fn plain(word: &Untrusted) -> String {
    SafeText::line(word.expose()).as_str().to_owned()
}

fn day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// What somebody else named must neither look like a variable nor like the line of a file.
fn harmless(value: &str) -> String {
    value
        .replace("{{", "{ {")
        .replace(ATTACHMENT.trim_end(), "(attachment)")
}
