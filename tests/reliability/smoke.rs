//! The parts that the proofs stand on.

use super::world::World;

#[test]
fn a_killed_inbox_leaves_a_sound_local_copy() {
    let world = World::start(&[]);
    let channel = world.channel("Email");
    world.thread(&channel, "Thread 1", "Jane01");
    let mut pty = world.inbox((120, 40));
    pty.shows("Jane01");
    pty.kill();
    assert_eq!(world.quick_check(), "ok");
    assert_eq!(world.messages().len(), 1);
    println!("{}", world.log());
}
