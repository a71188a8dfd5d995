//! The app before a lying server, and what its screen says.

use super::driver::{Driver, Setup};
use super::liar::{KEY, Liar, SECRET};

/// The app in front of the server.
pub async fn open(liar: &Liar) -> Driver {
    Driver::start(Setup::new(&liar.base, KEY))
}

/// Runs until the screen says all these words, wherever its lines break.
pub async fn says(driver: &mut Driver, words: &[&str]) {
    for word in words {
        driver
            .until(word, |driver| told(&driver.screen()).contains(word))
            .await;
    }
}

/// The words of a screen, without frames and line breaks, row by row and pane by pane.
pub fn told(screen: &str) -> String {
    // Frames stand in the same columns on every row: the text between two of them is a pane.
    let mut panes: Vec<String> = Vec::new();
    for row in screen.lines() {
        for (place, part) in row.split(['│', '┃', '║']).enumerate() {
            if panes.len() <= place {
                panes.push(String::new());
            }
            panes[place].push(' ');
            panes[place].push_str(part);
        }
    }
    let all = format!("{screen}\n{}", panes.join("\n"));
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A further key works, the key is not on the screen, and the program ends as it should.
pub async fn lives_on(mut driver: Driver) {
    assert!(!driver.screen().contains(SECRET), "{}", driver.screen());
    driver.press(&["?"]);
    driver.shows("Keys here").await;
    driver.press(&["q"]);
    driver.hides("Keys here").await;
    driver.end().await;
}
