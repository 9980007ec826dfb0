//! What a Rust file names: its `use` declarations, the paths in its code, and what it defines.

use super::source::{SourceFile, words};

/// One name that a `use` declaration brings in.
#[derive(Debug, PartialEq, Eq)]
pub struct Import {
    /// The byte at which the declaration begins.
    pub at: usize,
    /// What is named, segment by segment.
    pub path: Vec<String>,
    /// What it is called in this file.
    pub name: String,
    /// Whether others see it here too (`pub use`).
    pub is_public: bool,
}

/// A path in the code: `store::save`, `Span`.
#[derive(Debug, PartialEq, Eq)]
pub struct Path {
    /// The byte at which it begins.
    pub at: usize,
    /// Its segments.
    pub segments: Vec<String>,
    /// Whether it is called (`save(…)`).
    pub is_called: bool,
    /// Whether it stands after a dot: a method or a field.
    pub is_member: bool,
}

/// The parts of a file that a graph of files is made of.
pub struct Named {
    /// The `use` declarations, one entry a name.
    pub imports: Vec<Import>,
    /// All other paths, single words as well.
    pub paths: Vec<Path>,
    /// The names of its items.
    pub items: Vec<String>,
    /// The types that it has `impl Type { … }` for, with the methods in it.
    pub impls: Vec<(String, Vec<String>)>,
}

impl Named {
    /// Takes a file apart. Tests are left out: they may name whatever they test with.
    pub fn new(file: &SourceFile) -> Self {
        let code = &file.tested;
        let declarations = declarations(code);
        let mut rest = code.as_bytes().to_vec();
        for (at, end, _) in &declarations {
            rest[*at..*end].fill(b' ');
        }
        let rest = String::from_utf8(rest).unwrap();
        let mut imports = Vec::new();
        for (at, end, is_public) in declarations {
            let tree = code[at..end].trim_start_matches("use").trim_end_matches(';');
            leaves(tree, &mut Vec::new(), &mut |path, name| {
                imports.push(Import { at, path: path.to_vec(), name, is_public });
            });
        }
        let top = top(&rest);
        Self { imports, paths: paths(&rest), items: items(&top), impls: impls(&rest, &top) }
    }
}

/// The `use` declarations: where each begins and ends, and whether it is public.
fn declarations(code: &str) -> Vec<(usize, usize, bool)> {
    let mut found = Vec::new();
    for (at, _) in words(code).filter(|(_, word)| *word == "use") {
        let before = code[..at].trim_end();
        let is_public = before.ends_with("pub") || before.ends_with(')');
        // `impl Trait + use<'a>` is no declaration.
        let begins = before.is_empty() || is_public || before.ends_with([';', '{', '}', ']']);
        if let Some(length) = code[at..].find(';').filter(|_| begins) {
            found.push((at, at + length + 1, is_public));
        }
    }
    found
}

