//! Arbitrary projects and edits for the laws: small, but with everything a project can hold.

use proptest::prelude::*;
use sayso::{
    edit::{Edit, Former, Position, Transaction, apply_all},
    model::{
        Article, ArticleId, Coder, CoderId, Colour, Conflict, Coordinates, CueClass, CueClassId, Dating, Decision,
        DecisionId, Direction, Dismissed, Entity, EntityId, EntityKind, Examples, Extra, Facts, FieldDef, FieldId,
        FieldKind, FieldValue, Figure, FigureId, Id, LanguageOrigin, Link, LinkEnd, LinkId, LinkKind, LinkKindId,
        Mention, Misfit, NotMentioned, Origin, Project, ProjectId, Quarantined, Reviewed, Rule, Run, RunKind, Source,
        Span, SpanId, Status, Tag, TagId, Time, Verdict,
    },
    store::builtin_codebook,
    text::{ByteRange, CharOffset, CharRange, FrozenText},
};

const TEXTS: [&str; 4] = [
    "Putin told Erdoğan – “it rains” – in İstanbul.\n\nSecond 🙂 paragraph.",
    "قال بوتين إن مُحَمَّد هنا\nנשיא רוסיה",
    "e\u{301}te\u{301} \\ \"quoted\"\tand\u{202E} more\u{2028}end",
    "x",
];

pub(crate) fn id(number: u16) -> Id {
    let [a, b] = number.to_be_bytes();
    Id::from_bits([7, 7, 7, 7, 7, 7, 7, 7, a, b])
}

/// A range on characters of one of the texts, from two shares of its length.
fn range(text: &str, a: u16, b: u16) -> ByteRange {
    let at = |share: u16| text.floor_char_boundary(text.len() * usize::from(share) / usize::from(u16::MAX));
    ByteRange::new(at(a.min(b)), at(a.max(b)))
}

/// What an edit is made of: small numbers that choose among few ids, large ones for places, and some text.
#[derive(Clone, Debug)]
struct Draw {
    one: u16,
    two: u16,
    three: u16,
    a: u16,
    b: u16,
    text: String,
}

/// Any edit. Ids are drawn from few, so that many fit the project that [`project`] makes; the law
/// `edits_of_every_kind_are_tried_and_enough_of_them_fit` says how many.
pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let few = 0u16..6;
    let text = "[a-zğ“ \\n\u{301}]{0,8}";
    (0..MAKERS.len(), few.clone(), few.clone(), few, any::<u16>(), any::<u16>(), text)
        .prop_map(|(maker, one, two, three, a, b, text)| MAKERS[maker](Draw { one, two, three, a, b, text }))
}

macro_rules! kinds {
    ($($kind:ident)*; $($former:ident)*) => {
        /// The name of every kind of edit.
        pub(crate) const KINDS: &[&str] = &[$(stringify!($kind)),*, $(concat!("Former::", stringify!($former))),*];

        /// The name of the kind of an edit. A new kind has to be named here before anything is built.
        pub(crate) fn kind_of(edit: &Edit) -> &'static str {
            match edit {
                $(Edit::$kind { .. } => stringify!($kind),)*
                Edit::Former(former) => match former {
                    $(Former::$former { .. } => concat!("Former::", stringify!($former)),)*
                },
            }
        }
    };
}

kinds! {
    SetProjectFacts AddArticle RemoveArticle SetFacts AddSpan ChangeSpan RemoveSpan AddLink ChangeLink RemoveLink
    AddEntity ChangeEntity RemoveEntity AddTag ChangeTag MoveTag RemoveTag SetCodebookVersion AddLinkKind
    ChangeLinkKind MoveLinkKind RemoveLinkKind AddRule RemoveRule AddCoder ChangeCoder RemoveCoder SetProgress
    SetDismissed Quarantine Place DropQuarantined SetStatedHash SetArticleField SetCueClass SetSharing SetAssigned
    SetDecision SetReviewed SetNotMentioned SetFigure SetContained SetSharedSave SetExtra SetUnplaced SetConflict;
    AddTag MoveTag SetLinkKinds SetRules
}

