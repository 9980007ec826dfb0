//! Changes of the codebook, each as one step with all the spans that it touches.

use crate::app::{App, CodebookAction, Notice, Prompt, clock, tagging::shorten};
use crate::{
    edit::{Edit, Transaction, delete_tag, merge_tag, retag, tagged_spans},
    model::{FieldDef, FieldId, FieldKind, Tag, TagId},
    text::plural,
};

impl App {
    pub(in crate::app) fn codebook(&mut self, action: CodebookAction) {
        match action {
            CodebookAction::Add { name, parent } => {
                if name.trim().is_empty() || self.refuse_known_name(&name, None) {
                    return;
                }
                let tag = self.new_tag(&name, parent);
                let label = format!("Add the tag “{}”", tag.name);
                let edits = self.codebook_edits(Edit::AddTag(usize::MAX, Box::new(tag)));
                self.make(Transaction::new(label, edits));
            }
            CodebookAction::Rename(tag_id, name) => {
                if !name.trim().is_empty() && !self.refuse_known_name(&name, Some(&tag_id)) {
                    self.change_tag(&tag_id, "Rename", |tag| tag.name = name.trim().to_owned());
                }
            }
            CodebookAction::SetBadge(tag_id, badge) => {
                let badge: String = badge.trim().chars().take(2).collect();
                self.change_tag(&tag_id, "Change the badge of", |tag| tag.badge = badge);
            }
            CodebookAction::SetColour(tag_id, colour) => {
                self.change_tag(&tag_id, "Recolour", |tag| tag.colour = colour);
            }
            CodebookAction::SetKey(tag_id, key) => self.set_tag_key(&tag_id, &key),
            CodebookAction::SetDefinition(tag_id, definition) => {
                self.change_tag(&tag_id, "Describe", |tag| tag.definition = definition);
            }
            CodebookAction::SetExamples(tag_id, examples) => {
                self.change_tag(&tag_id, "Change the examples of", |tag| tag.examples = examples);
            }
            CodebookAction::Shift(tag_id, by) => self.shift_tag(&tag_id, by),
            CodebookAction::SetParent(tag_id, parent) => self.change_tag(&tag_id, "Move", |tag| tag.parent = parent),
            CodebookAction::AskMerge { from, into } => {
                let spans = self.session.tag_count(&from);
                if from != into {
                    self.prompt = Some(Prompt::MergeTag { from, into, spans });
                }
            }
            CodebookAction::AskSplit(tag_id) => self.prompt = Some(Prompt::SplitTag(tag_id)),
            CodebookAction::Split { from, name, holding } => self.split_tag(&from, &name, &holding),
            CodebookAction::AskDelete(tag_id) => {
                let spans = self.session.tag_count(&tag_id);
                self.prompt = Some(Prompt::DeleteTag { tag: tag_id, spans });
            }
            CodebookAction::AddField(tag_id, name) => self.add_field(&tag_id, name.trim()),
            CodebookAction::ChangeField(tag_id, field) => self.change_field(&tag_id, *field),
            CodebookAction::RemoveField(tag_id, field_id) => {
                self.change_tag(&tag_id, "Take a question from", |tag| tag.fields.retain(|f| f.id != field_id));
            }
            CodebookAction::Join(template) => self.join_codebook(&template),
            CodebookAction::Replace(template) => self.replace_codebook(&template),
            CodebookAction::SetNeeds(tag_id, kind, on) => self.set_needs(tag_id, kind, on),
            CodebookAction::SetNesting(depth) => self.set_nesting(depth),
        }
    }

    /// Says that a name is taken, when another tag has it.
    fn refuse_known_name(&mut self, name: &str, of: Option<&TagId>) -> bool {
        let tags = &self.session.project().codebook.tags;
        let is_known = tags.iter().any(|tag| Some(&tag.id) != of && tag.name.eq_ignore_ascii_case(name.trim()));
        if is_known {
            self.tell(Notice::problem(format!("There is a tag “{}” already.", name.trim())));
        }
        is_known
    }

    pub(in crate::app) fn delete_tag(&mut self, tag_id: &TagId) {
        let mut edits = delete_tag(self.session.project(), tag_id);
        edits.push(self.next_version());
        let label = format!("Delete the tag “{}”", self.tag_name(tag_id));
        self.make(Transaction::new(label, edits));
    }

    pub(in crate::app) fn merge_tag(&mut self, from: &TagId, into: &TagId) {
        let mut edits = Vec::new();
        // A tag cannot stay under the one that goes.
        let project = self.session.project();
        if let Some(target) = project.codebook.tag(into).filter(|target| target.parent.as_ref() == Some(from)) {
            let parent = project.codebook.tag(from).and_then(|tag| tag.parent.clone());
            edits.push(Edit::ChangeTag(Box::new(Tag { parent, ..target.clone() })));
        }
        edits.extend(merge_tag(project, from, into));
        edits.push(self.next_version());
        let label = format!("Merge the tag “{}” into “{}”", self.tag_name(from), self.tag_name(into));
        self.make(Transaction::new(label, edits));
    }

