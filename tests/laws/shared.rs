//! People who share a project in a folder: whatever they do, and whenever which save reaches whom, all end up with the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use proptest::{prelude::*, sample::Index};
use sayso::{
    edit::{Edit, Position, Transaction, apply, apply_all, delete_entity, delete_span},
    merge::{Side, decide},
    model::{
        Article, ArticleId, Coder, CoderId, Entity, EntityId, EntityKind, Facts, Id, Link, LinkEnd, LinkId, LinkKindId,
        Problem, Project, ProjectId, Source, Span, SpanId, Status, TagId, Time, check,
    },
    store::{builtin_codebook, read_project, write_project},
    text::{ByteRange, FrozenText},
};

use super::but_marks_set_aside;
use crate::common::{
    arbitrary::{edit, id, project},
    team::Team,
};

/// What somebody does.
#[derive(Clone, Debug)]
enum Act {
    Edit(Vec<Edit>),
    /// Takes in what has reached them, after saves of some have: all of them, or one more of each.
    Update(u8, bool),
    Share,
}

fn acts(people: usize) -> impl Strategy<Value = Vec<(usize, Act)>> {
    let act = prop_oneof![
        3 => prop::collection::vec(edit(), 1..4).prop_map(Act::Edit),
        3 => (any::<u8>(), any::<bool>()).prop_map(|(of, is_last)| Act::Update(of, is_last)),
        3 => Just(Act::Share),
    ];
    prop::collection::vec((0..people, act), 4..30)
}

impl Act {
    fn by(&self, team: &mut Team, who: usize) {
        match self {
            Act::Edit(edits) => {
                for edit in
                    edits.iter().filter(|edit| !matches!(edit, Edit::SetSharedSave(..) | Edit::SetContained(..)))
                {
                    let _may_not_fit = apply(&mut team.people[who].project, edit.clone());
                }
            }
            Act::Update(of, is_last) => {
                team.reach(who, *is_last, |other| of >> other & 1 == 1);
                team.update(who);
            }
            Act::Share => team.share(who),
        }
    }
}

/// The marks of a project, also those set aside.
fn marks(project: &Project) -> BTreeSet<(ArticleId, SpanId)> {
    let of = |article: &Arc<Article>| {
        let aside = article.quarantined.keys().copied();
        article.spans.iter().map(|span| span.id).chain(aside).map(|span| (article.id, span)).collect::<Vec<_>>()
    };
    project.articles.values().flat_map(of).collect()
}

fn cases(share: u32) -> ProptestConfig {
    let cases = std::env::var("SAYSO_MERGES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1_000_u32);
    ProptestConfig::with_cases(cases / share)
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn whatever_people_do_all_end_up_with_the_same(
        base in project(), people in 3usize..5, acts in acts(4), kept in prop_oneof![Just(usize::MAX), 1usize..4], at_once in any::<bool>(),
    ) {
        let mut team = Team::new(&base, people, kept);
        let (mut added, mut deleted) = (BTreeSet::new(), BTreeSet::new());
        let mut texts: BTreeMap<ArticleId, BTreeSet<String>> = BTreeMap::new();
        for (who, act) in &acts {
            let who = who % people;
            let before = marks(&team.people[who].project);
            act.by(&mut team, who);
            let after = marks(&team.people[who].project);
            if matches!(act, Act::Edit(_)) {
                added.extend(after.difference(&before).copied());
                deleted.extend(before.difference(&after).copied());
            }
            for article in team.people[who].project.articles.values() {
                texts.entry(article.id).or_default().insert(article.text.as_str().to_owned());
            }
        }
        let rounds = if at_once { team.settle_at_once() } else { team.settle() };
        prop_assert!(rounds <= 3, "{} rounds", rounds);
        let all = team.same();
        prop_assert_eq!(but_marks_set_aside(check(&all)), Vec::<Problem>::new());
        // Marks fit no other text than their own.
        let is_of_one_text = |article: &ArticleId| texts.get(article).is_some_and(|texts| texts.len() == 1);
        let there = marks(&all);
        for (article, span) in added.difference(&deleted).filter(|(article, _)| is_of_one_text(article)) {
            prop_assert!(there.contains(&(*article, *span)), "{} is lost", span);
        }
        let mut read = read_project(&write_project(&all).bytes).unwrap().project;
        read.ancestors.clone_from(&all.ancestors);
        prop_assert_eq!(read, all);
    }
}

/// What people do who change only what nobody else is changing.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Note(usize),
    Flag(usize),
    Delete(usize),
    Add,
    Name(usize),
    DeleteName(usize),
    AddName,
    TagDefinition(usize),
    MoveTag(usize),
    Title,
    Finish,
}

