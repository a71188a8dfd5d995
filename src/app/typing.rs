//! Editing commands on a buffer, the same in the composer and in a prompt.

use crate::command::Command;
use crate::text::editor::Editor;

/// Carries out an editing command; `width` is the columns lines wrap at. Returns whether the text has changed.
pub fn apply(editor: &mut Editor, command: Command, width: usize) -> bool {
    match command {
        Command::CursorLeft => editor.left(),
        Command::CursorRight => editor.right(),
        Command::CursorUp => editor.up(width),
        Command::CursorDown => editor.down(width),
        Command::WordLeft => editor.word_left(),
        Command::WordRight => editor.word_right(),
        Command::LineStart => editor.line_start(),
        Command::LineEnd => editor.line_end(),
        Command::TextStart => editor.text_start(),
        Command::TextEnd => editor.text_end(),
        Command::SelectLeft => editor.extend(Editor::left),
        Command::SelectRight => editor.extend(Editor::right),
        Command::SelectUp => editor.extend(|editor| editor.up(width)),
        Command::SelectDown => editor.extend(|editor| editor.down(width)),
        Command::SelectMark => {
            editor.mark();
            true
        }
        other => return change(editor, other),
    };
    false
}

fn change(editor: &mut Editor, command: Command) -> bool {
    match command {
        Command::InsertNewline => {
            editor.newline();
            true
        }
        Command::DeleteBack => editor.backspace(),
        Command::DeleteForward => editor.delete(),
        Command::DeleteWordBack => editor.delete_word_left(),
        Command::DeleteWordForward => editor.delete_word_right(),
        Command::KillLine => editor.kill_to_line_end(),
        Command::KillToStart => editor.kill_to_line_start(),
        Command::CutSelection => editor.cut(),
        Command::Yank => editor.yank(),
        Command::EditUndo => editor.undo(),
        Command::EditRedo => editor.redo(),
        _ => false,
    }
}
