//! What is asked back, and the answers to it.

use std::io;

use super::Linear;
use crate::app::deed::Deed;
use crate::app::menu::Choice;
use crate::app::overlay::Overlay;
use crate::command::Command;
use crate::view::linear as words;

impl Linear {
    /// A question was answered.
    pub(super) async fn answer(&mut self, line: &str) -> io::Result<()> {
        let word = line.trim().to_lowercase();
        match (&self.state.overlay, word.as_str()) {
            (Some(Overlay::Stop(_)), "yes" | "y" | "s") => {
                self.deed(Deed::Answer('s')).await;
                self.after_sending()
            }
            (Some(Overlay::Stop(_)), "no" | "n" | "w") => {
                self.deed(Deed::Answer('w')).await;
                self.resume_writing()
            }
            (Some(Overlay::Stop(_)), _) => self.say_all(&words::question(&self.state)),
            (Some(Overlay::Menu(menu)), word) if word != "no" => {
                let letter = match word {
                    "yes" => Some('y'),
                    word => word.chars().next().filter(|_| word.chars().count() == 1),
                };
                let chosen = menu.items.iter().find(|item| Some(item.key) == letter);
                match chosen.filter(|item| words::is_said(item)).cloned() {
                    Some(item) => {
                        self.deed(Deed::Answer(item.key)).await;
                        self.answered(&item.choice).await
                    }
                    None => self.say_all(&words::question(&self.state)),
                }
            }
            (Some(Overlay::Prompt(prompt)), word) if word != "no" => {
                let proposed = prompt.editor.text().to_owned();
                let line = match line.trim() {
                    "" => proposed,
                    line => line.to_owned(),
                };
                if line.is_empty() {
                    return self.say_all(&words::question(&self.state));
                }
                self.deed(Deed::Fill(line)).await;
                self.after_sending()
            }
            // Nothing else is a question.
            _ => {
                self.numbered.title = None;
                self.deed(Deed::Run(Command::Cancel)).await;
                self.resume_writing()
            }
        }
    }

    /// A row of a menu was chosen.
    async fn answered(&mut self, choice: &Choice) -> io::Result<()> {
        if let Some(title) = self.numbered.title.take() {
            return self.fill(&title).await;
        }
        if matches!(choice, Choice::Open(_)) && self.state.notice.is_none() {
            return self.say(&"The browser was asked to open it.".into());
        }
        self.after_sending()
    }

    /// Puts words into what is asked for, if something is: what cannot be taken is said, and nothing more is asked.
    pub(super) async fn fill(&mut self, text: &str) -> io::Result<()> {
        if text.is_empty() || !matches!(self.state.overlay, Some(Overlay::Prompt(_))) {
            return self.after_sending();
        }
        self.deed(Deed::Fill(text.to_owned())).await;
        let problem = match &self.state.overlay {
            Some(Overlay::Prompt(prompt)) => prompt.problem.clone(),
            _ => None,
        };
        let Some(problem) = problem else {
            return self.after_sending();
        };
        self.deed(Deed::Run(Command::Cancel)).await;
        self.say(&problem)
    }
}