fn deeds() -> impl Strategy<Value = Vec<(usize, Option<Deed>, u8, bool)>> {
    let number = 0usize..12;
    let deed = prop_oneof![
        4 => number.clone().prop_map(Deed::Note),
        2 => number.clone().prop_map(Deed::Flag),
        2 => number.clone().prop_map(Deed::Delete),
        3 => Just(Deed::Add),
        1 => number.clone().prop_map(Deed::Name),
        1 => number.clone().prop_map(Deed::DeleteName),
        1 => Just(Deed::AddName),
        1 => number.clone().prop_map(Deed::TagDefinition),
        1 => number.prop_map(Deed::MoveTag),
        1 => Just(Deed::Title),
        1 => Just(Deed::Finish),
    ];
    prop::collection::vec((0usize..4, prop::option::weighted(0.6, deed), any::<u8>(), any::<bool>()), 8..60)
}

/// What the project must be if everybody's changes hold, and who made each last.
struct Expected {
    notes: BTreeMap<SpanId, String>,
    flags: BTreeMap<SpanId, bool>,
    names: BTreeMap<EntityId, String>,
    definitions: BTreeMap<TagId, String>,
    tags: Vec<TagId>,
    title: String,
    /// The last change of each value: by whom, and in which of their saves it is.
    changes: BTreeMap<String, (usize, u64)>,
    gone: BTreeSet<Id>,
}

impl Expected {
    fn of(project: &Project) -> Self {
        let spans = || project.articles.values().flat_map(|article| article.spans.iter());
        Self {
            notes: spans().map(|span| (span.id, span.note.clone())).collect(),
            flags: spans().map(|span| (span.id, span.flag)).collect(),
            names: project.entities.values().map(|entity| (entity.id, entity.name.clone())).collect(),
            definitions: project.codebook.tags.iter().map(|tag| (tag.id.clone(), tag.definition.clone())).collect(),
            tags: project.codebook.tags.iter().map(|tag| tag.id.clone()).collect(),
            title: project.title.clone(),
            changes: BTreeMap::new(),
            gone: BTreeSet::new(),
        }
    }

    /// Whether somebody knows the last change of each of these values, and may change them next.
    fn may_change(&mut self, team: &Team, who: usize, values: &[String]) -> bool {
        let knows = |value: &String| {
            self.changes.get(value).is_none_or(|(by, save)| {
                *by == who
                    || team.people[who].vector.get(&team.people[*by].suffix).is_some_and(|known| known.number >= *save)
            })
        };
        if !values.iter().all(knows) {
            return false;
        }
        let next = team.people[who].shared.last().map_or(0, |save| save.name.number) + 1;
        self.changes.extend(values.iter().map(|value| (value.clone(), (who, next))));
        true
    }
}

fn pick<T: Clone>(all: &[T], number: usize) -> Option<T> {
    (!all.is_empty()).then(|| all[number % all.len()].clone())
}

