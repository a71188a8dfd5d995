//! The room's tests: tables of naughty strings, and laws that hold for any text.

mod cut;
mod file_name;
mod fuzzy;
mod laws;
mod safe;
mod time;
mod wrap;

use proptest::prelude::*;

/// Enough cases to meet the rare ones; failures found are kept as rows of a table, not as seeds.
pub(super) fn law() -> ProptestConfig {
    ProptestConfig {
        cases: 512,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Texts worth trying: any characters at all, mixed with the ones that have made terminals and editors stumble.
fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any_piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// One piece of such a text.
pub(super) fn any_piece() -> impl Strategy<Value = String> {
    let awkward = prop::sample::select(vec![
        "\u{1b}",
        "\u{1b}[",
        "\u{1b}[31m",
        "\u{1b}]8;;http://x\u{7}",
        "\u{1b}]0;t",
        "\u{1b}P",
        "\u{1b}\\",
        "\u{7}",
        "\u{9b}",
        "\u{9d}",
        "\u{9c}",
        "\u{90}",
        "\u{8f}",
        "\u{85}",
        "\u{7f}",
        "\u{0}",
        "\r",
        "\n",
        "\r\n",
        "\t",
        " ",
        "  ",
        "\u{202e}",
        "\u{2066}",
        "\u{200e}",
        "\u{61c}",
        "\u{200b}",
        "\u{200c}",
        "\u{200d}",
        "\u{fe0f}",
        "\u{fe0e}",
        "\u{20e3}",
        "1",
        "#",
        "\u{1f468}",
        "\u{2764}",
        "\u{1f3fb}",
        "\u{1f1e9}",
        "\u{1f3f4}",
        "\u{e0067}",
        "\u{e007f}",
        "\u{e0100}",
        "\u{301}",
        "\u{302}\u{303}",
        "\u{1100}",
        "\u{1161}",
        "\u{11a8}",
        "\u{115f}",
        "\u{1160}",
        "\u{3164}",
        "\u{ad}",
        "\u{34f}",
        "\u{feff}",
        "\u{2064}",
        "\u{fffe}",
        "\u{e000}",
        "\u{378}",
        "葛",
        "漢字",
        "\u{3099}",
        "\u{ff9e}",
        "क",
        "\u{94d}",
        "\u{93e}",
        "ส",
        "\u{e35}",
        "م",
        "ي",
        "\u{600}",
        "a",
        "word",
        "-",
        "é",
        "Ω",
        "Ж",
        "«",
        "!",
        "\u{2028}",
        "\u{2014}",
        "\u{25cc}",
        "\u{a0}",
    ])
    .prop_map(str::to_owned);
    prop_oneof![4 => awkward, 2 => any::<char>().prop_map(String::from), 1 => "[ -~]{0,12}", 1 => "\\PC{0,6}"]
}
