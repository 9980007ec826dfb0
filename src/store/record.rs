//! The records of the project file, as serde sees them. Field names and order here *are* the file format.
//!
//! Identity fields are required; all others have defaults and are left out when default. Unknown fields are refused.
//! Offsets are code points of the article's frozen text, end exclusive.

#![expect(missing_docs, reason = "fields and variants are those of the model's types of the same names")]

use std::{
    collections::BTreeMap,
    fmt::{self, Display},
    marker::PhantomData,
};

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{in_text::OrNone, ron_line};
use crate::model::{
    ArticleId, CoderId, CueClassId, DecisionId, EntityId, FieldId, FigureId, LinkId, LinkKindId, ProjectId, SpanId,
    TagId, Time,
};

/// The `extra` map that every record may carry.
pub type ExtraRecord = Distinct<String, String>;

/// A map that is not read when a key stands in it twice: one of the two values would be lost.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Distinct<K: Ord, V>(pub BTreeMap<K, V>);

impl<K: Ord, V> Default for Distinct<K, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord, V> From<BTreeMap<K, V>> for Distinct<K, V> {
    fn from(map: BTreeMap<K, V>) -> Self {
        Self(map)
    }
}

impl<'de, K: Ord + Display + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Distinct<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Keys(PhantomData))
    }
}

struct Keys<K, V>(PhantomData<(K, V)>);

impl<'de, K: Ord + Display + Deserialize<'de>, V: Deserialize<'de>> de::Visitor<'de> for Keys<K, V> {
    type Value = Distinct<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((key, value)) = access.next_entry::<K, V>()? {
            if map.contains_key(&key) {
                return Err(de::Error::custom(format!("the key “{key}” appears twice")));
            }
            map.insert(key, value);
        }
        Ok(Distinct(map))
    }
}

