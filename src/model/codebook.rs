//! The tags, link kinds, fields and rules of a project.

use std::collections::BTreeMap;

use super::{CoderId, Colour, CueClassId, Examples, Extra, FieldDef, FieldId, LinkKindId, Tag, TagId, Tags, Time};

/// A kind of link that the codebook knows.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkKind {
    /// Identity (`said-by`).
    pub id: LinkKindId,
    /// The name shown ("Said by").
    pub name: String,
    /// When to use it.
    pub definition: String,
    /// Tags it may start from; empty for any.
    pub from: Vec<TagId>,
    /// Tags it may lead to; empty for any.
    pub to: Vec<TagId>,
    /// What it asks to be filled in.
    pub fields: Vec<FieldDef>,
    /// When, and by whom, it was last changed; `None` since it was made.
    pub changed: Option<(Time, CoderId)>,
    /// What other programs' formats hold about this kind, kept verbatim.
    pub extra: Extra,
}

/// What the codebook expects of the marks; broken rules show as hints, never as errors.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Every span of the tag should have a link of the kind.
    Needs {
        /// The tag.
        tag: TagId,
        /// The link kind.
        link: LinkKindId,
    },
    /// Claims may be nested to this depth (1: not at all).
    NestingDepth(u32),
}

/// The tags in the order shown, the link kinds and the rules; its version counts changes of meaning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codebook {
    /// Counts changes of the codebook; each span knows the version it was made under.
    pub version: u32,
    /// The tags, in the order shown; children may be anywhere in the list and are drawn under their parent.
    pub tags: Tags,
    /// The kinds of link.
    pub link_kinds: Vec<LinkKind>,
    /// The rules.
    pub rules: Vec<Rule>,
    /// What it asks to be filled in for each article.
    pub article_fields: Vec<FieldDef>,
    /// The classes of cues.
    pub cue_classes: Vec<CueClass>,
}

/// A class of words that report what somebody said, as those that cast doubt on it.
#[derive(Clone, Debug, PartialEq)]
pub struct CueClass {
    /// Identity (`neutral`).
    pub id: CueClassId,
    /// The name shown.
    pub name: String,
    /// What belongs to it.
    pub definition: String,
    /// Its words, in their base form.
    pub cues: Vec<String>,
    /// What other programs' formats hold about this class, kept verbatim.
    pub extra: Extra,
}

/// Which names of tags are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameName {
    /// Those that are the same to the letter.
    Exact,
    /// Also those that differ in case, where each codebook has one alone.
    IgnoringCase,
}

/// The tags of a codebook by id and by name, for looking up many.
#[derive(Debug)]
pub struct TagIndex<'c> {
    by_id: BTreeMap<&'c TagId, &'c Tag>,
    /// By name in lower case; several may differ in case alone.
    by_name: BTreeMap<String, Vec<&'c Tag>>,
}

impl<'c> TagIndex<'c> {
    /// The tags of this codebook.
    pub fn new(codebook: &'c Codebook) -> Self {
        let by_id = codebook.tags.iter().map(|tag| (&tag.id, tag)).collect();
        let mut by_name: BTreeMap<String, Vec<&Tag>> = BTreeMap::new();
        for tag in &codebook.tags {
            by_name.entry(tag.name.to_lowercase()).or_default().push(tag);
        }
        Self { by_id, by_name }
    }

