//! Reminders in the real loop: a thread is put away on the disk, and a timer brings it back to a program at rest.

use andibox::model::BuiltinView;
use chrono::{TimeDelta, Utc};

use crate::driver::{Driver, Setup};
use crate::shop;

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_put_away_by_keys_outlives_the_program_and_is_cancelled_by_the_customer() {
    let (world, channel) = shop().await;
    let thread = world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is my order?").await;
    driver.press(&["b"]);
    driver.shows("Remind me of Jane").await;
    driver.type_text("3d 9");
    driver.shows("09:00, in").await;
    driver.press(&["Enter"]);
    driver.shows("put away until").await;
    let away = |driver: &Driver| {
        let counts = driver.store.counts(None).unwrap();
        counts.of(BuiltinView::NeedsReply) == 0
    };
    driver.until("it is put away", away).await;
    let folder = driver.end().await;

    let mut setup = Setup::new(&world.base(), &world.key);
    setup.folder = Some(folder);
    let mut driver = Driver::start(setup);
    driver.press(&["g", "z"]);
    driver.shows("Jane").await;
    driver.shows("09:00").await;
    assert!(away(&driver));
    world.say(&channel, &thread, "Jane", "Hello?").await;
    driver
        .until("the customer brings it back", |driver| !away(driver))
        .await;
    assert_eq!(driver.store.next_reminder().unwrap(), None);
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_due_reminder_wakes_a_program_at_rest_and_opening_the_thread_ends_it() {
    let (world, channel) = shop().await;
    let thread = world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is my order?").await;
    let id: andibox::model::ThreadId = thread.as_str().into();
    let due = Utc::now() + TimeDelta::milliseconds(700);
    driver
        .store
        .set_reminders(&[(id.clone(), Some(due))], Utc::now())
        .unwrap();
    driver.shows("Reminder: Jane is back.").await;
    assert!(Utc::now() >= due);
    let row = |driver: &Driver| driver.store.thread_row(&id).unwrap().unwrap();
    assert!(row(&driver).reminder.unwrap().is_due);
    assert_eq!(driver.program.state.reminders.next, None);
    driver.shows("waiting").await;
    driver.press(&["Enter"]);
    driver
        .until("it is handled", |driver| row(driver).reminder.is_none())
        .await;
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_became_due_while_no_program_ran_is_back_at_the_start() {
    let (world, channel) = shop().await;
    let thread = world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is my order?").await;
    let long_ago = Utc::now() - TimeDelta::hours(5);
    let store = driver.store.clone();
    let folder = driver.end().await;
    store
        .set_reminders(&[(thread.as_str().into(), Some(long_ago))], long_ago)
        .unwrap();
    drop(store);

    let mut setup = Setup::new(&world.base(), &world.key);
    setup.folder = Some(folder);
    let mut driver = Driver::start(setup);
    driver.shows("Reminder: Jane is back.").await;
    driver.end().await;
}
