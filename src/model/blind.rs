//! What a coder sees where coders work blind: in an article that the coder has not said to be done, nothing of what others
//! marked there, nor names that only those marks use. The file is not encrypted: this keeps people from being led by each
//! other, not from looking on purpose.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{Arc, Weak},
};

use super::{
    Absence, Article, ArticleId, CoderId, Conflict, DecisionId, EntityId, FieldValue, Id, LinkId, Project, SpanId,
    Status,
};

impl Project {
    /// Whether a coder sees what others marked in an article.
    pub fn shows_others(&self, article: ArticleId, coder: CoderId) -> bool {
        !self.team.is_blind || self.status(article, coder) == Status::Done
    }

    /// The project as a coder sees it; `None` where the coder sees all of it.
    pub fn as_seen_by(&self, coder: CoderId) -> Option<Self> {
        LastSeen::default().again(self, coder)
    }
}

/// The articles as a coder saw them last: those that have not changed since are not looked through again.
#[derive(Debug, Default)]
pub struct LastSeen {
    coder: Option<CoderId>,
    articles: BTreeMap<ArticleId, Seen>,
}

/// An article as a coder sees it.
#[derive(Debug)]
struct Seen {
    /// The whole article. It is not held: what is held is copied when it changes.
    of: Weak<Article>,
    is_open: bool,
    /// What is left of it, where something is hidden.
    left: Option<Arc<Article>>,
    /// The entities that are named in it, and those that only what is hidden names.
    names: BTreeSet<EntityId>,
    hidden_names: BTreeSet<EntityId>,
}

impl LastSeen {
    /// The project as a coder sees it; `None` where the coder sees all of it.
    pub fn again(&mut self, project: &Project, coder: CoderId) -> Option<Project> {
        if !project.team.is_blind {
            *self = Self::default();
            return None;
        }
        self.look(project, coder);
        let closed = |article: ArticleId| !project.shows_others(article, coder);
        let mut seen = project.clone();
        for (id, article) in &self.articles {
            seen.articles.extend(article.left.clone().map(|left| (*id, left)));
        }
        // Whoever is known to be at work, and has no marks, would count as one who found nothing.
        seen.progress.retain(|(article, who), _| *who == coder || !closed(*article));
        seen.decisions.retain(|_, decision| !closed(decision.article));
        seen.not_mentioned.retain(|(article, _), found| !closed(*article) || found.by == coder);
        for entity in self.gone(&seen) {
            seen.entities.remove(&entity);
        }
        if !project.conflicts.is_empty() {
            let hiding = Hiding::new(project, &seen, coder);
            let shown = project.conflicts.iter().filter(|conflict| !hiding.hides(conflict)).cloned().collect();
            seen.conflicts = shown;
        }
        let is_whole = self.articles.values().all(|article| article.left.is_none())
            && seen.progress.len() == project.progress.len()
            && seen.decisions.len() == project.decisions.len()
            && seen.not_mentioned.len() == project.not_mentioned.len()
            && seen.conflicts.len() == project.conflicts.len();
        (!is_whole).then_some(seen)
    }

    /// Looks at the articles that have changed, or were opened or closed.
    fn look(&mut self, project: &Project, coder: CoderId) {
        let mut before = std::mem::take(&mut self.articles);
        if self.coder.replace(coder) != Some(coder) {
            before.clear();
        }
        for (id, article) in &project.articles {
            let is_open = project.shows_others(*id, coder);
            // While its place is known here, no other article can take it.
            let is_same = |seen: &Seen| seen.is_open == is_open && seen.of.as_ptr() == Arc::as_ptr(article);
            let seen = before.remove(id).filter(is_same);
            self.articles.insert(*id, seen.unwrap_or_else(|| Seen::new(article, coder, is_open)));
        }
    }

    /// The entities that only what is hidden names.
    fn gone(&self, seen: &Project) -> BTreeSet<EntityId> {
        let mut gone: BTreeSet<EntityId> =
            self.articles.values().flat_map(|article| &article.hidden_names).copied().collect();
        if !gone.is_empty() {
            let named = self.articles.values().flat_map(|article| &article.names);
            for entity in named.chain(seen.not_mentioned.keys().map(|(_, claim)| claim)) {
                gone.remove(entity);
            }
        }
        gone
    }
}

impl Seen {
    fn new(article: &Arc<Article>, coder: CoderId, is_open: bool) -> Self {
        let left = (!is_open && hides_any(article, coder)).then(|| left_of(article, coder));
        let all: BTreeSet<EntityId> = names(article).collect();
        let names = left.as_ref().map_or_else(|| all.clone(), |left| names(left).collect());
        let hidden_names = all.difference(&names).copied().collect();
        Self { of: Arc::downgrade(article), is_open, left, names, hidden_names }
    }
}

