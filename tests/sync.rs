//! The synchronisation against the real local server on a loopback port, and against a proxy that breaks connections.
//! What was written is read back from the server by plain HTTP.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod sync {
    mod ahead;
    mod desk;
    mod faults;
    mod first;
    mod held;
    mod link;
    mod outbox;
    mod proxy;
    mod status;
    mod two;
    mod world;
}
