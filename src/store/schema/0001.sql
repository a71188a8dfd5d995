-- Times are microseconds since 1970, UTC: the API writes milliseconds, but finer stamps must keep their order.
-- A conversation's number is the thread's key, or minus the channel's key for the channel's feed.

CREATE TABLE channel (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    words TEXT NOT NULL,                     -- name, handle and id, for channel:… in a query
    gone INTEGER NOT NULL DEFAULT 0,
    feed INTEGER NOT NULL DEFAULT 0,         -- messages in the feed
    feed_last INTEGER,
    feed_pulled INTEGER NOT NULL DEFAULT 0,
    hash INTEGER NOT NULL,
    json TEXT NOT NULL
) STRICT;

CREATE TABLE thread (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    channel INTEGER NOT NULL REFERENCES channel(key),
    hash INTEGER NOT NULL,
    listed INTEGER NOT NULL,                 -- whether a list has held it: only then its absence means gone
    gone INTEGER NOT NULL DEFAULT 0,
    -- what the server says
    title TEXT,
    server_status TEXT NOT NULL,
    created_at INTEGER,
    closed_at INTEGER,
    server_last INTEGER,
    revision INTEGER NOT NULL,               -- of lastMessageAt and updatedAt
    pulled INTEGER,                          -- the revision whose messages are here
    -- summed up as messages are written
    messages INTEGER NOT NULL DEFAULT 0,
    attachments INTEGER NOT NULL DEFAULT 0,
    holds INTEGER NOT NULL DEFAULT 0,        -- bits: directions and kinds that occur
    people TEXT NOT NULL DEFAULT '',
    -- derived (derive.rs)
    status TEXT NOT NULL DEFAULT '',
    waiting INTEGER NOT NULL DEFAULT 0,
    since INTEGER,
    person TEXT,
    snippet TEXT,
    last_at INTEGER,
    unread INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    outgoing INTEGER NOT NULL DEFAULT 0,
    draft INTEGER NOT NULL DEFAULT 0,
    stale INTEGER NOT NULL DEFAULT 0,        -- its messages are wanted
    settled INTEGER NOT NULL DEFAULT 0,
    recency INTEGER NOT NULL DEFAULT 0,      -- minus last_at: the newest first, ascending
    patience INTEGER NOT NULL DEFAULT 0,     -- waiting for us since, or the largest number
    views INTEGER NOT NULL DEFAULT 0         -- bits: the views it stands in
) STRICT;

-- Apart, so that a scan of the rows does not read it.
CREATE TABLE thread_json (
    key INTEGER PRIMARY KEY REFERENCES thread(key),
    json TEXT NOT NULL
) STRICT;

CREATE INDEX thread_known ON thread(channel, id, hash, listed, gone);
CREATE INDEX thread_pull ON thread(settled, recency) WHERE stale = 1;

-- One index a view, and one a view and channel: a window is a walk along it. The bit is 1 << BuiltinView.
CREATE INDEX view_0 ON thread(patience, id) WHERE (views & 1) = 1;
CREATE INDEX view_1 ON thread(recency, id) WHERE (views & 2) = 2;
CREATE INDEX view_2 ON thread(recency, id) WHERE (views & 4) = 4;
CREATE INDEX view_3 ON thread(recency, id) WHERE (views & 8) = 8;
CREATE INDEX view_4 ON thread(recency, id) WHERE (views & 16) = 16;
CREATE INDEX view_5 ON thread(recency, id) WHERE (views & 32) = 32;
CREATE INDEX view_6 ON thread(recency, id) WHERE (views & 64) = 64;
CREATE INDEX view_7 ON thread(recency, id) WHERE (views & 128) = 128;
CREATE INDEX view_8 ON thread(recency, id) WHERE (views & 256) = 256;
CREATE INDEX channel_view_0 ON thread(channel, patience, id) WHERE (views & 1) = 1;
CREATE INDEX channel_view_1 ON thread(channel, recency, id) WHERE (views & 2) = 2;
CREATE INDEX channel_view_2 ON thread(channel, recency, id) WHERE (views & 4) = 4;
CREATE INDEX channel_view_3 ON thread(channel, recency, id) WHERE (views & 8) = 8;
CREATE INDEX channel_view_4 ON thread(channel, recency, id) WHERE (views & 16) = 16;
CREATE INDEX channel_view_5 ON thread(channel, recency, id) WHERE (views & 32) = 32;
CREATE INDEX channel_view_6 ON thread(channel, recency, id) WHERE (views & 64) = 64;
CREATE INDEX channel_view_7 ON thread(channel, recency, id) WHERE (views & 128) = 128;
CREATE INDEX channel_view_8 ON thread(channel, recency, id) WHERE (views & 256) = 256;

-- Counts of the views, kept in the transaction that moves a thread. Channel 0 is all of them together.
CREATE TABLE tally (
    channel INTEGER NOT NULL,
    view INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (channel, view)
) STRICT, WITHOUT ROWID;

-- A message's key is its conversation's number << 24 | its number in it: a conversation lies together on the disk,
-- and a hit of the full-text search names its thread without a look-up.
CREATE TABLE message (
    key INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,                     -- createdAt; of an unreadable one its place by arrival
    class INTEGER NOT NULL,                  -- class.rs
    hash INTEGER NOT NULL,
    json TEXT NOT NULL
) STRICT;
-- By conversation first: an index by ids alone, which are random, would dirty a page for every message written.
CREATE UNIQUE INDEX message_id ON message(conversation, id);
CREATE INDEX message_order ON message(conversation, at, id, hash);
CREATE INDEX message_class ON message(conversation, class, at);

-- What was read of a conversation.
CREATE TABLE mark (
    conversation INTEGER PRIMARY KEY,
    at INTEGER,
    id TEXT,
    unread INTEGER NOT NULL DEFAULT 0        -- marked unread by hand
) STRICT;

-- Drafts and outbox name their conversation by the server's ids, so that they can be saved from a damaged file.
CREATE TABLE draft (
    place TEXT NOT NULL,
    mode TEXT NOT NULL,
    text TEXT NOT NULL,
    parent TEXT,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (place, mode)
) STRICT;

CREATE TABLE outgoing (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    place TEXT NOT NULL,
    lane TEXT NOT NULL,                      -- within a lane the order is kept
    action TEXT NOT NULL,
    state TEXT NOT NULL,
    due INTEGER,                             -- held until, or queued and not before
    problem TEXT,                            -- of rejected and unknown
    absent INTEGER NOT NULL DEFAULT 0,
    checked_at INTEGER,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_problem TEXT
) STRICT;
CREATE INDEX outgoing_place ON outgoing(place, seq);
CREATE INDEX outgoing_lane ON outgoing(lane, seq);

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Full text, without a copy of the text. rowid = a message's key; the last possible number of a
-- thread is its title and people.
CREATE VIRTUAL TABLE search USING fts5(
    title, people, text,
    content = '', columnsize = 0, tokenize = "unicode61 remove_diacritics 2"
);
