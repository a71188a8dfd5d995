//! The table of commands: the only place where a command, its name, its help and its default keys are written.
//!
//! A row reads: variant, name, help, then the contexts with the keys that call it there. A context without a key says
//! that the command works there but waits for the palette, a menu or a user's binding. Every command can be called
//! without Alt and without a function key, and never by Shift-Enter or Ctrl-Enter alone: not every terminal has them.

use super::Context;
use super::Group;
use super::spec::{Binding, Spec};

use Context::{Composer, Conversation, Global, Menu, Pager, Prompt, Threads, Views};

const GLOBAL: &[Context] = &[Global];
/// The three panes, whatever has the focus.
const PANES: &[Context] = &[Views, Threads, Conversation];
const VIEWS_THREADS: &[Context] = &[Views, Threads];
/// What acts on a thread: only where the thread meant is in plain sight, hence not in Views and not under an overlay.
const THREAD: &[Context] = &[Threads, Conversation];
const THREADS: &[Context] = &[Threads];
const CONVERSATION: &[Context] = &[Conversation];
/// What is read and searched.
const READING: &[Context] = &[Conversation, Pager];
const PAGER: &[Context] = &[Pager];
const MENU: &[Context] = &[Menu];
const PROMPT: &[Context] = &[Prompt];
const COMPOSER: &[Context] = &[Composer];
/// Where text is typed.
const TYPING: &[Context] = &[Composer, Prompt];
/// The contexts that take no global binding, with Global: everywhere.
const EVERYWHERE: &[Context] = &[Global, Composer, Prompt];

