//! Deleting more than a cluster, and getting it back: what is killed in one go can be yanked.

use super::{Editor, Last};

impl Editor {
    /// Kills from the cursor to the end of the line; at its end, the line end. Answers whether there was any.
    pub fn kill_to_line_end(&mut self) -> bool {
        let end = self.end_of_line();
        self.kill(
            self.cursor,
            if end == self.cursor {
                self.edge_after(self.cursor)
            } else {
                end
            },
        )
    }

    /// Kills from the start of the line to the cursor. Answers whether there was any.
    pub fn kill_to_line_start(&mut self) -> bool {
        self.kill(self.start_of_line(), self.cursor)
    }

    /// Kills back to the start of this word, or of the one before. Answers whether there was any.
    pub fn delete_word_left(&mut self) -> bool {
        self.kill(self.word_start(), self.cursor)
    }

    /// Kills on to the end of this word, or of the one after. Answers whether there was any.
    pub fn delete_word_right(&mut self) -> bool {
        self.kill(self.cursor, self.word_end())
    }

    /// Inserts what was killed last. Answers whether there was any.
    pub fn yank(&mut self) -> bool {
        self.begin(Last::Other);
        if self.killed.is_empty() {
            return false;
        }
        let place = self.place_of_insertion();
        self.edit(place.start, place.end, self.killed.clone());
        true
    }

    /// Kills in a row make one text to yank; each of them is a step of its own to undo.
    fn kill(&mut self, start: usize, end: usize) -> bool {
        let goes_on = self.last == Last::Killed;
        let backwards = end == self.cursor;
        if start == end {
            self.begin(Last::Other);
            return false;
        }
        let piece = &self.text[start..end];
        match (goes_on, backwards) {
            (false, _) => piece.clone_into(&mut self.killed),
            (true, true) => self.killed.insert_str(0, piece),
            (true, false) => self.killed.push_str(piece),
        }
        self.erase(start, end, Last::Killed, false)
    }
}
