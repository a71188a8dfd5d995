//! Lists and objects read tolerantly.

use serde_json::{Value, json};

use super::resources::{documented_message, documented_thread};
use crate::model::{
    Listing, Message, Thread, Unreadable, read_item, read_listing, read_listing_later,
};

fn read(body: impl AsRef<[u8]>) -> Result<Listing<Message>, Unreadable> {
    read_listing(body.as_ref())
}

fn numbered(number: usize) -> Value {
    let mut json = documented_message();
    json["id"] = json!(format!("m{number}"));
    json
}

fn ids(listing: &Listing<Message>) -> Vec<&str> {
    listing
        .items
        .iter()
        .map(|item| item.value.id.as_str())
        .collect()
}

fn broken(listing: &Listing<Message>) -> Vec<(&str, &str)> {
    listing
        .broken
        .iter()
        .map(|broken| (broken.path.expose(), broken.reason.expose()))
        .collect()
}

#[test]
fn a_list_is_read_bare_and_wrapped() {
    let list = json!([numbered(1), numbered(0)]);
    for body in [
        list.to_string(),
        format!(" \r\n\t{list}\n"),
        json!({"items": list}).to_string(),
        json!({"data": list}).to_string(),
        json!({"next": null, "items": list, "total": 2}).to_string(),
        json!({"items": null, "data": list}).to_string(),
    ] {
        let listing = read(&body).unwrap();
        assert_eq!(ids(&listing), ["m1", "m0"], "{body}");
        assert!(listing.broken.is_empty());
    }
}

#[test]
fn an_empty_list_is_a_list() {
    for body in ["[]", "[ ]", r#"{"items":[]}"#, r#"{"data":[]}"#] {
        assert!(read(body).unwrap().items.is_empty(), "{body}");
    }
}

#[test]
fn an_element_keeps_its_json_with_every_unknown_field() {
    let sent = r#"{ "id":"m",  "channelId":"c","direction":"inbound","status":"received","kind":"text",
        "author":{"role":"user"},"createdAt":"x","updatedAt":"y","reactions":["👍"], "big": 123456789012345678901234567890 }"#;
    let listing = read(format!("[{sent}]")).unwrap();
    assert_eq!(listing.items[0].json.get(), sent);
}

#[test]
fn one_broken_element_hides_no_other_and_says_where() {
    let mut spoiled = numbered(1);
    spoiled["author"]["role"] = json!(7);
    let listing = read(json!([numbered(0), spoiled, numbered(2)]).to_string()).unwrap();
    assert_eq!(ids(&listing), ["m0", "m2"]);
    let [(path, reason)] = broken(&listing)[..] else {
        panic!("{:?}", listing.broken)
    };
    assert_eq!(path, "$[1].author.role");
    assert!(
        reason.contains("integer `7`") && reason.contains("user, assistant"),
        "{reason}"
    );
}

#[test]
fn the_path_of_a_broken_element_leads_to_the_fault() {
    let spoiled = |spoil: fn(&mut Value)| {
        let mut json = documented_message();
        spoil(&mut json);
        json
    };
    let table = [
        ("$.items[0]", json!(null)),
        ("$.items[0]", json!("m")),
        ("$.items[0]", json!({})),
        ("$.items[0].id", spoiled(|json| json["id"] = json!(7))),
        (
            "$.items[0].author",
            spoiled(|json| json["author"] = json!({"name": "Jane"})),
        ),
        (
            "$.items[0].attachments[0].sizeBytes",
            spoiled(|json| json["attachments"][0]["sizeBytes"] = json!("big")),
        ),
        (
            "$.items[0].metadata",
            spoiled(|json| json["metadata"] = json!([])),
        ),
        (
            "$.items[0].createdAt",
            spoiled(|json| json["createdAt"] = json!(1_773_057_600)),
        ),
    ];
    for (path, element) in table {
        let listing = read(json!({"items": [element, numbered(1)]}).to_string()).unwrap();
        assert_eq!(listing.broken[0].path.expose(), path);
        assert_eq!(ids(&listing), ["m1"], "{path}");
    }
    let listing = read(json!({"data": [7]}).to_string()).unwrap();
    assert_eq!(listing.broken[0].path.expose(), "$.data[0]");
}

#[test]
fn many_broken_elements_are_all_counted() {
    let listing = read(json!([1, numbered(1), null, {}, numbered(4), "x"]).to_string()).unwrap();
    assert_eq!(ids(&listing), ["m1", "m4"]);
    let paths: Vec<&str> = broken(&listing).iter().map(|(path, _)| *path).collect();
    assert_eq!(paths, ["$[0]", "$[2]", "$[3]", "$[5]"]);
}

