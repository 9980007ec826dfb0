//! Marks that are one: those of the same coder with the same tag on the same words, and links that say the same. Nothing
//! makes a second one any more, but projects may hold some; they are united without losing what only one of them says.

use std::{collections::BTreeMap, sync::Arc};

use super::{Article, Codebook, Entity, EntityId, FieldDef, FieldId, FieldValue, Fields, Link, Span, SpanId};

/// The entities of a project.
type Register = BTreeMap<EntityId, Arc<Entity>>;

/// What came of filling in what one of two marks or links lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Whether something was filled in.
    pub is_any: bool,
    /// Whether both say something, and not the same.
    pub differs: bool,
}

impl Span {
    /// Whether another mark of its article is the same: of the same coder, with the same tag on the same words.
    pub fn coincides_with(&self, other: &Self) -> bool {
        self.id != other.id && self.by == other.by && self.tag == other.tag && self.pieces == other.pieces
    }

    /// Fills in the note, the name and the fields that this mark lacks and the other has. What a rule read from the words
    /// gives way to what somebody answered.
    pub fn fill_from(&mut self, other: &Self) -> Filled {
        let is_answered = |field: &FieldId| other.fields.contains_key(field) && !other.by_rule.contains(field);
        for field in self.by_rule.extract_if(.., |field| is_answered(field)) {
            self.fields.remove(&field);
        }
        let read = other.by_rule.iter().filter(|field| !self.fields.contains_key(*field)).cloned();
        let read: Vec<FieldId> = read.filter(|field| !self.by_rule.contains(field)).collect();
        self.by_rule.extend(read);
        let mut filled = fill_note(&mut self.note, &other.note).and(fill_fields(&mut self.fields, &other.fields));
        match (self.entity, other.entity) {
            (None, Some(_)) => {
                (self.entity, self.mention) = (other.entity, other.mention);
                filled.is_any = true;
            }
            (own, theirs) => filled.differs |= theirs.is_some() && own != theirs,
        }
        filled
    }

