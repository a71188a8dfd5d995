//! Every problem says what happened and what to do.

use crate::model::{Issue, Problem, ProblemKind};

const ALL: [ProblemKind; 20] = [
    ProblemKind::Decode,
    ProblemKind::InvalidRequest,
    ProblemKind::WorkspaceRequired,
    ProblemKind::AuthenticationRequired,
    ProblemKind::InvalidKey,
    ProblemKind::SessionRequired,
    ProblemKind::Forbidden,
    ProblemKind::NotFound,
    ProblemKind::Refused,
    ProblemKind::Busy,
    ProblemKind::ServerError,
    ProblemKind::Unreachable,
    ProblemKind::Tls,
    ProblemKind::NoAnswer,
    ProblemKind::NotApi,
    ProblemKind::Unreadable,
    ProblemKind::TooLarge,
    ProblemKind::Redirected,
    ProblemKind::Insecure,
    ProblemKind::Local,
];

fn answer(kind: ProblemKind, status: u16, message: &str) -> Problem {
    Problem {
        status: Some(status),
        ..Problem::new(kind, message)
    }
}

fn says(problem: &Problem) -> String {
    problem.sentence().expose().to_owned()
}

fn issue(path: &str, message: &str) -> Issue {
    Issue {
        path: path.into(),
        message: message.into(),
    }
}

#[test]
fn every_documented_error_says_what_happened_and_what_to_do() {
    // The messages are the documentation's own.
    let table = [
        (
            answer(ProblemKind::InvalidRequest, 400, "The request is invalid."),
            "The server refused the request (400): The request is invalid. Your text is kept; change it and try again.",
        ),
        (
            answer(
                ProblemKind::WorkspaceRequired,
                400,
                "A workspace is required.",
            ),
            "The key belongs to no workspace (400): A workspace is required. Use a key of the workspace: andibox login.",
        ),
        (
            answer(
                ProblemKind::AuthenticationRequired,
                401,
                "Authentication required. Send Authorization: Bearer <api-key>, x-api-key, or a signed-in session.",
            ),
            "The server asks for a key (401): Authentication required. Send Authorization: Bearer <api-key>, x-api-key, \
             or a signed-in session. Log in: andibox login.",
        ),
        (
            answer(
                ProblemKind::InvalidKey,
                401,
                "The provided API key is invalid, expired, revoked, or malformed.",
            ),
            "The key is refused (401): The provided API key is invalid, expired, revoked, or malformed. It may be \
             expired or revoked; log in with another: andibox login.",
        ),
        (
            answer(ProblemKind::SessionRequired, 401, "A session is required."),
            "This needs a signed-in session, a key is not enough (401): A session is required. Do it on the andibase \
             website.",
        ),
        (
            Problem {
                permission: Some("channels.write".into()),
                ..answer(
                    ProblemKind::Forbidden,
                    403,
                    "This API key does not have the required permission.",
                )
            },
            "The key may not do this (403): it lacks channels.write. Ask your admin for a key with that permission.",
        ),
        (
            answer(
                ProblemKind::NotFound,
                404,
                "The requested resource was not found.",
            ),
            "The server does not have it (404): The requested resource was not found. It may be deleted, or the address \
             may not be the API's (it ends in /api/v1).",
        ),
        (
            answer(
                ProblemKind::ServerError,
                500,
                "An unexpected server error occurred.",
            ),
            "The server failed (500): An unexpected server error occurred. andibox tries again by itself.",
        ),
    ];
    for (problem, sentence) in table {
        assert_eq!(says(&problem), sentence);
    }
}

#[test]
fn a_decode_error_names_every_issue_with_its_path() {
    let mut problem = answer(
        ProblemKind::Decode,
        400,
        "The request did not match the expected schema",
    );
    problem.issues = vec![
        issue("author.role", "Expected \"user\", actual \"boss\""),
        issue("", "is missing"),
    ];
    assert_eq!(
        says(&problem),
        "The server could not read the request (400): author.role: Expected \"user\", actual \"boss\"; is missing. \
         Your text is kept; change it and try again."
    );
    problem.issues.clear();
    assert_eq!(
        says(&problem),
        "The server could not read the request (400): The request did not match the expected schema. Your text is \
         kept; change it and try again."
    );
    problem.message = "".into();
    assert_eq!(
        says(&problem),
        "The server could not read the request (400). Your text is kept; change it and try again."
    );
}

#[test]
fn a_403_that_names_no_permission_says_so() {
    let sentence = says(&answer(ProblemKind::Forbidden, 403, "no"));
    assert!(
        sentence.contains("it lacks a permission it does not name"),
        "{sentence}"
    );
}

#[test]
fn a_busy_server_is_tried_again_when_it_asked() {
    let mut problem = answer(ProblemKind::Busy, 429, "Too many requests");
    assert_eq!(
        says(&problem),
        "The server asks to wait (429); andibox tries again by itself."
    );
    problem.retry_after = Some(7);
    assert_eq!(
        says(&problem),
        "The server asks to wait (429); andibox tries again in 7 s."
    );
}

#[test]
fn every_kind_is_a_whole_sentence_with_and_without_words() {
    for kind in ALL {
        for message in [
            "",
            "  ",
            ".",
            "Something broke",
            "Something broke.",
            "Something broke...\n",
        ] {
            let sentence = says(&answer(kind, 418, message));
            assert!(
                sentence.ends_with('.') && !sentence.ends_with(".."),
                "{kind:?}: {sentence}"
            );
            for debris in [": .", ":.", "..", " .", "  ", "()", ": :"] {
                assert!(
                    !sentence.contains(debris),
                    "{kind:?} {message:?}: {sentence}"
                );
            }
            assert!(
                sentence.matches(['.', ';', ':']).count() >= 2,
                "what, and what to do: {sentence}"
            );
        }
    }
}

#[test]
fn a_problem_without_an_answer_names_no_status() {
    for kind in ALL {
        let with = says(&answer(kind, 418, "broke"));
        let without = says(&Problem::new(kind, "broke"));
        assert_eq!(with.replace(" (418)", ""), without);
    }
}

#[test]
fn a_problem_is_stored_and_read_again() {
    for kind in ALL {
        let problem = Problem {
            issues: vec![issue("a.b", "c")],
            permission: Some("channels.write".into()),
            retry_after: Some(3),
            request: "POST /channels/c/messages".into(),
            ..answer(kind, 400, "words")
        };
        let json = serde_json::to_string(&problem).unwrap();
        assert_eq!(serde_json::from_str::<Problem>(&json).unwrap(), problem);
    }
    let least = r#"{"kind":"not_found","status":null,"message":"gone"}"#;
    assert_eq!(
        serde_json::from_str::<Problem>(least).unwrap(),
        Problem::new(ProblemKind::NotFound, "gone"),
        "what an older andibox stored"
    );
}
