//! Notices of the real loop: a message of a customer rings the bell, once.

use andibox::app::notify::{Notify, NotifyMethod};
use andibox::query::Query;

use crate::driver::{Driver, Setup};
use crate::shop;

#[tokio::test(flavor = "multi_thread")]
async fn a_new_thread_rings_the_bell_once_and_what_was_there_does_not() {
    let (world, channel) = shop().await;
    world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let mut setup = Setup::new(&world.base(), &world.key);
    let rule = Query::parse("is:unread channel:whatsapp").unwrap();
    setup.notify = Notify::new(NotifyMethod::Bell, vec![rule], false);
    let mut driver = Driver::start(setup);
    driver.shows("Where is my order?").await;
    driver
        .until("what is there is known", |driver| {
            driver.program.state.notify.tells()
        })
        .await;
    assert_eq!(driver.program.face().told, [0; 0]);
    world
        .question(&channel, "Omar", "Refund", "Where is my money?")
        .await;
    driver
        .until("the bell rings", |driver| {
            !driver.program.face().told.is_empty()
        })
        .await;
    driver.shows("Omar").await;
    assert_eq!(driver.program.face().told, [7]);
    driver.end().await;
}
