//! A small Rust tokenizer: enough to tell code from comments and strings, and to know the line.

/// One token of code. Comments are skipped, literals keep no text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An identifier or keyword, without `r#`.
    Word(String),
    /// `::`.
    PathSep,
    /// `..`, so that the field access after a range is not mistaken for one.
    Dots,
    /// Any other single character of punctuation.
    Punct(char),
    /// A string, character or number.
    Literal,
    /// A lifetime or label.
    Lifetime,
}

/// A token and the line it stands on, from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub line: usize,
}

impl Token {
    /// The word, if it is one.
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether it is this word.
    pub fn is_word(&self, word: &str) -> bool {
        self.word() == Some(word)
    }

    /// Whether it is this character.
    pub fn is(&self, punct: char) -> bool {
        self.kind == Kind::Punct(punct)
    }
}

/// Splits a source text into tokens.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut reader = Reader {
        chars: text.chars().collect(),
        at: 0,
        line: 1,
    };
    let mut tokens = Vec::new();
    while reader.peek(0).is_some() {
        let line = reader.line;
        if let Some(kind) = reader.token() {
            tokens.push(Token { kind, line });
        }
    }
    tokens
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Option<char> {
        let char = self.peek(0)?;
        self.at += 1;
        if char == '\n' {
            self.line += 1;
        }
        Some(char)
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek(0).is_some_and(&wanted) {
            self.next();
        }
    }

    /// The next token; `None` for white space and comments.
    fn token(&mut self) -> Option<Kind> {
        let first = self.peek(0)?;
        match (first, self.peek(1)) {
            ('/', Some('/')) => {
                self.skip_while(|char| char != '\n');
                None
            }
            ('/', Some('*')) => {
                self.block_comment();
                None
            }
            (':', Some(':')) => {
                self.skip(2);
                Some(Kind::PathSep)
            }
            ('.', Some('.')) => {
                self.skip(2);
                Some(Kind::Dots)
            }
            ('"', _) => Some(self.string()),
            ('\'', _) => Some(self.quote()),
            _ if first.is_whitespace() => {
                self.next();
                None
            }
            _ if first.is_ascii_digit() => {
                self.number();
                Some(Kind::Literal)
            }
            _ if is_word(first) => Some(self.word()),
            _ => self.next().map(Kind::Punct),
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.skip(2);
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.skip(2);
                    if depth == 0 {
                        return;
                    }
                }
                (Some(_), _) => self.skip(1),
                (None, _) => return,
            }
        }
    }

    fn string(&mut self) -> Kind {
        self.next();
        while let Some(char) = self.next() {
            match char {
                '\\' => self.skip(1),
                '"' => break,
                _ => {}
            }
        }
        Kind::Literal
    }

    /// A character literal or a lifetime.
    fn quote(&mut self) -> Kind {
        let lifetime = self.peek(1).is_some_and(is_word) && self.peek(2) != Some('\'');
        self.next();
        if lifetime {
            self.skip_while(is_word);
            return Kind::Lifetime;
        }
        while let Some(char) = self.next() {
            match char {
                '\\' => self.skip(1),
                '\'' => break,
                _ => {}
            }
        }
        Kind::Literal
    }

    /// Digits, suffix, fraction; `1..2` and `1.max(2)` leave their dots alone.
    fn number(&mut self) {
        self.skip_while(is_word);
        if self.peek(0) == Some('.') && self.peek(1).is_some_and(|char| char.is_ascii_digit()) {
            self.next();
            self.skip_while(is_word);
        }
    }

    /// A word, or the string it is the prefix of (`r"…"`, `br#"…"#`, `c"…"`, `b'x'`).
    fn word(&mut self) -> Kind {
        let start = self.at;
        self.skip_while(is_word);
        let word: String = self.chars[start..self.at].iter().collect();
        let raw = matches!(word.as_str(), "r" | "br" | "cr");
        match self.peek(0) {
            Some('"') if raw => return self.raw_string(0),
            Some('"') if matches!(word.as_str(), "b" | "c") => return self.string(),
            Some('\'') if word == "b" => return self.quote(),
            Some('#') if raw => {
                let rest = &self.chars[self.at..];
                let hashes = rest.iter().take_while(|char| **char == '#').count();
                if self.peek(hashes) == Some('"') {
                    self.skip(hashes);
                    return self.raw_string(hashes);
                }
                self.next();
                return self.word();
            }
            _ => {}
        }
        Kind::Word(word)
    }

    fn raw_string(&mut self, hashes: usize) -> Kind {
        self.next();
        while let Some(char) = self.next() {
            if char == '"' && (0..hashes).all(|i| self.peek(i) == Some('#')) {
                self.skip(hashes);
                break;
            }
        }
        Kind::Literal
    }
}

fn is_word(char: char) -> bool {
    char == '_' || char.is_alphanumeric()
}
