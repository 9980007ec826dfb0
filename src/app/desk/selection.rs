//! What is chosen: one value for the whole window, put right after every change.

use crate::{
    analysis::differences::Lenience,
    model::{Article, ArticleId, CoderId, Layer, Project, SpanId, TagId},
    text::{ByteOffset, ByteRange},
};

/// What is chosen in the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The article shown.
    pub article: Option<ArticleId>,
    /// The selected span of that article.
    pub span: Option<SpanId>,
    /// Where the text selection began.
    pub anchor: ByteOffset,
    /// Where the caret is.
    pub head: ByteOffset,
    /// The tag that every new selection gets at once.
    pub paint: Option<TagId>,
    /// Whose marks are shown.
    pub layer: Layer,
    /// Who is compared, and how strictly.
    pub comparing: Comparing,
    /// Counts the requests to bring the caret or the selected span into view; the view follows each once.
    pub reveal: u64,
    /// Where the caret was before jumps: what "go back" returns to, newest last.
    pub trail: Vec<(ArticleId, ByteOffset)>,
}

/// Who is compared, and how strictly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparing {
    /// Those who were chosen; where these are fewer than two, all who have worked on an article.
    pub chosen: Vec<CoderId>,
    /// What is not counted as a difference.
    pub lenience: Lenience,
}

impl Comparing {
    /// Who is compared, by name.
    pub fn coders(&self, project: &Project) -> Vec<CoderId> {
        let people = project.workers_by_name();
        let chosen: Vec<CoderId> = people.iter().copied().filter(|coder| self.chosen.contains(coder)).collect();
        if chosen.len() < 2 { people } else { chosen }
    }
}

/// How many places "go back" remembers.
const TRAIL: usize = 100;

impl Selection {
    /// The selected text; empty when there is only a caret.
    pub fn text(&self) -> ByteRange {
        ByteRange::between(self.anchor, self.head)
    }

    /// Puts the caret somewhere without selecting.
    pub fn put_caret(&mut self, offset: ByteOffset) {
        (self.anchor, self.head) = (offset, offset);
    }

    /// Shows another article, from where it was left.
    pub fn show(&mut self, article: Option<ArticleId>) {
        if self.article != article {
            self.article = article;
            self.span = None;
            self.put_caret(ByteOffset(0));
        }
    }

    /// Remembers the present place before a jump.
    pub fn leave_trail(&mut self) {
        if let Some(article) = self.article {
            let here = (article, self.head);
            if self.trail.last() != Some(&here) {
                self.trail.push(here);
            }
            if self.trail.len() > TRAIL {
                self.trail.remove(0);
            }
        }
    }

    /// Drops what no longer exists: after an edit, an undo, another project.
    pub fn repair(&mut self, project: &Project) {
        let listed = |id: &ArticleId| project.articles.contains_key(id);
        if !self.article.as_ref().is_some_and(listed) {
            let first = project.listed_articles().first().map(|article| article.id);
            self.article = None;
            self.show(first);
        }
        let article = self.article.and_then(|id| project.article(id));
        if self.span.is_none_or(|span_id| article.is_none_or(|a| a.span(span_id).is_none())) {
            self.span = None;
        }
        // Whoever goes to a mark sees it, and nobody is shown the marks of a coder who is gone.
        let chosen = self.span.and_then(|span_id| article.and_then(|a| a.span(span_id)));
        if let Some(hidden) = chosen.filter(|span| !self.layer.shows(span)) {
            self.layer = Layer::around(hidden);
        } else if !project.has_layer(self.layer) {
            self.layer = Layer::All;
        }
        let on_text =
            |offset: ByteOffset| article.is_some_and(|a: &Article| a.text.as_str().is_char_boundary(offset.index()));
        if !on_text(self.anchor) || !on_text(self.head) {
            self.put_caret(ByteOffset(0));
        }
        if self.paint.as_ref().is_some_and(|tag| project.codebook.tag(tag).is_none()) {
            self.paint = None;
        }
        self.trail.retain(|(article, _)| listed(article));
    }
}
