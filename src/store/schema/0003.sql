-- How fast a thread was answered and when it was settled (derive/response.rs), for the numbers of a workspace.
ALTER TABLE thread ADD COLUMN asked_at INTEGER;     -- when the wait began that the first answer ended
ALTER TABLE thread ADD COLUMN answered_at INTEGER;  -- that answer
ALTER TABLE thread ADD COLUMN settled_at INTEGER;   -- of a thread that is settled
-- Ranges of these are read whole: no row of the table is looked at.
CREATE INDEX thread_answered ON thread(answered_at, asked_at, gone) WHERE answered_at IS NOT NULL;
CREATE INDEX thread_settled ON thread(settled_at, created_at, gone) WHERE settled_at IS NOT NULL;
-- The columns of the threads that are here already are derived when the file is opened (again.rs).
INSERT INTO meta (key, value) SELECT 'derive_again', 'stats' WHERE EXISTS (SELECT 1 FROM thread);
