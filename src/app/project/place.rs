//! Where the person was in a project: remembered when it is left, and gone back to when it is opened again.

use std::path::Path;

use crate::{
    app::desk::{
        desk::Desk,
        request::Request,
        selection::Selection,
        settings::Place,
        step::{Step, Then},
    },
    model::{ArticleId, Project},
    text::ByteOffset,
};

/// Remembers where the person is, if the project has a file of its own.
pub(super) fn remember(desk: &Desk) -> Step {
    let Some((path, article)) = desk.session.path.clone().zip(desk.selection.article) else { return Step::nothing() };
    let place = Place { path, article: article.to_string(), caret: desk.selection.head.0, top: desk.top.0 };
    if is_saved_version(desk, &place.path) || desk.settings.place_in(&place.path) == Some(&place) {
        return Step::nothing();
    }
    Step::set(move |settings| settings.remember_place(place))
}

/// What was shown when a project was left: the selection, and what scrolls there. Nothing where that is unknown or gone.
pub(super) fn recalled(desk: &Desk, path: &Path, project: &Project) -> Option<(Selection, Then)> {
    let place = desk.settings.place_in(path)?;
    let article_id: ArticleId = place.article.parse().ok()?;
    let text = &project.article(article_id)?.text;
    let on_text = |byte: u32| ByteOffset::new(text.as_str().floor_char_boundary(byte as usize));
    let mut selection = Selection { article: Some(article_id), ..Selection::default() };
    selection.put_caret(on_text(place.caret));
    Some((selection, Then::Request(Request::ShowFrom(on_text(place.top)))))
}

/// Whether a file is a saved version, which is only previewed.
pub(super) fn is_saved_version(desk: &Desk, path: &Path) -> bool {
    desk.folders.state.as_ref().is_some_and(|state| path.starts_with(state))
}