/// Whether a value is the default and can be left out.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A record whose fields can be had one by one.
pub(super) trait Fielded {
    /// Its fields in their order, each as the file writes it; empty where the file leaves it out.
    fn fields(&self) -> Vec<(&'static str, String)>;
}

/// A value as the file writes it.
pub(super) fn written(value: &impl Serialize) -> String {
    let mut text = String::new();
    if let Err(error) = ron_line::write(&mut text, value) {
        log::error!("BUG: a value could not be written: {error}");
    }
    text
}

macro_rules! records {
    ($( $(#[$doc:meta])* $name:ident { $($required:ident: $required_kind:ty),* ; $($optional:ident: $optional_kind:ty),* $(,)? } )*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(pub $required: $required_kind,)*
            $(#[serde(default, skip_serializing_if = "is_default")] pub $optional: $optional_kind,)*
        }

        impl Fielded for $name {
            fn fields(&self) -> Vec<(&'static str, String)> {
                vec![
                    $((stringify!($required), written(&self.$required)),)*
                    $((stringify!($optional), if is_default(&self.$optional) { String::new() } else { written(&self.$optional) }),)*
                ]
            }
        }
    )*};
}

records! {
    /// The whole file.
    FileRecord {
        head: HeadRecord;
        tags: Vec<TagRecord>, link_kinds: Vec<LinkKindRecord>, rules: Vec<RuleRecord>,
        article_fields: Vec<FieldRecord>, cue_classes: Vec<CueClassRecord>, coders: Vec<CoderRecord>,
        entities: Vec<EntityRecord>, articles: Vec<ArticleRecord>, structure: Vec<RunRecord>, spans: Vec<SpanRecord>,
        links: Vec<LinkRecord>, progress: Vec<ProgressRecord>, dismissed: Vec<DismissedRecord>, assigned: Vec<AssignedRecord>,
        decisions: Vec<DecisionRecord>, reviewed: Vec<ReviewedRecord>, not_mentioned: Vec<NotMentionedRecord>,
        figures: Vec<FigureRecord>, conflicts: Vec<ConflictRecord>, extra: ExtraRecord,
    }
    /// What the file says of itself; the line that changes with every save.
    HeadRecord {
        format: u32, id: ProjectId;
        save: String, ancestors: Vec<String>, title: String, note: String, codebook_version: u32, blind: bool,
        seed: Option<u64>, contains: Distinct<String, String>,
    }
    /// A codebook as a file of its own.
    CodebookRecord {
        tags: Vec<TagRecord>;
        title: String, note: String, version: u32, link_kinds: Vec<LinkKindRecord>, rules: Vec<RuleRecord>,
        article_fields: Vec<FieldRecord>, cue_classes: Vec<CueClassRecord>,
    }
    /// A tag.
    TagRecord {
        id: TagId, name: String;
        parent: OrNone<TagId>, badge: String, colour: ColourRecord, key: String, definition: String, examples: ExamplesRecord,
        fields: Vec<FieldRecord>, changed: OrNone<Time>, changed_by: OrNone<CoderId>, extra: ExtraRecord,
    }
    /// A field that a tag asks for, a kind of link, or the codebook of every article.
    FieldRecord { id: FieldId, name: String, kind: FieldKindRecord; definition: String }
    /// A kind of link.
    LinkKindRecord {
        id: LinkKindId, name: String;
        definition: String, from: Vec<TagId>, to: Vec<TagId>, fields: Vec<FieldRecord>, changed: OrNone<Time>,
        changed_by: OrNone<CoderId>, extra: ExtraRecord,
    }
    /// A class of cues.
    CueClassRecord { id: CueClassId, name: String; definition: String, cues: Vec<String>, extra: ExtraRecord }
    /// A coder.
    CoderRecord { id: CoderId, name: String; changed: OrNone<Time>, changed_by: OrNone<CoderId>, extra: ExtraRecord }
    /// An entity.
    EntityRecord {
        id: EntityId, kind: String, name: String;
        aliases: Vec<String>, key: String, role: String, side: String, country: String, wikidata: String, note: String,
        coordinates: Option<(f64, f64)>, changed: OrNone<Time>, changed_by: OrNone<CoderId>, extra: ExtraRecord,
    }
    /// An article.
    ArticleRecord {
        id: ArticleId, sha256: String, text: String;
        title: String, outlet: String, author: String, published: String, dating: DatingRecord, address: String,
        language: String, language_by: LanguageOriginRecord, direction: DirectionRecord, note: String,
        fields: Distinct<FieldId, ValueRecord>, replaces: OrNone<ArticleId>, source: SourceRecord, added: OrNone<Time>,
        changed: OrNone<Time>, changed_by: OrNone<CoderId>, extra: ExtraRecord,
    }
    /// The shape that a stretch of an article's text had in its file.
    RunRecord { article: ArticleId, at: (u32, u32), kind: RunKindRecord; }
    /// What is known about an article, where it stands alone.
    FactsRecord {
        ; title: String, outlet: String, author: String, published: String, dating: DatingRecord, address: String,
        language: String, language_by: LanguageOriginRecord, direction: DirectionRecord, note: String,
        fields: Distinct<FieldId, ValueRecord>, changed: OrNone<Time>, changed_by: OrNone<CoderId>,
    }
    /// A span.
    SpanRecord {
        id: SpanId, article: ArticleId, tag: TagId, at: Vec<(u32, u32)>, words: Vec<String>;
        entity: OrNone<EntityId>, mention: MentionRecord, fields: Distinct<FieldId, ValueRecord>, note: String, flag: bool,
        by: OrNone<CoderId>, made: OrNone<Time>, changed: OrNone<Time>, changed_by: OrNone<CoderId>, codebook: u32, origin: OriginRecord, made_from: Vec<SpanId>,
        by_rule: Vec<FieldId>, extra: ExtraRecord,
    }
    /// A link.
    LinkRecord {
        id: LinkId, kind: LinkKindId, from: SpanId, to: EndRecord;
        order: u32, fields: Distinct<FieldId, ValueRecord>, note: String, by: OrNone<CoderId>, made: OrNone<Time>,
        changed: OrNone<Time>, changed_by: OrNone<CoderId>, extra: ExtraRecord,
    }
    /// How far a coder is with an article.
    ProgressRecord { article: ArticleId, coder: CoderId, status: StatusRecord; }
    /// A dismissed place.
    DismissedRecord { article: ArticleId, at: (u32, u32), kind: String; }
    /// An article that a coder is to mark.
    AssignedRecord { article: ArticleId, coder: CoderId; }
    /// A decision about marks that differ.
    DecisionRecord {
        id: DecisionId, article: ArticleId, about: Vec<SpanId>, verdict: VerdictRecord;
        by: OrNone<CoderId>, made: OrNone<Time>, changed: OrNone<Time>, changed_by: OrNone<CoderId>, note: String, extra: ExtraRecord,
    }
    /// A mark that somebody has reviewed.
    ReviewedRecord { article: ArticleId, span: SpanId, by: CoderId, made: Time; }
    /// A claim that an article does not mention.
    NotMentionedRecord { article: ArticleId, claim: EntityId; by: OrNone<CoderId>, made: OrNone<Time>, note: String }
    /// A saved figure, by what it asks.
    FigureRecord {
        id: FigureId, title: String, analysis: String;
        settings: Distinct<String, String>, note: String, by: OrNone<CoderId>, made: OrNone<Time>, changed: OrNone<Time>,
        changed_by: OrNone<CoderId>, extra: ExtraRecord,
    }
    /// Two versions of a record's field that a merge could not join.
    ConflictRecord {
        about: String, ours: String, theirs: String;
        section: String, field: String, base: String, by: OrNone<CoderId>, made: OrNone<Time>,
    }
}

/// Where an article came from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceRecord {
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
    #[serde(skip_serializing_if = "is_default")]
    pub format: String,
    #[serde(skip_serializing_if = "is_default")]
    pub encoding: String,
    #[serde(skip_serializing_if = "is_default")]
    pub steps: Vec<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub sha256: String,
    #[serde(skip_serializing_if = "is_default")]
    pub split: String,
}

/// How the date of an article is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DatingRecord {
    #[serde(skip_serializing_if = "is_default")]
    pub stated: String,
    #[serde(skip_serializing_if = "is_default")]
    pub source: String,
    #[serde(skip_serializing_if = "is_default")]
    pub doubtful: bool,
}

