//! Few letters, and what they mean.

use crate::text::{Fit, Fuzzy};

fn fit(wanted: &str, text: &str) -> Option<Fit> {
    Fuzzy::new(wanted).fit(text)
}

#[test]
fn what_begins_so_comes_before_words_and_words_before_letters() {
    assert_eq!(fit("close", "close-and-next"), Some(Fit::Begins));
    assert_eq!(fit("next", "close-and-next"), Some(Fit::Words));
    assert_eq!(fit("clo nex", "close-and-next"), Some(Fit::Words));
    assert!(matches!(
        fit("cnx", "close-and-next"),
        Some(Fit::Letters(_))
    ));
    assert_eq!(fit("xc", "close-and-next"), None);
    assert!(Fit::Begins < Fit::Words && Fit::Words < Fit::Letters(0));
}

#[test]
fn letters_that_stand_together_fit_better() {
    assert!(fit("ord", "my order") < fit("ord", "over the red door"));
    assert!(fit("eply", "reply") < fit("eply", "enlarge the display"));
}

#[test]
fn case_and_accents_are_no_difference() {
    for (wanted, text) in [
        ("JANE", "jane customer"),
        ("jose", "José García"),
        ("García", "Jose Garcia"),
        ("gdan", "A parcel for Gdańsk"),
    ] {
        assert!(fit(wanted, text) <= Some(Fit::Words), "{wanted}");
        assert!(fit(wanted, text).is_some(), "{wanted}");
    }
}

#[test]
fn words_may_come_in_any_order_and_other_scripts_are_found() {
    assert_eq!(
        fit("refund jane", "Jane Customer Refund?"),
        Some(Fit::Words)
    );
    assert_eq!(fit("日本", "日本語"), Some(Fit::Begins));
    assert_eq!(fit("عمر", "عمر حداد"), Some(Fit::Begins));
}

#[test]
fn nothing_typed_fits_everything() {
    let mut fuzzy = Fuzzy::new("  ");
    assert!(fuzzy.is_empty());
    assert_eq!(fuzzy.fit("anything"), Some(Fit::Begins));
    assert_eq!(fuzzy.fit(""), Some(Fit::Begins));
}

#[test]
fn in_prose_scattered_letters_mean_nothing() {
    let fuzzy = Fuzzy::new("sht");
    assert_eq!(fuzzy.fit_words("Show the threads"), None);
    assert_eq!(
        Fuzzy::new("thr").fit_words("Show the threads"),
        Some(Fit::Words)
    );
}

#[test]
fn a_whole_word_is_told_from_one_that_only_begins_so() {
    assert!(Fuzzy::new("ana").is_whole_in("Ana Ruiz"));
    assert!(Fuzzy::new("ruiz ana").is_whole_in("Ana Ruiz"));
    assert!(!Fuzzy::new("ana").is_whole_in("Anastasia"));
    assert!(!Fuzzy::new("").is_whole_in("Ana"));
}

#[test]
fn letters_scattered_over_a_long_text_mean_nothing() {
    for (wanted, text) in [
        (
            "helen marsh",
            "Ingrid Solheim Rental tents for a school trip: damage report",
        ),
        ("jane", "Priya Natarajan Cannot log in after the update"),
    ] {
        assert_eq!(fit(wanted, text), None, "{wanted}");
    }
    for (wanted, text) in [
        ("hmarsh", "Helen Marsh"),
        ("hlen", "Helen Marsh"),
        ("kzmazur", "Katarzyna Mazur Kod rabatowy nie działa"),
        ("ordiss", "Jane Customer Order issue"),
        ("refnd", "Refund for Jane"),
    ] {
        assert!(
            matches!(fit(wanted, text), Some(Fit::Letters(_))),
            "{wanted}"
        );
    }
}
