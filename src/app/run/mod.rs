//! Running a command: the one place that says what each does.
//!
//! What lies above the panes, or the composer, has the first word on it: one file each.

mod composer;
mod copy;
mod leave;
mod menu;
mod pager;
mod prompt;
mod raw;

use crate::command::{Command, Context};
use crate::model::{BuiltinView, Conversation, MessageStatus, Mode, ThreadStatus};
use crate::text::{SafeText, safe};

use super::document::Line;
use super::effect::{Effect, Extend};
use super::find::Way;
use super::geometry::layout;
use super::item::Delivery;
use super::marks::Deed;
use super::undo::{Part, Step, Unread};
use super::{Pane, State};

impl State {
    /// Runs a command.
    pub fn run(&mut self, command: Command, out: &mut Vec<Effect>) {
        self.carry_out(command, out);
        self.tour_saw(command);
    }

    fn carry_out(&mut self, command: Command, out: &mut Vec<Effect>) {
        if command != Command::Quit {
            self.quitting = false;
        }
        if command == Command::Tour {
            // From anywhere, and what is being typed stays.
            self.toggle_tour();
            return;
        }
        match self.context() {
            Context::Prompt if self.run_in_prompt(command, out) => return,
            Context::Menu if self.run_in_menu(command, out) => return,
            Context::Pager if self.run_in_pager(command, out) => return,
            Context::Composer if self.run_in_composer(command, out) => return,
            _ => {}
        }
        if self.refuses(command) {
            return;
        }
        match command {
            Command::MoveDown => self.step(1, out),
            Command::MoveUp => self.step(-1, out),
            Command::First => self.end(Extend::Before, out),
            Command::Last => self.end(Extend::After, out),
            Command::PageDown => self.page(true, out),
            Command::PageUp => self.page(false, out),
            Command::ScrollDown => self.scroll(1, out),
            Command::ScrollUp => self.scroll(-1, out),
            Command::NextThread => self.step_thread(1, out),
            Command::PreviousThread => self.step_thread(-1, out),
            Command::PaneLeft => self.step_pane(-1, out),
            Command::PaneRight => self.step_pane(1, out),
            Command::PaneNext => self.cycle_pane(true, out),
            Command::PanePrevious => self.cycle_pane(false, out),
            Command::FocusViews => self.focus(Pane::Places, out),
            Command::FocusThreads => self.focus(Pane::Threads, out),
            Command::FocusConversation => self.focus(Pane::Conversation, out),
            Command::FocusSidebar => {
                self.sidebar = true;
                self.focus(Pane::Sidebar, out);
            }
            Command::ViewPrevious => self.step_view(false, out),
            Command::ViewNext => self.step_view(true, out),
            Command::WaitingNext => self.go_waiting(Extend::After, out),
            Command::WaitingPrevious => self.go_waiting(Extend::Before, out),
            Command::Open => self.open(out),
            Command::Back => self.back(out),
            Command::Filter => self.ask_filter(out),
            Command::Find => self.ask_find(),
            Command::FindNext => self.find_again(Way::Down, out),
            Command::FindPrevious => self.find_again(Way::Up, out),
            Command::Reply => self.answer(Mode::Reply, out),
            Command::Note => self.answer(Mode::Note, out),
            Command::CloseAndNext => self.change_status(&ThreadStatus::Closed, true, out),
            Command::Close => self.change_status(&ThreadStatus::Closed, false, out),
            Command::Archive => self.change_status(&ThreadStatus::Archived, true, out),
            Command::Reopen => self.change_status(&ThreadStatus::Open, false, out),
            Command::StatusMenu => self.status_menu(),
            Command::MarkUnread => self.mark_unread(out),
            Command::Copy => self.copy(out),
            Command::OpenLink => self.ask_link(),
            Command::SaveAttachment => self.ask_save(),
            Command::Sidebar => self.toggle_sidebar(out),
            Command::Lifecycle => self.show_lifecycle(out),
            Command::ToggleEvents => self.toggle_events(),
            Command::ToggleKinds => self.kinds_menu(),
            Command::Raw => self.show_raw(out),
            Command::Stats => self.show_stats(out),
            Command::Parent => self.go_to_parent(out),
            Command::GoOpen => self.go_to_view(BuiltinView::Open, out),
            Command::GoClosed => self.go_to_view(BuiltinView::Closed, out),
            Command::GoArchived => self.go_to_view(BuiltinView::Archived, out),
            Command::GoDrafts => self.go_to_view(BuiltinView::Drafts, out),
            Command::GoOutbox => self.go_to_view(BuiltinView::Outbox, out),
            Command::GoFailed => self.go_to_view(BuiltinView::Failed, out),
            command if command.saved_view().is_some() => {
                self.go_to_saved(command.saved_view().unwrap_or_default(), out);
            }
            Command::FilterMenu => self.ask_filter_menu(out),
            Command::ShowNews => self.show_news(out),
            Command::Promote => self.promote(),
            Command::NewThread => self.new_thread(),
            Command::ChannelMessage => self.channel_message(out),
            Command::Palette => self.ask_command(),
            Command::Jump => self.ask_place(out),
            Command::Help => self.show_help(self.context()),
            Command::RequestLog => self.show_requests(),
            Command::Refresh => {
                out.push(Effect::Refresh);
                self.show_list(true, out);
                self.say("Asking the server for news.");
            }
            Command::TogglePreview => {
                self.preview = !self.preview;
                self.preview_selected(out);
                self.fit_conversation();
            }
            Command::EnlargePane => self.resize_list(1),
            Command::ShrinkPane => self.resize_list(-1),
            Command::ToggleMouse => self.toggle_mouse(out),
            Command::ReloadSnippets => out.push(Effect::LoadSnippets),
            Command::Redraw => out.push(Effect::Redraw),
            Command::Suspend => {
                self.save_draft(out);
                out.push(Effect::Suspend);
            }
            Command::Remind => self.ask_reminder(),
            Command::GoSnoozed => self.go_snoozed(out),
            Command::Mark => self.mark_selected(out),
            Command::MarkRange => self.mark_range(out),
            Command::MarkInvert => self.invert_marks(out),
            Command::Undo => self.take_back_last(out),
            Command::Redo => self.do_again(out),
            Command::Quit => self.quit(out),
            other => self.say_unavailable(other),
        }
    }

