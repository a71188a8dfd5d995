//! A choice of one among some.

use crate::command::Command;
use crate::model::{ChannelId, ClientMessageId, Conversation, Mode, ThreadStatus};
use crate::query::Test;
use crate::text::SafeText;

use super::State;
use super::answer::Then;
use super::effect::Effect;
use super::kinds::Kind;
use super::marks::Deed;
use super::overlay::{Overlay, Pager, Tone};

/// What a menu's row does.
#[derive(Clone, PartialEq, Debug)]
pub enum Choice {
    /// Leave.
    Nothing,
    /// Give this conversation this status.
    Status(Conversation, ThreadStatus),
    /// Give the draft this mode.
    Mode(Mode),
    /// Send what is longer than its channel takes.
    SendLong(Then),
    /// Send what looks like the call of a snippet.
    SendCalls(Then),
    /// A thread in this channel.
    NewThread(ChannelId),
    /// A message in this channel's feed.
    ChannelMessage(ChannelId),
    /// Send again.
    Retry(ClientMessageId),
    /// Back to the composer.
    TakeBack(ClientMessageId),
    /// Ask for another title of a thread that was not made.
    Retitle(ClientMessageId),
    /// Forget it.
    DiscardOutgoing(ClientMessageId),
    /// Show or hide this kind of message.
    Kind(Kind),
    /// Show all kinds of message.
    AllKinds,
    /// Copy this.
    Copy(SafeText),
    /// Ask whether to open this address.
    Link(SafeText),
    /// Open this address.
    Open(SafeText),
    /// Ask whether to save what is at this address under this name.
    Attachment(SafeText, SafeText),
    /// Save it.
    Save(SafeText, SafeText),
    /// Give up saving this.
    CancelSave(u64),
    /// Ask about the host that saving this leads to.
    Follow(u64),
    /// Run a command.
    Run(Command),
    /// Add a test to the filter, or take it out.
    ToggleFilter(Test),
    /// Take the filter away.
    ClearFilter,
    /// Save what the list shows as a view.
    SaveView,
    /// Say what this would do to all marked threads.
    AskForMarked(Deed),
    /// Do this to all marked threads.
    Marked(Deed),
    /// Do this to one thread, whatever is marked.
    Only(Conversation, Deed),
    /// End the program.
    Quit,
    /// End it as soon as everything is sent.
    QuitWhenSent,
}

/// A row of a menu.
#[derive(Clone, PartialEq, Debug)]
pub struct MenuItem {
    /// The letter that chooses it at once; a blank where there is none.
    pub key: char,
    /// What it says.
    pub label: SafeText,
    /// What it does.
    pub choice: Choice,
}

impl MenuItem {
    /// A row.
    pub fn new(key: char, label: impl Into<SafeText>, choice: Choice) -> Self {
        Self {
            key,
            label: label.into(),
            choice,
        }
    }
}

/// A menu.
#[derive(Clone, PartialEq, Debug)]
pub struct Menu {
    /// What is asked.
    pub title: SafeText,
    /// What must be known to answer, between the question and the rows: a paragraph each.
    pub about: Vec<(Tone, SafeText)>,
    /// What is read beneath it, and shown again when the menu is left.
    pub below: Option<Box<Pager>>,
    /// The rows.
    pub items: Vec<MenuItem>,
    /// The selected row.
    pub selected: usize,
}

impl Menu {
    /// A menu with the first row selected.
    pub fn new(title: impl Into<SafeText>, items: Vec<MenuItem>) -> Self {
        Self {
            title: title.into(),
            about: Vec::new(),
            below: None,
            items,
            selected: 0,
        }
    }

    /// The same with something to know before one chooses.
    pub fn about(mut self, about: Vec<(Tone, SafeText)>) -> Self {
        self.about = about;
        self
    }
}

