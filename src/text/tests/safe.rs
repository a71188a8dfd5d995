//! What the sanitizer makes of naughty strings, row by row.

use std::collections::HashMap;

use crate::text::{SafeText, safe, width};

fn assert_lines(table: &[(&str, &str)]) {
    for (raw, shown) in table {
        assert_eq!(SafeText::line(raw), *shown, "{raw:?}");
    }
}

#[test]
fn a_whole_escape_sequence_is_one_mark() {
    assert_lines(&[
        ("\u{1b}[31mred\u{1b}[0m", "␛red␛"),
        ("\u{1b}[38;2;255;0;0mx", "␛x"),
        ("\u{1b}[?1049hx", "␛x"),
        ("\u{1b}[2 qx", "␛x"),
        ("\u{1b}]0;you have been hacked\u{7}x", "␛x"),
        ("\u{1b}]0;title\u{1b}\\x", "␛x"),
        ("\u{1b}]0;title\u{9c}x", "␛x"),
        ("\u{1b}]52;c;cm0gLXJmIH4=\u{7}x", "␛x"),
        (
            "\u{1b}]8;;https://evil.example\u{1b}\\bank\u{1b}]8;;\u{1b}\\",
            "␛bank␛",
        ),
        ("\u{1b}P+q544e\u{1b}\\x", "␛x"),
        ("\u{1b}_Gf=100;AAAA\u{1b}\\x", "␛x"),
        ("\u{1b}^private\u{1b}\\x", "␛x"),
        ("\u{1b}Xstart\u{1b}\\x", "␛x"),
        ("\u{1b}ktitle\u{1b}\\x", "␛x"),
        ("\u{1b}NAx", "␛x"),
        ("\u{1b}OPx", "␛x"),
        ("\u{1b}(0x", "␛x"),
        ("\u{1b}cx", "␛x"),
        ("\u{1b}7x", "␛x"),
    ]);
}

#[test]
fn eight_bit_sequences_fold_but_wrongly_decoded_text_is_kept() {
    assert_lines(&[
        ("\u{9b}31mred", "␛red"),
        ("\u{9d}0;title\u{9c}x", "␛x"),
        ("\u{9d}0;title", "␛"),
        ("\u{90}q#0\u{9c}x", "␛x"),
        ("\u{8f}Px", "␛x"),
        // Quotation marks and Cyrillic read as Latin-1.
        ("â\u{80}\u{9d} he said", "â‹80›‹9d› he said"),
        ("Ð\u{9f}Ñ\u{80}Ð¸", "Ð‹9f›Ñ‹80›Ð¸"),
        ("\u{9b}", "‹9b›"),
    ]);
}

#[test]
fn an_unfinished_sequence_hides_no_more_than_its_line() {
    assert_lines(&[
        ("\u{1b}", "␛"),
        ("a\u{1b}", "a␛"),
        ("\u{1b}[", "␛"),
        ("\u{1b}[31", "␛"),
        ("\u{1b}[31\u{e9}", "␛é"),
        ("\u{1b}]0;title", "␛"),
        ("\u{1b}\u{1b}[mx", "␛␛x"),
        ("\u{1b}]0;a\u{1b}]0;b\u{7}c", "␛␛c"),
    ]);
    assert_eq!(SafeText::block("\u{1b}]0;x\nhello"), "␛\nhello");
    assert_eq!(SafeText::block("\u{1b}Px\u{2028}hello"), "␛\nhello");
}

#[test]
fn control_characters_show_as_their_pictures() {
    assert_lines(&[
        ("a\u{0}b", "a␀b"),
        ("ding\u{7}", "ding␇"),
        ("a\u{8}b", "a␈b"),
        ("a\u{7f}b", "a␡b"),
        ("a\u{80}b", "a‹80›b"),
        ("a\u{1f}b", "a␟b"),
    ]);
}

#[test]
fn direction_controls_show_by_name() {
    assert_lines(&[
        ("invoice\u{202e}fdp.exe", "invoice‹RLO›fdp.exe"),
        ("\u{202a}a\u{202c}", "‹LRE›a‹PDF›"),
        ("\u{2066}a\u{2069}", "‹LRI›a‹PDI›"),
        ("a\u{200e}b\u{200f}c\u{61c}d", "a‹LRM›b‹RLM›c‹ALM›d"),
    ]);
}

