//! Strings that attack a terminal or its reader, a workspace in which every string is one, and the judge of what was
//! written because of them.

use serde_json::{Map, Value, json};

use super::liar::{Answer, Workspace};

/// What they would put into the clipboard: `HACKED`.
const PAYLOAD: &str = "SEFDS0VE";

/// The strings. Where one is a sequence that andibox writes itself, its numbers are others.
pub fn naughty() -> Vec<String> {
    let mut all: Vec<String> = [
        // CSI: colours, erasing, moving, modes, reports.
        "\x1b[5;8mconcealed\x1b[0m",
        "\x1b[3J\x1b[777;777Hjumped\x1b[31",
        "\x1b[?1049l\x1b[?1000h\x1b[?25hmodes\x1b[6n\x1b[c",
        "\x1b[>4;2m\x1b[200~pasted\x1b[201~\x1b[8;1;1t",
        // OSC: title, link, clipboard, unfinished.
        "\x1b]0;OWNED\x07title\x1b]2;OWNED\x1b\\",
        "\x1b]8;;http://evil.example/\x1b\\link\x1b]8;;\x1b\\",
        "\x1b]52;c;SEFDS0VE\x07clipboard",
        "\x1b]52;c;SEFDS0VE\x1b\\clipboard",
        "\x1b]1337;File=inline=1:AAAA\x07 \x1b]9;toast\x07 \x1b]open",
        // DCS, APC, PM, SOS.
        "\x1bP1;1|17/ab\x1b\\ \x1bPq#0;2;0;0;0~\x1b\\sixel",
        "\x1b_Gf=100;AAAA\x1b\\kitty \x1b^pm\x1b\\ \x1bXsos\x1b\\",
        "\x1bPtmux;\x1b\x1b]52;c;SEFDS0VE\x07\x1b\\through tmux",
        // Two bytes: reset, other letters, alignment, a title of screen, a lone introducer at the end.
        "\x1bcreset \x1b(0letters \x1b#8align \x1b=\x1b>",
        "\x1bktitle\x1b\\ \x1bN\x1bO \x1b7\x1b8\x1bM",
        "an introducer at the end\x1b",
        "an introducer at the end\x1b[",
        "\x1b\x1b[\x1b[5mnested\x1b]\x1b[",
        // The same in eight bits, alone and doubled.
        "\u{9b}5;8mconcealed \u{9b}3J",
        "\u{9d}52;c;SEFDS0VE\u{9c}clipboard \u{9d}0;OWNED\u{7}",
        "\u{90}q#0\u{9c} \u{9f}G\u{9c} \u{98}sos\u{9c} \u{85}next \u{84}\u{8d}\u{8e}\u{8f}",
        // Direction.
        "invoice\u{202e}fdp.exe",
        "\u{2066}isolated\u{2069} \u{2067}\u{2068}\u{202a}\u{202b}\u{202d}\u{202c} \u{200e}\u{200f}\u{61c}",
        // Hidden.
        "ze\u{200b}ro \u{feff}bom \u{2060}\u{2061}\u{2062}\u{2063}\u{2064} so\u{ad}ft \u{180e}\u{3164}\u{115f}\u{ffa0}",
        "\u{e0001}\u{e0069}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065}tags \u{fff9}a\u{fffa}b\u{fffb}",
        "\u{200d}\u{200c}join\u{200d}ed \u{fe0f}\u{fe0e}selected\u{fe0f}",
        // C0, DEL, and everything that ends a line.
        "\0nul\0 \u{7}bell\u{8}\u{8}\u{8}\u{8}back\u{7f}del \u{1}\u{1a}\u{1c}\u{1f}\u{e}shift\u{f}",
        "tab\tulated \u{b}vertical \u{c}form",
        "first\r\nsecond\rover\nthird\u{2028}fourth\u{2029}fifth\u{85}sixth",
        // Combining: heaps, and one without a base.
        "\u{301}lone \u{20e3}keycap \u{1f3fb}tone",
        // Wide and joined, to be cut in the middle.
        "漢字かな交じり文👩‍👩‍👧‍👦🇲🇹🏴󠁧󠁢󠁥󠁮󠁧󠁿 العربية हिन्दी ไทย",
        // No characters at all, and characters of nobody.
        "\u{fffe}\u{ffff}\u{10ffff}\u{e000}\u{378}\u{fffd}",
        // For shells, formats and paths.
        "$(touch OWNED) `id` ;rm -rf / | & %s%n {0} {} \\x1b[5m \\033[5m ^[[5m",
        "../../../etc/passwd\0.png",
        "",
        "   ",
    ]
    .map(str::to_owned)
    .into();
    all.push(format!("Z{}algo", "\u{300}\u{336}\u{489}".repeat(60)));
    all.push("W".repeat(6_000));
    all.push("\x1b[5m漢\u{202e}".repeat(700));
    all
}

