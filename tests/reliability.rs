//! Nothing typed is lost, nothing is sent twice, offline is a normal state: the proofs that need the real binary, the
//! real server and the real disk. `docs/reliability.md` says what is promised and which of these proves it.
//!
//! Each proof has a small form, which runs with all the tests, and a large one, which is asked for:
//! `cargo test --test reliability -- --ignored --nocapture --test-threads=1`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]
#![expect(clippy::print_stdout, reason = "the proofs report what they counted")]

mod reliability {
    mod chance;
    mod clock;
    mod crash;
    mod damage;
    mod damage_disk;
    mod damage_kinds;
    mod faults;
    mod idle;
    mod process;
    mod pty;
    mod smoke;
    mod soak;
    mod two;
    mod world;
}
