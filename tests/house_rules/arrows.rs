//! Which module may name which. Nothing points up or sideways.

use super::source::{SourceFile, named};

/// Each top-level module with the ones it may name; what is not listed may name nothing.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("packed", &[]),
    ("text", &["packed"]),
    ("model", &["text"]),
    ("edit", &["model", "text"]),
    ("store", &["edit", "model", "text", "packed"]),
    ("import", &["edit", "model", "text"]),
    ("export", &["analysis", "edit", "model", "text"]),
    ("merge", &["store", "edit", "model", "text"]),
    ("analysis", &["edit", "model", "text"]),
    ("suggest", &["analysis", "edit", "model", "text", "packed"]),
    ("app", &["store", "import", "export", "merge", "analysis", "suggest", "edit", "model", "text", "packed"]),
    ("cli", &["app", "store", "import", "export", "merge", "analysis", "suggest", "edit", "model", "text"]),
    ("ui", &["app", "store", "import", "export", "merge", "analysis", "suggest", "edit", "model", "text", "packed"]),
];

/// What a file names that it may not. Tests count as well: what lies above a module is no help in testing it.
pub(super) fn arrows(file: &SourceFile) -> Vec<String> {
    let inside = file.path.strip_prefix("src/").unwrap_or(&file.path);
    if matches!(inside, "lib.rs" | "main.rs") {
        return Vec::new();
    }
    let module = inside.split(['/', '.']).next().unwrap_or_default();
    let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == module) else {
        return vec![format!("{}: the module {module} is not in the table of arrows", file.path)];
    };
    let mut found = Vec::new();
    for (line, name) in named(&file.code, "crate::").into_iter().chain(upward(file, inside)) {
        if name != module && !allowed.contains(&name.as_str()) {
            found.push(format!("{}:{line}: {module} may not name {name}", file.path));
        }
    }
    if module == "ui" {
        found.extend(file.find_text(&file.code, "edit::apply", "only the session changes a project"));
        let from_edit = named(&file.code, "edit::");
        let imported =
            from_edit.into_iter().filter(|(_, name)| matches!(name.as_str(), "apply" | "apply_all" | "History"));
        found.extend(
            imported
                .map(|(line, name)| format!("{}:{line}: only the session changes a project, with {name}", file.path)),
        );
    }
    found
}

/// What `super::super::…` names when it climbs to the root.
fn upward(file: &SourceFile, inside: &str) -> Vec<(usize, String)> {
    let depth = inside.matches('/').count() + usize::from(!inside.ends_with("mod.rs"));
    named(&file.tested, &"super::".repeat(depth)).into_iter().filter(|(_, name)| name != "super").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn found(path: &str, text: &str) -> usize {
        arrows(&SourceFile::new(path, text)).len()
    }

    #[test]
    fn pointing_up_or_sideways_is_found() {
        assert_eq!(found("src/text/x.rs", "use crate::model::Span;"), 1);
        assert_eq!(found("src/model/x.rs", "use crate::{edit::Edit, text::ByteRange};"), 1);
        assert_eq!(found("src/edit/x.rs", "fn f() { crate::store::save(); }"), 1);
        assert_eq!(found("src/store/x.rs", "use crate::{app, cli, ui};"), 3);
        assert_eq!(found("src/import/x.rs", "use crate::export::ALL;"), 1);
        assert_eq!(found("src/app/x.rs", "use crate::ui::theme;\nuse crate::cli;"), 2);
        assert_eq!(found("src/cli/x.rs", "use crate::ui;"), 1);
        assert_eq!(found("src/ui/x.rs", "use crate::cli;"), 1);
        assert_eq!(found("src/model/x.rs", "#[cfg(test)]\nmod tests { use crate::app::App; }"), 1);
    }

    #[test]
    fn pointing_down_is_fine() {
        assert_eq!(found("src/model/x.rs", "//! See [`crate::edit`].\nuse crate::text::ByteRange;"), 0);
        assert_eq!(found("src/ui/panels/x.rs", "use crate::{app::View, model::Tag};"), 0);
        assert_eq!(found("src/cli/mod.rs", "use crate::app::App; crate::cli::check::run();"), 0);
        assert_eq!(found("src/main.rs", "use sayso::{cli, ui};"), 0);
    }

    #[test]
    fn climbing_to_the_root_is_found() {
        assert_eq!(found("src/text/x.rs", "use super::super::model::Span;"), 1);
        assert_eq!(found("src/text/mod.rs", "use super::model::Span;"), 1);
        assert_eq!(found("src/text/x.rs", "use super::model::Span;"), 0);
        assert_eq!(found("src/ui/panels/x.rs", "use super::super::theme;"), 0);
    }

    #[test]
    fn a_window_that_edits_is_found() {
        assert_eq!(found("src/ui/x.rs", "use crate::edit::{Edit, apply_all};"), 1);
        assert!(found("src/ui/x.rs", "crate::edit::apply(project, edit);") > 0);
        assert_eq!(found("src/ui/x.rs", "use crate::edit::Edit;"), 0);
    }

    #[test]
    fn a_new_module_must_enter_the_table() {
        assert_eq!(found("src/other/x.rs", ""), 1);
    }
}
