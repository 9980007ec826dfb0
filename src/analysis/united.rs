//! What one coder marked twice, as one mark: the oldest stands for all, with the links and the answers of each. Every analysis
//! that counts or compares looks at a project in this way.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use crate::{
    edit::{Transaction, apply_all, unite},
    model::Project,
};

/// The project in which no mark is there twice. What people decided and reviewed is left out where any was: it is about the
/// marks as they are.
pub(super) fn united(project: &Project) -> Cow<'_, Project> {
    let doubles = project.articles.values().map(|article| (article, article.doubles()));
    let mut united = Cow::Borrowed(project);
    for (article, doubles) in doubles.filter(|(_, doubles)| !doubles.is_empty()) {
        let copy = united.to_mut();
        copy.decisions.clear();
        copy.reviewed.clear();
        let edits = unite(copy, article, &doubles, BTreeMap::new());
        // A damaged file may hold what no edit may touch. The second mark doesn't count even so.
        if apply_all(copy, Transaction::new("", edits)).is_err()
            && let Some(article) = copy.articles.get_mut(&article.id).map(Arc::make_mut)
        {
            doubles.keys().for_each(|double| drop(article.spans.remove(*double)));
        }
    }
    united
}
