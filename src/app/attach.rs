//! Hanging a file on a message by its address: a line of the draft, shown, changed and removed like every other.

use crate::model::{
    ATTACHMENT, Untrusted, Written, address_host, attachment_line, unreadable_attachment,
};
use crate::text::SafeText;

use super::State;
use super::effect::Effect;
use super::overlay::Overlay;
use super::prompt::{Prompt, Purpose};

impl State {
    /// Asks for an address.
    pub fn ask_attachment(&mut self) {
        if self.composer.is_none() || self.refuse_writing() {
            return;
        }
        let mut prompt = Prompt::new(
            "Attach: address of the file, then its name",
            Purpose::Attach,
        );
        prompt.hint = Some(attachment_words("").unwrap_or_else(|why| why));
        self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
    }

    /// The line was accepted.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn attach(&mut self, line: &str, out: &mut Vec<Effect>) -> Result<(), SafeText> {
        let words = attachment_words(line)?;
        let (url, name) = parted(line);
        let Some(composer) = &mut self.composer else {
            return Ok(());
        };
        let cursor = composer.editor.cursor_byte();
        composer.editor.text_end();
        let line = attachment_line(url, name);
        composer.editor.insert_str(&format!("\n{line}"));
        composer.editor.move_to_byte(cursor);
        self.edited(out);
        self.say(SafeText::line(&format!(
            "Attached {words}. Delete its line to remove it."
        )));
        Ok(())
    }

    /// Says which line is no file that could be sent, and goes there. Returns whether there is one.
    pub(super) fn stops_for_attachment(&mut self) -> bool {
        let Some(composer) = &mut self.composer else {
            return false;
        };
        let text = composer.editor.text();
        let Some(line) = unreadable_attachment(text) else {
            return false;
        };
        let at = line.as_ptr() as usize - text.as_ptr() as usize;
        let end = at + line.len();
        let rest = line.get(ATTACHMENT.len()..).unwrap_or("").trim();
        let why = address_host(parted(rest).0)
            .err()
            .unwrap_or("It names no file.");
        let words = format!("Not sent: {why} Change the line “{line}”, or delete it.");
        composer.editor.move_to_byte(end);
        self.complain(SafeText::line(&words));
        true
    }

    /// How many files hang on what is written.
    pub fn attached(&self) -> usize {
        let composer = self.composer.as_ref();
        let text = composer.map(|composer| composer.editor.text());
        text.filter(|text| text.contains(ATTACHMENT))
            .map_or(0, |text| Written::read(text).attachments.len())
    }
}

/// What a line of the prompt attaches, and from where: `invoice.pdf from example.com`.
///
/// # Errors
/// What is wrong with it.
pub(super) fn attachment_words(line: &str) -> Result<SafeText, SafeText> {
    let (url, name) = parted(line);
    if url.is_empty() {
        return Err("As in https://example.com/invoice.pdf Invoice of May".into());
    }
    let host = address_host(url).map_err(SafeText::from)?;
    let named = if name.is_empty() { "a file" } else { name };
    Ok(SafeText::line(&format!("{named} from {host}")))
}

fn parted(line: &str) -> (&str, &str) {
    let line = line.trim();
    let (url, name) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (url, name.trim())
}

/// Whether a line of a draft is the line of a file.
pub fn is_attachment(line: &str) -> bool {
    crate::model::attachment_of(line)
        .is_some_and(|it| !it.url.as_ref().is_none_or(Untrusted::is_empty))
}