/// The edits of a deed, if it does not cross what somebody else does; what is expected then.
fn edits_of(deed: Deed, fresh: u16, who: usize, team: &Team, expected: &mut Expected) -> Option<Vec<Edit>> {
    let project = &team.people[who].project;
    let article = project.articles.values().next()?;
    let spans: Vec<Span> = article.spans.iter().cloned().collect();
    let names: Vec<Arc<Entity>> = project.entities.values().cloned().collect();
    let word = format!("{who} {fresh}");
    Some(match deed {
        Deed::Note(number) | Deed::Flag(number) => {
            let span = pick(&spans, number).filter(|span| !expected.gone.contains(&span.id.0))?;
            let is_note = matches!(deed, Deed::Note(_));
            let value = format!("{} {}", span.id, if is_note { "note" } else { "flag" });
            expected.may_change(team, who, &[value]).then_some(())?;
            let changed = if is_note {
                expected.notes.insert(span.id, word.clone());
                Span { note: word, ..span }
            } else {
                expected.flags.insert(span.id, !span.flag);
                Span { flag: !span.flag, ..span }
            };
            vec![Edit::ChangeSpan(article.id, Box::new(changed))]
        }
        Deed::Delete(number) => {
            let span = pick(&spans, number).filter(|span| !expected.gone.contains(&span.id.0))?;
            let values = [format!("{} note", span.id), format!("{} flag", span.id)];
            expected.may_change(team, who, &values).then_some(())?;
            expected.notes.remove(&span.id);
            expected.flags.remove(&span.id);
            expected.gone.insert(span.id.0);
            delete_span(article, span.id)
        }
        Deed::Add => {
            let span_id = SpanId(id(1_000 + fresh));
            let (by, tag) = (*project.coders.keys().next()?, project.codebook.tags.iter().next()?.id.clone());
            let mut span = Span::new(span_id, tag, vec![ByteRange::new(0, 1)], by, Time(i64::from(fresh)));
            span.note.clone_from(&word);
            let values = [format!("{span_id} note"), format!("{span_id} flag")];
            expected.may_change(team, who, &values).then_some(())?;
            expected.notes.insert(span_id, word);
            expected.flags.insert(span_id, false);
            vec![Edit::AddSpan(article.id, Box::new(span))]
        }
        Deed::Name(number) | Deed::DeleteName(number) => {
            // Others change the marks that a name in use is taken from.
            let free: BTreeSet<Id> = (900..2_000).map(id).collect();
            let names: Vec<_> = names.into_iter().filter(|entity| free.contains(&entity.id.0)).collect();
            let entity = pick(&names, number).filter(|entity| !expected.gone.contains(&entity.id.0))?;
            expected.may_change(team, who, &[entity.id.to_string()]).then_some(())?;
            if matches!(deed, Deed::Name(_)) {
                expected.names.insert(entity.id, word.clone());
                vec![Edit::ChangeEntity(Box::new(Entity { name: word, ..(*entity).clone() }))]
            } else {
                expected.names.remove(&entity.id);
                expected.gone.insert(entity.id.0);
                delete_entity(project, entity.id)
            }
        }
        Deed::AddName => {
            let entity = Entity::new(EntityId(id(1_000 + fresh)), EntityKind::from_word("person"), &word);
            expected.may_change(team, who, &[entity.id.to_string()]).then_some(())?;
            expected.names.insert(entity.id, word);
            vec![Edit::AddEntity(Box::new(entity))]
        }
        Deed::TagDefinition(number) => {
            let tags: Vec<_> = project.codebook.tags.iter().cloned().collect();
            let mut tag = pick(&tags, number)?;
            expected.may_change(team, who, &[format!("tag {}", tag.id)]).then_some(())?;
            tag.definition.clone_from(&word);
            expected.definitions.insert(tag.id.clone(), word);
            vec![Edit::ChangeTag(Box::new(tag))]
        }
        Deed::MoveTag(number) => {
            let tag = pick(&expected.tags, number)?;
            expected.may_change(team, who, &["order".to_owned()]).then_some(())?;
            expected.tags.retain(|other| *other != tag);
            expected.tags.insert(0, tag.clone());
            vec![Edit::MoveTag(tag, Position::First)]
        }
        Deed::Title => {
            expected.may_change(team, who, &["title".to_owned()]).then_some(())?;
            expected.title.clone_from(&word);
            vec![Edit::SetProjectFacts { title: word, note: project.note.clone() }]
        }
        Deed::Finish => {
            // Each coder is one person here.
            let coder = *project.coders.keys().nth(who)?;
            vec![Edit::SetProgress(article.id, coder, Status::Done)]
        }
    })
}

/// A small project with marks, links, names that nothing points to, and a coder for everybody.
fn small() -> Project {
    let mut project = Project::new(ProjectId(id(99)), "Small", builtin_codebook());
    for number in 900..904 {
        let (id, name) = (id(number), number.to_string());
        let coder = Coder { id: CoderId(id), name: name.clone(), changed: None, extra: Default::default() };
        project.coders.insert(coder.id, coder);
        let entity = Entity::new(EntityId(id), EntityKind::from_word("person"), &name);
        project.entities.insert(entity.id, Arc::new(entity));
    }
    let text = FrozenText::verbatim("It rains, said Ada. It snows, said Ben.");
    let mut article = Article::new(ArticleId(id(98)), text, Facts::default(), Source::default(), Time(1));
    let tags: Vec<TagId> = project.codebook.tags.iter().map(|tag| tag.id.clone()).collect();
    for number in 0..8 {
        let tag = tags[usize::from(number) % 2].clone();
        let place = ByteRange::new(3 + usize::from(number), 4 + usize::from(number));
        article.spans.insert(Span::new(SpanId(id(100 + number)), tag, vec![place], CoderId(id(900)), Time(1)));
    }
    for number in [0, 2, 4] {
        article.links.insert(Link {
            id: LinkId(id(200 + number)),
            kind: LinkKindId::new(LinkKindId::SAID_BY),
            from: SpanId(id(100 + number)),
            to: LinkEnd::Span(SpanId(id(101 + number))),
            order: 0,
            fields: Default::default(),
            note: String::new(),
            by: CoderId(id(900)),
            made: Time(1),
            changed: None,
            extra: Default::default(),
        });
    }
    project.articles.insert(article.id, Arc::new(article));
    project
}