    /// The tag with this id.
    pub fn tag(&self, id: &TagId) -> Option<&'c Tag> {
        self.by_id.get(id).copied()
    }

    /// The tag that corresponds to one of another codebook, whose tags are `theirs`: that with its id, else that with its
    /// name. Tags that the other codebook tells apart are never one here.
    pub fn same(&self, other: &Tag, theirs: &TagIndex<'_>, names: SameName) -> Option<&'c Tag> {
        if let Some(same) = self.tag(&other.id) {
            return Some(same);
        }
        let lower = other.name.to_lowercase();
        let ours = self.by_name.get(&lower)?;
        let alike = theirs.by_name.get(&lower).map(Vec::as_slice).unwrap_or_default();
        let of_name = |tags: &[&'c Tag]| tags.iter().find(|tag| tag.name == other.name).copied();
        let is_one = alike.iter().filter(|tag| tag.name == other.name).count() < 2;
        match (of_name(ours), ours.as_slice(), names) {
            (Some(same), ..) => Some(same).filter(|_| is_one),
            (None, [only], SameName::IgnoringCase) => Some(*only).filter(|_| alike.len() < 2),
            (None, _, SameName::Exact | SameName::IgnoringCase) => None,
        }
    }
}

impl Codebook {
    /// The tag with this id.
    pub fn tag(&self, tag_id: &TagId) -> Option<&Tag> {
        self.tags.get(self.tags.place(tag_id)?)
    }

    /// The place of a tag in the list.
    pub fn tag_place(&self, tag_id: &TagId) -> Option<usize> {
        self.tags.place(tag_id)
    }

    /// The tag whose key is `key` (one letter or digit, ignoring case).
    pub fn tag_with_key(&self, key: &str) -> Option<&Tag> {
        self.tags.get(self.tags.place_of_key(key)?)
    }

    /// A tag that this codebook does not have yet: the first free digit is its key, its badge comes from its name, its
    /// colour is the next.
    pub fn new_tag(&self, id: TagId, name: &str) -> Tag {
        let key = (1..=9).map(|digit| digit.to_string()).find(|key| self.tag_with_key(key).is_none());
        Tag {
            id,
            parent: None,
            name: name.to_owned(),
            badge: self.new_badge(name),
            colour: Colour::Slot(u8::try_from(self.tags.len() % 256).unwrap_or(0)),
            key: key.unwrap_or_default(),
            definition: String::new(),
            examples: Examples::default(),
            fields: Vec::new(),
            changed: None,
            extra: Extra::new(),
        }
    }

    /// One or two letters of a name that no tag has as its badge; where all are taken, the first letter.
    pub fn new_badge(&self, name: &str) -> String {
        let letters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
        let first = letters.first().copied().unwrap_or('T');
        let pairs = letters.iter().skip(1).map(|second| format!("{first}{}", second.to_lowercase()));
        let badge = std::iter::once(first.to_string()).chain(pairs).find(|badge| !self.tags.has_badge(badge));
        badge.unwrap_or_else(|| first.to_string())
    }

    /// The field of articles with this id.
    pub fn article_field(&self, id: &FieldId) -> Option<&FieldDef> {
        self.article_fields.iter().find(|field| field.id == *id)
    }

    /// The link kind with this id.
    pub fn link_kind(&self, kind: &LinkKindId) -> Option<&LinkKind> {
        self.link_kinds.iter().find(|k| k.id == *kind)
    }

    /// The tags whose marks are claims: those from which a voice can be linked.
    pub fn claim_tags(&self) -> Vec<&TagId> {
        let voices = self.link_kinds.iter().filter(|kind| kind.id.as_str() == LinkKindId::SAID_BY);
        voices.flat_map(|kind| &kind.from).collect()
    }

    /// Whether a link of a kind may start from marks of a tag; not when the codebook has no such kind.
    pub fn may_start(&self, kind: &str, tag: &TagId) -> bool {
        let kind = self.link_kinds.iter().find(|known| known.id.as_str() == kind);
        kind.is_some_and(|kind| kind.from.is_empty() || kind.from.contains(tag))
    }

    /// This codebook merged with `other`. A tag of a known id, or of a known name whatever its case, counts as known, and
    /// stays as it is here; a key that is taken is left out; link kinds of one id lead from and to the tags of both.
    pub fn joined(&self, other: &Self) -> Self {
        self.joined_by(other, SameName::IgnoringCase)
    }

    /// As [`Self::joined`], with names that are the same as `names` says.
    pub fn joined_by(&self, other: &Self, names: SameName) -> Self {
        let mut joined = self.clone();
        joined.version += 1;
        let (ours, theirs) = (TagIndex::new(self), TagIndex::new(other));
        let known = |tag: &Tag| ours.same(tag, &theirs, names).map(|own| own.id.clone());
        let renamed = |id: &TagId| theirs.tag(id).and_then(known).unwrap_or_else(|| id.clone());
        for tag in other.tags.iter().filter(|tag| known(tag).is_none()) {
            joined.push_tag(Tag { parent: tag.parent.as_ref().map(renamed), ..tag.clone() });
        }
        for kind in &other.link_kinds {
            let ends = |tags: &[TagId]| tags.iter().map(renamed).collect::<Vec<_>>();
            let (from, to) = (ends(&kind.from), ends(&kind.to));
            match joined.link_kinds.iter_mut().find(|own| own.id == kind.id) {
                Some(own) => {
                    widen(&mut own.from, from);
                    widen(&mut own.to, to);
                }
                None => joined.link_kinds.push(LinkKind { from, to, ..kind.clone() }),
            }
        }
        let is_depth = |rule: &Rule| matches!(rule, Rule::NestingDepth(_));
        for rule in &other.rules {
            let rule = match rule {
                Rule::Needs { tag, link } => Rule::Needs { tag: renamed(tag), link: link.clone() },
                Rule::NestingDepth(_) if joined.rules.iter().any(is_depth) => continue,
                Rule::NestingDepth(depth) => Rule::NestingDepth(*depth),
            };
            if !joined.rules.contains(&rule) {
                joined.rules.push(rule);
            }
        }
        joined.add_article_fields(&other.article_fields);
        joined.add_cue_classes(&other.cue_classes);
        joined
    }

    /// Adds the fields of articles whose ids are new.
    fn add_article_fields(&mut self, more: &[FieldDef]) {
        let new: Vec<FieldDef> = more.iter().filter(|field| self.article_field(&field.id).is_none()).cloned().collect();
        self.article_fields.extend(new);
    }

    /// Adds the classes of cues whose ids are new.
    fn add_cue_classes(&mut self, more: &[CueClass]) {
        let is_new = |class: &&CueClass| self.cue_classes.iter().all(|own| own.id != class.id);
        let new: Vec<CueClass> = more.iter().filter(is_new).cloned().collect();
        self.cue_classes.extend(new);
    }

    /// `other` in place of this codebook. Tags and link kinds in use that it does not have stay, after its own, with the
    /// tags that those kinds lead from and to; kinds of one id go on linking what they link. Fields of articles stay too.
    pub fn replaced(
        &self,
        other: &Self,
        in_use: impl Fn(&TagId) -> bool,
        linked: impl Fn(&LinkKindId) -> bool,
    ) -> Self {
        let mut new = other.clone();
        new.version = self.version + 1;
        let kept: Vec<&LinkKind> =
            self.link_kinds.iter().filter(|kind| other.link_kind(&kind.id).is_none() && linked(&kind.id)).collect();
        let is_end = |id: &TagId| kept.iter().any(|kind| kind.from.contains(id) || kind.to.contains(id));
        let stays = |id: &TagId| in_use(id) || is_end(id);
        for tag in self.tags.iter().filter(|tag| other.tag(&tag.id).is_none() && stays(&tag.id)) {
            let parent = tag.parent.clone().filter(|id| other.tag(id).is_some() || stays(id));
            new.push_tag(Tag { parent, ..tag.clone() });
        }
        for kind in &self.link_kinds {
            let there = |tags: &[TagId]| tags.iter().filter(|id| new.tag(id).is_some()).cloned().collect::<Vec<_>>();
            let (from, to) = (there(&kind.from), there(&kind.to));
            if let Some(same) = new.link_kinds.iter_mut().find(|same| same.id == kind.id) {
                widen(&mut same.from, from);
                widen(&mut same.to, to);
            }
        }
        new.link_kinds.extend(kept.into_iter().cloned());
        // Articles may have values in them.
        new.add_article_fields(&self.article_fields);
        new
    }

    /// How deep claims may be nested (1: not at all); `None` for any depth.
    pub fn nesting_depth(&self) -> Option<u32> {
        self.rules.iter().find_map(|rule| match rule {
            Rule::NestingDepth(depth) => Some(*depth),
            Rule::Needs { .. } => None,
        })
    }

    /// Adds a tag at the end, without its key where another tag has that.
    fn push_tag(&mut self, mut tag: Tag) {
        if self.tag_with_key(&tag.key).is_some() {
            tag.key.clear();
        }
        self.tags.push(tag);
    }

    /// The tags in tree order, each with its depth (0 at the top). A tag whose parents form a loop counts as top.
    pub fn tree(&self) -> Vec<(usize, &Tag)> {
        self.tags.rows().iter().filter_map(|(depth, place)| Some((*depth, self.tags.get(*place)?))).collect()
    }

    /// Whether `ancestor` is above `tag_id` in the tree, or the same.
    pub fn is_under(&self, tag_id: &TagId, ancestor: &TagId) -> bool {
        let mut here = Some(tag_id);
        for _ in 0..=self.tags.len() {
            let Some(id) = here else { return false };
            if id == ancestor {
                return true;
            }
            here = self.tag(id).and_then(|tag| tag.parent.as_ref());
        }
        false
    }
}

/// Adds the tags that a link may also lead from or to; where any may, there is nothing to add.
fn widen(own: &mut Vec<TagId>, more: Vec<TagId>) {
    if own.is_empty() {
        return;
    }
    for tag in more {
        if !own.contains(&tag) {
            own.push(tag);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(id: &str, name: &str, key: &str, parent: Option<&str>) -> Tag {
        Tag {
            id: TagId::new(id),
            parent: parent.map(TagId::new),
            name: name.to_owned(),
            badge: String::new(),
            colour: Colour::Slot(0),
            key: key.to_owned(),
            definition: String::new(),
            examples: Examples::default(),
            fields: Vec::new(),
            changed: None,
            extra: Extra::new(),
        }
    }

    fn kind(id: &str, from: &[&str]) -> LinkKind {
        LinkKind {
            id: LinkKindId::new(id),
            name: id.to_owned(),
            definition: String::new(),
            from: from.iter().map(|id| TagId::new(id)).collect(),
            to: Vec::new(),
            fields: Vec::new(),
            changed: None,
            extra: Extra::new(),
        }
    }

    fn codebook(tags: Vec<Tag>, link_kinds: Vec<LinkKind>, rules: Vec<Rule>) -> Codebook {
        Codebook { version: 3, tags: tags.into(), link_kinds, rules, ..Codebook::default() }
    }

    #[test]
    fn merging_codebooks_keeps_what_exists_and_adds_the_rest() {
        let own = codebook(
            vec![tag("claim", "Statement", "1", None), tag("x", "Place", "2", None)],
            vec![kind("said-by", &["claim"])],
            vec![Rule::NestingDepth(4)],
        );
        let needs = |tag: &str| Rule::Needs { tag: TagId::new(tag), link: LinkKindId::new("said-by") };
        let other = codebook(
            vec![tag("claim", "Claim", "1", None), tag("y", "place", "3", None), tag("z", "Street", "2", Some("y"))],
            vec![kind("said-by", &["y"]), kind("near", &["z"])],
            vec![Rule::NestingDepth(1), needs("y")],
        );
        let joined = own.joined(&other);
        let rows: Vec<(&str, &str, &str)> =
            joined.tags.iter().map(|tag| (tag.id.as_str(), tag.name.as_str(), tag.key.as_str())).collect();
        assert_eq!(rows, [("claim", "Statement", "1"), ("x", "Place", "2"), ("z", "Street", "")]);
        assert_eq!(joined.tags[2].parent, Some(TagId::new("x")), "under the tag of the same name");
        assert_eq!(joined.link_kinds[0].from, [TagId::new("claim"), TagId::new("x")]);
        assert_eq!(joined.link_kinds[1].from, [TagId::new("z")]);
        assert_eq!(joined.rules, [Rule::NestingDepth(4), needs("x")]);
        assert_eq!(joined.version, 4);
        assert_eq!(
            Codebook { version: 3, ..joined.joined(&other) },
            Codebook { version: 3, ..joined },
            "twice is once"
        );
    }

    #[test]
    fn tags_that_one_codebook_tells_apart_are_never_one() {
        let same = |ours: &[&str], theirs: &[&str], names: SameName| -> Vec<Option<String>> {
            let tags = |of: &str, names: &[&str]| -> Vec<Tag> {
                names.iter().enumerate().map(|(at, name)| tag(&format!("{of}{at}"), name, "", None)).collect()
            };
            let (ours, theirs) = (tags("own", ours), tags("other", theirs));
            let (ours, theirs) = (codebook(ours, vec![], vec![]), codebook(theirs, vec![], vec![]));
            let (own, other) = (TagIndex::new(&ours), TagIndex::new(&theirs));
            theirs.tags.iter().map(|tag| own.same(tag, &other, names).map(|own| own.name.clone())).collect()
        };
        let ignoring = SameName::IgnoringCase;
        let found = |name: &str| Some(name.to_owned());
        assert_eq!(same(&["Person"], &["person"], ignoring), [found("Person")]);
        assert_eq!(same(&["Person"], &["person"], SameName::Exact), [None]);
        assert_eq!(same(&["Person"], &["Person", "PERSON"], ignoring), [found("Person"), None]);
        assert_eq!(same(&["Person", "person"], &["person"], ignoring), [found("person")]);
        assert_eq!(same(&["Person", "person"], &["PERSON"], ignoring), [None]);
        assert_eq!(same(&["Good"], &["Good", "Good"], ignoring), [None, None]);
    }

    #[test]
    fn replacing_a_codebook_keeps_what_is_in_use() {
        let own = codebook(
            vec![tag("a", "A", "1", None), tag("b", "B", "2", Some("a")), tag("c", "C", "3", Some("b"))],
            vec![kind("used", &[]), kind("unused", &[])],
            vec![Rule::NestingDepth(4)],
        );
        let other = codebook(vec![tag("d", "D", "3", None)], vec![], vec![]);
        let own = Codebook { link_kinds: vec![kind("used", &["a"]), kind("same", &["c"]), kind("unused", &[])], ..own };
        let other = Codebook { link_kinds: vec![kind("same", &["d"])], ..other };
        let new = own.replaced(&other, |id| id.as_str() == "c", |id| id.as_str() == "used");
        let rows: Vec<(&str, &str)> = new.tags.iter().map(|tag| (tag.id.as_str(), tag.key.as_str())).collect();
        assert_eq!(rows, [("d", "3"), ("a", "1"), ("c", "")], "and what the links in use begin at");
        assert_eq!((new.tags[2].parent.as_ref(), new.link_kinds.len(), new.version), (None, 2, 4));
        assert_eq!(new.link_kinds[0].from, [TagId::new("d"), TagId::new("c")], "claims that stay are still claims");
    }
}
