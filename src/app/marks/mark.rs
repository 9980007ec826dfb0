//! Marking: every way of making, changing and removing spans, each as one step that can be undone.

use crate::app::{App, Command, Notice, Prompt, Request, clock};
use crate::{
    edit::{Edit, Transaction, delete_article, delete_span, with_piece},
    model::{Article, ArticleId, Coder, Facts, Span, SpanId, Status, TagId},
    text::{ByteOffset, ByteRange, next_word_end, previous_word_start, trim},
};

/// How many characters of a span's words stand in a label.
const LABEL_WORDS: usize = 32;

impl App {
    pub(in crate::app) fn tag(&mut self, tag_id: &TagId) {
        let range = self.selection.text();
        if range.is_empty() {
            match self.selection.span {
                Some(span_id) => self.retag(span_id, tag_id),
                None => self.tell(Notice::note("Select some words first, or choose a span.")),
            }
        } else {
            self.mark(tag_id, range);
        }
    }

    pub(in crate::app) fn mark(&mut self, tag_id: &TagId, range: ByteRange) {
        let Some(article) = self.view().article() else { return };
        let range = trim(&article.text, range);
        if range.is_empty() {
            return;
        }
        let label = self.tag_label("Mark", article.words(range), tag_id);
        let (article_id, edits) = (article.id, self.as_coder(article.id));
        self.mark_with(article_id, tag_id, range, label, edits);
    }

    fn mark_with(
        &mut self,
        article_id: ArticleId,
        tag_id: &TagId,
        range: ByteRange,
        label: String,
        mut edits: Vec<Edit>,
    ) {
        let span_id = SpanId(clock::random_id());
        let mut span = Span::new(span_id, tag_id.clone(), vec![range], self.settings.coder_id(), clock::now());
        span.codebook = self.session.project().codebook.version;
        edits.push(Edit::AddSpan(article_id, Box::new(span)));
        if self.make(Transaction::new(label, edits)) {
            self.selection.span = Some(span_id);
            self.selection.put_caret(range.end);
        }
    }

    /// Makes a tag and marks with it, as one step.
    pub(in crate::app) fn tag_with_new(&mut self, name: &str) {
        let Some(article_id) = self.selection.article else { return };
        let tag = self.new_tag(name, None);
        let tag_id = tag.id.clone();
        let mut edits = self.as_coder(article_id);
        edits.extend(self.codebook_edits(Edit::AddTag(usize::MAX, Box::new(tag))));
        let range = self.selection.text();
        if !range.is_empty() {
            let label = format!("Mark with the new tag “{}”", name.trim());
            self.mark_with(article_id, &tag_id, range, label, edits);
        } else if let Some(span) = self.changed_span() {
            edits.push(Edit::ChangeSpan(article_id, Box::new(Span { tag: tag_id, ..span })));
            self.make(Transaction::new(format!("Retag with the new tag “{}”", name.trim()), edits));
        }
    }

    pub(in crate::app) fn retag(&mut self, span_id: SpanId, tag_id: &TagId) {
        let Some((article, span)) = self.span_of_shown(span_id) else { return };
        if span.tag == *tag_id {
            return;
        }
        let label = self.tag_label("Retag", &article.words_of(span), tag_id);
        self.change_span(span_id, label.clone(), |span| span.tag = tag_id.clone());
        self.tell(Notice::fine(label));
    }

    pub(in crate::app) fn add_piece(&mut self, range: ByteRange) {
        let Some(span) = self.view().span() else {
            self.tell(Notice::note("Choose a span first; then Ctrl+drag adds a piece to it."));
            return;
        };
        let Some(article) = self.view().article() else { return };
        let range = trim(&article.text, range);
        if range.is_empty() {
            return;
        }
        let (span_id, pieces) = (span.id, with_piece(&span.pieces, range));
        let label = format!("Add the piece “{}”", shorten(article.words(range)));
        self.change_span(span_id, label, |span| span.pieces = pieces);
        self.selection.put_caret(range.end);
    }

    pub(in crate::app) fn reshape(&mut self, span_id: SpanId, pieces: Vec<ByteRange>) {
        let Some((article, span)) = self.span_of_shown(span_id) else { return };
        if span.pieces == pieces {
            return;
        }
        let label = format!("Resize “{}”", shorten(&article.words_of(span)));
        self.change_span(span_id, label, |span| span.pieces = pieces);
    }

