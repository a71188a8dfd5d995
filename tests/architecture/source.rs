//! Source files as the rules see them: where they stand, their code without tests, and the paths they name.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use crate::token::{Kind, Token, tokenize};

/// A file of the tree.
pub struct File {
    /// Its path from the root of the crate, with slashes: `src/app/update.rs`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The module it is: `["app", "update"]`; empty for `lib.rs` and `main.rs`.
    pub module: Vec<String>,
    /// Whether it is only compiled for tests.
    pub is_test: bool,
    /// All its code.
    pub code: Vec<Token>,
    /// Its code without what stands under `#[cfg(test)]`; empty in a file that is only compiled for tests.
    pub product: Vec<Token>,
}

/// A path the code names, resolved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// Whether it is inside this crate; then `segments` begin below the crate's root.
    pub inside: bool,
    /// Its segments.
    pub segments: Vec<String>,
    /// The line.
    pub line: usize,
}

impl File {
    /// The room it belongs to; none for `lib.rs` and `main.rs`.
    pub fn room(&self) -> Option<&str> {
        self.module.first().map(String::as_str)
    }

    /// Whether it is the program's own root, where the library is named from outside.
    pub fn is_main(&self) -> bool {
        self.path == "src/main.rs"
    }

    /// The paths its code names, tests and all.
    pub fn names(&self) -> Vec<Named> {
        names(&self.code, &self.module, self.is_main())
    }

    /// The paths its code names, without the tests.
    pub fn product_names(&self) -> Vec<Named> {
        names(&self.product, &self.module, self.is_main())
    }
}

/// Reads every Rust file under a folder of the crate.
pub fn read_tree(root: &Path, folder: &str) -> io::Result<Vec<File>> {
    let mut texts = Vec::new();
    collect(root, &root.join(folder), &mut texts)?;
    texts.sort();
    Ok(files(texts))
}

fn collect(root: &Path, folder: &Path, texts: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, texts)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root).unwrap_or(&path);
            let name = name.to_string_lossy().replace('\\', "/");
            texts.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

/// Makes files of paths and texts, and finds out which of them are only compiled for tests.
pub fn files(texts: impl IntoIterator<Item = (String, String)>) -> Vec<File> {
    let mut files: Vec<File> = texts
        .into_iter()
        .map(|(path, text)| file(path, text))
        .collect();
    let test_modules: BTreeSet<Vec<String>> = files.iter().flat_map(test_modules).collect();
    for file in &mut files {
        let declared =
            (1..=file.module.len()).any(|end| test_modules.contains(&file.module[..end]));
        if declared || file.module.iter().any(|name| name == "tests") {
            file.is_test = true;
            file.product.clear();
        }
    }
    files
}

fn file(path: String, text: String) -> File {
    let code = tokenize(&text);
    let product = without_tests(&code);
    let stem = path.strip_suffix(".rs").unwrap_or(&path);
    let mut module: Vec<String> = stem.split('/').skip(1).map(ToOwned::to_owned).collect();
    if matches!(
        module.last().map(String::as_str),
        Some("mod" | "lib" | "main")
    ) {
        module.pop();
    }
    File {
        is_test: !path.starts_with("src/"),
        path,
        text,
        module,
        code,
        product,
    }
}

/// The modules a file declares with `#[cfg(test)] mod name;`.
fn test_modules(file: &File) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < file.code.len() {
        if !starts_test_item(&file.code[at..]) {
            at += 1;
            continue;
        }
        let end = item_end(&file.code, at);
        let item = &file.code[at..end];
        if let Some(place) = item.iter().position(|token| token.is_word("mod"))
            && let (Some(name), true) = (
                item[place + 1].word(),
                item.last().is_some_and(|t| t.is(';')),
            )
        {
            let mut module = file.module.clone();
            module.push(name.to_owned());
            found.push(module);
        }
        at = end;
    }
    found
}

fn without_tests(code: &[Token]) -> Vec<Token> {
    let mut product = Vec::new();
    let mut at = 0;
    while at < code.len() {
        if starts_test_item(&code[at..]) {
            at = item_end(code, at);
        } else {
            product.push(code[at].clone());
            at += 1;
        }
    }
    product
}

/// `#[cfg(test)]` or `#[cfg(all(test, …))]`.
fn starts_test_item(code: &[Token]) -> bool {
    let begins = |words: &[&str]| {
        let mut code = code.iter();
        words.iter().all(|wanted| {
            code.next().is_some_and(|token| match &token.kind {
                Kind::Word(word) => word == wanted,
                Kind::Punct(punct) => wanted.chars().eq([*punct]),
                _ => false,
            })
        })
    };
    begins(&["#", "[", "cfg", "(", "test", ")"])
        || begins(&["#", "[", "cfg", "(", "all", "(", "test"])
}

const ITEM_WORDS: [&str; 9] = [
    "const", "enum", "fn", "impl", "mod", "static", "struct", "trait", "type",
];