/// One maker for each kind of edit; marks and links are made more often, for all else hangs on them.
const MAKERS: [fn(Draw) -> Edit; 55] = [
    |draw| Edit::SetProjectFacts { title: draw.text.clone(), note: draw.text },
    |draw| Edit::AddArticle(Box::new(draw.new_article())),
    |draw| Edit::AddArticle(Box::new(draw.new_article())),
    |draw| Edit::RemoveArticle(ArticleId(id(draw.two))),
    |draw| Edit::SetFacts(draw.article_id(), Box::new(draw.facts())),
    |draw| Edit::AddSpan(draw.article_id(), draw.new_span()),
    |draw| Edit::AddSpan(draw.article_id(), draw.new_span()),
    |draw| Edit::ChangeSpan(draw.article_id(), draw.span()),
    |draw| Edit::RemoveSpan(draw.article_id(), SpanId(draw.of_article([3, 3, 3, 0, 1, 2][usize::from(draw.two)]))),
    |draw| Edit::AddLink(draw.article_id(), draw.new_link()),
    |draw| Edit::AddLink(draw.article_id(), draw.new_link()),
    |draw| Edit::AddLink(draw.article_id(), draw.new_link()),
    |draw| Edit::AddLink(draw.article_id(), draw.new_link()),
    |draw| Edit::ChangeLink(draw.article_id(), draw.link()),
    |draw| Edit::RemoveLink(draw.article_id(), LinkId(draw.of_article(draw.three))),
    |draw| Edit::AddEntity(draw.entity()),
    |draw| Edit::ChangeEntity(draw.entity()),
    |draw| Edit::RemoveEntity(EntityId(id(draw.three % 3))),
    |draw| Edit::AddTag(draw.position(Draw::tag_id), draw.tag()),
    |draw| Edit::ChangeTag(draw.tag()),
    |draw| Edit::MoveTag(draw.tag_id(), draw.position(|draw| TagId::new(TAGS[usize::from(draw.three)]))),
    |draw| Edit::RemoveTag(TagId::new(SELDOM[usize::from(draw.two)])),
    |draw| Edit::SetCodebookVersion(u32::from(draw.a)),
    |draw| Edit::AddLinkKind(draw.position(Draw::kind_id), draw.link_kind()),
    |draw| Edit::ChangeLinkKind(draw.link_kind()),
    |draw| Edit::MoveLinkKind(LinkKindId::new(LINK_KINDS[usize::from(draw.three)]), draw.position(Draw::kind_id)),
    |draw| Edit::RemoveLinkKind(draw.kind_id()),
    |draw| Edit::AddRule(draw.position(|draw| Rule::NestingDepth(u32::from(draw.one % 3 + 3))), draw.rule()),
    |draw| Edit::RemoveRule(draw.rule()),
    |draw| Edit::AddCoder(draw.coder()),
    |draw| Edit::ChangeCoder(draw.coder()),
    |draw| Edit::RemoveCoder(CoderId(id(draw.three))),
    |draw| Edit::SetProgress(draw.article_id(), draw.by(), Status::ALL[usize::from(draw.a % 3)]),
    |draw| {
        let (article, at) = (draw.article_id(), range(draw.content(), draw.a, draw.b));
        Edit::SetDismissed(Dismissed { article, at, kind: "no-claim".to_owned() }, draw.a.is_multiple_of(2))
    },
    |draw| Edit::Quarantine(draw.article_id(), draw.quarantined()),
    |draw| Edit::Place(draw.article_id(), Box::new(Span { id: draw.aside(), ..*draw.span() })),
    |draw| Edit::DropQuarantined(draw.article_id(), draw.aside()),
    |draw| Edit::SetStatedHash(draw.article_id(), (draw.a.is_multiple_of(2)).then(|| "ab".repeat(32))),
    |draw| {
        let field = (draw.three < 5).then(|| (draw.position(|draw| draw.field_id(draw.one)), draw.article_field()));
        Edit::SetArticleField(draw.field_id(draw.two), field)
    },
    |draw| {
        let id = |number: u16| CueClassId::new(["neutral", "doubt", "praise"][usize::from(number % 3)]);
        let class = CueClass {
            id: id(draw.two),
            name: draw.text.clone(),
            definition: draw.text.clone(),
            cues: vec![draw.text.clone()],
            extra: draw.extra(),
        };
        let position = match draw.b % 3 {
            0 => Position::First,
            1 => Position::Last,
            _ => Position::After(id(draw.one)),
        };
        Edit::SetCueClass(id(draw.two), (draw.three < 5).then(|| (position, Box::new(class))))
    },
    |draw| Edit::SetSharing { is_blind: draw.one > 2, seed: (draw.two > 2).then_some(u64::from(draw.a)) },
    |draw| Edit::SetAssigned(draw.article_id(), draw.by(), draw.a.is_multiple_of(2)),
    |draw| Edit::SetDecision(DecisionId(id(draw.two)), (draw.three < 5).then(|| draw.decision())),
    |draw| {
        let (article, span) = (draw.article_id(), SpanId(draw.of_article(draw.two)));
        let reviewed = Reviewed { article, span, by: draw.by(), made: Time(i64::from(draw.three)) };
        Edit::SetReviewed(reviewed, draw.a.is_multiple_of(2))
    },
    |draw| {
        let found = NotMentioned { by: draw.by(), made: Time(i64::from(draw.a)), note: draw.text.clone() };
        let about = (draw.article_id(), EntityId(id(draw.three % 3)));
        Edit::SetNotMentioned(about, (draw.two < 5).then(|| Box::new(found)))
    },
    |draw| Edit::SetFigure(FigureId(id(draw.two)), (draw.three < 5).then(|| draw.figure())),
    |draw| {
        let save = |number: u16| format!("save{number}");
        let position = match draw.b % 3 {
            0 => Position::First,
            1 => Position::Last,
            _ => Position::After(save(draw.three)),
        };
        Edit::SetContained(save(draw.two), draw.a.is_multiple_of(2).then_some(position))
    },
    |draw| {
        let save = (draw.three > 0).then(|| format!("{}-{}", draw.a, id(draw.three)));
        Edit::SetSharedSave(format!("ana-{}", draw.two), save)
    },
    |draw| Edit::SetExtra(format!("other:{}", draw.two), (draw.three > 1).then(|| draw.text.clone())),
    // What such a record may be, only the reading of a file knows.
    |_draw| Edit::SetUnplaced(Vec::new()),
    |draw| {
        let (about, ours) = (draw.text.clone(), draw.text.clone());
        let conflict = Conflict { section: "tags".to_owned(), about, ours, ..Conflict::default() };
        Edit::SetConflict(Box::new(conflict), draw.a.is_multiple_of(2))
    },
    |draw| Edit::Former(Former::AddTag(usize::from(draw.a % 8), draw.tag())),
    |draw| Edit::Former(Former::MoveTag(draw.tag_id(), usize::from(draw.a % 8))),
    |draw| {
        let mut kinds = builtin_codebook().link_kinds;
        kinds.rotate_left(usize::from(draw.three));
        let new = *draw.link_kind();
        kinds.retain(|kind| kind.id != new.id);
        kinds.push(new);
        Edit::Former(Former::SetLinkKinds(kinds))
    },
    |draw| Edit::Former(Former::SetRules(vec![draw.rule()])),
];

