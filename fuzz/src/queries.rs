//! What a person types to filter threads.

use andibox::query::{Query, begun_field};

/// Parsing, and printing what was parsed.
pub fn query(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    if let Some(begun) = begun_field(&text) {
        assert!(text.is_char_boundary(begun.at), "{text:?} at {}", begun.at);
    }
    match Query::parse(&text) {
        Ok(query) => {
            for term in query.terms() {
                let span = term.span.start..term.span.end;
                assert!(
                    text.get(span).is_some_and(|text| !text.is_empty()),
                    "{term:?} of {text:?}"
                );
            }
            let printed = query.to_string();
            assert_eq!(
                Query::parse(&printed).as_ref(),
                Ok(&query),
                "{text:?} printed {printed:?}"
            );
            let _ = query.and(&query);
            assert!(
                printed.chars().count() <= 16 * (text.chars().count() + 1),
                "{printed:?}"
            );
        }
        Err(error) => {
            assert!(
                text.get(error.span.start..error.span.end).is_some(),
                "{error:?} of {text:?}"
            );
            assert!(
                (1..=text.chars().count() + 1).contains(&error.column),
                "{error:?}"
            );
            assert!(!error.reason.is_empty());
        }
    }
}