    fn split_tag(&mut self, from: &TagId, name: &str, holding: &str) {
        let (name, holding) = (name.trim(), holding.trim().to_lowercase());
        let Some(original) = self.session.project().codebook.tag(from) else { return };
        if name.is_empty() {
            return;
        }
        let mut tag = self.new_tag(name, original.parent.clone());
        tag.fields.clone_from(&original.fields);
        let new_id = tag.id.clone();
        let project = self.session.project();
        let place = project.codebook.tag_place(from).map_or(usize::MAX, |place| place + 1);
        let mut edits = self.codebook_edits(Edit::AddTag(place, Box::new(tag)));
        let held = tagged_spans(project, from)
            .filter(|(article, span)| !holding.is_empty() && article.words_of(span).to_lowercase().contains(&holding));
        edits.extend(retag(held, &new_id));
        let moved = edits.len() - 2;
        let label = format!("Split “{name}” from the tag “{}”", self.tag_name(from));
        self.prompt = None;
        if self.make(Transaction::new(label, edits)) {
            self.tell(Notice::fine(format!("“{name}” has {} now.", plural(moved, "mark"))));
        }
    }

    fn add_field(&mut self, tag_id: &TagId, name: &str) {
        let is_known = |tag: &Tag| tag.fields.iter().any(|field| field.name.eq_ignore_ascii_case(name));
        if name.is_empty() {
            return;
        }
        if self.session.project().codebook.tag(tag_id).is_some_and(is_known) {
            self.tell(Notice::problem(format!("The tag asks for “{name}” already.")));
            return;
        }
        let field = FieldDef {
            id: FieldId::new(clock::random_id().as_str()),
            name: name.to_owned(),
            kind: FieldKind::Text,
            definition: String::new(),
        };
        self.change_tag(tag_id, "Add a question to", |tag| tag.fields.push(field));
    }

    fn change_field(&mut self, tag_id: &TagId, field: FieldDef) {
        if field.name.trim().is_empty() {
            return;
        }
        self.change_tag(tag_id, "Change a question of", |tag| {
            if let Some(own) = tag.fields.iter_mut().find(|own| own.id == field.id) {
                *own = field;
            }
        });
    }

    fn set_tag_key(&mut self, tag_id: &TagId, key: &str) {
        let key = key.trim().to_lowercase();
        let one_character = key.chars().count() <= 1 && key.chars().all(char::is_alphanumeric);
        if !one_character {
            self.tell(Notice::problem("A tag's key is one digit or letter."));
            return;
        }
        if let Ok(shortcut) = key.to_uppercase().parse()
            && let Some(owner) = self.settings.owner_of(&shortcut)
        {
            self.tell(Notice::problem(format!("The key {key} belongs to the command “{}”.", owner.label())));
            return;
        }
        self.change_tag(tag_id, "Change the key of", |tag| tag.key = key);
    }

    /// Moves a tag past the neighbour above or below it that has the same parent.
    fn shift_tag(&mut self, tag_id: &TagId, by: i32) {
        let tags = &self.session.project().codebook.tags;
        let Some(here) = tags.iter().position(|tag| tag.id == *tag_id) else { return };
        let parent = tags.get(here).and_then(|tag| tag.parent.clone());
        let is_sibling = |place: &usize| tags.get(*place).is_some_and(|tag| tag.parent == parent);
        let target = if by < 0 { (0..here).rfind(is_sibling) } else { (here + 1..tags.len()).find(is_sibling) };
        if let Some(target) = target {
            let label = format!("Move the tag “{}”", self.tag_name(tag_id));
            self.make(Transaction::one(label, Edit::MoveTag(tag_id.clone(), target)));
        }
    }

    fn change_tag(&mut self, tag_id: &TagId, verb: &str, change: impl FnOnce(&mut Tag)) {
        let Some(tag) = self.session.project().codebook.tag(tag_id) else { return };
        let mut changed = tag.clone();
        change(&mut changed);
        if changed == *tag {
            return;
        }
        let label = format!("{verb} the tag “{}”", shorten(&tag.name));
        let edits = self.codebook_edits(Edit::ChangeTag(Box::new(changed)));
        self.make(Transaction::new(label, edits));
    }

    /// A new tag with the first free digit, a badge from its name and the next colour.
    pub(in crate::app) fn new_tag(&self, name: &str, parent: Option<TagId>) -> Tag {
        let id = TagId::new(clock::random_id().as_str());
        Tag { parent, ..self.session.project().codebook.new_tag(id, name.trim()) }
    }

    /// A change of the codebook with the new version number that it brings.
    pub(in crate::app) fn codebook_edits(&self, edit: Edit) -> Vec<Edit> {
        vec![edit, self.next_version()]
    }

    fn next_version(&self) -> Edit {
        Edit::SetCodebookVersion(self.session.project().codebook.version + 1)
    }

    pub(in crate::app) fn tag_name(&self, tag_id: &TagId) -> String {
        self.session.project().codebook.tag(tag_id).map_or_else(|| tag_id.to_string(), |tag| tag.name.clone())
    }
}