/// Cases and look-alikes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExamplesRecord {
    #[serde(skip_serializing_if = "is_default")]
    pub yes: Vec<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub no: Vec<String>,
}

macro_rules! words {
    ($( $(#[$doc:meta])* $name:ident { $($variant:ident $(($kind:ty))?),* } default $default:expr; )*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($variant $(($kind))?),* }

        impl Default for $name {
            fn default() -> Self {
                $default
            }
        }
    )*};
}

words! {
    /// A colour: a palette place, or `#RRGGBB`.
    ColourRecord { Slot(u8), Rgb(String) } default Self::Slot(0);
    /// What a field can hold.
    FieldKindRecord { Choice(Vec<String>), Text, Number, YesNo, Date, Entity } default Self::Text;
    /// A filled-in field.
    ValueRecord { Choice(String), Text(String), Number(f64), YesNo(bool), Date(String), Entity(EntityId) }
        default Self::Text(String::new());
    /// How a span mentions its entity.
    MentionRecord { Name, Pronoun, Description } default Self::Name;
    /// Where a mark came from.
    OriginRecord { Hand, Rule, Import, Consensus, Suggestion } default Self::Hand;
    /// How the language of an article is known.
    LanguageOriginRecord { Unknown, Detected, Stated, Set } default Self::Unknown;
    /// The direction of an article's paragraphs.
    DirectionRecord { Auto, LeftToRight, RightToLeft } default Self::Auto;
    /// Where a link leads.
    EndRecord { Span(SpanId), Entity(EntityId), Unnamed, Nobody } default Self::Nobody;
    /// How far a coder is.
    StatusRecord { New, InWork, Done } default Self::New;
    /// Which of some differing marks holds.
    VerdictRecord { Take(SpanId), Both, Neither, Edited(SpanId) } default Self::Neither;
}

/// What a stretch of text was in its file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunKindRecord {
    Heading(u8),
    Item,
    Quote,
    Strong,
    Emphasis,
    Link(String),
    Row,
    Cell,
    Page(String),
    Time(f64, f64),
    Turn(String),
    Other(String, String),
}

/// A rule of the codebook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RuleRecord {
    /// Every span of the tag should have a link of the kind.
    Needs {
        /// The tag.
        tag: TagId,
        /// The link kind.
        link: LinkKindId,
    },
    /// Claims may be nested to this depth.
    NestingDepth(u32),
}