const TAGS: [&str; 6] = ["claim", "speaker", "cue", "claim", "new1", "new2"];
/// Tags of which most carry no mark.
const SELDOM: [&str; 6] = ["cue", "addressee", "location", "new1", "new2", "speaker"];
const LINK_KINDS: [&str; 6] = ["said-by", "cue", "within", "happened-at", "new1", "new2"];

impl Draw {
    fn article_id(&self) -> ArticleId {
        ArticleId(id(u16::from(self.one.is_multiple_of(2))))
    }

    fn content(&self) -> &'static str {
        TEXTS[usize::from(self.one.is_multiple_of(2))]
    }

    fn by(&self) -> CoderId {
        CoderId(id(self.three % 2))
    }

    /// Ids are random in life, so that no two articles share one.
    fn of_article(&self, number: u16) -> Id {
        id(number + 10 * (self.one % 2))
    }

    fn tag_id(&self) -> TagId {
        TagId::new(TAGS[usize::from(self.two)])
    }

    fn kind_id(&self) -> LinkKindId {
        LinkKindId::new(LINK_KINDS[usize::from(self.two)])
    }

    fn position<I>(&self, id_of: fn(&Self) -> I) -> Position<I> {
        match self.b % 4 {
            0 => Position::First,
            1 => Position::Last,
            _ => Position::After(id_of(self)),
        }
    }

    fn span(&self) -> Box<Span> {
        let (coder, made) = (self.by(), Time(i64::from(self.a)));
        let place = range(self.content(), self.a, self.b);
        let mut span = Span::new(SpanId(self.of_article(self.two)), self.tag_id(), vec![place], coder, made);
        span.note.clone_from(&self.text);
        span.flag = self.a.is_multiple_of(2);
        span.origin = [Origin::Hand, Origin::Consensus, Origin::Suggestion][usize::from(self.three % 3)];
        span.made_from = vec![SpanId(self.of_article(self.three)); usize::from(self.three % 2)];
        span.mention = [Mention::Name, Mention::Pronoun, Mention::Description][usize::from(self.three % 3)];
        if self.a.is_multiple_of(3) {
            span.entity = Some(EntityId(id(self.three % 3)));
            span.changed = Some((Time(i64::from(self.b)), coder));
        }
        if self.b.is_multiple_of(5) {
            span.fields.insert(FieldId::new("stance"), FieldValue::Choice(self.text.clone()));
            span.fields.insert(FieldId::new("n"), FieldValue::Number(f64::from(self.a) / 7.0));
            span.extra.insert("from".to_owned(), self.text.clone());
        }
        Box::new(span)
    }

    /// A mark that was set aside at the beginning.
    fn aside(&self) -> SpanId {
        SpanId(self.of_article(4 + self.two % 2))
    }

    /// A span of which there is mostly none yet.
    fn new_span(&self) -> Box<Span> {
        let span_id = SpanId(self.of_article(self.two + 20 * (self.a % 4)));
        Box::new(Span { id: span_id, ..*self.span() })
    }

    fn quarantined(self) -> Box<Quarantined> {
        let at = vec![CharRange { start: CharOffset(9000), end: CharOffset(9001 + u32::from(self.a)) }];
        let span = Span { pieces: Vec::new(), ..*self.span() };
        Box::new(Quarantined { span, at, words: vec![self.text], misfit: Misfit::BadPlace })
    }

    fn link(&self) -> Box<Link> {
        let ends = [
            LinkEnd::Span(SpanId(self.of_article(self.three))),
            LinkEnd::Entity(EntityId(id(self.three % 3))),
            LinkEnd::Unnamed,
            LinkEnd::Nobody,
        ];
        Box::new(Link {
            id: LinkId(self.of_article(self.three)),
            kind: LinkKindId::new(LINK_KINDS[usize::from(self.a % 5)]),
            from: SpanId(self.of_article(self.two)),
            to: ends[usize::from(self.b % 4)],
            order: u32::from(self.a % 3),
            fields: Default::default(),
            note: self.text.clone(),
            by: self.by(),
            made: Time(1),
            changed: self.changed(),
            extra: self.extra(),
        })
    }

    /// A link of which there is mostly none yet.
    fn new_link(&self) -> Box<Link> {
        let link_id = LinkId(self.of_article(self.three + 20 * (self.b % 8)));
        Box::new(Link { id: link_id, ..*self.link() })
    }

    fn entity(&self) -> Box<Entity> {
        let kind = EntityKind::from_word(["person", "place", "ship"][usize::from(self.a % 3)]);
        Box::new(Entity {
            aliases: vec![self.text.clone()],
            side: self.text.clone(),
            wikidata: "Q1".to_owned(),
            coordinates: Some(Coordinates { latitude: -0.5, longitude: f64::from(self.a) / 7.0 }),
            changed: self.changed(),
            ..Entity::new(EntityId(id(self.three % 3)), kind, &self.text)
        })
    }

    fn tag(&self) -> Box<Tag> {
        Box::new(Tag {
            id: self.tag_id(),
            parent: (self.a.is_multiple_of(3)).then(|| TagId::new("speaker")),
            name: self.text.clone(),
            badge: "X".to_owned(),
            colour: if self.a.is_multiple_of(2) { Colour::Slot(3) } else { Colour::Rgb(1, 2, 255) },
            key: if self.b.is_multiple_of(4) { "7".to_owned() } else { String::new() },
            definition: self.text.clone(),
            examples: Examples { yes: vec![self.text.clone()], no: Vec::new() },
            fields: Vec::new(),
            changed: self.changed(),
            extra: self.extra(),
        })
    }

    fn link_kind(&self) -> Box<LinkKind> {
        Box::new(LinkKind {
            id: self.kind_id(),
            name: self.text.clone(),
            definition: self.text.clone(),
            from: vec![TagId::new("claim")],
            to: vec![self.tag_id()],
            fields: Vec::new(),
            changed: self.changed(),
            extra: self.extra(),
        })
    }

    fn rule(&self) -> Rule {
        match self.a % 3 {
            0 => Rule::Needs { tag: TagId::new("claim"), link: LinkKindId::new(LINK_KINDS[usize::from(self.two % 2)]) },
            _ => Rule::NestingDepth(u32::from(self.one % 3 + 3)),
        }
    }

    fn facts(&self) -> Facts {
        let (title, outlet) = (self.text.clone(), self.text.clone());
        let mut facts = Facts { title, outlet, published: "2022-03".to_owned(), ..Facts::default() };
        facts.dating =
            Dating { stated: self.text.clone(), source: "meta".to_owned(), is_doubtful: self.a.is_multiple_of(2) };
        let origins = [LanguageOrigin::Unknown, LanguageOrigin::Detected, LanguageOrigin::Stated, LanguageOrigin::Set];
        facts.language_by = origins[usize::from(self.a % 4)];
        let directions = [Direction::Auto, Direction::LeftToRight, Direction::RightToLeft];
        facts.direction = directions[usize::from(self.b % 3)];
        facts.changed = self.changed();
        if self.three < 2 {
            let values = [
                FieldValue::Text(self.text.clone()),
                FieldValue::YesNo(self.a.is_multiple_of(2)),
                FieldValue::Entity(EntityId(id(self.two % 2))),
                FieldValue::Date("2022".to_owned()),
            ];
            facts.fields.insert(self.field_id(self.one), values[usize::from(self.b % 4)].clone());
        }
        facts
    }

    fn changed(&self) -> Option<(Time, CoderId)> {
        self.a.is_multiple_of(3).then(|| (Time(i64::from(self.b)), self.by()))
    }

    fn extra(&self) -> Extra {
        let extra = || Extra::from([("from".to_owned(), self.text.clone())]);
        if self.b.is_multiple_of(3) { extra() } else { Extra::new() }
    }

    fn field_id(&self, number: u16) -> FieldId {
        FieldId::new(["country", "type", "beat"][usize::from(number % 3)])
    }

    fn article_field(&self) -> Box<FieldDef> {
        let kinds = FieldKind::one_of_each();
        let kind = kinds[usize::from(self.a) % kinds.len()].clone();
        let (name, definition) = (self.text.clone(), self.text.clone());
        Box::new(FieldDef { id: self.field_id(self.two), name, kind, definition })
    }

    fn decision(&self) -> Box<Decision> {
        let (one, other) = (SpanId(self.of_article(self.two)), SpanId(self.of_article(self.three)));
        let verdicts = [Verdict::Take(one), Verdict::Both, Verdict::Neither, Verdict::Edited(other)];
        Box::new(Decision {
            id: DecisionId(id(self.two)),
            article: self.article_id(),
            about: vec![one, other],
            verdict: verdicts[usize::from(self.a % 4)],
            by: self.by(),
            made: Time(i64::from(self.a)),
            changed: self.changed(),
            note: self.text.clone(),
            extra: self.extra(),
        })
    }

    fn figure(&self) -> Box<Figure> {
        Box::new(Figure {
            id: FigureId(id(self.two)),
            title: self.text.clone(),
            analysis: "counts".to_owned(),
            settings: [("rows".to_owned(), self.text.clone())].into(),
            note: self.text.clone(),
            by: self.by(),
            made: Time(i64::from(self.a)),
            changed: self.changed(),
            extra: self.extra(),
        })
    }

    /// A run of every kind on the first letters of a text, in text order.
    fn structure(&self, text: &str) -> Vec<Run> {
        let kinds = [
            RunKind::Heading(2),
            RunKind::Item,
            RunKind::Quote,
            RunKind::Strong,
            RunKind::Emphasis,
            RunKind::Link(self.text.clone()),
            RunKind::Row,
            RunKind::Cell,
            RunKind::Page("iv".to_owned()),
            RunKind::Time(0.5, 1.25),
            RunKind::Turn(self.text.clone()),
            RunKind::Other("aside".to_owned(), self.text.clone()),
        ];
        let at = ByteRange::new(0, text.ceil_char_boundary(1 + usize::from(self.b) % text.len()));
        kinds.into_iter().map(|kind| Run { at, kind }).collect()
    }

    fn new_article(&self) -> Article {
        let text = FrozenText::verbatim(TEXTS[usize::from(self.three % 4)]);
        let source = Source { steps: vec![self.text.clone()], split: self.text.clone(), ..Source::default() };
        let structure = self.structure(text.as_str());
        let article = Article::new(ArticleId(id(self.two)), text, self.facts(), source, Time(i64::from(self.a)));
        Article { structure, ..article }
    }

    fn coder(&self) -> Coder {
        Coder { id: CoderId(id(self.three)), name: self.text.clone(), changed: self.changed(), extra: self.extra() }
    }
}

