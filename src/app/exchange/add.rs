//! Articles into the project: from files and folders, pasted, from the command line.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use crate::app::{
    App, Command, Notice, Progress, Settings, clock,
    reading::{self, FilesRead, ReadAs},
    tagging::shorten,
};
use crate::{
    edit::{Edit, Transaction, apply_all},
    import::{
        self, Imported,
        annotations::{Choices, hash_id, join},
    },
    model::{
        Article, ArticleId, Coder, CoderId, Colour, Examples, Extra, Facts, Origin, Project, Source, Span, SpanId, Tag,
        TagId,
    },
    suggest::Texts,
    text::{Counting, plural},
};

impl App {
    pub(in crate::app) fn add_pasted(&mut self, text: &str) {
        match import::pasted(text) {
            Ok(articles) => match self.close_paste() {
                Some(old) => self.take_new_version(old, articles),
                None => {
                    let near = near(self.session.project(), &articles);
                    self.add_articles(articles, &near);
                }
            },
            Err(error) => self.tell(Notice::problem(format!("The pasted text cannot be added: {error}."))),
        }
    }

    /// Adds articles; `near` says which of them are nearly the same as others.
    pub(in crate::app) fn add_articles(&mut self, imported: Vec<Imported>, near: &[String]) {
        let is_one = imported.len() == 1;
        let doubts: Vec<String> = imported.iter().flat_map(warnings).collect();
        let Additions { edits, articles, known } = additions(self.session.project(), imported, &self.usual_facts());
        for notes in [known, doubts].iter().filter(|notes| !notes.is_empty()) {
            self.tell(Notice::note(listed(notes)));
        }
        let label = match articles.as_slice() {
            [one] => format!("Add the article “{}”", shorten(&one.title)),
            many => format!("Add {} articles", many.len()),
        };
        let first = articles.first().map(|article| article.id);
        if !edits.is_empty() && self.make(Transaction::new(label, edits)) {
            self.selection.show(first);
            if articles.len() > 1 {
                self.tell(Notice::fine(format!("Added: {}.", plural(articles.len(), "article"))));
            }
            if !near.is_empty() {
                let notice = Notice::note(listed(near));
                self.tell(if is_one { notice.with_offer(Command::CompareVersions) } else { notice });
            }
        }
    }

    /// The outlet and day that were typed last: what articles have that do not say.
    pub(in crate::app) fn usual_facts(&self) -> Facts {
        let Settings { last_outlet, last_published, .. } = &self.settings;
        Facts { outlet: last_outlet.clone(), published: last_published.clone(), ..Facts::default() }
    }

    /// One message for all that went wrong at once.
    pub(in crate::app) fn tell_together(&mut self, problems: &[String]) {
        match problems {
            [] => {}
            [one] => self.tell(Notice::problem(one.clone())),
            many => self.tell(Notice::problem(format!("{} files were not added:\n{}", many.len(), listed(many)))),
        }
    }
}

/// What adds articles to a project.
pub(in crate::app) struct Additions {
    pub(in crate::app) edits: Vec<Edit>,
    /// The articles that are added.
    pub(in crate::app) articles: Vec<Addition>,
    /// Which are in the project already, and are not added again, in sentences.
    pub(in crate::app) known: Vec<String>,
}

/// An article that is added.
pub(in crate::app) struct Addition {
    pub(in crate::app) id: ArticleId,
    pub(in crate::app) title: String,
}

/// What adds articles, but for those whose text the project has; `usual` is what those have that do not say.
pub(in crate::app) fn additions(project: &Project, imported: Vec<Imported>, usual: &Facts) -> Additions {
    let titles = project.articles.values().map(|article| (article.text.sha256(), article.facts.title.clone()));
    let mut there: BTreeMap<[u8; 32], String> = titles.collect();
    let mut additions = Additions { edits: Vec::new(), articles: Vec::new(), known: Vec::new() };
    for mut article in imported {
        let Imported { text, facts, source, .. } = &mut article;
        if let Some(title) = there.get(&text.sha256()) {
            let known = format!("“{}” is in the project already, as “{title}”; it was not added again.", source.name);
            additions.known.push(known);
            continue;
        }
        there.insert(text.sha256(), facts.title.clone());
        for (own, usual) in [(&mut facts.outlet, &usual.outlet), (&mut facts.published, &usual.published)] {
            if own.is_empty() {
                own.clone_from(usual);
            }
        }
        let title = facts.title.clone();
        let id = add(project, article, &mut additions.edits);
        additions.articles.push(Addition { id, title });
    }
    additions
}

/// The first of some lines, and how many more there are.
fn listed(lines: &[String]) -> String {
    const SHOWN: usize = 6;
    let mut shown: Vec<String> = match lines {
        [one] => vec![one.clone()],
        many => many.iter().take(SHOWN).map(|line| format!("· {line}")).collect(),
    };
    if lines.len() > SHOWN {
        shown.push(format!("and {} more", lines.len() - SHOWN));
    }
    shown.join("\n")
}

