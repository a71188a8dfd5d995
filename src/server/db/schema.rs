//! The schema of `server.db`. Append steps, never edit one.
//!
//! Rows refer to each other by small numbers (`n`); the API's ids are only looked up at the door. What the API shows
//! as objects (`author`, `metadata`, `raw`, `attachments`) is kept as the JSON it is shown as. Each list has a version
//! that every change to it raises: its `ETag`.

use crate::sqlite::Migration;

pub(super) const MIGRATIONS: &[Migration] = &[Migration {
    name: "channels, threads, messages, keys, logins",
    sql: "
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES
    ('database', lower(hex(randomblob(4)))),
    ('channels_version', 0),
    ('workspace_handle', 'local'),
    ('workspace_name', 'Local workspace');

CREATE TABLE api_key (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('admin', 'editor', 'viewer')),
    origin TEXT NOT NULL,
    lookup INTEGER NOT NULL,
    digest BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX api_key_lookup ON api_key (lookup);

CREATE TABLE channel (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    handle TEXT,
    description TEXT,
    metadata TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    threads_version INTEGER NOT NULL DEFAULT 0,
    feed_version INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE thread (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    channel INTEGER NOT NULL REFERENCES channel (n),
    title TEXT,
    status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'archived')),
    external_id TEXT,
    metadata TEXT,
    last_message_at INTEGER,
    closed_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX thread_list ON thread (channel, created_at, id);

CREATE TABLE message (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    channel INTEGER NOT NULL REFERENCES channel (n),
    thread INTEGER REFERENCES thread (n),
    parent_id TEXT,
    external_id TEXT,
    direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound', 'internal', 'system')),
    status TEXT NOT NULL CHECK (status IN ('pending', 'received', 'sent', 'delivered', 'failed')),
    kind TEXT NOT NULL CHECK (kind IN ('text', 'event', 'call', 'comment', 'system')),
    text TEXT,
    raw TEXT,
    author TEXT NOT NULL,
    metadata TEXT,
    attachments TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deliver_at INTEGER
) STRICT;
CREATE INDEX message_thread ON message (thread, created_at, id);
CREATE INDEX message_feed ON message (channel, created_at, id) WHERE thread IS NULL;
CREATE UNIQUE INDEX message_external ON message (channel, external_id)
    WHERE external_id IS NOT NULL AND external_id <> '';
CREATE INDEX message_delivery ON message (deliver_at) WHERE deliver_at IS NOT NULL;

CREATE TABLE answer (
    api_key INTEGER NOT NULL REFERENCES api_key (n),
    route TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_digest BLOB NOT NULL,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (api_key, route, idempotency_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_age ON answer (created_at);

CREATE TABLE login (
    n INTEGER PRIMARY KEY,
    device_digest BLOB NOT NULL UNIQUE,
    user_code TEXT NOT NULL UNIQUE,
    agent_name TEXT NOT NULL,
    agent_description TEXT,
    role TEXT NOT NULL CHECK (role IN ('admin', 'editor', 'viewer')),
    state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'denied', 'exchanged')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
",
}];