commands! {
    Moving {
        MoveDown "move-down" "Go to the next row" [GLOBAL "j" "Down"];
        MoveUp "move-up" "Go to the previous row" [GLOBAL "k" "Up"];
        First "first" "Go to the first row" [GLOBAL "gg" "Home"];
        Last "last" "Go to the last row" [GLOBAL "G" "End"];
        PageDown "page-down" "Scroll down by half a page" [GLOBAL "Ctrl-d" "PgDn", TYPING "PgDn"];
        PageUp "page-up" "Scroll up by half a page" [GLOBAL "Ctrl-u" "PgUp", TYPING "PgUp"];
        ScrollDown "scroll-down" "Scroll the conversation down by a line" [THREADS "J"];
        ScrollUp "scroll-up" "Scroll the conversation up by a line" [THREADS "K"];
        NextThread "next-thread" "Go to the next thread" [CONVERSATION "J"];
        PreviousThread "previous-thread" "Go to the previous thread" [CONVERSATION "K"];
        PaneLeft "pane-left" "Go to the pane on the left" [GLOBAL "h" "Left"];
        PaneRight "pane-right" "Go to the pane on the right" [GLOBAL "l" "Right"];
        PaneNext "pane-next" "Go to the next pane" [GLOBAL "Tab"];
        PanePrevious "pane-previous" "Go to the previous pane" [GLOBAL "Shift-Tab"];
        FocusViews "focus-views" "Go to views and channels" [GLOBAL "1"];
        FocusThreads "focus-threads" "Go to the list of threads" [GLOBAL "2"];
        FocusConversation "focus-conversation" "Go to the conversation" [GLOBAL "3"];
        FocusSidebar "focus-sidebar" "Go to the sidebar" [GLOBAL "4"];
        ViewPrevious "view-previous" "Show the previous view" [GLOBAL "["];
        ViewNext "view-next" "Show the next view" [GLOBAL "]"];
        WaitingNext "waiting-next" "Go to the next thread that waits for us" [GLOBAL "w"];
        WaitingPrevious "waiting-previous" "Go to the previous thread that waits for us" [GLOBAL "W"];
        Open "open" "Open what is selected" [GLOBAL "Enter"];
        Back "back" "Clear the filter or marks, then go back" [GLOBAL "Esc" "q"];
        GoOpen "go-open" "Show the open threads" [GLOBAL "go"];
        GoClosed "go-closed" "Show the closed threads" [GLOBAL "gc"];
        GoArchived "go-archived" "Show the archived threads" [GLOBAL "ga"];
        GoDrafts "go-drafts" "Show the drafts" [GLOBAL "gd"];
        GoOutbox "go-outbox" "Show what is waiting to be sent" [GLOBAL "gx"];
        GoFailed "go-failed" "Show what failed to be sent" [GLOBAL "gf"];
        GoSnoozed "go-snoozed" "Show the threads put away until a reminder" [GLOBAL "gz"];
        GoViewOne "go-view-one" "Show your saved view 1" [GLOBAL "g1"];
        GoViewTwo "go-view-two" "Show your saved view 2" [GLOBAL "g2"];
        GoViewThree "go-view-three" "Show your saved view 3" [GLOBAL "g3"];
        GoViewFour "go-view-four" "Show your saved view 4" [GLOBAL "g4"];
        GoViewFive "go-view-five" "Show your saved view 5" [GLOBAL "g5"];
        GoViewSix "go-view-six" "Show your saved view 6" [GLOBAL "g6"];
        GoViewSeven "go-view-seven" "Show your saved view 7" [GLOBAL "g7"];
        GoViewEight "go-view-eight" "Show your saved view 8" [GLOBAL "g8"];
        GoViewNine "go-view-nine" "Show your saved view 9" [GLOBAL "g9"];
    }
    Reading {
        ShowNews "show-news" "Show the news that came in meanwhile" [GLOBAL "gn"];
        OpenLink "open-link" "Open a link or attachment, after asking" [THREAD "o"];
        SaveAttachment "save-attachment" "Save an attachment" [THREAD "S"];
        Copy "copy" "Copy the id, link, text or JSON" [THREAD "y", PAGER "y"];
        MarkUnread "mark-unread" "Mark the thread unread" [THREAD "u"];
        Sidebar "sidebar" "Show or hide the sidebar" [GLOBAL "I"];
        Lifecycle "lifecycle" "Show the life of the thread" [GLOBAL "L"];
        ToggleEvents "toggle-events" "Unfold or fold system events" [PANES "H"];
        ToggleKinds "toggle-kinds" "Choose which kinds of message are shown" [CONVERSATION "f"];
        Parent "parent" "Go to the message this one answers" [THREAD "gp"];
        Raw "raw" "Show the JSON as the server sent it" [GLOBAL "gs"];
        Stats "stats" "Show backlog and response times" [GLOBAL "gS"];
    }
    Answering {
        Reply "reply" "Reply to the customer" [THREAD "r"];
        Note "note" "Write an internal note, which is never sent" [THREAD "i"];
        NewThread "new-thread" "Start a thread in a channel" [PANES "c"];
        ChannelMessage "channel-message" "Write to the channel, outside any thread" [PANES "m"];
        Promote "promote" "Make a thread of the channel message" [THREAD "t"];
    }
    Status {
        CloseAndNext "close-and-next" "Close the thread and go to the next" [THREAD "e"];
        Close "close" "Close the thread" [THREAD];
        Archive "archive" "Archive the thread" [THREAD "a"];
        Reopen "reopen" "Open the thread again" [THREAD "O"];
        StatusMenu "status-menu" "Choose the status of the thread" [THREAD "s"];
        Remind "remind" "Put the thread away until a time you name" [THREAD "b"];
        Undo "undo" "Take back what was sent, changed or discarded last" [GLOBAL "z"];
        Redo "redo" "Do again what was taken back" [GLOBAL "Z"];
        Mark "mark" "Mark the thread, to act on several" [THREADS "Space" "x"];
        MarkRange "mark-range" "Mark from the last mark to here" [THREADS "v"];
        MarkInvert "mark-invert" "Invert the marks" [THREADS "V"];
    }
    Finding {
        Filter "filter" "Filter the list while you type" [VIEWS_THREADS "/"];
        FilterMenu "filter-menu" "Choose a filter, or save it as a view" [VIEWS_THREADS "f"];
        Find "find" "Find text in what is shown" [READING "/"];
        FindNext "find-next" "Go to the next place found" [READING "n"];
        FindPrevious "find-previous" "Go to the previous place found" [READING "N"];
        Jump "jump" "Jump to a thread, view, channel or person" [GLOBAL "Ctrl-p"];
        Palette "palette" "Find and run any command" [GLOBAL "Ctrl-k" ":", COMPOSER "Ctrl-x :"];
    }
    Composer {
        Send "send" "Send" [COMPOSER "Ctrl-s" "Ctrl-Enter" "Ctrl-x s"];
        SendAndClose "send-and-close" "Send and close the thread" [COMPOSER "Ctrl-x c"];
        SendCloseNext "send-close-next" "Send, close the thread and go to the next" [COMPOSER "Ctrl-x n"];
        LeaveComposer "leave-composer" "Leave and keep the draft" [COMPOSER "Esc"];
        DiscardDraft "discard-draft" "Discard the draft; undo brings it back" [COMPOSER "Ctrl-x d"];
        ExternalEditor "external-editor" "Edit the draft in $EDITOR" [COMPOSER "Ctrl-x e"];
        Attach "attach" "Attach a file by its URL" [COMPOSER "Ctrl-x a"];
        Snippets "snippets" "Put in a snippet by its name" [COMPOSER "Ctrl-x i"];
        NextBlank "next-blank" "Take the snippet listed; else go to the next {{…}} to fill" [COMPOSER "Tab"];
        ChangeMode "change-mode" "Change between reply and note" [COMPOSER "Ctrl-x t"];
        CursorLeft "cursor-left" "Cursor left" [TYPING "Left" "Ctrl-b"];
        CursorRight "cursor-right" "Cursor right" [TYPING "Right" "Ctrl-f"];
        CursorUp "cursor-up" "Cursor up; in a list below the line, the row above" [TYPING "Up" "Ctrl-p"];
        CursorDown "cursor-down" "Cursor down; in a list below the line, the row below" [TYPING "Down" "Ctrl-n"];
        WordLeft "word-left" "Cursor to the word on the left" [TYPING "Ctrl-Left" "Alt-b"];
        WordRight "word-right" "Cursor to the word on the right" [TYPING "Ctrl-Right" "Alt-f"];
        LineStart "line-start" "Cursor to the start of the line" [TYPING "Ctrl-a" "Home"];
        LineEnd "line-end" "Cursor to the end of the line" [TYPING "Ctrl-e" "End"];
        TextStart "text-start" "Cursor to the start of the text" [COMPOSER "Ctrl-Home"];
        TextEnd "text-end" "Cursor to the end of the text" [COMPOSER "Ctrl-End"];
        InsertNewline "insert-newline" "Start a new line" [COMPOSER "Enter" "Ctrl-j" "Shift-Enter"];
        DeleteBack "delete-back" "Delete the character on the left" [TYPING "Backspace" "Ctrl-h"];
        DeleteForward "delete-forward" "Delete the character on the right" [TYPING "Delete" "Ctrl-d"];
        DeleteWordBack "delete-word-back" "Delete the word on the left" [TYPING "Ctrl-w" "Alt-Backspace"];
        DeleteWordForward "delete-word-forward" "Delete the word on the right" [TYPING "Ctrl-Delete" "Alt-d"];
        KillLine "kill-line" "Cut to the end of the line" [TYPING "Ctrl-k"];
        KillToStart "kill-to-start" "Cut to the start of the line" [TYPING "Ctrl-u"];
        SelectMark "select-mark" "Begin to select here, or stop; motions then select" [COMPOSER "Ctrl-Space" "Ctrl-x m"];
        SelectLeft "select-left" "Select the character on the left" [COMPOSER "Shift-Left"];
        SelectRight "select-right" "Select the character on the right" [COMPOSER "Shift-Right"];
        SelectUp "select-up" "Select up to the line above" [COMPOSER "Shift-Up"];
        SelectDown "select-down" "Select down to the line below" [COMPOSER "Shift-Down"];
        CutSelection "cut-selection" "Cut what is selected" [COMPOSER "Ctrl-x k"];
        CopySelection "copy-selection" "Copy what is selected" [COMPOSER "Ctrl-x w"];
        Yank "yank" "Put back what was cut" [TYPING "Ctrl-y"];
        EditUndo "edit-undo" "Undo the last edit" [TYPING "Ctrl-_" "Ctrl-x u"];
        EditRedo "edit-redo" "Redo the last edit undone" [TYPING "Ctrl-x r"];
        Accept "accept" "Take the choice or the line" [MENU "Enter", PROMPT "Enter" "Ctrl-j"];
        Cancel "cancel" "Leave without a choice" [MENU "Esc" "q", PROMPT "Esc" "Ctrl-g"];
    }
    Program {
        Help "help" "Show the keys that work here" [GLOBAL "?", COMPOSER "Ctrl-x ?"];
        ReloadSnippets "reload-snippets" "Read the snippets from their folder again" [GLOBAL, COMPOSER "Ctrl-x l"];
        RequestLog "request-log" "Show the requests made to the server" [GLOBAL "@"];
        Refresh "refresh" "Ask the server for news now" [GLOBAL "Ctrl-r" "F5"];
        TogglePreview "toggle-preview" "Show or hide the preview" [PANES "p"];
        EnlargePane "enlarge-pane" "Make the pane larger" [PANES "+"];
        ShrinkPane "shrink-pane" "Make the pane smaller" [PANES "_"];
        Tour "tour" "Start the tour of the first steps, or leave it" [EVERYWHERE "Ctrl-t"];
        ToggleMouse "toggle-mouse" "Turn the mouse on or off; on, Shift selects text" [GLOBAL];
        Redraw "redraw" "Draw the screen anew" [EVERYWHERE "Ctrl-l"];
        Suspend "suspend" "Go back to the shell for a while" [EVERYWHERE "Ctrl-z"];
        Quit "quit" "Quit, asked for twice; drafts are kept" [EVERYWHERE "Ctrl-c"];
    }
}
