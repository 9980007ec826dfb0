//! Marked words, one line per mark: the format that CONTRIBUTING.md adds as an example. Built for tests only.

use super::{
    format::{Format, Written},
    part::Part,
    subject::Subject,
};
use crate::model::Project;

/// Marked words, one line per mark.
pub(super) const FORMAT: Format = Format {
    name: "words",
    title: "Marked words",
    purpose: "one line per mark: its tag and its words",
    extensions: &["txt"],
    holds: &[Part::Overlaps],
    limits: &[],
    note: "",
    subject: Subject::Marks,
    write,
};

fn write(project: &Project) -> Written {
    let mut lines = String::new();
    for article in project.listed_articles() {
        for span in article.spans.in_text_order() {
            let words = article.words_of(span).replace('\n', " ");
            lines += &format!("{}: {words}\n", span.tag);
        }
    }
    Written::one(lines.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Article, ArticleId, Codebook, CoderId, Facts, Id, ProjectId, Source, Span, SpanId, TagId, Time},
        text::{ByteRange, FrozenText},
    };

    fn id(number: u8) -> Id {
        Id::from_bits([number; 10])
    }

    #[test]
    fn each_mark_is_a_line() {
        let text = FrozenText::verbatim("Alice said\nso.");
        let mut article = Article::new(ArticleId(id(1)), text, Facts::default(), Source::default(), Time(0));
        let pieces = vec![ByteRange::new(6, 13)];
        article.spans.insert(Span::new(SpanId(id(2)), TagId::new("claim"), pieces, CoderId(id(3)), Time(0)));
        let mut project = Project::new(ProjectId(id(4)), "", Codebook::default());
        project.articles.insert(article.id, article.into());
        let written = FORMAT.write(&project);
        assert_eq!(written.files, [(String::new(), b"claim: said so\n".to_vec())]);
        assert_eq!(written.what, "1 mark");
    }
}
