//! Making something new: a thread in a channel, a thread of a channel message, a message in a channel's feed.

use crate::command::Command;
use crate::model::{
    Action, BuiltinView, ChannelId, ClientMessageId, Conversation, MessageId, Mode, OutgoingState,
};
use crate::text::{SafeText, editor::Editor, safe};

use super::effect::Effect;
use super::item::{Delivery, MessageItem, NEW_THREAD};
use super::menu::{Choice, Menu, MenuItem};
use super::overlay::Overlay;
use super::prompt::{Prompt, Purpose};
use super::{Pane, State};

/// The letters of a choice among many: without those that move in it or leave it.
pub(super) const LETTERS: &str = "123456789abcdefhilmnoprstuvwxyz";

/// The longest title made of a message, in characters.
const TITLE: usize = 80;

impl State {
    /// Asks for another title of a thread that the server refused to make.
    pub fn ask_title_again(&mut self, id: ClientMessageId) {
        let Some(reading) = &self.reading else {
            return;
        };
        let is_it =
            |item: &&MessageItem| matches!(item.delivery, Delivery::Local(it, _) if it == id);
        let Some(item) = reading.messages.iter().find(is_it) else {
            return;
        };
        let title = item.words.strip_prefix(NEW_THREAD).unwrap_or(&item.words);
        let mut prompt = Prompt::new(
            "Title of the new thread",
            Purpose::NewThread {
                channel: reading.conversation.channel().clone(),
                source: item.source.clone(),
                replaces: Some(id),
            },
        );
        prompt.editor.set_text(title);
        self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
    }

    /// Starts a thread: asks for the channel, if it is not plain, then for the title.
    pub fn new_thread(&mut self) {
        if self.refuse_writing() {
            return;
        }
        match self.plain_channel() {
            Some(channel) => self.ask_title(channel),
            None => self.ask_channel("A new thread in which channel?", Choice::NewThread),
        }
    }

    /// Writes a message to a channel, outside of any thread.
    pub fn channel_message(&mut self, out: &mut Vec<Effect>) {
        if self.refuse_writing() {
            return;
        }
        match self.plain_channel() {
            Some(channel) => self.write_to_feed(channel, out),
            None => self.ask_channel("A message to which channel?", Choice::ChannelMessage),
        }
    }

    /// The channel that is meant without asking.
    pub(super) fn plain_channel(&self) -> Option<ChannelId> {
        let feed = self.target().and_then(|target| match target {
            Conversation::Feed { channel } => Some(channel),
            Conversation::Thread { .. } => None,
        });
        let only = match self.channels.as_slice() {
            [only] => Some(only.id.clone()),
            _ => None,
        };
        feed.or_else(|| self.scope.channel.clone()).or(only)
    }

    fn ask_channel(&mut self, title: &'static str, choice: fn(ChannelId) -> Choice) {
        if self.channels.is_empty() {
            let key = self.key_named(Command::Refresh);
            self.say(safe!("No channel is known yet: {key} asks the server."));
            return;
        }
        let items = self
            .channels
            .iter()
            .zip(LETTERS.chars().chain(std::iter::repeat(' ')))
            .map(|(channel, key)| {
                MenuItem::new(key, channel.label.clone(), choice(channel.id.clone()))
            })
            .collect();
        self.overlay = Some(Overlay::Menu(Menu::new(title, items)));
    }

    /// Asks for the title of a new thread.
    pub fn ask_title(&mut self, channel: ChannelId) {
        let label = self.channel_label(&channel);
        self.overlay = Some(Overlay::Prompt(Box::new(Prompt::new(
            SafeText::line(&format!("Title of the new thread in {label}")),
            Purpose::NewThread {
                channel,
                source: None,
                replaces: None,
            },
        ))));
    }

    /// Opens a channel's feed with a composer.
    pub fn write_to_feed(&mut self, channel: ChannelId, out: &mut Vec<Effect>) {
        self.pane = Pane::Conversation;
        self.open_conversation(Conversation::Feed { channel }, true, out);
        self.compose(Mode::Reply, None, out);
    }

    /// Makes a thread of the selected channel message: asks for its title, which its words propose.
    pub fn promote(&mut self) {
        if self.refuse_writing() {
            return;
        }
        let Some(reading) = &self.reading else {
            self.say("Open a channel's feed and select a message first.");
            return;
        };
        let Conversation::Feed { channel } = &reading.conversation else {
            let key = self.key_named(Command::Promote);
            self.say(safe!(
                "This message is in a thread already; {key} makes a thread of a channel message."
            ));
            return;
        };
        let Some(item) = reading.message() else {
            self.say(self.select_first());
            return;
        };
        if matches!(item.delivery, Delivery::Local(..)) {
            self.say("The server does not have this message yet: a thread can be made of it once it does.");
            return;
        }
        let title = item
            .body
            .text
            .as_str()
            .lines()
            .find(|line| !line.trim().is_empty());
        let title: String = title.unwrap_or("").trim().chars().take(TITLE).collect();
        let mut prompt = Prompt::new(
            SafeText::line(&format!("Title of the thread for {}", item.author)),
            Purpose::NewThread {
                channel: channel.clone(),
                source: Some(item.id.clone()),
                replaces: None,
            },
        );
        let mut editor = Editor::one_line();
        editor.set_text(&title);
        prompt.editor = editor;
        self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
    }

    /// The title was given.
    pub fn make_thread(
        &mut self,
        channel: ChannelId,
        source: Option<MessageId>,
        title: &str,
        out: &mut Vec<Effect>,
    ) {
        let action = Action::NewThread {
            channel,
            title: title.to_owned(),
            source,
            first: None,
            author: self.me(),
            created: None,
        };
        let request = self.request(action, OutgoingState::Queued { after: None });
        out.push(Effect::Enqueue(vec![request]));
        // Who hears the inbox would not know that another conversation is open now.
        let opens = self.typed.is_none();
        self.made_at = opens.then_some(self.press);
        self.say(if opens {
            "The thread is being made; it opens when the server has it."
        } else {
            "The thread is being made; you are told when the server has it."
        });
    }

    /// The server made a thread that was asked for here: it opens, unless the person went on to something else.
    pub fn thread_created(&mut self, conversation: Conversation, out: &mut Vec<Effect>) {
        let waits = self.made_at.take() == Some(self.press);
        if !waits || self.composer.is_some() || self.overlay.is_some() {
            self.say(safe!(
                "The new thread is made: {} shows it among the open ones.",
                self.key_named(Command::GoOpen)
            ));
            return;
        }
        self.scope.channel = None;
        self.set_view(BuiltinView::Open);
        self.show_list_at(&conversation, out);
        self.pane = Pane::Conversation;
        self.open_conversation(conversation, true, out);
        self.fit_conversation();
        let key = self.key_named(Command::Reply);
        let words = format!("The thread is made. {key} writes its first message.");
        self.say(SafeText::line(&words));
    }
}