#[test]
fn an_element_nested_too_deep_is_broken_alone() {
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let element = documented_message()
        .to_string()
        .replace(r#"{"provider":"whatsapp"}"#, &deep);
    let listing = read(format!("[{element},{}]", numbered(1))).unwrap();
    assert_eq!(ids(&listing), ["m1"]);
    assert!(
        broken(&listing)[0].1.contains("recursion limit"),
        "{:?}",
        listing.broken
    );
}

#[test]
fn a_broken_string_breaks_its_element_alone() {
    let element = documented_message()
        .to_string()
        .replace("Need help", r"\ud800");
    let listing = read(format!("[{element},{}]", numbered(1))).unwrap();
    assert_eq!(ids(&listing), ["m1"]);
    assert_eq!(listing.broken.len(), 1);
}

#[test]
fn a_body_that_is_no_list_is_unreadable_and_says_whether_it_is_json() {
    let whole = json!([numbered(0), numbered(1)]).to_string();
    let table: [(&str, &[u8], bool); 14] = [
        ("empty", b"", false),
        ("white space", b" \n ", false),
        (
            "a web page",
            b"<!doctype html><html><body>Bad gateway</body></html>",
            false,
        ),
        ("words", b"Not found", false),
        ("truncated", &whole.as_bytes()[..whole.len() - 1], false),
        (
            "truncated within",
            &whole.as_bytes()[..whole.len() / 2],
            false,
        ),
        ("more behind it", b"[] []", false),
        ("not UTF-8", b"[\"\xff\xfe\"]", false),
        ("a string", b"\"items\"", true),
        ("a number", b"7", true),
        ("null", b"null", true),
        (
            "an object",
            br#"{"code":"not_found","message":"The requested resource was not found."}"#,
            true,
        ),
        ("nulls", br#"{"items":null,"data":null}"#, true),
        ("no list in it", br#"{"items":{"0":"x"}}"#, true),
    ];
    for (name, body, is_json) in table {
        let unreadable = read(body).unwrap_err();
        assert_eq!(unreadable.is_json, is_json, "{name}: {unreadable}");
        assert!(!unreadable.reason.is_empty(), "{name}");
    }
}

#[test]
fn no_prefix_of_a_list_is_taken_for_the_whole() {
    let whole = json!({"items": [numbered(0)]}).to_string();
    for end in 0..whole.len() {
        assert!(read(&whole.as_bytes()[..end]).is_err(), "{}", &whole[..end]);
    }
}

#[test]
fn a_reason_cannot_bring_a_terminal_out_of_order() {
    let unreadable = read("{\"items\":\"\u{1b}[2J\"}").unwrap_err();
    assert!(!unreadable.to_string().contains('\u{1b}'), "{unreadable}");
}

#[test]
fn one_object_is_read_with_its_json() {
    let sent = documented_thread().to_string();
    let item = read_item::<Thread>(format!("\n{sent} ").as_bytes()).unwrap();
    assert_eq!(
        item.value.id.as_str(),
        "4c2bff3c-a694-4b4e-8da4-6030f534266f"
    );
    assert_eq!(item.json.get(), sent);
}

#[test]
fn an_object_that_cannot_be_read_says_where_and_why() {
    let reason = |body: &str| read_item::<Thread>(body.as_bytes()).unwrap_err();
    let mut spoiled = documented_thread();
    spoiled["status"] = json!(1);
    let unreadable = reason(&spoiled.to_string());
    assert!(
        unreadable
            .reason
            .expose()
            .starts_with("$.status: invalid type"),
        "{unreadable}"
    );
    assert!(unreadable.is_json);
    let unreadable = reason("[]");
    assert!(
        unreadable.reason.expose().starts_with("$: "),
        "{unreadable}"
    );
    let unreadable = reason("{}");
    assert!(
        unreadable
            .reason
            .expose()
            .starts_with("$: missing field `id`"),
        "{unreadable}"
    );
    assert!(!reason("<html>").is_json);
}

#[test]
fn a_list_can_be_read_later_element_by_element() {
    let list = json!([numbered(1), {"id": "m2"}, numbered(3)]);
    for (root, body) in [
        ("$", format!(" {list} ")),
        ("$.data", json!({"data": list, "more": 1}).to_string()),
    ] {
        let listing = read_listing_later::<Message>(body.into_bytes()).unwrap();
        assert!(!listing.is_read() && listing.items.is_empty());
        assert_eq!(listing.len(), 3);
        let read: Vec<_> = listing.elements().map(|element| element.read()).collect();
        assert_eq!(read[0].as_ref().unwrap().value.id.as_str(), "m1");
        assert_eq!(
            read[2].as_ref().unwrap().json.get(),
            numbered(3).to_string()
        );
        let broken = read[1].as_ref().unwrap_err();
        assert!(
            broken.path.expose().starts_with(&format!("{root}[1]")),
            "{broken:?}"
        );
    }
}

#[test]
fn what_is_no_list_is_told_at_once_also_when_it_would_be_read_later() {
    let (why, body) = read_listing_later::<Message>(b"<html>".to_vec()).unwrap_err();
    assert!(!why.is_json);
    assert_eq!(body, b"<html>");
}