/// What is left of an article without what others marked and linked.
fn left_of(article: &Arc<Article>, coder: CoderId) -> Arc<Article> {
    let mut left = Arc::clone(article);
    left.keep_marks(|maker| maker == coder);
    let theirs: Vec<LinkId> = left.links.iter().filter(|link| link.by != coder).map(|link| link.id).collect();
    if !theirs.is_empty() {
        let left = Arc::make_mut(&mut left);
        theirs.into_iter().for_each(|link| drop(left.links.remove(link)));
    }
    left
}

/// Which conflicts are about something hidden.
struct Hiding<'p> {
    project: &'p Project,
    seen: &'p Project,
    coder: CoderId,
    /// Where the marks and links are that conflicts name.
    places: HashMap<Id, ArticleId>,
}

/// The lists whose records are somebody's, in an article; of decisions it makes no difference whose.
const IN_ARTICLES: [&str; 3] = ["spans", "links", DECISIONS];
const DECISIONS: &str = "decisions";

impl<'p> Hiding<'p> {
    fn new(project: &'p Project, seen: &'p Project, coder: CoderId) -> Self {
        let start = |conflict| named(conflict, "from");
        let about = project
            .conflicts
            .iter()
            .flat_map(|conflict| conflict.about.parse().ok().into_iter().chain(start(conflict)));
        let about: HashSet<Id> = about.collect();
        let mut places = HashMap::new();
        for article in project.articles.values() {
            let spans = article.spans.iter().map(|span| span.id.0).chain(article.quarantined.keys().map(|span| span.0));
            let all = spans.chain(article.links.iter().map(|link| link.id.0));
            places.extend(all.filter(|id| about.contains(id)).map(|id| (id, article.id)));
        }
        Self { project, seen, coder, places }
    }

    /// Whether a conflict is about a mark, link, decision, name or finding that is hidden, or would be if it were still there.
    fn hides(&self, conflict: &Conflict) -> bool {
        if let Some(absence) = absence(conflict) {
            let maker = self.project.not_mentioned.get(&absence).map(|found| found.by);
            return self.is_closed(absence.0) && !self.is_own(conflict, maker);
        }
        let Ok(id) = conflict.about.parse::<Id>() else { return false };
        if let Some(article) = self.places.get(&id) {
            let seen = self.seen.article(*article);
            return !seen.is_some_and(|article| {
                article.span(SpanId(id)).is_some()
                    || article.quarantined.contains_key(&SpanId(id))
                    || article.links.get(LinkId(id)).is_some()
            });
        }
        let (decision, entity) = (DecisionId(id), EntityId(id));
        if self.project.decisions.contains_key(&decision) || self.project.entities.contains_key(&entity) {
            return !self.seen.decisions.contains_key(&decision) && !self.seen.entities.contains_key(&entity);
        }
        IN_ARTICLES.contains(&conflict.section.as_str()) && self.was_hidden(conflict)
    }

    /// Whether what is gone from the file would be hidden: its versions tell of whom it was, and in which article.
    fn was_hidden(&self, conflict: &Conflict) -> bool {
        let article = named(conflict, "article").map(ArticleId);
        let article = article.or_else(|| self.places.get(&named(conflict, "from")?).copied());
        let is_closed = match article {
            Some(article) => self.is_closed(article),
            None => self.project.articles.keys().any(|article| self.is_closed(*article)),
        };
        is_closed && (conflict.section == DECISIONS || !self.is_own(conflict, None))
    }

    fn is_closed(&self, article: ArticleId) -> bool {
        !self.project.shows_others(article, self.coder)
    }

    /// Whether a record is the coder's own: its maker is known, or its versions name one, else whoever changed it.
    fn is_own(&self, conflict: &Conflict, maker: Option<CoderId>) -> bool {
        maker.or_else(|| named(conflict, "by").map(CoderId)).or(conflict.by) == Some(self.coder)
    }
}

/// What a conflict is about that says that an article does not mention a claim.
fn absence(conflict: &Conflict) -> Option<Absence> {
    let (article, claim) = conflict.about.split_once(' ').filter(|_| conflict.section == "not_mentioned")?;
    Some((article.parse().ok()?, claim.parse().ok()?))
}

/// The id that a field of a record holds, in one of the versions that a conflict keeps as the file writes them.
fn named(conflict: &Conflict, field: &str) -> Option<Id> {
    let opening = format!("{field}: \"");
    let in_line = |line: &str| {
        let mut found = line.match_indices(&opening).filter(|(at, _)| {
            // Another field may end like this one.
            line.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '(']))
        });
        found.find_map(|(at, opening)| line.get(at + opening.len()..)?.split('"').next()?.parse().ok())
    };
    [&conflict.ours, &conflict.theirs, &conflict.base].into_iter().find_map(|line| in_line(line))
}

