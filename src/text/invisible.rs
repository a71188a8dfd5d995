//! Characters that are not seen, and the places where some of them belong.
//!
//! Direction controls let a file name lie about its ending; joiners, fillers and tags let two different texts look
//! the same, or carry a text nobody reads. They are shown by name, unless they stand where a script or an emoji needs
//! them. Which code points these are: Unicode's `Default_Ignorable_Code_Point`, `Bidi_Control` and UTS #51.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Zero width joiner.
pub(super) const ZWJ: char = '\u{200d}';
/// Zero width non-joiner.
pub(super) const ZWNJ: char = '\u{200c}';
/// The flag that region flags (England, Texas) are built on with tag characters.
pub(super) const BLACK_FLAG: char = '\u{1f3f4}';

const EMOJI_SELECTOR: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';
const CANCEL_TAG: char = '\u{e007f}';

/// The short name Unicode gives an invisible character, for its visible mark. Joiners, variation selectors and tags
/// are not here: they have places where they belong.
pub(super) fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{ad}' => "SHY",
        '\u{34f}' => "CGJ",
        '\u{61c}' => "ALM",
        '\u{115f}' => "HCF",
        '\u{1160}' => "HJF",
        '\u{180e}' => "MVS",
        '\u{200b}' => "ZWSP",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2061}' => "F()",
        '\u{2062}' => "×",
        '\u{2063}' => ",",
        '\u{2064}' => "+",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{206a}' => "ISS",
        '\u{206b}' => "ASS",
        '\u{206c}' => "IAFS",
        '\u{206d}' => "AAFS",
        '\u{206e}' => "NADS",
        '\u{206f}' => "NODS",
        '\u{3164}' => "HF",
        '\u{feff}' => "BOM",
        '\u{ffa0}' => "HHF",
        '\u{fff9}' => "IAA",
        '\u{fffa}' => "IAS",
        '\u{fffb}' => "IAT",
        _ => return None,
    })
}

/// Whether `c` has nothing to show and no name worth showing: ignorable code points and those outside any repertoire.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{17b4}' | '\u{17b5}' | '\u{2065}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || !is_printable(c)
}

/// Whether `c` is assigned, public and drawn; judged by the standard library's table, which marks what it does not know.
fn is_printable(c: char) -> bool {
    let visible_format = matches!(
        c,
        '\u{600}'
            ..='\u{605}'
                | '\u{6dd}'
                | '\u{70f}'
                | '\u{890}'
                | '\u{891}'
                | '\u{8e2}'
                | '\u{110bd}'
                | '\u{110cd}'
    );
    // `escape_debug` escapes marks too, but not behind a base.
    let on_a_base = || ['a', c].iter().collect::<String>().escape_debug().count() == 2;
    visible_format
        || c.is_whitespace()
        || c.width() == Some(0)
        || c.escape_debug().len() == 1
        || on_a_base()
}

/// Whether `c` draws on the character before it rather than beside it: combining marks, vowel jamo, skin tones.
pub(super) fn is_stacking(c: char) -> bool {
    c.width() == Some(0) || is_skin_tone(c)
}

/// Emoji modifiers; alone they are a patch of colour.
pub(super) fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// Whether a joiner belongs between these two: between emoji, or inside a word of a script that shapes by it.
pub(super) fn joiner_belongs(joiner: char, before: &str, next: Option<char>) -> bool {
    let (Some(previous), Some(next)) = (before.chars().next_back(), next) else {
        return false;
    };
    if joins_in_script(previous) && joins_in_script(next) {
        return true;
    }
    let base = before
        .chars()
        .rev()
        .find(|&c| c != EMOJI_SELECTOR && !is_skin_tone(c));
    joiner == ZWJ && base.is_some_and(is_pictograph) && is_pictograph(next)
}

/// Arabic and its neighbours, Mongolian, and the scripts of India and South East Asia.
fn joins_in_script(c: char) -> bool {
    let script = matches!(c,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{1900}'..='\u{1aaf}' | '\u{1b00}'..='\u{1c4f}' | '\u{a840}'..='\u{a87f}' | '\u{a980}'..='\u{aaff}'
        | '\u{abc0}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10ac0}'..='\u{10aff}'
        | '\u{11000}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}');
    let attaches = |c: char| c.width() == Some(0) && is_one_cluster(&['a', c]);
    script
        && name(c).is_none()
        && !is_unseen(c)
        && !is_variation_selector(c)
        && (attaches(c) || c.is_alphabetic())
}

/// Whether `c` chooses between drawings of the character before it.
pub(super) fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

/// Whether the selector has something to choose: emoji and keycaps, ideographs, and the few symbols and letters that
/// have standard variants.
pub(super) fn selector_belongs(selector: char, previous: Option<char>, next: Option<char>) -> bool {
    let Some(previous) = previous else {
        return false;
    };
    let ideograph = matches!(previous, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    match selector {
        '\u{fe0e}' | EMOJI_SELECTOR => {
            let keycap = matches!(previous, '0'..='9' | '#' | '*') && next == Some(KEYCAP);
            is_pictograph(previous) || (keycap && selector == EMOJI_SELECTOR)
        }
        '\u{e0100}'..='\u{e01ef}' => ideograph,
        '\u{180b}'..='\u{180f}' => matches!(previous, '\u{1820}'..='\u{18aa}'),
        _ => {
            ideograph
                || matches!(previous,
                    '\u{1000}'..='\u{109f}' | '\u{2190}'..='\u{2bff}' | '\u{3001}'..='\u{3002}'
                    | '\u{a840}'..='\u{a877}' | '\u{aa60}'..='\u{aa7f}' | '\u{ff01}'..='\u{ff1f}')
        }
    }
}

/// The mark name of a variation selector.
pub(super) fn selector_name(selector: char) -> String {
    let code = u32::from(selector);
    match selector {
        '\u{fe00}'..='\u{fe0f}' => format!("VS{}", code - 0xfe00 + 1),
        '\u{e0100}'..='\u{e01ef}' => format!("VS{}", code - 0xe0100 + 17),
        '\u{180f}' => "FVS4".to_owned(),
        _ => format!("FVS{}", code - 0x180b + 1),
    }
}

/// The length in bytes of the region flag `text` begins with (black flag, 3 to 6 tags, cancel tag).
pub(super) fn region_flag_len(text: &str) -> Option<usize> {
    let tags = text.strip_prefix(BLACK_FLAG)?;
    let is_region = |c: &char| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}');
    let count = tags.chars().take_while(is_region).count();
    let ended = tags.chars().nth(count) == Some(CANCEL_TAG);
    ((3..=6).contains(&count) && ended)
        .then(|| BLACK_FLAG.len_utf8() + (count + 1) * CANCEL_TAG.len_utf8())
}

/// Whether `c` is a tag character.
pub(super) fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0001}' | '\u{e0020}'..=CANCEL_TAG)
}

/// The ASCII character a tag character stands for, which is how hidden text is smuggled. Two of them stand for none.
pub(super) fn tag_letter(c: char) -> Option<char> {
    let letter = matches!(c, '\u{e0020}'..='\u{e007e}');
    letter
        .then(|| char::from_u32(u32::from(c) - 0xe_0000))
        .flatten()
}

/// `Extended_Pictographic`, asked of the segmentation tables: only two of those make one cluster around a joiner.
fn is_pictograph(c: char) -> bool {
    c > '\u{a8}' && !is_stacking(c) && !is_unseen(c) && is_one_cluster(&[c, ZWJ, c])
}

fn is_one_cluster(chars: &[char]) -> bool {
    let text: String = chars.iter().collect();
    text.graphemes(true).count() == 1
}