/// Calls `take` for every name of a tree like `a::{b, c::{self, d as e}}`.
fn leaves(tree: &str, stem: &mut Vec<String>, take: &mut impl FnMut(&[String], String)) {
    let depth = stem.len();
    let mut rest = tree.trim();
    loop {
        if let Some(group) = rest.strip_prefix('{') {
            let inside = group.trim_end().strip_suffix('}').unwrap_or(group);
            split_members(inside).into_iter().for_each(|member| leaves(member, stem, take));
            break;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let word = &rest[..end];
        let after = rest[end..].trim_start();
        if let Some(next) = after.strip_prefix("::") {
            stem.push(word.to_owned());
            rest = next.trim_start();
            continue;
        }
        if word != "self" {
            stem.push(word.to_owned());
        }
        let other = after.strip_prefix("as ").map(|name| name.trim().to_owned());
        if let Some(name) = other.or_else(|| stem.last().cloned()).filter(|name| !name.is_empty()) {
            take(stem, name);
        }
        break;
    }
    stem.truncate(depth);
}

/// Splits at the commas that are in no inner group.
fn split_members(inside: &str) -> Vec<&str> {
    let mut depth = 0;
    let members = inside.split(|character| {
        depth += i32::from(character == '{') - i32::from(character == '}');
        character == ',' && depth == 0
    });
    members.filter(|member| !member.trim().is_empty()).collect()
}

/// All paths of the code.
fn paths(code: &str) -> Vec<Path> {
    let mut found: Vec<Path> = Vec::new();
    let mut end = 0;
    for (at, word) in words(code) {
        let is_called = code[at + word.len()..].starts_with('(');
        let goes_on = &code[end.min(at)..at] == "::";
        end = at + word.len();
        if let Some(path) = found.last_mut().filter(|_| goes_on) {
            path.segments.push(word.to_owned());
            path.is_called = is_called;
            continue;
        }
        let before = code[..at].trim_end();
        // `..Default::default()` is a path, `.default()` is none.
        let is_member = before.ends_with('.') && !before.ends_with("..");
        found.push(Path { at, segments: vec![word.to_owned()], is_called, is_member });
    }
    found
}

/// What introduces an item.
const KEYWORDS: [&str; 8] = ["fn", "struct", "enum", "trait", "type", "const", "static", "union"];

/// The names of the items at the top of a file.
fn items(top: &str) -> Vec<String> {
    let names: Vec<&str> = words(top).map(|(_, word)| word).collect();
    names.windows(2).filter(|pair| KEYWORDS.contains(&pair[0])).map(|pair| pair[1].to_owned()).collect()
}

/// The code with everything in braces blank, the braces stay.
fn top(code: &str) -> String {
    let mut depth = 0;
    let outside = code.bytes().map(|byte| {
        depth -= i32::from(byte == b'}');
        let is_outside = depth == 0;
        depth += i32::from(byte == b'{');
        if is_outside { byte } else { b' ' }
    });
    String::from_utf8(outside.collect()).unwrap()
}

/// The `impl Type { … }` of a file, those for a trait left out, each with the names of its functions.
fn impls(code: &str, top: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for (at, _) in words(top).filter(|(_, word)| *word == "impl") {
        let Some(open) = top[at..].find('{').map(|open| at + open) else { continue };
        let head = without_generics(&code[at + "impl".len()..open]);
        if words(&head).any(|(_, word)| word == "for") {
            continue;
        }
        let Some(name) = words(&head).take_while(|(_, word)| *word != "where").last() else { continue };
        let end = top[open..].find('}').map_or(code.len(), |end| open + end);
        let block = &code[open..end];
        found.push((name.1.to_owned(), functions(block)));
    }
    found
}

/// The names of all functions in a code.
pub fn functions(code: &str) -> Vec<String> {
    let names: Vec<&str> = words(code).map(|(_, word)| word).collect();
    names.windows(2).filter(|pair| pair[0] == "fn").map(|pair| pair[1].to_owned()).collect()
}

/// A text without what stands in angle brackets.
fn without_generics(text: &str) -> String {
    let mut depth = 0;
    let outside = text.chars().filter(|character| {
        depth += i32::from(*character == '<');
        let is_outside = depth == 0;
        depth -= i32::from(*character == '>');
        is_outside
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Named {
        Named::new(&SourceFile::new("src/x.rs", text))
    }

    #[test]
    fn use_trees_are_taken_apart() {
        let text = "pub use a::B;\nuse crate::{c::{self, d as e}, f};\nfn g() -> impl T + use<'a> { use h::i; }";
        let found = named(text).imports;
        let found: Vec<(String, &str, bool)> =
            found.iter().map(|import| (import.path.join("::"), import.name.as_str(), import.is_public)).collect();
        let expected = [
            ("a::B", "B", true),
            ("crate::c", "c", false),
            ("crate::c::d", "e", false),
            ("crate::f", "f", false),
            ("h::i", "i", false),
        ];
        assert_eq!(found, expected.map(|(path, name, is_public)| (path.to_owned(), name, is_public)));
    }

    #[test]
    fn paths_are_read_as_a_whole() {
        let found = named("fn f() { a::B::c(1); d.e(); ..G::h }").paths;
        let found: Vec<(String, bool, bool)> =
            found.into_iter().map(|path| (path.segments.join("::"), path.is_called, path.is_member)).collect();
        let path = |name: &str, is_called, is_member| (name.to_owned(), is_called, is_member);
        assert_eq!(
            found[2..],
            [
                path("a::B::c", true, false),
                path("1", false, false),
                path("d", false, false),
                path("e", true, true),
                path("G::h", false, false)
            ]
        );
    }

    #[test]
    fn items_and_methods_are_found() {
        let found = named(
            "struct A<T> { b: u8 }\nimpl<T: D<E>> A<T> where T: F { fn c(&self) {} }\nimpl D for A { fn e() {} }\nfn g() { fn h() {} }",
        );
        assert_eq!(found.items, ["A", "g"]);
        assert_eq!(found.impls, [("A".to_owned(), vec!["c".to_owned()])]);
    }
}