#[test]
fn hidden_characters_show_by_name_or_number() {
    assert_lines(&[
        ("pay\u{200b}pal", "pay‹ZWSP›pal"),
        ("pay\u{200d}pal", "pay‹ZWJ›pal"),
        ("pay\u{200c}pal", "pay‹ZWNJ›pal"),
        ("co\u{ad}operate", "co‹SHY›operate"),
        ("\u{feff}hello", "‹BOM›hello"),
        ("a\u{2060}b", "a‹WJ›b"),
        ("f\u{2061}x\u{2062}y", "f‹F()›x‹×›y"),
        ("\u{3164}\u{ffa0}\u{115f}", "‹HF›‹HHF›‹HCF›"),
        ("a\u{fe0f}", "a‹VS16›"),
        ("1\u{fe0f}", "1‹VS16›"),
        ("a\u{e0100}", "a‹VS17›"),
        ("\u{fff9}a\u{fffb}", "‹IAA›a‹IAT›"),
        ("\u{e0001}hi\u{e0068}\u{e0069}", "‹TAG›hi‹TAG hi›"),
        ("\u{fffe}\u{fdd0}", "‹U+FFFE›‹U+FDD0›"),
        ("\u{e000}", "‹U+E000›"),
        ("\u{1161}", "‹U+1161›"),
        ("\u{10ffff}", "‹U+10FFFF›"),
    ]);
}

#[test]
fn a_run_of_one_hidden_character_is_one_mark() {
    assert_lines(&[
        ("a\u{200b}\u{200b}\u{200b}b", "a‹ZWSP×3›b"),
        ("\u{34f}\u{ad}\u{ad}", "‹CGJ›‹SHY×2›"),
    ]);
}

#[test]
fn real_writing_stays_as_it_is() {
    for text in [
        "plain words",
        "Größe, naïve, Łódź, ½ €",
        "Ελληνικά и русский",
        "漢字かなカナ 한국어",
        "葛\u{e0100}飾区",
        "שָׁלוֹם",
        "السَّلَامُ عَلَيْكُمْ",
        "می\u{200c}خواهم",
        "क्षत्रिय हिन्दी",
        "ক্\u{200d}ষ",
        "ශ්\u{200d}රී ලංකාව",
        "ภาษาไทย น้ำ",
        "ខ្មែរ မြန်မာ བོད",
        "e\u{301} o\u{302}\u{323}",
        "\u{1112}\u{1161}\u{11ab}",
        "👨\u{200d}👩\u{200d}👧\u{200d}👦",
        "👩🏽\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👨🏿",
        "🏳\u{fe0f}\u{200d}🌈 🏴\u{200d}☠\u{fe0f}",
        "🇩🇪🇯🇵",
        "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "1\u{fe0f}\u{20e3} #\u{fe0f}\u{20e3}",
        "❤\u{fe0f} ☎\u{fe0e} 😀\u{fe0f}",
        "👍🏽 🏽",
        "a\u{a0}b\u{3000}c",
        "“quotes” – dashes — …",
        "\u{fffd}",
    ] {
        assert_eq!(SafeText::line(text), text, "{text:?}");
        assert_eq!(SafeText::block(text), text, "{text:?}");
    }
}

#[test]
fn joiners_and_tags_outside_their_sequences_are_shown() {
    assert_lines(&[
        ("👨\u{200d}", "👨‹ZWJ›"),
        ("\u{200d}👨", "‹ZWJ›👨"),
        ("👨\u{200d}\u{200d}👩", "👨‹ZWJ×2›👩"),
        ("👨\u{200d}a", "👨‹ZWJ›a"),
        ("👨\u{200c}👩", "👨‹ZWNJ›👩"),
        ("🏴\u{e0067}", "🏴‹TAG g›"),
        ("م\u{200c}", "م‹ZWNJ›"),
        ("م\u{200c}a", "م‹ZWNJ›a"),
    ]);
}