/// Which articles to be added are nearly the same as one of the project, or as one before them, or have its address.
pub(in crate::app) fn near(project: &Project, imported: &[Imported]) -> Vec<String> {
    let there = project.listed_articles();
    let mut texts: Texts<(&Facts, &Source)> =
        there.iter().map(|article| ((&article.facts, &article.source), &article.text)).collect();
    let mut hashes: BTreeSet<[u8; 32]> = there.iter().map(|article| article.text.sha256()).collect();
    let mut near = Vec::new();
    for Imported { text, facts, source, .. } in imported {
        if !hashes.insert(text.sha256()) {
            continue;
        }
        let of_address = |article: &&&Article| !facts.address.is_empty() && article.facts.address == facts.address;
        if let Some((other, share)) = texts.nearest(text) {
            let percent = (share * 100.0).round().min(99.0);
            let (this, other) = told_apart((facts, source), *other);
            near.push(format!("{this} is nearly the same as {other}: about {percent} % is in both."));
        } else if let Some(other) = there.iter().find(of_address) {
            let (this, other) = told_apart((facts, source), (&other.facts, &other.source));
            near.push(format!("{this} has the address of {other}."));
        }
        texts.add((facts, source), text);
    }
    near
}

/// The titles of two articles, with the names of their files where the titles do not tell them apart.
fn told_apart(this: (&Facts, &Source), other: (&Facts, &Source)) -> (String, String) {
    let is_same = this.0.title == other.0.title;
    let called = |(facts, source): (&Facts, &Source)| match facts.title.as_str() {
        "" => format!("“{}”", source.name),
        title if is_same => format!("“{}” ({})", shorten(title), source.name),
        title => format!("“{}”", shorten(title)),
    };
    (called(this), called(other))
}

/// What should be known of how an article was read, with its name.
pub(in crate::app) fn warnings(article: &Imported) -> impl Iterator<Item = String> {
    article.warnings.iter().map(|warning| format!("{}: {warning}", article.source.name))
}

/// The tag of remarks that other programs' files hold.
const COMMENT: &str = "comment";

/// Adds what brings an article into the project: the article with its remarks as marks, their tag, those who made them.
/// Returns the article's id.
pub(in crate::app) fn add(project: &Project, imported: Imported, edits: &mut Vec<Edit>) -> ArticleId {
    let Imported { text, facts, source, remarks, warnings: _, extra } = imported;
    let now = clock::now();
    let mut article = Article::new(ArticleId(clock::random_id()), text, facts, source, now);
    article.extra = extra;
    let tag = TagId::new(COMMENT);
    let is_new = |edits: &[Edit]| !edits.iter().any(|edit| matches!(edit, Edit::AddTag(_, added) if added.id == tag));
    if !remarks.is_empty() && project.codebook.tag(&tag).is_none() && is_new(edits) {
        edits.push(Edit::AddTag(usize::MAX, Box::new(comment_tag(tag.clone()))));
        edits.push(Edit::SetCodebookVersion(project.codebook.version + 1));
    }
    for remark in remarks {
        let coder = author(&remark.author);
        let is_known = project.coders.contains_key(&coder.id)
            || edits.iter().any(|edit| matches!(edit, Edit::AddCoder(added) if added.id == coder.id));
        let made = remark.made.unwrap_or(now);
        let mut span = Span::new(SpanId(clock::random_id()), tag.clone(), vec![remark.at], coder.id, made);
        span.note = remark.words;
        span.origin = Origin::Import;
        article.spans.insert(span);
        if !is_known {
            edits.push(Edit::AddCoder(coder));
        }
    }
    let article_id = article.id;
    edits.push(Edit::AddArticle(Box::new(article)));
    article_id
}

fn comment_tag(id: TagId) -> Tag {
    Tag {
        id,
        parent: None,
        name: "Comment".to_owned(),
        badge: "Co".to_owned(),
        colour: Colour::Slot(7),
        key: String::new(),
        definition:
            "Words that somebody remarked on in the program that the article came from; the note is the remark."
                .to_owned(),
        examples: Examples::default(),
        fields: Vec::new(),
        extra: Extra::new(),
    }
}

/// Whoever goes by this name in other programs' files: always the same coder.
pub(in crate::app) fn author(name: &str) -> Coder {
    let name = if name.trim().is_empty() { "unknown" } else { name.trim() };
    Coder { id: CoderId(hash_id(&["coder", name])), name: name.to_owned(), extra: Extra::new() }
}

/// How the command line wants files to be imported.
#[derive(Clone, Debug, Default)]
pub struct ImportAs {
    /// How they are read.
    pub read_as: ReadAs,
    /// The name of whoever made the marks whose file does not say.
    pub coder: String,
    /// How offsets are counted; found out when `None`.
    pub counting: Option<Counting>,
}

/// Adds everything among `paths` to a project; returns what should be known: what could not be read, what was left out.
pub fn import_into(
    project: &mut Project,
    paths: Vec<PathBuf>,
    import_as: &ImportAs,
    progress: &Progress,
) -> Vec<String> {
    let FilesRead { articles, found, mut problems } = reading::read(paths, import_as.read_as, progress);
    problems.extend(articles.iter().flat_map(warnings));
    problems.extend(near(project, &articles));
    let Additions { edits, known, .. } = additions(project, articles, &Facts::default());
    problems.extend(known);
    if let Err(error) = apply_all(project, Transaction::new("import", edits)) {
        problems.push(format!("The articles were not added: {error}."));
    }
    let coder = author(&import_as.coder);
    let choices = Choices { coder, now: clock::now(), counting: import_as.counting };
    problems.extend(found.into_iter().flat_map(|(_, found)| join(project, found, &choices).notes));
    problems
}
