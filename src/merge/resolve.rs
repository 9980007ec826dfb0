//! Deciding what a merge left open: the edits that make one side hold, and drop the conflict.

use std::str::FromStr;

use super::record::fields_of;
use crate::{
    edit::{
        self, Edit, Holds, Position, Ruling, agreed_on, delete_article, delete_entity, delete_span, drop_quarantined,
    },
    model::{
        Absence, Article, ArticleId, BETWEEN_PIECES, Coder, Conflict, CueClass, Decision, Entity, Facts, FieldDef,
        Figure, Link, LinkId, LinkKind, NotMentioned, Project, Rule, Span, SpanId, Tag, TagId, Verdict,
    },
    store::{
        RecordError, Recorded, Values, quarantined_values, span_of_line, span_values, with_field, words as as_written,
    },
};

/// Which side of a conflict holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// What is in place.
    Ours,
    /// What the copy has.
    Theirs,
    /// Both, one after the other: only remarks and definitions can be so.
    Both,
}

/// Why a conflict cannot be decided so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecidable {
    /// The record is no more.
    #[error("what it is about no longer exists; keep it as it is.")]
    Gone,
    /// Only one side can hold.
    #[error("only one of the two can hold.")]
    OneOnly,
    /// Nothing in Sayso changes such values.
    #[error("this cannot be changed in Sayso; keep it as it is.")]
    Fixed,
    /// The other side cannot be read.
    #[error("the other version cannot be read: {0}")]
    Unreadable(#[from] RecordError),
}

/// Fields of which both sides can hold, one after the other.
const REMARKS: [&str; 2] = ["note", "definition"];

/// Whether both sides of a conflict can hold.
pub fn can_be_both(conflict: &Conflict) -> bool {
    REMARKS.contains(&conflict.field.as_str()) && !conflict.ours.is_empty() && !conflict.theirs.is_empty()
}

/// The edits that make a side of a conflict hold, and drop the conflict.
///
/// # Errors
/// Why it cannot be decided so.
pub fn decide(project: &Project, conflict: &Conflict, side: Side) -> Result<Vec<Edit>, Undecidable> {
    let mut edits = if conflict.is_of_record() {
        of_record(project, conflict, side)?
    } else {
        match side {
            Side::Ours => Vec::new(),
            Side::Theirs if conflict.section == "decisions" => of_decision(project, conflict)?,
            Side::Theirs => with_value(project, conflict, &conflict.theirs)?,
            Side::Both if can_be_both(conflict) => {
                let read = |words: &str| ron::from_str::<String>(words).map_err(|_| Undecidable::OneOnly);
                let both = format!("{}\n{}", read(&conflict.ours)?, read(&conflict.theirs)?);
                with_value(project, conflict, &as_written(&both))?
            }
            Side::Both => return Err(Undecidable::OneOnly),
        }
    };
    edits.push(Edit::SetConflict(Box::new(conflict.clone()), false));
    Ok(edits)
}

/// The edits that make another decision about coders' marks hold: the consensus follows.
fn of_decision(project: &Project, conflict: &Conflict) -> Result<Vec<Edit>, Undecidable> {
    let changed = with_value(project, conflict, &conflict.theirs)?;
    let Some(Edit::SetDecision(_, Some(decision))) = changed.first() else { return Ok(changed) };
    let Some(mut edits) = decided(project, decision) else { return Ok(changed) };
    edits.extend(edited_apart(project, decision));
    Ok(edits)
}

/// The edits that decide what a decision says.
fn decided(project: &Project, decision: &Decision) -> Option<Vec<Edit>> {
    let holds = match decision.verdict {
        Verdict::Take(span) => Holds::This(span),
        Verdict::Both => Holds::All,
        Verdict::Neither => Holds::None,
        Verdict::Edited(agreed) => Holds::Edited(*decision.about.iter().find(|source| agreed_on(**source) == agreed)?),
    };
    let (about, note) = (decision.about.clone(), decision.note.clone());
    let ruling = Ruling { article: decision.article, about, holds, note };
    Some(edit::decide(project, &[ruling], decision.by, decision.made))
}

