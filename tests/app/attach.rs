//! A file hung on a message in the whole app, read back by plain HTTP.

use serde_json::json;

use crate::driver::{Driver, Setup};
use crate::shop;

#[tokio::test(flavor = "multi_thread")]
async fn a_file_attached_by_its_address_is_read_back_with_the_words_and_alone() {
    let (world, channel) = shop().await;
    let thread = world
        .question(&channel, "Jane", "Order", "Where is it?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is it?").await;
    driver.press(&["r"]);
    driver.type_text("Here it is.");
    driver.press(&["Ctrl-x", "a"]);
    driver.type_text("https://example.com/invoice.pdf Invoice of May");
    driver.shows("Invoice of May from example.com").await;
    driver.press(&["Enter"]);
    driver.shows("1 file").await;
    driver.press(&["Ctrl-s"]);
    driver.shows("sent ✓").await;
    driver.shows("▸ Invoice of May").await;
    let messages = world.messages(&channel, &thread).await;
    assert_eq!(messages[1]["text"], "Here it is.");
    let file = json!([{ "name": "Invoice of May", "url": "https://example.com/invoice.pdf" }]);
    assert_eq!(messages[1]["attachments"], file);

    driver.press(&["r", "Ctrl-x", "a"]);
    driver.type_text("https://example.com/b.png");
    driver.press(&["Enter", "Ctrl-s"]);
    driver
        .until("the second one sent", |driver| {
            driver.screen().matches("sent ✓").count() == 2
        })
        .await;
    let messages = world.messages(&channel, &thread).await;
    assert_eq!(messages[2]["text"], json!(null));
    assert_eq!(
        messages[2]["attachments"],
        json!([{ "url": "https://example.com/b.png" }])
    );
    driver.end().await;
}