    /// Moves an edge of the chosen span by a word; the span always keeps some text.
    pub(in crate::app) fn move_edge(&mut self, command: Command) {
        let (Some(article), Some(span)) = (self.view().article(), self.view().span()) else { return };
        let mut pieces = span.pieces.clone();
        let text = &article.text;
        let words_start = |offset: ByteOffset| previous_word_start(text, offset);
        let words_end = |offset: ByteOffset| next_word_end(text, offset);
        match command {
            Command::StartEarlier => set_first(&mut pieces, |piece| piece.start = words_start(piece.start)),
            Command::StartLater => set_first(&mut pieces, |piece| {
                let after_word = words_end(piece.start);
                piece.start = previous_word_start(text, words_end(after_word)).max(after_word);
            }),
            Command::EndEarlier => set_last(&mut pieces, |piece| {
                let before_word = words_start(piece.end);
                piece.end = trim(text, ByteRange { start: piece.start.min(before_word), end: before_word }).end;
            }),
            _end_later => set_last(&mut pieces, |piece| piece.end = words_end(piece.end)),
        }
        if pieces.iter().all(|piece| !piece.is_empty()) {
            let span_id = span.id;
            self.reshape(span_id, pieces);
        }
    }

    pub(in crate::app) fn delete_span(&mut self, span_id: SpanId) {
        let Some((article, span)) = self.span_of_shown(span_id) else { return };
        let label = format!("Delete the mark on “{}”", shorten(&article.words_of(span)));
        let edits = delete_span(article, span_id);
        let start = span.start();
        if self.make(Transaction::new(label, edits)) {
            self.selection.put_caret(start);
        }
    }

    pub(in crate::app) fn set_note(&mut self, span_id: SpanId, note: String) {
        if self.span_of_shown(span_id).is_some_and(|(_, span)| span.note != note) {
            self.change_span(span_id, "Change a note".to_owned(), |span| span.note = note);
        }
    }

    pub(in crate::app) fn set_flag(&mut self, span_id: SpanId, flag: bool) {
        if self.span_of_shown(span_id).is_some_and(|(_, span)| span.flag != flag) {
            let label = if flag { "Flag to look again" } else { "Clear “look again”" };
            self.change_span(span_id, label.to_owned(), |span| span.flag = flag);
        }
    }

    pub(in crate::app) fn toggle_flag(&mut self) {
        if let Some(span) = self.view().span() {
            self.set_flag(span.id, !span.flag);
        }
    }

    pub(in crate::app) fn set_facts(&mut self, article_id: ArticleId, facts: Facts) {
        let Some(article) = self.session.project().article(article_id) else { return };
        if article.facts == facts {
            return;
        }
        let former = article.facts.clone();
        let label = format!("Change the facts of “{}”", shorten(&facts.title));
        let (outlet, published) = (facts.outlet.clone(), facts.published.clone());
        if self.make(Transaction::one(label, Edit::SetFacts(article_id, Box::new(facts)))) {
            self.change_settings(|settings| {
                if outlet != former.outlet {
                    settings.last_outlet = outlet;
                }
                if published != former.published {
                    settings.last_published = published;
                }
            });
        }
    }

    pub(in crate::app) fn set_status(&mut self, article_id: ArticleId, status: Status) {
        let coder = self.settings.coder_id();
        if self.session.project().status(article_id, coder) == status {
            return;
        }
        let mut edits = self.sign_in();
        edits.push(Edit::SetProgress(article_id, coder, status));
        self.make(Transaction::new(format!("Set the status to “{}”", status.label()), edits));
    }

    pub(in crate::app) fn set_status_of_shown(&mut self, command: Command) {
        let status = match command {
            Command::MarkNew => Status::New,
            Command::MarkInWork => Status::InWork,
            _mark_done => Status::Done,
        };
        if let Some(article_id) = self.selection.article {
            self.set_status(article_id, status);
        }
    }

    pub(in crate::app) fn ask_remove_article(&mut self, article_id: ArticleId) {
        let Some(article) = self.session.project().article(article_id) else { return };
        self.prompt = Some(Prompt::RemoveArticle { article: article_id, spans: article.spans.len() });
    }

    pub(in crate::app) fn remove_article(&mut self, article_id: ArticleId) {
        let Some(article) = self.session.project().article(article_id) else { return };
        let label = format!("Remove the article “{}”", shorten(&article.facts.title));
        let edits = delete_article(self.session.project(), article_id);
        self.make(Transaction::new(label, edits));
    }

    /// Puts a place of the checklist aside, or takes it back.
    pub(in crate::app) fn dismiss(&mut self, place: crate::model::Dismissed, on: bool) {
        let label = if on { "Say that nothing is to do here" } else { "Put a place back on the checklist" };
        self.make(Transaction::one(label, Edit::SetDismissed(place, on)));
    }

    /// Sets title and note of the project, and closes their form.
    pub(in crate::app) fn set_project_facts(&mut self, title: &str, note: &str) {
        self.prompt = None;
        let project = self.session.project();
        let title = if title.is_empty() { project.title.clone() } else { title.to_owned() };
        if (project.title.as_str(), project.note.as_str()) != (title.as_str(), note) {
            let edit = Edit::SetProjectFacts { title, note: note.to_owned() };
            self.make(Transaction::one("Change title and note of the project", edit));
        }
    }

    pub(in crate::app) fn copy_words(&mut self) {
        if let Some(words) = self.chosen_words() {
            self.requests.push(Request::Copy(words));
        }
    }

