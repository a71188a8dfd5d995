//! How long a text may be, where a channel has a limit.

use std::collections::BTreeMap;

use crate::model::{ChannelId, Mode, Written};
use crate::text::SafeText;

use super::State;
use super::answer::Then;
use super::menu::{Choice, Menu, MenuItem};
use super::overlay::Overlay;

/// The longest texts of single channels, in characters.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Limits(BTreeMap<String, u32>);

impl Limits {
    /// Limits of channels by their id, handle or name.
    pub fn new(of: impl IntoIterator<Item = (String, u32)>) -> Self {
        let of = of.into_iter();
        Self(of.map(|(name, most)| (plain(&name), most)).collect())
    }
}

/// How far a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Length {
    /// Its characters.
    pub count: u32,
    /// The most the channel takes.
    pub most: u32,
}

impl Length {
    /// Whether it is too long.
    pub const fn is_over(self) -> bool {
        self.count > self.most
    }

    /// Whether it is nearly as long as it may be: a tenth is left.
    pub const fn is_near(self) -> bool {
        self.most
            - if self.is_over() {
                self.most
            } else {
                self.count
            }
            <= self.most / 10
    }
}

impl State {
    /// How long the reply in the composer is, where its channel has a limit. Counted as providers do, by characters of
    /// Unicode, without the files. A note goes through no channel.
    pub fn length(&self) -> Option<Length> {
        let composer = self.composer.as_ref()?;
        if composer.key.mode == Mode::Note {
            return None;
        }
        let most = self.limit(composer.key.conversation.channel())?;
        let text = composer.editor.text().trim_end();
        let count = Written::read(text).text.chars().count();
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        Some(Length { count, most })
    }

    fn limit(&self, channel: &ChannelId) -> Option<u32> {
        let limits = &self.limits.0;
        if limits.is_empty() {
            return None;
        }
        let names = self.channel(channel).map_or(&[][..], |item| &item.names);
        std::iter::once(&plain(channel.as_str()))
            .chain(names)
            .find_map(|name| limits.get(name).copied())
    }

    /// Whether a channel is called so: by its id, handle or name, whatever the case.
    pub(super) fn is_called(&self, channel: &ChannelId, name: &str) -> bool {
        let name = plain(name);
        let names = self.channel(channel).map_or(&[][..], |item| &item.names);
        plain(channel.as_str()) == name || names.contains(&name)
    }

    /// Asks before a text leaves that its channel does not take whole. Returns whether it asked.
    pub(super) fn asks_for_length(&mut self, then: Then) -> bool {
        let long = self.composer.as_ref().is_some_and(|open| open.long);
        let Some(length) = self.length().filter(|length| !long && length.is_over()) else {
            return false;
        };
        let Length { count, most } = length;
        let words = format!(
            "This reply has {count} characters, {} more than the {most} of its channel. Send it all the same?",
            count - most
        );
        self.overlay = Some(Overlay::Menu(Menu::new(
            SafeText::line(&words),
            vec![
                MenuItem::new('n', "No, go on writing", Choice::Nothing),
                MenuItem::new('y', "Yes, send it", Choice::SendLong(then)),
            ],
        )));
        true
    }
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}
