//! What a server answers.

use andibox::api::refusal;
use andibox::model::{
    Channel, Message, Thread, ThreadStatus, effective_status, lifecycle, read_item, read_listing,
    read_listing_later, waiting,
};
use andibox::text::SafeText;
use serde_json::Value;
use serde_json::value::RawValue;

/// Lists and single resources, whole and one by one.
pub fn answers(input: &[u8]) {
    list::<Channel>(input);
    list::<Thread>(input);
    list::<Message>(input);
    if let Ok(channel) = read_item::<Channel>(input) {
        let _ = SafeText::line(channel.value.label().expose());
    }
    // What is derived from the messages of any server must not fail either.
    let Ok(messages) = read_listing::<Message>(input) else {
        return;
    };
    let messages: Vec<Message> = messages.items.into_iter().map(|item| item.value).collect();
    for message in &messages {
        let again = serde_json::to_vec(message).map(|json| read_item::<Message>(&json));
        match again {
            Ok(Ok(again)) => assert_eq!(&again.value, message),
            other => panic!("{message:?} is written as something else: {other:?}"),
        }
    }
    let status = effective_status(&ThreadStatus::Open, None);
    let _ = waiting(&messages, &status, None);
    let threads = read_listing::<Thread>(br#"[{"id":"t","channelId":"c","status":"open"}]"#);
    let threads = threads.map(|listing| listing.items).unwrap_or_default();
    let thread = read_item::<Thread>(input).into_iter().chain(threads);
    for thread in thread {
        let life = lifecycle(&thread.value, &messages);
        assert!(life.moments.is_sorted_by_key(|moment| moment.at));
    }
}

/// Error answers of any status.
pub fn refusals(input: &[u8]) {
    let (status, body) = match input {
        [high, low, body @ ..] => (400 + (u16::from(*high) * 256 + u16::from(*low)) % 200, body),
        _ => (400, input),
    };
    for with_key in [false, true] {
        let problem = refusal(status, body, with_key);
        assert_eq!(problem.status, Some(status));
        assert!(problem.issues.len() <= 50);
        let sentence = problem.sentence();
        assert!(!sentence.expose().trim().is_empty());
        let _ = SafeText::block(sentence.expose());
        let kept = serde_json::to_vec(&problem).map(|json| serde_json::from_slice(&json));
        match kept {
            Ok(Ok(again)) => assert_eq!(problem, again, "kept in the outbox as something else"),
            other => panic!("{problem:?} cannot be kept: {other:?}"),
        }
    }
}

/// No element is lost, whatever it is, and a list read later is the list read at once.
fn list<T: serde::de::DeserializeOwned + Clone>(input: &[u8]) {
    let read = read_listing::<T>(input);
    let later = read_listing_later::<T>(input.to_vec());
    match (read, later) {
        (Ok(read), Ok(later)) => {
            let counts = (read.items.len(), read.broken.len());
            assert_eq!(counts.0 + counts.1, later.len());
            let (mut good, mut broken) = (Vec::new(), Vec::new());
            for element in later.elements() {
                match element.read() {
                    Ok(item) => good.push(item.json.get().to_owned()),
                    Err(why) => broken.push(why),
                }
            }
            let at_once: Vec<&str> = read.items.iter().map(|item| item.json.get()).collect();
            assert_eq!(at_once, good);
            assert_eq!(read.broken, broken);
            if let Ok(Value::Array(elements)) = serde_json::from_slice(input) {
                assert_eq!(elements.len(), counts.0 + counts.1);
            }
        }
        (Err(_), Err((_, body))) => assert_eq!(body, input),
        // Only the whole text is looked at for letters that are none.
        (Ok(_), Err(_)) => assert!(std::str::from_utf8(input).is_err()),
        (Err(why), Ok(_)) => panic!("read later, not at once: {why}"),
    }
    if let Ok(item) = read_item::<T>(input) {
        assert!(serde_json::from_str::<&RawValue>(item.json.get()).is_ok());
    }
}
