//! The key is in the request's header and nowhere else, whatever a server makes of it.

use andibox::api::Client;
use andibox::model::curl;
use andibox::model::{ChannelId, ProblemKind};

use super::setup::{Bench, SECRET, channel, hello, options};
use super::wire::{Act, Wire, head, http, json};

/// Servers that say the key back to us, in every place they can.
fn parrots() -> Vec<Act> {
    let issue = format!(
        r#"{{"_tag":"HttpApiDecodeError","message":"{SECRET}","issues":[{{"_tag":"Type","path":["{SECRET}"],"message":"bad {SECRET}!"}}]}}"#
    );
    let details = format!(
        r#"{{"code":"{SECRET}","message":"no {SECRET}","details":{{"key":"{SECRET}","requiredPermission":"{SECRET}"}}}}"#
    );
    let escaped = details.replace("andi_", "\\u0061ndi_");
    let broken = format!(r#"[{{"id":["{SECRET}"]}},{{"{SECRET}":1}},"{SECRET}"]"#);
    let location = format!("location: http://{SECRET}.example/{SECRET}\r\n");
    let same = format!("location: /{SECRET}?{SECRET}\r\n");
    vec![
        http("400 x", "", &issue),
        http("401 x", "", &details),
        http("403 x", "", &details),
        http("500 x", "", &escaped),
        http("307 x", &location, ""),
        http("307 x", &same, ""),
        json(&broken),
        json(&format!("\"{SECRET}\"")),
        json(&format!("{{\"{SECRET}")),
        json(SECRET),
        http(SECRET, "", ""),
        Act::ResetRead,
        Act::AnswerAndReset(head("200 OK", "content-length: 100\r\n")),
    ]
}

#[tokio::test]
async fn the_key_is_in_no_error_no_record_and_no_debug_output() {
    let mut failed = 0;
    for act in parrots() {
        let wire = Wire::start([act]).await;
        let bench = Bench::at(&wire.address);
        let client = &bench.client;
        let odd = ChannelId::from(SECRET);
        let mut said = vec![
            format!("{client:?}"),
            format!("{:?}", options(&wire.address)),
        ];
        match client.list_channels(None).await {
            // What is wrong with an element of a list quotes the element.
            Ok(fetch) => said.push(format!("{fetch:?}")),
            Err(error) => {
                failed += 1;
                said.push(format!("{error:?} {error} {:?}", error.problem.sentence()));
            }
        }
        for error in [
            client.get_channel(&odd).await.unwrap_err(),
            client
                .create_channel_message(&channel(), &hello())
                .await
                .unwrap_err(),
        ] {
            said.push(format!("{error:?} {error} {:?}", error.problem.sentence()));
            said.push(serde_json::to_string(&error.problem).unwrap());
        }
        for record in bench.log() {
            said.push(format!("{record:?}"));
            said.push(curl(&record, &client.address().origin()));
        }
        for words in said {
            assert!(!words.contains(SECRET), "{words}");
            assert!(!words.contains(&SECRET[10..]), "{words}");
        }
        assert!(wire.requests()[0].contains(SECRET), "it was sent at all");
    }
    assert!(failed > 10, "{failed}");
}

#[test]
fn plain_http_goes_to_this_machine_only() {
    for (address, allowed) in [
        ("http://127.0.0.1:1/api/v1", true),
        ("http://127.8.9.1/api/v1", true),
        ("http://[::1]:1/api/v1", true),
        ("http://[::ffff:127.0.0.1]:1/api/v1", true),
        ("http://LOCALHOST:1/api/v1", true),
        ("http://2130706433/", true),
        ("https://andibase.com/api/v1", true),
        ("http://andibase.com/api/v1", false),
        ("http://localhost.example.com/", false),
        ("http://127.0.0.1.example.com/", false),
        ("http://0.0.0.0/", false),
        ("http://192.168.0.1/", false),
        ("http://[::2]/", false),
    ] {
        let mut options = options(&address.parse().unwrap());
        options.key = None;
        let made = Client::new(options.clone());
        assert_eq!(made.is_ok(), allowed, "{address}");
        if let Err(problem) = made {
            assert_eq!(problem.kind, ProblemKind::Insecure);
            options.allow_insecure_http = true;
            assert!(Client::new(options).is_ok());
        }
    }
}