    /// Copies the words as they are quoted: “…” – speaker, outlet, date.
    pub(in crate::app) fn copy_quote(&mut self) {
        let (Some(words), Some(article)) = (self.chosen_words(), self.view().article()) else { return };
        let speaker = self.view().span().and_then(|span| speaker_of(self.session.project(), article, span));
        let from = [speaker.unwrap_or_default(), article.facts.outlet.clone(), article.facts.published.clone()];
        let from: Vec<String> = from.into_iter().filter(|part| !part.is_empty()).collect();
        let words = words.trim_matches(['“', '”', '"', '«', '»', '„']);
        let quote =
            if from.is_empty() { format!("“{words}”") } else { format!("“{words}” – {}", from.join(", ")) };
        self.requests.push(Request::Copy(quote));
    }

    fn chosen_words(&self) -> Option<String> {
        let article = self.view().article()?;
        let selected = article.words(self.selection.text());
        if selected.is_empty() {
            self.view().span().map(|span| article.words_of(span))
        } else {
            Some(selected.to_owned())
        }
    }

    /// Changes a span of the shown article as one step, noting who and when.
    pub(in crate::app) fn change_span(&mut self, span_id: SpanId, label: String, change: impl FnOnce(&mut Span)) {
        let Some((article, span)) = self.span_of_shown(span_id) else { return };
        let mut span = span.clone();
        change(&mut span);
        span.changed = Some((clock::now(), self.settings.coder_id()));
        let mut edits = self.as_coder(article.id);
        edits.push(Edit::ChangeSpan(article.id, Box::new(span)));
        self.make(Transaction::new(label, edits));
    }

    /// The chosen span as it is, stamped as changed now by the person at work.
    fn changed_span(&self) -> Option<Span> {
        let mut span = self.view().span()?.clone();
        span.changed = Some((clock::now(), self.settings.coder_id()));
        Some(span)
    }

    fn span_of_shown(&self, span_id: SpanId) -> Option<(&Article, &Span)> {
        let article = self.session.project().article(self.selection.article?)?;
        Some((article, article.span(span_id)?))
    }

    /// What a first mark of a person brings along: the person joins the project, the article is in work.
    pub(in crate::app) fn as_coder(&self, article_id: ArticleId) -> Vec<Edit> {
        let coder = self.settings.coder_id();
        let mut edits = self.sign_in();
        if self.session.project().status(article_id, coder) == Status::New {
            edits.push(Edit::SetProgress(article_id, coder, Status::InWork));
        }
        edits
    }

    /// Adds the person at work to the project's coders where they are not among them yet.
    fn sign_in(&self) -> Vec<Edit> {
        let id = self.settings.coder_id();
        if self.session.project().coders.contains_key(&id) {
            return Vec::new();
        }
        let name = self.settings.coder_name.clone();
        vec![Edit::AddCoder(Coder { id, name, extra: crate::model::Extra::new() })]
    }

    fn tag_label(&self, verb: &str, words: &str, tag_id: &TagId) -> String {
        let tag = self.session.project().codebook.tag(tag_id).map_or("?", |tag| tag.name.as_str());
        format!("{verb} “{}” as {tag}", shorten(words))
    }
}

/// The words of the speakers that a claim is linked to.
fn speaker_of(project: &crate::model::Project, article: &Article, span: &Span) -> Option<String> {
    use crate::model::{LinkEnd, LinkKindId};
    let said_by = article.links.of_kind(span.id, LinkKindId::SAID_BY);
    let nearest = article.links.of_kind(span.id, LinkKindId::SAID_BY).map(|link| link.order).min()?;
    let names: Vec<String> = said_by
        .filter(|link| link.order == nearest)
        .filter_map(|link| match link.to {
            LinkEnd::Span(to) => {
                let speaker = article.span(to)?;
                let entity = speaker.entity.and_then(|id| project.entities.get(&id));
                Some(entity.map_or_else(|| article.words_of(speaker), |entity| entity.name.clone()))
            }
            LinkEnd::Entity(id) => project.entities.get(&id).map(|entity| entity.name.clone()),
            LinkEnd::Unnamed => Some("unnamed source".to_owned()),
            LinkEnd::Nobody => None,
        })
        .collect();
    (!names.is_empty()).then(|| names.join(" and "))
}

fn set_first(pieces: &mut [ByteRange], change: impl FnOnce(&mut ByteRange)) {
    if let Some(piece) = pieces.first_mut() {
        change(piece);
    }
}

fn set_last(pieces: &mut [ByteRange], change: impl FnOnce(&mut ByteRange)) {
    if let Some(piece) = pieces.last_mut() {
        change(piece);
    }
}

/// The beginning of some words, for a label.
pub(in crate::app) fn shorten(words: &str) -> String {
    let mut short: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if short.chars().count() > LABEL_WORDS {
        short = short.chars().take(LABEL_WORDS).collect();
        short = format!("{}…", short.trim_end());
    }
    short
}