impl State {
    /// Takes the row with this letter, if the open menu has one.
    pub fn choose_by_letter(&mut self, letter: char, out: &mut Vec<Effect>) -> bool {
        let Some(Overlay::Menu(menu)) = &self.overlay else {
            return false;
        };
        let Some(choice) = menu
            .items
            .iter()
            .find(|item| item.key == letter && letter != ' ')
            .map(|item| item.choice.clone())
        else {
            return false;
        };
        self.choose(choice, out);
        true
    }

    /// Takes the selected row.
    pub fn choose_selected(&mut self, out: &mut Vec<Effect>) {
        let Some(Overlay::Menu(menu)) = &self.overlay else {
            return;
        };
        if let Some(choice) = menu
            .items
            .get(menu.selected)
            .map(|item| item.choice.clone())
        {
            self.choose(choice, out);
        }
    }

    /// Leaves the open menu for what was read beneath it, if something was.
    pub(super) fn leave_menu(&mut self) {
        if let Some(Overlay::Menu(menu)) = self.overlay.take()
            && let Some(pager) = menu.below
        {
            self.overlay = Some(Overlay::Pager(*pager));
            // The window may have another size since.
            self.fit_overlay();
        }
    }

    /// Opens a menu above what is being read.
    pub(super) fn open_menu_above(&mut self, mut menu: Menu) {
        if let Some(Overlay::Pager(pager)) = self.overlay.take() {
            menu.below = Some(Box::new(pager));
        }
        self.overlay = Some(Overlay::Menu(menu));
    }

    fn choose(&mut self, choice: Choice, out: &mut Vec<Effect>) {
        self.leave_menu();
        match choice {
            Choice::Nothing => {}
            Choice::Retry(_) | Choice::TakeBack(_) | Choice::DiscardOutgoing(_)
                if self.refuse_writing() => {}
            Choice::Status(conversation, to) => {
                self.set_status(&conversation, to, false, out);
            }
            Choice::Mode(mode) => self.change_mode_to(mode, out),
            Choice::SendLong(then) => {
                if let Some(composer) = &mut self.composer {
                    composer.long = true;
                }
                self.send(then, out);
            }
            Choice::SendCalls(then) => {
                if let Some(composer) = &mut self.composer {
                    composer.calls = true;
                }
                self.send(then, out);
            }
            Choice::NewThread(channel) => self.ask_title(channel),
            Choice::ChannelMessage(channel) => self.write_to_feed(channel, out),
            Choice::Retry(id) => out.push(Effect::Retry(id)),
            Choice::TakeBack(id) => self.take_back(id, out),
            Choice::Retitle(id) => self.ask_title_again(id),
            Choice::DiscardOutgoing(id) => out.push(Effect::DiscardOutgoing(id)),
            Choice::Link(address) => self.confirm_open(&address),
            Choice::Open(address) => out.push(Effect::OpenAddress(address)),
            Choice::Attachment(address, name) => self.confirm_save(&address, &name, None),
            Choice::Save(address, name) => self.save_attachment(address, name, out),
            Choice::Follow(number) => self.follow_saving(number),
            Choice::CancelSave(number) => out.push(Effect::CancelSave(number)),
            Choice::Kind(kind) => self.toggle_kind(kind),
            Choice::AllKinds => self.show_all_kinds(),
            Choice::Copy(text) => out.push(Effect::Copy(text)),
            Choice::Run(command) => self.run(command, out),
            Choice::ToggleFilter(test) => self.toggle_filter(&test, out),
            Choice::ClearFilter => self.clear_filter(out),
            Choice::SaveView => self.ask_view_name(),
            Choice::AskForMarked(deed) => {
                self.ask_for_marked(&deed, out);
            }
            Choice::Marked(deed) => self.do_to_marked(&deed, out),
            Choice::Only(one, deed) => self.do_to_one(&one, &deed, out),
            Choice::Quit => self.leave(out),
            Choice::QuitWhenSent => self.quit_when_sent(),
        }
    }
}
