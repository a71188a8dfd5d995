//! Guessing a customer's language, so that a follow-up fits the thread. By script, else by a few small words.

/// The languages written in Latin letters, each with words that the others do not have.
const LATIN: &[(&str, &str)] = &[
    ("de", "ich und nicht ist das wir hallo bitte ein für"),
    ("es", "hola el los pero está qué gracias una por"),
    ("fr", "bonjour je le les est vous merci pas une pour"),
    ("pt", "olá não uma meu obrigado você vocês para com boa"),
    ("pl", "dzień nie się jest proszę czy cześć dla dziękuję mam"),
    ("tr", "merhaba bir bu için ve değil teşekkürler var çok"),
    ("en", "the and is it you my hi hello thanks please not"),
];

/// A two-letter language; English where nothing speaks for another.
pub(super) fn guess(text: &str) -> &'static str {
    // Japanese is written with Chinese characters too: what only it has decides.
    if text
        .chars()
        .any(|letter| matches!(letter, '\u{3040}'..='\u{30ff}'))
    {
        return "ja";
    }
    text.chars()
        .find_map(by_script)
        .unwrap_or_else(|| by_words(text))
}

const fn by_script(letter: char) -> Option<&'static str> {
    match letter {
        '\u{0370}'..='\u{03ff}' => Some("el"),
        '\u{0400}'..='\u{04ff}' => Some("uk"),
        '\u{0590}'..='\u{05ff}' => Some("he"),
        '\u{0600}'..='\u{06ff}' => Some("ar"),
        '\u{0900}'..='\u{097f}' => Some("hi"),
        '\u{0e00}'..='\u{0e7f}' => Some("th"),
        '\u{4e00}'..='\u{9fff}' => Some("zh"),
        '\u{ac00}'..='\u{d7af}' => Some("ko"),
        _ => None,
    }
}

fn by_words(text: &str) -> &'static str {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphabetic()).collect();
    let count = |known: &str| known.split(' ').filter(|word| words.contains(word)).count();
    LATIN
        .iter()
        .map(|(language, known)| (*language, count(known)))
        .filter(|(_, count)| *count > 0)
        // The last of equals wins, which is English.
        .max_by_key(|(_, count)| *count)
        .map_or("en", |(language, _)| language)
}
