-- What of its conversation was on the screen when a message was written (JSON), and until when it may leave without
-- anybody looking whether the conversation went on.
ALTER TABLE outgoing ADD COLUMN seen TEXT;
ALTER TABLE outgoing ADD COLUMN fresh INTEGER;
