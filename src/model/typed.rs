//! What people type into forms, read: lists, letters, ids, and the parts of an entity.

use super::{Entity, EntityKind, FieldKind};

/// A text that is not the id of a Wikidata item.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a Wikidata ID: a Q followed by digits, such as Q7747.")]
pub struct InvalidWikidataId(pub String);

/// The lines of a text without blank ones and without spaces around them.
pub fn lines_of(typed: &str) -> Vec<String> {
    typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The choices of a text with commas between them, each once.
pub fn choices_of(typed: &str) -> Vec<String> {
    let mut choices: Vec<String> = Vec::new();
    for choice in typed.split(',').map(str::trim).filter(|choice| !choice.is_empty()) {
        if !choices.iter().any(|known| known == choice) {
            choices.push(choice.to_owned());
        }
    }
    choices
}

/// The letter that a text begins with, in lower case; empty when it begins with none.
pub fn letter_of(typed: &str) -> String {
    typed.trim().chars().take(1).filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The id of a Wikidata item: a Q and digits; empty for none.
///
/// # Errors
/// When the text is something else.
pub fn wikidata_id(typed: &str) -> Result<String, InvalidWikidataId> {
    let id = typed.trim().to_uppercase();
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if id.is_empty() || id.strip_prefix('Q').is_some_and(is_number) {
        Ok(id)
    } else {
        Err(InvalidWikidataId(typed.trim().to_owned()))
    }
}

impl FieldKind {
    /// One of each kind, as a new field begins: a list of choices offers yes, no and unclear.
    pub fn one_of_each() -> [Self; 6] {
        let choice = Self::Choice(["yes", "no", "unclear"].map(str::to_owned).into());
        [choice, Self::Text, Self::Number, Self::YesNo, Self::Date, Self::Entity]
    }
}

impl EntityKind {
    /// The kinds that a name can be given in its form.
    pub fn of_names() -> [Self; 4] {
        [Self::Person, Self::Organisation, Self::Place, Self::Other("other".to_owned())]
    }
}

/// A part of an entity that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntityPart {
    /// Its name.
    Name,
    /// The letter that gives it to a mark.
    Letter,
    /// Its other names, one per line.
    Aliases,
    /// Its role.
    Role,
    /// Its side.
    Side,
    /// Its country.
    Country,
    /// Its Wikidata item.
    Wikidata,
    /// The note.
    Note,
}

impl EntityPart {
    /// The part of an entity as it is typed.
    pub fn of(self, entity: &Entity) -> String {
        match self {
            Self::Name => entity.name.clone(),
            Self::Letter => entity.key.clone(),
            Self::Aliases => entity.aliases.join("\n"),
            Self::Role => entity.role.clone(),
            Self::Side => entity.side.clone(),
            Self::Country => entity.country.clone(),
            Self::Wikidata => entity.wikidata.clone(),
            Self::Note => entity.note.clone(),
        }
    }

    /// The entity with this part as it was typed.
    ///
    /// # Errors
    /// When the text cannot be this part.
    pub fn typed_into(self, entity: &Entity, typed: &str) -> Result<Entity, InvalidWikidataId> {
        let mut changed = entity.clone();
        let line = || typed.trim().to_owned();
        match self {
            Self::Name => changed.name = line(),
            Self::Letter => changed.key = letter_of(typed),
            Self::Aliases => changed.aliases = lines_of(typed),
            Self::Role => changed.role = line(),
            Self::Side => changed.side = line(),
            Self::Country => changed.country = line(),
            Self::Wikidata => changed.wikidata = wikidata_id(typed)?,
            Self::Note => typed.clone_into(&mut changed.note),
        }
        Ok(changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntityId, Id};

    #[test]
    fn lists_are_read_without_blanks_and_repetitions() {
        assert_eq!(lines_of(" one \n\n two\n"), ["one", "two"]);
        assert_eq!(choices_of("yes, no,, yes ,unclear"), ["yes", "no", "unclear"]);
        assert!(choices_of(" , ").is_empty() && lines_of("\n").is_empty());
    }

    #[test]
    fn a_letter_is_one_letter_in_lower_case() {
        assert_eq!(["P", " putin", "ж", "7", "", "?x"].map(letter_of), ["p", "p", "ж", "", "", ""]);
    }

    #[test]
    fn a_wikidata_id_is_a_q_and_digits() {
        assert_eq!(wikidata_id(" q7747 "), Ok("Q7747".to_owned()));
        assert_eq!(wikidata_id(""), Ok(String::new()));
        for wrong in ["7747", "Q", "Q77x", "P31", "https://www.wikidata.org/wiki/Q7747"] {
            assert_eq!(wikidata_id(wrong), Err(InvalidWikidataId(wrong.to_owned())));
        }
        assert_eq!(
            wikidata_id("P31").unwrap_err().to_string(),
            "“P31” is not a Wikidata ID: a Q followed by digits, such as Q7747."
        );
    }

    #[test]
    fn each_part_is_shown_as_it_is_typed() {
        use EntityPart::{Aliases, Country, Letter, Name, Note, Role, Side, Wikidata};
        let entity = Entity::new(EntityId(Id::FIRST), EntityKind::Person, "Putin");
        for part in [Name, Letter, Aliases, Role, Side, Country, Wikidata, Note] {
            let typed = match part {
                Letter => "v",
                Wikidata => "Q7747",
                Aliases => "V. Putin\nPresident Putin",
                Name | Role | Side | Country | Note => "Vladimir Putin",
            };
            let changed = part.typed_into(&entity, typed).unwrap();
            assert_eq!(part.of(&changed), typed, "{part:?}");
            assert_ne!(changed, entity, "{part:?}");
        }
        assert!(Wikidata.typed_into(&entity, "Putin").is_err());
    }
}