#[test]
fn stacked_marks_are_limited_and_counted() {
    let zalgo = format!("h{}i", "\u{301}".repeat(50));
    assert_eq!(
        SafeText::line(&zalgo),
        format!("h{}‹+42›i", "\u{301}".repeat(8)).as_str()
    );
    let chain = format!("👨{}", "\u{200d}👨".repeat(100));
    assert!(SafeText::line(&chain).contains("‹ZWJ›"));
}

#[test]
fn a_joiner_needs_room_for_what_it_joins() {
    let full = format!("क{}\u{200d}\u{94d}", "\u{93c}".repeat(8));
    let once = SafeText::line(&full);
    assert_eq!(
        once,
        format!("क{}‹ZWJ›\u{94d}", "\u{93c}".repeat(8)).as_str()
    );
    assert_eq!(SafeText::line(&once), once);
}

#[test]
fn a_mark_without_a_base_gets_one() {
    assert_lines(&[
        ("\u{301}x", "◌\u{301}x"),
        ("\n\u{301}", "◌\u{301}"),
        (" \u{301}", " \u{301}"),
    ]);
    assert_eq!(SafeText::block("a\n\u{301}"), "a\n◌\u{301}");
}

#[test]
fn a_line_reads_on_over_its_line_ends() {
    assert_lines(&[
        (
            "one\r\ntwo\rthree\u{85}four\u{2028}five\u{2029}six\u{b}seven\u{c}eight",
            "one two three four five six seven eight",
        ),
        ("one\n\n  two  \n", "one two"),
        ("\n one", "one"),
        ("a\tb", "a b"),
        ("  kept  ", "  kept  "),
        ("\n", ""),
    ]);
}

#[test]
fn a_block_keeps_its_lines_and_its_tab_stops() {
    assert_eq!(
        SafeText::block("a\r\n\r\nb\rc\u{85}d\u{2029}e\n"),
        "a\n\nb\nc\nd\ne\n"
    );
    assert_eq!(
        SafeText::block("\tx\nab\ty\nabcd\tz\n漢\tw"),
        "    x\nab  y\nabcd    z\n漢  w"
    );
    assert_eq!(SafeText::block("a\tb\tc"), "a   b   c");
}

#[test]
fn the_same_text_is_the_same_however_it_was_made() {
    let (made, word) = (SafeText::line("Open"), SafeText::from("Open"));
    assert_eq!(made, word);
    assert_eq!(made.cmp(&word), std::cmp::Ordering::Equal);
    assert_eq!(HashMap::from([(made, 1)]).get("Open"), Some(&1));
    assert_eq!(format!("{word:>6}|{word:?}"), "  Open|\"Open\"");
    assert_eq!(SafeText::default(), "");
}

#[test]
fn a_formatted_text_is_sanitized_too() {
    let name = "Ana\u{1b}[2J";
    assert_eq!(safe!("{name} wrote {}", 2), "Ana␛ wrote 2");
    assert_eq!(safe!("{}", SafeText::line(name)), SafeText::line(name));
}

#[test]
#[should_panic(expected = "the program's own words")]
fn the_programs_own_words_must_be_clean() {
    let _ = SafeText::from("\u{1b}[1mbold");
}

#[test]
fn a_width_is_what_the_screen_draws() {
    for (text, columns) in [
        ("abc", 3),
        ("é", 1),
        ("e\u{301}", 1),
        ("漢字", 4),
        // The tables and ratatui each give the voicing mark a column: a blank follows, but nothing is misplaced.
        ("ﾊﾟ", 3),
        ("👨\u{200d}👩\u{200d}👧\u{200d}👦", 2),
        ("🇩🇪", 2),
        ("❤", 1),
        ("❤\u{fe0f}", 2),
        ("1\u{fe0f}\u{20e3}", 2),
        ("ไทย", 3),
        ("น้ำ", 2),
        ("␛‹RLO›", 6),
        ("a\nb\u{7}", 2),
    ] {
        assert_eq!(width(text), columns, "{text:?}");
    }
}

#[test]
fn halfwidth_voicing_marks_take_a_width_everybody_agrees_on() {
    let text = SafeText::line("ﾊ\u{ff9f}ｷ\u{ff9e}");
    assert_eq!(text.as_str(), "ﾊ゜ｷ゛");
    assert_eq!(text.width(), 6);
}
