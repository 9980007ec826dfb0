//! What the window leaves to others: it reads no file, and what people read is written in `words.rs` alone.

use super::source::SourceFile;

/// Signs of a look at the disk. Painting waits for nothing.
const DISK: [&str; 9] = [
    "fs_err",
    "std::fs",
    ".exists()",
    ".try_exists()",
    ".is_dir()",
    ".is_file()",
    ".canonicalize()",
    "metadata()",
    ".read_dir()",
];

/// Looks at the disk under `ui`.
pub(super) fn no_disk_while_painting(file: &SourceFile) -> Vec<String> {
    if !file.path.starts_with("src/ui/") {
        return Vec::new();
    }
    let found = DISK.iter().flat_map(|sign| file.find_text(&file.tested, sign, "the window reads no file"));
    found.collect()
}

/// Fields of egui, which draw letters as they are stored.
const BARE_FIELDS: [&str; 4] = ["TextEdit", "text_edit_singleline", "text_edit_multiline", "code_editor"];

/// Fields that are not the one of `widgets`, which orders what it shows. Texts need no such rule: all that was painted is put in
/// order.
pub(super) fn fields_of_egui(file: &SourceFile) -> Vec<String> {
    if !file.path.starts_with("src/ui/") || file.path.starts_with("src/ui/widgets/field/") {
        return Vec::new();
    }
    let found = BARE_FIELDS.iter().flat_map(|sign| file.find_text(&file.tested, sign, "people type in a TextField"));
    found.collect()
}

/// Calls whose strings nobody reads in the window: names of its parts, the log, proofs.
const UNREAD: [&str; 14] = [
    "Id::new",
    "Id::unique",
    "id_salt",
    "push_id",
    "from_id_salt",
    "trace!",
    "debug!",
    "info!",
    "warn!",
    "error!",
    "expect",
    "reason =",
    "debug_assert!",
    "include_bytes!",
];

/// Strings that people read, under `ui` but outside `words.rs`.
pub(super) fn words_in_their_place(file: &SourceFile) -> Vec<String> {
    // Typefaces are called what their makers called them.
    let is_place =
        file.path.ends_with("/words.rs") || file.path.contains("/words/") || file.path == "src/ui/fonts/faces.rs";
    if !file.path.starts_with("src/ui/") || is_place {
        return Vec::new();
    }
    let read = file.strings().into_iter().filter(|(at, string)| is_prose(string) && !is_unread(file, *at));
    read.map(|(at, string)| format!("{}:{}: {string} belongs to words.rs", file.path, file.line(at))).collect()
}

/// Whether a literal holds what a person would read: a word with a capital, or two words.
fn is_prose(literal: &str) -> bool {
    let inside = literal.trim_start_matches(['b', 'r', '#']).trim_matches(['"', '#']);
    let letters: Vec<char> = inside.chars().collect();
    let two_words = letters.windows(3).any(|three| {
        let [before, blank, after] = three else { return false };
        before.is_lowercase() && *blank == ' ' && after.is_alphabetic()
    });
    let capital = letters.first().is_some_and(|c| c.is_uppercase()) && letters.get(1).is_some_and(|c| c.is_lowercase());
    two_words || capital
}

/// Whether the literal stands in a call whose strings nobody reads.
fn is_unread(file: &SourceFile, at: usize) -> bool {
    let mut depth = 0;
    let before = &file.code[..at];
    if before.trim_end().ends_with("reason =") {
        return true;
    }
    let open = before.char_indices().rev().find(|(_, character)| {
        depth += i32::from(matches!(character, ')' | ']' | '}')) - i32::from(matches!(character, '(' | '[' | '{'));
        depth < 0
    });
    let Some((open, _)) = open else { return false };
    // A tuple that is given to `Id::new` is its string as well.
    let callee = before[..open].trim_end_matches('(').trim_end();
    UNREAD.iter().any(|call| callee.ends_with(call))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn finds(rule: fn(&SourceFile) -> Vec<String>, path: &str, text: &str, count: usize) {
        let found = rule(&SourceFile::new(path, text));
        assert_eq!(found.len(), count, "{path}: {text}\n{found:?}");
    }

    #[test]
    fn a_look_at_the_disk_is_found() {
        let all = "if path.exists() || path.is_dir() { std::fs::read(path); }\nfs_err::metadata(x); path.metadata()?;";
        finds(no_disk_while_painting, "src/ui/x.rs", all, 5);
        finds(no_disk_while_painting, "src/app/x.rs", all, 0);
        finds(no_disk_while_painting, "src/ui/x.rs", "#[cfg(test)]\nmod tests { fn f() { path.exists() } }", 0);
        finds(no_disk_while_painting, "src/ui/x.rs", "row.is_dir; \".exists()\"", 0);
    }

    #[test]
    fn a_field_of_egui_is_found() {
        let text = "ui.add(TextEdit::singleline(&mut text)); ui.text_edit_multiline(&mut text);";
        finds(fields_of_egui, "src/ui/panels/x.rs", text, 2);
        finds(fields_of_egui, "src/ui/widgets/field/mod.rs", text, 0);
        finds(fields_of_egui, "src/ui/panels/x.rs", "TextField::singleline(&mut text); // TextEdit", 0);
    }

    #[test]
    fn words_for_people_are_found() {
        finds(words_in_their_place, "src/ui/x.rs", "ui.button(\"Save\"); ui.label(format!(\"{n} new marks\"));", 2);
        finds(words_in_their_place, "src/ui/x.rs", "row(r#\"Say \"it\"\"#); (\"of the article\", 1)", 2);
        finds(words_in_their_place, "src/ui/panels/words.rs", "\"Save\"", 0);
        finds(words_in_their_place, "src/app/x.rs", "\"Save\"", 0);
    }

    #[test]
    fn names_of_parts_the_log_and_proofs_are_fine() {
        let text = "Id::new(\"Menu\"); Id::unique((\"The row\", 1)); log::warn!(\"No font: {x}\"); a.expect(\"BUG: no\");\n\
                    #[expect(x, reason = \"There is one\")]\nfn f() { key == \"enter\" && x.starts_with(\"GPL\") }\n\
                    #[cfg(test)]\nmod tests { fn f() { \"Save as\" } }\n// \"Not code\"";
        finds(words_in_their_place, "src/ui/x.rs", text, 0);
        finds(words_in_their_place, "src/ui/x/tests.rs", "f(\"Save as\")", 0);
    }
}