    pub(super) fn say_unavailable(&mut self, command: Command) {
        let help = self.key_named(Command::Help);
        let words = format!(
            "{} is not there yet. {help} shows the keys.",
            command.name()
        );
        self.say(SafeText::line(&words));
    }

    /// Half a page of the conversation; of the list where the conversation is not on the screen.
    fn page(&mut self, down: bool, out: &mut Vec<Effect>) {
        if self.pane == Pane::Threads && layout(self).conversation.is_none() {
            let half = (self.list_height() / 2).max(1) as isize;
            self.move_selection(if down { half } else { -half }, out);
        } else {
            self.scroll_half(down, out);
        }
    }

    /// One row, message or place further.
    fn step(&mut self, by: isize, out: &mut Vec<Effect>) {
        match self.pane {
            Pane::Places => self.move_place(by, out),
            Pane::Threads => self.pass(by, out),
            Pane::Conversation => self.move_message(by > 0, out),
            Pane::Sidebar => self.step_about(by),
        }
    }

    fn end(&mut self, end: Extend, out: &mut Vec<Effect>) {
        match self.pane {
            Pane::Places => self.move_place(
                if end == Extend::After {
                    isize::MAX
                } else {
                    isize::MIN
                },
                out,
            ),
            Pane::Threads => self.select_end(end, out),
            Pane::Conversation => self.conversation_end(end, out),
            Pane::Sidebar => self.about_end(end),
        }
    }

    fn step_thread(&mut self, by: isize, out: &mut Vec<Effect>) {
        self.move_selection(by, out);
        if let Some(conversation) = self.list.selected.clone() {
            self.open_conversation(conversation, true, out);
        }
    }

    fn open(&mut self, out: &mut Vec<Effect>) {
        match self.pane {
            Pane::Places => self.focus(Pane::Threads, out),
            Pane::Threads => {
                self.focus(Pane::Conversation, out);
                self.open_listed(out);
            }
            Pane::Conversation => self.open_message(),
            Pane::Sidebar => self.open_about(out),
        }
    }

    /// Enter on a message: what failed can be mended, events unfold.
    pub fn open_message(&mut self) {
        let Some(item) = self.reading.as_ref().and_then(|reading| reading.message()) else {
            return;
        };
        if let Delivery::Local(id, state) = item.delivery {
            let kind = item.outgoing;
            self.outgoing_menu(id, kind, state);
            return;
        }
        if item.is_event() {
            self.toggle_events();
            return;
        }
        let failed = item.delivery == Delivery::Server(MessageStatus::Failed);
        if !self.toggle_folds() {
            let reply = self.key_named(Command::Reply);
            let (copy, raw) = (self.key_named(Command::Copy), self.key_named(Command::Raw));
            let words = if failed {
                format!(
                    "This was not delivered. {reply} writes another reply, {copy} copies the text, {raw} shows what the server says."
                )
            } else {
                format!(
                    "{reply} replies to this message, {copy} copies it, {raw} shows it as the server sent it."
                )
            };
            self.say(SafeText::line(&words));
        }
    }

