//! `andibox stats`: the numbers of a synchronised workspace, as JSON and as text.

use super::desk::Desk;

#[test]
fn without_a_local_copy_there_is_nothing_to_count_and_it_says_what_to_do() {
    let desk = Desk::start();
    let said = desk.fails(5, &["stats"]);
    assert!(said.contains("andibox sync"), "{said}");
    assert!(!desk.folder().exists());
}

#[test]
fn text_and_json_give_the_same_numbers() {
    let desk = Desk::start();
    desk.says(&["sync"]);
    let json = &desk.lines(&["stats", "--json"])[0];
    assert_eq!(json["backlog"]["threads"], 1);
    assert_eq!(json["backlog"]["byAge"]["under1h"], 1);
    assert_eq!(json["backlog"]["byAge"]["older"], 0);
    assert_eq!(json["backlog"]["byChannel"][0]["channel"], "Email");
    assert_eq!(json["backlog"]["byChannel"][0]["threads"], 1);
    assert_eq!(json["firstResponse"]["last7Days"]["count"], 0);
    assert!(json["firstResponse"]["last30Days"]["medianSeconds"].is_null());
    let days = json["messagesPerDay"].as_array().unwrap();
    assert_eq!(days.len(), 14);
    let inbound: u64 = days
        .iter()
        .map(|day| day["inbound"].as_u64().unwrap())
        .sum();
    assert_eq!(inbound, 1);

    let text = desk.says(&["stats"]);
    assert!(text.contains("Waiting for a reply: 1"), "{text}");
    assert!(text.contains("no thread was answered in 30 days"), "{text}");
    let email = text.lines().find(|line| line.contains("Email")).unwrap();
    assert!(email.trim_end().ends_with("█ 1"), "{email}");
    // A pipe is no terminal: 80 columns, no colours.
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'));
}