/// A workspace in which every string of every resource is hostile.
pub fn workspace() -> Workspace {
    let mut workspace = Workspace::default();
    for (number, words) in naughty().iter().enumerate() {
        // Ids must differ, and a path can only be so long.
        let id = |kind: &str| {
            let short: String = words.chars().take(60).collect();
            format!("{kind}{number}{short}")
        };
        let channel = id("c");
        if number % 6 == 0 {
            workspace.channels.push(json!({
                "id": channel, "name": words, "handle": words, "description": words,
                "metadata": { words: words }, "createdAt": words, "updatedAt": words,
            }));
        }
        let channel = workspace.channels.last().unwrap()["id"].clone();
        let metadata = metadata(words);
        let minute = format!("2026-01-02T10:{number:02}:00.000Z");
        workspace.threads.push(json!({
            "id": id("t"), "channelId": channel, "externalId": words, "title": words, "status": "open",
            "metadata": metadata, "createdAt": "2026-01-02T00:00:00.000Z", "updatedAt": minute,
            "lastMessageAt": minute, "closedAt": words,
        }));
        for (kind, direction, category, status) in [
            ("a", "inbound", "text", "received"),
            ("b", "outbound", "text", "failed"),
            ("d", "internal", "comment", "received"),
            ("e", "system", "event", "received"),
            ("f", "inbound", "call", "received"),
            ("g", words, words, words),
            ("h", "outbound", "text", words),
            ("i", "inbound", "text", "received"),
        ] {
            // An address with naughty neighbours, told to the terminal as a link.
            let text = match kind {
                "i" => format!(
                    "https://links.example/{words}?a=1;b {words} [{words}](https://links.example/x)"
                ),
                _ => words.clone(),
            };
            workspace.messages.push(json!({
                "id": id(kind), "channelId": channel, "threadId": id("t"),
                "parentMessageId": id("a"), "externalId": words,
                "direction": direction, "kind": category, "status": status, "text": text,
                "raw": { words: words },
                "author": {
                    "role": if kind == "a" { "user" } else { words }, "name": words, "email": words,
                    "phone": words, "avatarUrl": words, "externalId": words,
                },
                "attachments": [
                    { "name": words, "contentType": words, "url": words, "sizeBytes": 12, "metadata": { words: words } },
                    { "name": words },
                ],
                "metadata": metadata,
                "createdAt": if kind == "g" { words } else { &minute }, "updatedAt": words,
                words: words,
            }));
        }
        let mut feed = workspace.messages.last().unwrap().clone();
        feed["id"] = json!(id("z"));
        feed["threadId"] = Value::Null;
        workspace.messages.push(feed);
    }
    workspace
}

fn metadata(words: &str) -> Value {
    let mut metadata = Map::new();
    metadata.insert(words.to_owned(), json!(words));
    for name in ["error", "reason", "failureReason", "errorMessage"] {
        metadata.insert(name.to_owned(), json!(words));
    }
    metadata.insert(
        "nested".to_owned(),
        json!({ words: [words, { words: words }] }),
    );
    let event = json!({ "event": "thread.status", "from": words, "to": words, "base": words });
    metadata.insert("andibox".to_owned(), event);
    Value::Object(metadata)
}

/// A refusal in which every string is hostile, the code too.
pub fn refusal(status: u16) -> Answer {
    let words = naughty().concat();
    let short: String = words.chars().take(1_900).collect();
    let body = json!({
        "code": short, "message": short, "_tag": if status == 400 { "HttpApiDecodeError" } else { "Other" },
        "details": { "requiredPermission": short, short.clone(): short },
        "issues": [{ "_tag": short, "path": [short, 0], "message": short }],
    });
    Answer::json(status, &body).with("x-request-id", "1")
}

/// What one string in the raw output is.
#[derive(Debug)]
enum Piece {
    Text(char),
    Csi(String),
    Clipboard(String),
    Link(String),
}

/// Nothing but text, line ends and the few sequences andibox writes itself.
pub fn judge_screen(bytes: &[u8], size: (u16, u16)) -> usize {
    let mut copies = 0;
    let mut links = 0;
    for piece in pieces(bytes) {
        match piece {
            Piece::Text('\r' | '\n') => {}
            Piece::Text(c) => assert!(is_harmless(c), "{c:?} was written"),
            Piece::Csi(sequence) => {
                assert!(is_ours(&sequence, size), "CSI {sequence:?} was written");
            }
            Piece::Link(link) => {
                judge_link(&link);
                links += 1;
            }
            Piece::Clipboard(payload) => {
                assert_ne!(payload, PAYLOAD, "a message wrote the clipboard");
                let copied = String::from_utf8(decode(&payload)).unwrap();
                let harmless = |c| c == '\n' || is_harmless(c);
                assert!(copied.chars().all(harmless), "{copied:?} was copied");
                copies += 1;
            }
        }
    }
    assert!(copies > 0, "nothing was copied");
    assert_eq!(links % 2, 0, "a link was begun and not ended");
    links
}