fn hides_any(article: &Article, coder: CoderId) -> bool {
    article.spans.makers().any(|maker| maker != coder)
        || article.quarantined.values().any(|aside| aside.span.by != coder)
        || article.links.iter().any(|link| link.by != coder)
}

/// The entities that the marks and links of an article name.
fn names(article: &Article) -> impl Iterator<Item = EntityId> {
    let of_spans = article
        .spans
        .iter()
        .flat_map(|span| span.entity.into_iter().chain(span.fields.values().filter_map(FieldValue::entity)));
    let of_links = article
        .links
        .iter()
        .flat_map(|link| link.to.entity().into_iter().chain(link.fields.values().filter_map(FieldValue::entity)));
    of_spans.chain(of_links).chain(article.facts.fields.values().filter_map(FieldValue::entity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{
            Codebook, Entity, EntityKind, Facts, Link, LinkEnd, LinkKindId, NotMentioned, ProjectId, Source, Span,
            TagId, Time,
        },
        text::{ByteRange, FrozenText},
    };

    fn id(number: u8) -> Id {
        Id::from_bits([number; 10])
    }

    /// An article with a mark by Ana, and one by Ben that names an entity and leads to Ana's.
    fn example() -> (Project, CoderId, CoderId) {
        let (ana, ben) = (CoderId(id(1)), CoderId(id(2)));
        let mut project = Project::new(ProjectId(id(9)), "", Codebook::default());
        let text = FrozenText::verbatim("He said so twice.");
        let mut article = Article::new(ArticleId(id(3)), text, Facts::default(), Source::default(), Time(0));
        let mark = |number, by, start| {
            Span::new(SpanId(id(number)), TagId::new("claim"), vec![ByteRange::new(start, start + 2)], by, Time(0))
        };
        article.spans.insert(mark(4, ana, 0));
        article.spans.insert(Span { entity: Some(EntityId(id(6))), ..mark(5, ben, 3) });
        article.links.insert(Link {
            id: LinkId(id(7)),
            kind: LinkKindId::new("said-by"),
            from: SpanId(id(5)),
            to: LinkEnd::Span(SpanId(id(4))),
            order: 0,
            fields: Default::default(),
            note: String::new(),
            by: ben,
            made: Time(0),
            changed: None,
            extra: Default::default(),
        });
        project.entities.insert(EntityId(id(6)), Arc::new(Entity::new(EntityId(id(6)), EntityKind::Person, "Ben's")));
        project.articles.insert(article.id, Arc::new(article));
        project.team.is_blind = true;
        (project, ana, ben)
    }

    #[test]
    fn marks_links_and_names_of_others_are_hidden_until_one_is_done() {
        let (mut project, ana, ben) = example();
        let seen = project.as_seen_by(ana).unwrap();
        let article = seen.articles.values().next().unwrap();
        assert_eq!((article.spans.len(), article.links.len(), seen.entities.len()), (1, 0, 0));
        assert_eq!(project.as_seen_by(ben).unwrap().entities.len(), 1, "one's own name stays");
        let article = article.id;
        project.progress.insert((article, ana), Status::Done);
        assert_eq!(project.as_seen_by(ana), None);
        assert!(project.as_seen_by(ben).is_some(), "that somebody else is done reveals nothing");
    }

    /// Looks again and looks anew, which is to be the same; returns what is seen.
    fn again(last: &mut LastSeen, project: &Project, coder: CoderId) -> Option<Project> {
        let seen = last.again(project, coder);
        assert_eq!(seen, project.as_seen_by(coder));
        seen
    }

    #[test]
    fn articles_that_have_not_changed_are_not_looked_through_again() {
        let (mut project, ana, ben) = example();
        let first = *project.articles.keys().next().unwrap();
        let second = Article { id: ArticleId(id(30)), ..project.article(first).unwrap().clone() };
        project.articles.insert(second.id, Arc::new(second));
        let (second, mut last) = (ArticleId(id(30)), LastSeen::default());
        let left = |seen: &Option<Project>, article| seen.as_ref().unwrap().articles[&article].clone();
        let before = again(&mut last, &project, ana);
        // Ana takes her mark away in the first article.
        let place = Arc::as_ptr(&project.articles[&first]);
        let mark = Arc::make_mut(project.articles.get_mut(&first).unwrap()).spans.remove(SpanId(id(4))).unwrap();
        assert_ne!(Arc::as_ptr(&project.articles[&first]), place, "it has another place from then on");
        let after = again(&mut last, &project, ana);
        assert!(left(&after, first).spans.is_empty());
        assert!(Arc::ptr_eq(&left(&before, second), &left(&after, second)));
        // It comes again, as Ben's, who names somebody; Ana is done with the second article, and is not; somebody else looks.
        let named = Span { entity: Some(EntityId(id(6))), by: ben, ..mark };
        Arc::make_mut(project.articles.get_mut(&first).unwrap()).spans.insert(named);
        again(&mut last, &project, ana);
        project.progress.insert((second, ana), Status::Done);
        assert_eq!(again(&mut last, &project, ana).unwrap().entities.len(), 1);
        project.progress.insert((second, ana), Status::InWork);
        assert_eq!(again(&mut last, &project, ana).unwrap().entities.len(), 0);
        again(&mut last, &project, ben);
        project.team.is_blind = false;
        assert_eq!(again(&mut last, &project, ana), None);
        project.team.is_blind = true;
        project.articles.remove(&second);
        again(&mut last, &project, ana);
    }

    #[test]
    fn nothing_is_copied_that_nobody_else_holds() {
        let (project, ana, _) = example();
        let mut last = LastSeen::default();
        drop(last.again(&project, ana));
        assert!(project.articles.values().all(|article| Arc::strong_count(article) == 1));
    }

    fn conflict(section: &str, about: &dyn ToString, theirs: String) -> Conflict {
        Conflict { section: section.to_owned(), about: about.to_string(), theirs, ..Conflict::default() }
    }

    #[test]
    fn conflicts_about_findings_of_others_are_hidden() {
        let (mut project, ana, ben) = example();
        let (article, claim) = (*project.articles.keys().next().unwrap(), EntityId(id(40)));
        project.conflicts = [conflict("not_mentioned", &format!("{article} {claim}"), String::new())].into();
        let found = |by| NotMentioned { by, made: Time(0), note: String::new() };
        project.not_mentioned.insert((article, claim), found(ben));
        assert!(project.as_seen_by(ana).unwrap().conflicts.is_empty());
        project.not_mentioned.insert((article, claim), found(ana));
        assert_eq!(project.as_seen_by(ana).unwrap().conflicts.len(), 1, "it is her own");
        // Gone from the file, it stands in the conflict alone.
        project.not_mentioned.clear();
        let line = |by: CoderId| format!("(article: \"{article}\", by: \"{by}\", claim: \"{claim}\", note: \"x\")");
        for (by, left) in [(ben, 0), (ana, 1)] {
            project.conflicts = [conflict("not_mentioned", &format!("{article} {claim}"), line(by))].into();
            assert_eq!(project.as_seen_by(ana).unwrap().conflicts.len(), left);
        }
        project.progress.insert((article, ana), Status::Done);
        assert_eq!(project.as_seen_by(ana), None);
    }

    #[test]
    fn conflicts_about_what_is_gone_are_hidden_where_it_would_be() {
        let (mut project, ana, ben) = example();
        let (article, gone) = (*project.articles.keys().next().unwrap(), SpanId(id(50)));
        let span = |by: CoderId| {
            format!(
                "(article: \"{article}\", by: \"{by}\", changed_by: \"{ana}\", id: \"{gone}\", note: \"by: \\\"{ana}\\\"\")"
            )
        };
        let link =
            |by: CoderId, from: SpanId| format!("(by: \"{by}\", from: \"{from}\", id: \"{gone}\", kind: \"cue\")");
        let own = SpanId(id(4));
        let all = [
            ("spans", span(ben), 0),
            ("spans", span(ana), 1),
            ("links", link(ben, own), 0),
            ("links", link(ana, own), 1),
            ("links", link(ben, gone), 0),
            ("spans", "\"a remark\"".to_owned(), 0),
            ("decisions", span(ana), 0),
            ("tags", span(ben), 1),
        ];
        for (section, theirs, left) in all {
            project.conflicts = [conflict(section, &gone, theirs.clone())].into();
            assert_eq!(project.as_seen_by(ana).unwrap().conflicts.len(), left, "{section}: {theirs}");
            let mut done = project.clone();
            done.progress.insert((article, ana), Status::Done);
            assert_eq!(done.as_seen_by(ana), None, "{section}: {theirs}");
        }
        let mut mine = conflict("spans", &gone, "\"a remark\"".to_owned());
        mine.by = Some(ana);
        project.conflicts = [mine].into();
        assert_eq!(project.as_seen_by(ana).unwrap().conflicts.len(), 1);
    }

    #[test]
    fn nothing_is_hidden_where_coders_do_not_work_blind() {
        let (mut project, ana, _) = example();
        project.team.is_blind = false;
        assert_eq!(project.as_seen_by(ana), None);
    }
}
