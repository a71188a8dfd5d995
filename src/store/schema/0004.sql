-- Reminders: a thread put away until a time. By the server's id, so that they can be saved from a damaged file.
CREATE TABLE reminder (
    thread TEXT PRIMARY KEY,
    due INTEGER NOT NULL,
    set_at INTEGER NOT NULL,
    rung INTEGER NOT NULL DEFAULT 0,         -- it has become due: the thread is back
    -- What ends it is whatever comes after this place: while it lies ahead a question, once it is due an answer.
    mark_at INTEGER,
    mark_id TEXT,
    settled INTEGER NOT NULL DEFAULT 0       -- whether the thread was settled when it became due
) STRICT;
CREATE INDEX reminder_due ON reminder(due) WHERE rung = 0;

-- Derived, as the other columns of a row are.
ALTER TABLE thread ADD COLUMN remind INTEGER;
ALTER TABLE thread ADD COLUMN rung INTEGER NOT NULL DEFAULT 0;