/// The end of a link, or the beginning of one to the web.
fn judge_link(link: &str) {
    if link == ";" {
        return;
    }
    let (id, address) = link.split_once(';').expect("parameters and an address");
    let number = id.strip_prefix("id=").expect("a number");
    assert!(number.parse::<u32>().is_ok(), "{id:?}");
    assert!(
        address.starts_with("https://") || address.starts_with("http://"),
        "{address:?}"
    );
    assert!(
        address.bytes().all(|byte| byte.is_ascii_graphic()),
        "{address:?}"
    );
    assert!(!address.contains("file:"), "{address:?}");
}

/// Nothing but text and line ends.
pub fn judge_text(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    for c in text.chars() {
        assert!(c == '\n' || is_harmless(c), "{c:?} was written: {text:?}");
    }
}

/// Takes the output apart; panics at a sequence that andibox never writes.
fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let text = std::str::from_utf8(bytes).expect("what is written is UTF-8");
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c != '\x1b' {
            pieces.push(Piece::Text(c));
        } else if let Some(after) = rest.strip_prefix('[') {
            let end = after
                .find(|c: char| !matches!(c, ' '..='?'))
                .expect("a control sequence ends");
            let last = after[end..].chars().next().unwrap();
            assert!(matches!(last, '@'..='~'), "CSI ends in {last:?}");
            pieces.push(Piece::Csi(after[..=end].to_owned()));
            rest = &after[end + 1..];
        } else if let Some(after) = rest.strip_prefix("]8;") {
            let end = after.find("\x1b\\").expect("the link's sequence ends");
            pieces.push(Piece::Link(after[..end].to_owned()));
            rest = &after[end + 2..];
        } else if let Some(after) = rest.strip_prefix("]52;c;") {
            let end = after.find("\x1b\\").expect("the clipboard's sequence ends");
            pieces.push(Piece::Clipboard(after[..end].to_owned()));
            rest = &after[end + 2..];
        } else {
            let around: String = rest.chars().take(20).collect();
            panic!("ESC {around:?} was written");
        }
    }
    pieces
}

/// The sequences of andibox: places on the screen, erasing, colours without blinking and concealing, its modes.
fn is_ours(sequence: &str, (cols, rows): (u16, u16)) -> bool {
    const MODES: [&str; 13] = [
        "?1049h", "?1049l", "?1004h", "?2004h", "?1004l", "?2004l", "?25h", "?25l", "?2026h",
        "?2026l", "?1000l", "?1002l", "?1006l",
    ];
    if MODES.contains(&sequence) {
        return true;
    }
    let (parameters, last) = sequence.split_at(sequence.len() - 1);
    let numbers: Option<Vec<u16>> = parameters
        .split(';')
        .map(|number| match number {
            "" => Some(0),
            number => number.parse().ok(),
        })
        .collect();
    match (last, numbers.as_deref()) {
        ("H", Some([row, col])) => *row <= rows && *col <= cols,
        ("H", Some([row])) => *row <= rows,
        ("C" | "X", Some([count])) => *count <= cols,
        ("J", Some([2])) => true,
        ("m", Some(numbers)) => coloured(numbers),
        _ => false,
    }
}

fn coloured(mut numbers: &[u16]) -> bool {
    while let Some((first, after)) = numbers.split_first() {
        numbers = match (first, after) {
            (38 | 48 | 58, [5, _, rest @ ..] | [2, _, _, _, rest @ ..]) => rest,
            (
                0..=4 | 7 | 22..=24 | 27 | 30..=37 | 39 | 40..=47 | 49 | 59 | 90..=97 | 100..=107,
                _,
            ) => after,
            _ => return false,
        };
    }
    true
}

/// Neither control nor direction nor hidden; joiners and selectors may stand in words and emoji.
fn is_harmless(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0001}')
}

fn decode(base64: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    assert_eq!(base64.len() % 4, 0, "base64 is padded");
    for letter in base64.trim_end_matches('=').bytes() {
        let value = LETTERS.iter().position(|it| *it == letter);
        let value = value.unwrap_or_else(|| panic!("{:?} is no base64", char::from(letter)));
        bits = bits << 6 | u32::try_from(value).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    bytes
}