    /// One step back; at the top the program is left.
    fn back(&mut self, out: &mut Vec<Effect>) {
        if self
            .notice
            .take()
            .is_some_and(|notice| notice.kind == super::notice::NoticeKind::Error)
        {
            return;
        }
        if self.pane == Pane::Conversation && self.stop_finding() {
            return;
        }
        if self.pane == Pane::Threads && self.clear_marks() {
            return;
        }
        match self.pane {
            Pane::Conversation | Pane::Sidebar | Pane::Places => self.focus(Pane::Threads, out),
            Pane::Threads if self.list.filter.is_some() => {
                self.list.filter = None;
                self.show_list(true, out);
            }
            Pane::Threads => self.ask_to_leave(out),
        }
    }

    /// Whether one step back leaves the program.
    pub(super) fn at_the_top(&self) -> bool {
        let trouble = self
            .notice
            .as_ref()
            .is_some_and(|notice| notice.kind == super::notice::NoticeKind::Error);
        self.context() == Context::Threads
            && self.list.filter.is_none()
            && self.marks.is_empty()
            && !trouble
    }

    fn mark_unread(&mut self, out: &mut Vec<Effect>) {
        if self.ask_for_marked(&Deed::Unread(true), out) {
            return;
        }
        let Some(conversation) = self.target() else {
            self.say_no_thread();
            return;
        };
        self.mark_one_unread(conversation, out);
    }

    /// Marks a conversation unread, whatever is marked.
    pub(super) fn mark_one_unread(&mut self, conversation: Conversation, out: &mut Vec<Effect>) {
        let read_here = self
            .reading
            .as_ref()
            .is_some_and(|open| open.conversation == conversation && open.read.is_some());
        let unread = self.row_of(&conversation).is_some_and(|row| row.unread);
        self.show_unread(std::slice::from_ref(&conversation), true);
        out.push(Effect::MarkUnread(conversation.clone()));
        self.focus(Pane::Threads, out);
        if unread && !read_here {
            // Taking the mark off would leave it as it is.
            self.say("Marked unread.");
            return;
        }
        self.did(Step::of(vec![Part::Unread(Unread {
            conversations: vec![conversation],
            unread: true,
        })]));
        let keys = self.undo_keys();
        self.say(safe!("Marked unread. {keys} takes it back."));
    }

    fn toggle_sidebar(&mut self, out: &mut Vec<Effect>) {
        self.sidebar = !self.sidebar;
        if self.sidebar && layout(self).sidebar.is_none() {
            // No room beside the conversation: it takes the room instead.
            self.focus(Pane::Sidebar, out);
        } else if self.pane == Pane::Sidebar {
            self.pane = Pane::Threads;
            if self.reading.is_some() {
                self.focus(Pane::Conversation, out);
            }
        }
        self.fit_conversation();
    }

    /// Unfolds the events, or folds them again.
    fn toggle_events(&mut self) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        let place = reading.place();
        reading.events = !reading.events;
        let lines = reading.document.lines.len();
        self.build_document();
        self.restore_place(place);
        let after = self
            .reading
            .as_ref()
            .map(|reading| reading.document.lines.len());
        if after == Some(lines) {
            self.say("No events are folded here.");
        }
    }

    /// Unfolds the long parts of the selected message, or folds them again. False if it has none.
    fn toggle_folds(&mut self) -> bool {
        let Some(reading) = &mut self.reading else {
            return false;
        };
        let Some(index) = reading.index() else {
            return false;
        };
        let id = reading.messages[index].id.clone();
        if !reading.unfolded.remove(&id) {
            let span = reading.document.span(index);
            let folded = reading.document.lines[span]
                .iter()
                .any(|line| matches!(line.line, Line::More(_)));
            if !folded {
                return false;
            }
            reading.unfolded.insert(id);
        }
        let place = reading.place();
        reading.follow = false;
        self.build_document();
        self.restore_place(place);
        true
    }

    fn resize_list(&mut self, by: i16) {
        self.enlarge = (self.enlarge + by).clamp(-8, 12);
        self.fit_conversation();
    }
}