/// The edits that make a mark of the consensus what somebody made of it by hand, which an open conflict keeps.
fn edited_apart(project: &Project, decision: &Decision) -> Vec<Edit> {
    let Verdict::Edited(agreed) = decision.verdict else { return Vec::new() };
    let about = agreed.to_string();
    let is_it = |open: &&Conflict| open.section == "spans" && open.about == about && open.is_of_record();
    let kept = project.conflicts.iter().find(is_it);
    let Some((kept, article)) = kept.zip(project.article(decision.article)) else { return Vec::new() };
    let written = if kept.ours.is_empty() { &kept.theirs } else { &kept.ours };
    let Ok(span) = span_of_line(&article.text, written) else { return Vec::new() };
    vec![Edit::ChangeSpan(article.id, Box::new(span)), Edit::SetConflict(Box::new(kept.clone()), false)]
}

/// Decides about a record that one side deleted.
fn of_record(project: &Project, conflict: &Conflict, side: Side) -> Result<Vec<Edit>, Undecidable> {
    let (chosen, is_there) = match side {
        Side::Ours => (&conflict.ours, !conflict.ours.is_empty()),
        Side::Theirs => (&conflict.theirs, !conflict.theirs.is_empty()),
        Side::Both => return Err(Undecidable::OneOnly),
    };
    let place = Place::of(project, conflict);
    match (is_there, place) {
        (true, Some(_)) | (false, None) => Ok(Vec::new()),
        (true, None) if conflict.section == "decisions" => {
            let decision = Decision::of_line(chosen)?;
            decided(project, &decision).ok_or(Undecidable::Gone)
        }
        // A link that was taken out because it closed a loop.
        (true, None) if conflict.section == "links" => {
            let link = Link::of_line(chosen)?;
            let home = project.articles.values().find(|article| article.span(link.from).is_some());
            Ok(vec![Edit::AddLink(home.ok_or(Undecidable::Gone)?.id, Box::new(link))])
        }
        (true, None) => Err(Undecidable::Gone),
        (false, Some(place)) => place.removed(project),
    }
}

/// The edits that set the field that a conflict is about to a value, as the file writes it.
///
/// # Errors
/// Why it cannot be set.
pub fn with_value(project: &Project, conflict: &Conflict, words: &str) -> Result<Vec<Edit>, Undecidable> {
    let (section, field) = (conflict.section.as_str(), conflict.field.as_str());
    match section {
        "head" => return of_head(project, field, words),
        "rules" => return of_depth(project, words),
        "extra" => {
            let value =
                if words.is_empty() { None } else { Some(ron::from_str(words).map_err(|_| Undecidable::Fixed)?) };
            return Ok(vec![Edit::SetExtra(field.to_owned(), value)]);
        }
        _ => {}
    }
    let line = |values: &Values| with_field(values, &fields_of(section, field), field, words);
    let place = Place::of(project, conflict).ok_or(Undecidable::Gone)?;
    let edit = match place {
        Place::Span(article, span) => {
            let line = line(&span_values(article.id, &article.text, span));
            Edit::ChangeSpan(article.id, Box::new(span_of_line(&article.text, &line)?))
        }
        Place::Aside(article, id) => {
            let aside = article.quarantined.get(&id).ok_or(Undecidable::Gone)?;
            let line = line(&quarantined_values(article.id, aside));
            Edit::Place(article.id, Box::new(span_of_line(&article.text, &line)?))
        }
        Place::Link(article, link) => Edit::ChangeLink(article.id, Box::new(Link::of_line(&line(&link.values()))?)),
        Place::Article(_) if field == "text" => return Err(Undecidable::Fixed),
        Place::Article(article) => {
            let facts = Facts::of_line(&line(&article.facts.values()))?;
            Edit::SetFacts(article.id, Box::new(facts))
        }
        Place::Tag(id) => {
            let tag = project.codebook.tag(&id).ok_or(Undecidable::Gone)?;
            Edit::ChangeTag(Box::new(Tag::of_line(&line(&tag.values()))?))
        }
        Place::LinkKind(kind) => Edit::ChangeLinkKind(Box::new(LinkKind::of_line(&line(&kind.values()))?)),
        Place::ArticleField(known) => {
            let changed = FieldDef::of_line(&line(&known.values()))?;
            Edit::SetArticleField(known.id.clone(), Some((Position::After(known.id.clone()), Box::new(changed))))
        }
        Place::CueClass(class) => {
            let changed = CueClass::of_line(&line(&class.values()))?;
            Edit::SetCueClass(class.id.clone(), Some((Position::After(class.id.clone()), Box::new(changed))))
        }
        Place::Coder(coder) => Edit::ChangeCoder(Coder::of_line(&line(&coder.values()))?),
        Place::Entity(entity) => Edit::ChangeEntity(Box::new(Entity::of_line(&line(&entity.values()))?)),
        Place::Decision(decision) => {
            let changed = Decision::of_line(&line(&decision.values()))?;
            Edit::SetDecision(decision.id, Some(Box::new(changed)))
        }
        Place::Figure(figure) => {
            let changed = Figure::of_line(&line(&figure.values()))?;
            Edit::SetFigure(figure.id, Some(Box::new(changed)))
        }
        Place::NotMentioned(whole) => {
            let (about, found) = <(Absence, NotMentioned)>::of_line(&line(&whole.values()))?;
            Edit::SetNotMentioned(about, Some(Box::new(found)))
        }
    };
    Ok(vec![edit])
}

