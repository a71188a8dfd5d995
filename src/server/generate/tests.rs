//! Proportions and stories.

use chrono::{DateTime, Utc};

use super::Spec;
use super::story::Story;
use crate::server::chance::Rng;
use crate::server::time::Millis;

fn at(text: &str) -> Millis {
    Millis::of(text.parse::<DateTime<Utc>>().unwrap())
}

#[test]
fn a_million_messages_have_the_proportions_of_the_budgets() {
    let spec = Spec::of(1_000_000, DateTime::UNIX_EPOCH);
    assert_eq!(
        (spec.threads, spec.channels, spec.longest_thread),
        (60_000, 12, 50_000)
    );
    let small = Spec::of(10, DateTime::UNIX_EPOCH);
    assert_eq!((small.threads, small.channels), (1, 4));
}

#[test]
fn a_story_keeps_its_order_and_ends_in_time() {
    let (start, now) = (at("2026-03-09T11:59:00Z"), at("2026-03-09T12:00:00Z"));
    let mut rng = Rng::seeded(1);
    for size in [1, 2, 30, 5000] {
        let mut story = Story::new(start, now, size);
        story.settles(Some("closed"));
        let lines: Vec<_> = std::iter::from_fn(|| story.next(&mut rng)).collect();
        assert_eq!(lines.len(), size);
        assert!(lines.is_sorted_by_key(|line| line.at));
        assert!(lines.iter().all(|line| line.at >= start && line.at <= now));
        assert_eq!(lines.last().map(|line| line.kind), Some("event"));
        for line in lines {
            serde_json::from_str::<crate::model::Author>(&line.author).unwrap();
            serde_json::from_str::<Vec<crate::model::Attachment>>(line.attachments).unwrap();
        }
    }
}