    /// Takes over everything that another mark on the same words says besides. Where both say something else, this one's
    /// stays, and the other's is added to the note in words.
    pub fn take_over(&mut self, other: &Self, codebook: &Codebook, entities: &Register) {
        let asked = codebook.tag(&self.tag).map_or(&[][..], |tag| &tag.fields);
        let is_by_rule = |field: &FieldId| self.by_rule.contains(field) || other.by_rule.contains(field);
        let said = other.fields.iter().filter(|(field, _)| !is_by_rule(field));
        let said: Fields = said.map(|(field, value)| (field.clone(), value.clone())).collect();
        let mut lines = other_values(&self.fields, &said, asked, entities);
        if let (Some(own), Some(theirs)) = (self.entity, other.entity)
            && own != theirs
        {
            lines.push(entity_name(theirs, entities));
        }
        self.fill_from(other);
        std::iter::once(other.note.clone()).chain(lines).for_each(|line| add_line(&mut self.note, &line));
        self.flag |= other.flag;
        self.made = self.made.min(other.made);
        for (key, value) in &other.extra {
            self.extra.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
}

impl Link {
    /// Whether another link says the same: of the same coder and kind, from and to the same, at the same place in the order.
    pub fn says(&self, other: &Self) -> bool {
        (self.from, self.to, self.order, self.by) == (other.from, other.to, other.order, other.by)
            && self.kind == other.kind
    }

    /// Fills in the note and the fields that this link lacks and the other has.
    pub fn fill_from(&mut self, other: &Self) -> Filled {
        fill_note(&mut self.note, &other.note).and(fill_fields(&mut self.fields, &other.fields))
    }

    /// Takes over everything that another link says besides; where both say something else, the other's is added to the
    /// note in words.
    pub fn take_over(&mut self, other: &Self, codebook: &Codebook, entities: &Register) {
        let asked = codebook.link_kind(&self.kind).map_or(&[][..], |kind| &kind.fields);
        let lines = other_values(&self.fields, &other.fields, asked, entities);
        self.fill_from(other);
        std::iter::once(other.note.clone()).chain(lines).for_each(|line| add_line(&mut self.note, &line));
        for (key, value) in &other.extra {
            self.extra.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
}

impl Article {
    /// The mark that another would be there a second time of; the oldest where there are several.
    pub fn coinciding(&self, span: &Span) -> Option<&Span> {
        let first = *span.pieces.first()?;
        let here = self.spans.pieces_in(first).filter(|(piece, other)| *piece == first && other.coincides_with(span));
        here.map(|(_, other)| other).min_by_key(|other| (other.made, other.id))
    }

    /// Marks that are there again, each with the one that it coincides with: the oldest.
    pub fn doubles(&self) -> BTreeMap<SpanId, SpanId> {
        let mut oldest: BTreeMap<(_, _, _), &Span> = BTreeMap::new();
        let content = |span: &Span| (span.by, span.tag.clone(), span.pieces.clone());
        for span in self.spans.iter() {
            let first = oldest.entry(content(span)).or_insert(span);
            if (span.made, span.id) < (first.made, first.id) {
                *first = span;
            }
        }
        let of = |span: &Span| Some((span.id, oldest.get(&content(span))?.id)).filter(|(own, first)| own != first);
        self.spans.iter().filter_map(of).collect()
    }
}

impl Filled {
    /// Together with what came of filling in something else.
    fn and(self, other: Self) -> Self {
        Self { is_any: self.is_any || other.is_any, differs: self.differs || other.differs }
    }
}

fn fill_note(own: &mut String, other: &str) -> Filled {
    if own.is_empty() && !other.is_empty() {
        other.clone_into(own);
        return Filled { is_any: true, differs: false };
    }
    Filled { is_any: false, differs: !holds(own, other) }
}

fn fill_fields(own: &mut Fields, other: &Fields) -> Filled {
    let mut filled = Filled::default();
    for (id, value) in other {
        match own.get(id) {
            Some(known) => filled.differs |= known != value,
            None => {
                own.insert(id.clone(), value.clone());
                filled.is_any = true;
            }
        }
    }
    filled
}

/// The values that differ from these, in words: “Stance: against”.
fn other_values(own: &Fields, other: &Fields, asked: &[FieldDef], entities: &Register) -> Vec<String> {
    let differing = other.iter().filter(|(id, value)| own.get(*id).is_some_and(|known| known != *value));
    differing
        .map(|(id, value)| {
            let name = asked.iter().find(|field| field.id == *id).map_or(id.as_str(), |field| &field.name);
            format!("{name}: {}", in_words(value, entities))
        })
        .collect()
}

fn in_words(value: &FieldValue, entities: &Register) -> String {
    match value {
        FieldValue::Choice(words) | FieldValue::Text(words) | FieldValue::Date(words) => words.clone(),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        FieldValue::Entity(id) => entity_name(*id, entities),
    }
}

fn entity_name(id: EntityId, entities: &Register) -> String {
    entities.get(&id).map_or_else(|| id.to_string(), |entity| entity.name.clone())
}

/// Adds a line to a note that does not say so yet.
fn add_line(note: &mut String, line: &str) {
    if !holds(note, line) {
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(line);
    }
}

/// Whether a note says these words, however its lines are broken: other programs break them in their own ways.
fn holds(note: &str, words: &str) -> bool {
    let bare = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim().is_empty() || bare(note).contains(&bare(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{ArticleId, CoderId, EntityKind, FieldId, FieldKind, Id, Source, TagId, Time},
        text::{ByteRange, FrozenText},
    };

    fn id(number: u8) -> Id {
        Id::from_bits([number; 10])
    }

    fn span(number: u8, by: u8, at: (usize, usize), made: i64) -> Span {
        let pieces = vec![ByteRange::new(at.0, at.1)];
        Span::new(SpanId(id(number)), TagId::new("claim"), pieces, CoderId(id(by)), Time(made))
    }

    #[test]
    fn marks_of_one_coder_coincide_and_those_of_two_do_not() {
        let text = FrozenText::verbatim("Anna said no.");
        let mut article = Article::new(ArticleId(id(1)), text, Default::default(), Source::default(), Time(0));
        article.spans.extend([span(1, 1, (0, 4), 9), span(2, 1, (0, 4), 3), span(3, 2, (0, 4), 1)]);
        article.spans.extend([span(4, 1, (0, 4), 5), span(5, 1, (0, 9), 0)]);
        let second = SpanId(id(2));
        assert_eq!(article.doubles(), BTreeMap::from([(SpanId(id(1)), second), (SpanId(id(4)), second)]));
        assert_eq!(article.coinciding(&span(9, 1, (0, 4), 0)).map(|span| span.id), Some(second));
        assert_eq!(article.coinciding(&span(9, 3, (0, 4), 0)), None);
        assert_eq!(article.coinciding(&span(9, 1, (0, 3), 0)), None);
    }

    #[test]
    fn an_answer_beats_what_a_rule_read() {
        let quoted = FieldId::new("quote");
        let (mut read, mut answered) = (span(1, 1, (0, 4), 9), span(2, 1, (0, 4), 3));
        read.fields.insert(quoted.clone(), FieldValue::Choice("direct".to_owned()));
        read.by_rule.push(quoted.clone());
        answered.fields.insert(quoted.clone(), FieldValue::Choice("mixed".to_owned()));
        for (mut kept, gone) in [(read.clone(), &answered), (answered.clone(), &read)] {
            kept.take_over(gone, &Codebook::default(), &Register::new());
            assert_eq!((&kept.fields, kept.by_rule.len(), kept.note.as_str()), (&answered.fields, 0, ""));
        }
        let mut bare = span(3, 1, (0, 4), 1);
        bare.fill_from(&read);
        assert_eq!((&bare.fields, &bare.by_rule), (&read.fields, &read.by_rule), "it still follows the words");
    }

    #[test]
    fn what_only_one_of_two_marks_says_is_kept() {
        let mut codebook = Codebook::default();
        let mut claim = codebook.new_tag(TagId::new("claim"), "Claim");
        let field = |name: &str| FieldId::new(name);
        claim.fields = vec![FieldDef {
            id: field("stance"),
            name: "Stance".to_owned(),
            kind: FieldKind::Text,
            definition: String::new(),
        }];
        codebook.tags.push(claim);
        let [one, other] = [1, 2].map(|number| EntityId(id(number)));
        let named = |id, name| (id, Arc::new(Entity::new(id, EntityKind::Person, name)));
        let entities = Register::from([named(one, "Anna"), named(other, "Bert")]);
        let text = |words: &str| FieldValue::Text(words.to_owned());
        let (mut kept, mut gone) = (span(1, 1, (0, 4), 9), span(2, 1, (0, 4), 3));
        kept.note = "heard\nit".to_owned();
        kept.entity = Some(one);
        kept.fields.insert(field("stance"), text("for"));
        gone.note = "heard it".to_owned();
        gone.entity = Some(other);
        gone.flag = true;
        gone.fields.extend([(field("stance"), text("against")), (field("weight"), text("2"))]);
        let before = kept.clone();
        assert_eq!(kept.fill_from(&gone), Filled { is_any: true, differs: true });
        assert_eq!((kept.note.as_str(), kept.entity), ("heard\nit", Some(one)));
        assert_eq!(kept.fields.get(&field("weight")), Some(&text("2")));
        let mut kept = before;
        kept.take_over(&gone, &codebook, &entities);
        assert_eq!(kept.note, "heard\nit\nStance: against\nBert");
        assert_eq!((kept.flag, kept.made, kept.fields.len()), (true, Time(3), 2));
        let once = kept.clone();
        kept.take_over(&gone, &codebook, &entities);
        assert_eq!(kept, once, "taking over again adds nothing");
    }
}