/// Where the item that begins at `start` (with its attributes) ends: behind its `;`, or behind its first block.
fn item_end(code: &[Token], start: usize) -> usize {
    let mut at = start;
    let mut depth = 0_usize;
    let mut is_item = false;
    while let Some(token) = code.get(at) {
        at += 1;
        match &token.kind {
            Kind::Word(word) if depth == 0 => is_item |= ITEM_WORDS.contains(&word.as_str()),
            Kind::Punct('(' | '[' | '{') => depth += 1,
            Kind::Punct(close @ (')' | ']' | '}')) => {
                depth = depth.saturating_sub(1);
                if depth == 0 && *close == '}' && code.get(at).is_none_or(|next| !next.is(';')) {
                    return at;
                }
            }
            Kind::Punct(';') if depth == 0 => return at,
            // A field, variant or argument; the comma of an item stands in its generics.
            Kind::Punct(',') if depth == 0 && !is_item => return at,
            _ => {}
        }
    }
    at
}

/// Every path of two segments or more that the code names, and every `use`, resolved.
pub fn names(code: &[Token], module: &[String], is_main: bool) -> Vec<Named> {
    let mut walk = Walk {
        code,
        module: module.to_vec(),
        inline: Vec::new(),
        depth: 0,
        is_main,
        found: Vec::new(),
    };
    walk.run();
    walk.found
}

struct Walk<'a> {
    code: &'a [Token],
    module: Vec<String>,
    /// The depths at which inline modules were opened.
    inline: Vec<usize>,
    depth: usize,
    is_main: bool,
    found: Vec<Named>,
}

impl Walk<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(token) = self.code.get(at) {
            match &token.kind {
                Kind::Punct('{') => self.depth += 1,
                Kind::Punct('}') => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.inline.last() == Some(&self.depth) {
                        self.inline.pop();
                        self.module.pop();
                    }
                }
                Kind::Word(word) if word == "mod" => {
                    if let (Some(name), Some(true)) = (
                        self.code.get(at + 1).and_then(Token::word),
                        self.code.get(at + 2).map(|token| token.is('{')),
                    ) {
                        self.module.push(name.to_owned());
                        self.inline.push(self.depth);
                    }
                }
                Kind::Word(word)
                    if word == "use" && !self.code.get(at + 1).is_some_and(|next| next.is('<')) =>
                {
                    at = self.use_tree(at + 1, &[]);
                    continue;
                }
                Kind::Word(word) if word == "extern" => {
                    if let (Some(true), Some(name)) = (
                        self.code.get(at + 1).map(|token| token.is_word("crate")),
                        self.code.get(at + 2).and_then(Token::word),
                    ) {
                        self.add(&[name.to_owned()], token.line);
                    }
                }
                Kind::Word(_) if self.starts_path(at) => {
                    at = self.inline_path(at);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Whether a path begins here: no field, no method, no later segment.
    fn starts_path(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).and_then(|at| self.code.get(at));
        match before(1).map(|token| &token.kind) {
            Some(Kind::Punct('.')) => false,
            Some(Kind::PathSep) => {
                !before(2).is_some_and(|token| token.word().is_some() || token.is('>'))
            }
            _ => true,
        }
    }

    fn inline_path(&mut self, start: usize) -> usize {
        let line = self.code[start].line;
        let mut segments = Vec::new();
        let mut at = start;
        while let Some(word) = self.code.get(at).and_then(Token::word) {
            segments.push(word.to_owned());
            at += 1;
            if self
                .code
                .get(at)
                .is_none_or(|token| token.kind != Kind::PathSep)
                || self
                    .code
                    .get(at + 1)
                    .is_none_or(|token| token.word().is_none())
            {
                break;
            }
            at += 1;
        }
        if segments.len() > 1 {
            self.add(&segments, line);
        }
        at
    }

    /// Reads one branch of a `use` up to the `,`, `;` or `}` behind it, which is left to the caller.
    fn use_tree(&mut self, start: usize, prefix: &[String]) -> usize {
        let mut path = prefix.to_vec();
        let mut at = start;
        let mut line = self.code.get(at).map_or(0, |token| token.line);
        while let Some(token) = self.code.get(at) {
            match &token.kind {
                Kind::Word(word) if word == "as" => at += 1,
                Kind::Word(word) => {
                    line = token.line;
                    // `{self}` names the module before the brace.
                    if word != "self" || path.is_empty() {
                        path.push(word.clone());
                    }
                }
                Kind::Punct('*') => path.push("*".to_owned()),
                Kind::Punct('{') => {
                    at += 1;
                    while self.code.get(at).is_some_and(|token| !token.is('}')) {
                        at = self.use_tree(at, &path);
                        if self.code.get(at).is_some_and(|token| token.is(',')) {
                            at += 1;
                        }
                    }
                    return at + 1;
                }
                Kind::PathSep => {}
                _ => break,
            }
            at += 1;
        }
        if !path.is_empty() {
            self.add(&path, line);
        }
        at
    }

    fn add(&mut self, path: &[String], line: usize) {
        let mut rest = path;
        let mut base = None;
        while let Some((first, tail)) = rest.split_first() {
            match first.as_str() {
                "crate" => base = Some(Vec::new()),
                "andibox" if self.is_main && base.is_none() => base = Some(Vec::new()),
                "self" => base = base.or_else(|| Some(self.module.clone())),
                "super" => {
                    let mut module = base.unwrap_or_else(|| self.module.clone());
                    module.pop();
                    base = Some(module);
                }
                _ => break,
            }
            rest = tail;
        }
        let inside = base.is_some();
        let mut segments = base.unwrap_or_default();
        segments.extend(rest.iter().cloned());
        self.found.push(Named {
            inside,
            segments,
            line,
        });
    }
}
