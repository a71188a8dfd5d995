//! Addresses of the web in what people write.

/// How much of a text is looked at for one address.
const LONGEST: usize = 2_048;

/// The length of the address that `text` begins with; none if it begins with none.
///
/// Punctuation at its end belongs to the sentence around it, and so does a closing bracket that was not opened inside.
pub(super) fn address_len(text: &str) -> Option<usize> {
    let scheme = scheme_len(text)?;
    let mut end = text
        .char_indices()
        .skip(scheme)
        .take_while(|(at, c)| *at < LONGEST && belongs(*c))
        .last()
        .map(|(at, c)| at + c.len_utf8())?;
    while let Some(last) = text[..end].chars().next_back() {
        let loose = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' => true,
            ')' => unbalanced(&text[..end], '(', ')'),
            ']' => unbalanced(&text[..end], '[', ']'),
            _ => false,
        };
        if !loose {
            break;
        }
        end -= last.len_utf8();
    }
    (end > scheme && host(&text[..end]).is_some()).then_some(end)
}

/// Whether it is an address that may be opened: http or https, a host, nothing hidden and nothing blank.
pub fn is_web_address(text: &str) -> bool {
    scheme_len(text).is_some()
        && text.len() <= LONGEST
        && text.bytes().all(|byte| byte.is_ascii_graphic())
        && host(text).is_some()
}

/// The host an address leads to, without user, port and path: what decides whom one talks to.
pub fn host(address: &str) -> Option<&str> {
    let rest = address.get(scheme_len(address)?..)?;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let authority = &rest[..end];
    // What stands before the last @ is a name, however much it looks like a host.
    let host = authority.rsplit('@').next()?;
    let host = if host.starts_with('[') {
        host
    } else {
        host.split(':').next()?
    };
    (!host.is_empty()).then_some(host)
}

fn scheme_len(text: &str) -> Option<usize> {
    ["https://", "http://"]
        .iter()
        .find(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
        .map(|scheme| scheme.len())
}

fn belongs(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(
            c,
            '<' | '>' | '"' | '`' | '{' | '}' | '|' | '^' | '␛' | '«' | '»'
        )
}

fn unbalanced(text: &str, open: char, close: char) -> bool {
    text.matches(close).count() > text.matches(open).count()
}
