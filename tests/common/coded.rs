//! Projects that several people coded, put together by hand: texts of numbered words, and marks from word to word.

use std::{collections::BTreeMap, sync::Arc};

use sayso::{
    model::{
        Article, ArticleId, Coder, CoderId, Extra, Facts, FieldId, FieldValue, Link, LinkEnd, LinkId, LinkKindId,
        Project, ProjectId, Source, Span, SpanId, TagId,
    },
    store::builtin_codebook,
    text::{ByteRange, FrozenText},
};

use super::marked::{NOON, id_of};

/// A project while it is put together.
pub(crate) struct Coded {
    pub(crate) project: Project,
    marks: usize,
}

impl Coded {
    /// A project without articles, coded by these.
    pub(crate) fn by(coders: &[&str]) -> Self {
        let mut project = Project::new(ProjectId(id_of(&["coded"])), "Coded", builtin_codebook());
        for name in coders {
            let id = coder(name);
            project.coders.insert(id, Coder { id, name: (*name).to_owned(), changed: None, extra: Extra::new() });
        }
        Self { project, marks: 0 }
    }

    /// Adds an article of so many words.
    pub(crate) fn article(&mut self, title: &str, words: usize) {
        let text: Vec<String> = (0..words).map(|number| format!("w{number}")).collect();
        let facts = Facts { title: title.to_owned(), ..Facts::default() };
        let text = FrozenText::verbatim(text.join(" "));
        let article = Article::new(article_id(title), text, facts, Source::default(), NOON);
        self.project.articles.insert(article.id, Arc::new(article));
    }

    /// Marks the words from one number to before another.
    pub(crate) fn mark(&mut self, title: &str, by: &str, tag: &str, from: usize, to: usize) -> SpanId {
        let id = SpanId(id_of(&["mark", &self.marks.to_string()]));
        self.marks += 1;
        let article = self.of(title);
        let start = |word: usize| article.text.as_str().split(' ').take(word).map(|word| word.len() + 1).sum::<usize>();
        let piece = ByteRange::new(start(from), start(to) - 1);
        article.spans.insert(Span::new(id, TagId::new(tag), vec![piece], coder(by), NOON));
        id
    }

    /// Answers the question about a claim's stance.
    pub(crate) fn answer(&mut self, title: &str, mark: SpanId, answer: &str) {
        let mut span = self.of(title).span(mark).unwrap().clone();
        span.fields = BTreeMap::from([(FieldId::new("stance"), FieldValue::Choice(answer.to_owned()))]);
        self.of(title).spans.insert(span);
    }

    /// Links a claim, by whoever made it.
    pub(crate) fn link(&mut self, title: &str, from: SpanId, kind: &str, to: LinkEnd) {
        let by = self.of(title).span(from).unwrap().by;
        let link = Link {
            id: LinkId(id_of(&["link", &from.to_string(), kind])),
            kind: LinkKindId::new(kind),
            from,
            to,
            order: 0,
            fields: Default::default(),
            note: String::new(),
            by,
            made: NOON,
            changed: None,
            extra: Extra::new(),
        };
        self.of(title).links.insert(link);
    }

    /// The article of a title.
    pub(crate) fn of(&mut self, title: &str) -> &mut Article {
        Arc::make_mut(self.project.articles.get_mut(&article_id(title)).unwrap())
    }
}

/// The coder of a name.
pub(crate) fn coder(name: &str) -> CoderId {
    CoderId(id_of(&["coder", name]))
}

fn article_id(title: &str) -> ArticleId {
    ArticleId(id_of(&["article", title]))
}