fn of_head(project: &Project, field: &str, words: &str) -> Result<Vec<Edit>, Undecidable> {
    let read =
        || if words.is_empty() { Ok(String::new()) } else { ron::from_str(words).map_err(|_| Undecidable::Fixed) };
    let (mut title, mut note) = (project.title.clone(), project.note.clone());
    match field {
        "title" => title = read()?,
        "note" => note = read()?,
        "seed" => {
            let seed = u64::from_str(words).ok();
            return Ok(vec![Edit::SetSharing { is_blind: project.team.is_blind, seed }]);
        }
        _ => return Err(Undecidable::Fixed),
    }
    Ok(vec![Edit::SetProjectFacts { title, note }])
}

/// How deep claims may be nested.
fn of_depth(project: &Project, words: &str) -> Result<Vec<Edit>, Undecidable> {
    let depth = u32::from_str(words).map_err(|_| Undecidable::Fixed)?;
    let former = project.codebook.nesting_depth().map(|depth| Edit::RemoveRule(Rule::NestingDepth(depth)));
    Ok(former.into_iter().chain([Edit::AddRule(Position::Last, Rule::NestingDepth(depth))]).collect())
}

/// The record that a conflict is about.
pub(super) enum Place<'p> {
    Span(&'p Article, &'p Span),
    Aside(&'p Article, SpanId),
    Link(&'p Article, &'p Link),
    Article(&'p Article),
    Tag(TagId),
    LinkKind(&'p LinkKind),
    ArticleField(&'p FieldDef),
    CueClass(&'p CueClass),
    Coder(&'p Coder),
    Entity(&'p Entity),
    Decision(&'p Decision),
    Figure(&'p Figure),
    NotMentioned(Box<(Absence, NotMentioned)>),
}

impl<'p> Place<'p> {
    /// Where the record is; `None` where there is none any more.
    pub(super) fn of(project: &'p Project, conflict: &Conflict) -> Option<Self> {
        let about = conflict.about.as_str();
        let is = |id: &dyn ToString| id.to_string() == about;
        let mut articles = project.articles.values().map(AsRef::as_ref);
        match conflict.section.as_str() {
            "spans" => {
                let id = about.parse::<SpanId>().ok()?;
                articles.find_map(|article| {
                    let placed = article.span(id).map(|span| Self::Span(article, span));
                    placed.or_else(|| article.quarantined.contains_key(&id).then_some(Self::Aside(article, id)))
                })
            }
            "links" => {
                let id = about.parse::<LinkId>().ok()?;
                articles.find_map(|article| Some(Self::Link(article, article.links.get(id)?)))
            }
            "articles" => articles.find(|article| is(&article.id)).map(Self::Article),
            "tags" => project.codebook.tags.iter().find(|tag| is(&tag.id)).map(|tag| Self::Tag(tag.id.clone())),
            "link_kinds" => project.codebook.link_kinds.iter().find(|kind| is(&kind.id)).map(Self::LinkKind),
            "article_fields" => {
                project.codebook.article_fields.iter().find(|field| is(&field.id)).map(Self::ArticleField)
            }
            "cue_classes" => project.codebook.cue_classes.iter().find(|class| is(&class.id)).map(Self::CueClass),
            "coders" => project.coders.values().find(|coder| is(&coder.id)).map(Self::Coder),
            "entities" => project.entities.values().find(|entity| is(&entity.id)).map(|entity| Self::Entity(entity)),
            "decisions" => project.decisions.values().find(|decision| is(&decision.id)).map(Self::Decision),
            "figures" => project.figures.values().find(|figure| is(&figure.id)).map(Self::Figure),
            "not_mentioned" => project
                .not_mentioned
                .iter()
                .find(|((article, claim), _)| format!("{article} {claim}") == about)
                .map(|(about, found)| Self::NotMentioned(Box::new((*about, found.clone())))),
            _ => None,
        }
    }

    /// The article that the record belongs to.
    pub(super) fn article(&self) -> Option<&'p Article> {
        match self {
            Self::Span(article, _) | Self::Aside(article, _) | Self::Link(article, _) | Self::Article(article) => {
                Some(article)
            }
            Self::Tag(_)
            | Self::LinkKind(_)
            | Self::ArticleField(_)
            | Self::CueClass(_)
            | Self::Coder(_)
            | Self::Entity(_)
            | Self::Decision(_)
            | Self::Figure(_)
            | Self::NotMentioned(_) => None,
        }
    }

    /// The mark that the record is, or that it begins at.
    fn span(&self) -> Option<SpanId> {
        match self {
            Self::Span(_, span) => Some(span.id),
            Self::Link(_, link) => Some(link.from),
            Self::Aside(..)
            | Self::Article(_)
            | Self::Tag(_)
            | Self::LinkKind(_)
            | Self::ArticleField(_)
            | Self::CueClass(_)
            | Self::Coder(_)
            | Self::Entity(_)
            | Self::Decision(_)
            | Self::Figure(_)
            | Self::NotMentioned(_) => None,
        }
    }

    /// What people call the record.
    fn name(&self) -> String {
        match self {
            Self::Span(article, span) => {
                let words: Vec<&str> = span.pieces.iter().map(|piece| article.words(*piece)).collect();
                words.join(BETWEEN_PIECES)
            }
            Self::Aside(article, id) => {
                article.quarantined.get(id).map(|kept| kept.words.join(BETWEEN_PIECES)).unwrap_or_default()
            }
            Self::Link(article, link) => {
                let span = article.span(link.from);
                let from = span.and_then(|span| span.pieces.first()).map(|piece| article.words(*piece));
                from.unwrap_or_default().to_owned()
            }
            Self::Article(article) => article.facts.title.clone(),
            Self::Tag(id) => id.to_string(),
            Self::LinkKind(kind) => kind.name.clone(),
            Self::ArticleField(field) => field.name.clone(),
            Self::CueClass(class) => class.name.clone(),
            Self::Coder(coder) => coder.name.clone(),
            Self::Entity(entity) => entity.name.clone(),
            Self::Decision(decision) => decision.note.clone(),
            Self::Figure(figure) => figure.title.clone(),
            Self::NotMentioned(whole) => whole.1.note.clone(),
        }
    }

    /// The edits that delete the record. Where something still uses it they are refused.
    fn removed(self, project: &Project) -> Result<Vec<Edit>, Undecidable> {
        Ok(match self {
            Self::Span(article, span) => delete_span(article, span.id),
            Self::Aside(article, id) => drop_quarantined(article, id),
            Self::Link(article, link) => vec![Edit::RemoveLink(article.id, link.id)],
            Self::Article(article) => delete_article(project, article.id),
            Self::Tag(id) => vec![Edit::RemoveTag(id)],
            Self::LinkKind(kind) => vec![Edit::RemoveLinkKind(kind.id.clone())],
            Self::ArticleField(field) => vec![Edit::SetArticleField(field.id.clone(), None)],
            Self::CueClass(class) => vec![Edit::SetCueClass(class.id.clone(), None)],
            Self::Coder(coder) => vec![Edit::RemoveCoder(coder.id)],
            Self::Entity(entity) => delete_entity(project, entity.id),
            Self::Decision(decision) => edit::reopen(project, &[decision.id]),
            Self::Figure(figure) => vec![Edit::SetFigure(figure.id, None)],
            Self::NotMentioned(whole) => vec![Edit::SetNotMentioned(whole.0, None)],
        })
    }
}

/// What people call the record that a conflict is about, and the article that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The kind of record, its name or words, and the field.
    pub name: String,
    /// The article that it belongs to.
    pub article: Option<ArticleId>,
    /// The mark that it is, or that its link begins at.
    pub span: Option<SpanId>,
}

/// What a conflict is about, for people.
pub fn named(project: &Project, conflict: &Conflict) -> Named {
    let place = Place::of(project, conflict);
    let name = place.as_ref().map(Place::name).unwrap_or_default();
    let span = place.as_ref().and_then(Place::span);
    let article = place.and_then(|place| place.article()).map(|article| article.id);
    Named { name: super::words::about(conflict, &name), article, span }
}