/// A project with two articles, each with marks, links and marks set aside; four coders, two entities; and whatever of
/// the edits fits.
pub(crate) fn project() -> impl Strategy<Value = Project> {
    prop::collection::vec(edit(), 0..40).prop_map(|edits| {
        let mut project = Project::new(ProjectId(id(99)), "Laws", builtin_codebook());
        apply_all(&mut project, Transaction::new("begin", beginning())).unwrap();
        for edit in edits {
            let _may_not_fit = sayso::edit::apply(&mut project, edit);
        }
        project
    })
}

fn beginning() -> Vec<Edit> {
    let draw = |one, two, three, a| Draw { one, two, three, a, b: 20_000, text: "x".to_owned() };
    let mut edits = Vec::new();
    edits.extend((0..4).map(|number| Edit::AddCoder(draw(0, 0, number, 0).coder())));
    for number in 0..2 {
        edits.push(Edit::AddEntity(draw(0, 0, number, 0).entity()));
    }
    for number in 0..2 {
        let draw = draw(0, number, 0, number);
        edits.push(Edit::SetArticleField(draw.field_id(number), Some((Position::Last, draw.article_field()))));
    }
    for one in 0..2 {
        let text = FrozenText::verbatim(draw(one, 0, 0, 0).content());
        let article_id = draw(one, 0, 0, 0).article_id();
        let article = Article::new(article_id, text, Facts::default(), Source::default(), Time(1));
        edits.push(Edit::AddArticle(Box::new(article)));
        for two in 0..4 {
            let span = Span { tag: TagId::new(TAGS[usize::from(two % 3)]), ..*draw(one, two, 0, 1_000 * two).span() };
            edits.push(Edit::AddSpan(article_id, Box::new(span)));
        }
        edits.extend((4..6).map(|two| Edit::Quarantine(article_id, draw(one, two, 0, 0).quarantined())));
        for (three, kind) in [(1, LinkKindId::SAID_BY), (2, LinkKindId::CUE)] {
            let link = Link { kind: LinkKindId::new(kind), ..*draw(one, 0, three, 0).link() };
            edits.push(Edit::AddLink(article_id, Box::new(link)));
        }
    }
    edits
}