proptest! {
    #![proptest_config(cases(10))]

    /// Everybody changes only what they know the last change of, or what nobody else changes: all holds, nothing is asked,
    /// and nothing that was deleted comes back.
    #[test]
    fn where_nobody_changes_the_same_at_the_same_time_all_holds(people in 3usize..5, deeds in deeds()) {
        let base = small();
        let (mut team, mut expected) = (Team::new(&base, people, usize::MAX), Expected::of(&base));
        for (fresh, (who, deed, of, is_last)) in deeds.into_iter().enumerate() {
            let who = who % people;
            match deed {
                Some(deed) => {
                    let edits = edits_of(deed, u16::try_from(fresh).unwrap(), who, &team, &mut expected);
                    let step = Transaction::new("deed", edits.unwrap_or_default());
                    apply_all(&mut team.people[who].project, step).unwrap();
                }
                None if is_last => team.share(who),
                None => {
                    team.reach(who, of & 0x80 != 0, |other| of >> other & 1 == 1);
                    team.update(who);
                    prop_assert_eq!(&team.people[who].project.conflicts, &BTreeSet::new());
                }
            }
        }
        prop_assert!(team.settle() <= 2);
        let all = team.same();
        let found = Expected::of(&all);
        prop_assert_eq!(&all.conflicts, &BTreeSet::new());
        prop_assert_eq!(team.lacking, 0);
        prop_assert_eq!((found.notes, found.flags), (expected.notes, expected.flags));
        prop_assert_eq!((found.names, found.definitions), (expected.names, expected.definitions));
        prop_assert_eq!((found.tags, found.title), (expected.tags, expected.title));
    }
}

proptest! {
    #![proptest_config(cases(20))]

    /// What people decide about a value that several changed holds for all.
    #[test]
    fn one_value_stands_in_place_for_all_and_a_decision_reaches_all(
        people in 2usize..5, place in any::<Index>(), turned in any::<bool>(), side in any::<bool>(),
    ) {
        let base = small();
        let mut team = Team::new(&base, people, usize::MAX);
        let article = base.articles.values().next().unwrap();
        let spans: Vec<Span> = article.spans.iter().cloned().collect();
        let span = place.get(&spans);
        let coder = |who: usize| CoderId(id(900 + u16::try_from(if turned { people - 1 - who } else { who }).unwrap()));
        for who in 0..people {
            // Whose clock is ahead makes no difference.
            let changed = Some((Time(i64::try_from(1_000 * (who * 7 % 5)).unwrap()), coder(who)));
            let span = Span { note: format!("note {who}"), changed, ..span.clone() };
            apply(&mut team.people[who].project, Edit::ChangeSpan(article.id, Box::new(span))).unwrap();
        }
        team.settle();
        let all = team.same();
        let first = (0..people).min_by_key(|who| coder(*who)).unwrap();
        prop_assert_eq!(&all.span(article.id, span.id).unwrap().note, &format!("note {first}"));
        prop_assert_eq!(all.conflicts.len(), people - 1);
        let others: BTreeSet<String> = all.conflicts.iter().map(|open| open.theirs.clone()).collect();
        let expected = (0..people).filter(|who| *who != first).map(|who| format!("\"note {who}\"")).collect();
        prop_assert_eq!(others, expected);

        let decider = people - 1;
        let mut wanted = format!("note {first}");
        for conflict in &all.conflicts {
            let side = if side { Side::Theirs } else { Side::Ours };
            if side == Side::Theirs {
                wanted = conflict.theirs.trim_matches('"').to_owned();
            }
            let edits = decide(&team.people[decider].project, conflict, side).unwrap();
            apply_all(&mut team.people[decider].project, Transaction::new("decide", edits)).unwrap();
        }
        // Somebody else goes on meanwhile with something else.
        let other = Span { flag: !span.flag, ..all.span(article.id, span.id).unwrap().clone() };
        apply(&mut team.people[0].project, Edit::ChangeSpan(article.id, Box::new(other))).unwrap();
        team.settle();
        let all = team.same();
        prop_assert_eq!(&all.conflicts, &BTreeSet::new());
        prop_assert_eq!(&all.span(article.id, span.id).unwrap().note, &wanted);
        prop_assert_eq!(all.span(article.id, span.id).unwrap().flag, !span.flag);
    }
}
