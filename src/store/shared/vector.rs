//! Which save of each file of a shared folder a project contains.

use std::{collections::BTreeMap, fmt, str::FromStr};

use crate::model::{CoderId, Project};

/// The name of a save: its number among those of its file, and the fingerprint of what it holds. Written `41-abcd…`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SaveName {
    /// How many saves its file had then, from 1.
    pub number: u64,
    /// What tells its content from any other.
    pub fingerprint: String,
}

impl fmt::Display for SaveName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.number, self.fingerprint)
    }
}

/// A string that is not the name of a save.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not the name of a save")]
pub struct InvalidSaveName(String);

impl FromStr for SaveName {
    type Err = InvalidSaveName;

    fn from_str(text: &str) -> Result<Self, InvalidSaveName> {
        let mut parts = text.split('-');
        let number = parts.next().and_then(|number| number.parse().ok());
        let fingerprint = parts.next().filter(|fingerprint| !fingerprint.is_empty());
        match number.zip(fingerprint) {
            Some((number, fingerprint)) => Ok(Self { number, fingerprint: fingerprint.to_owned() }),
            None => Err(InvalidSaveName(text.to_owned())),
        }
    }
}

/// What a file says of its own save: the save, and the coder at work.
pub(super) fn own_entry(save: &SaveName, coder: CoderId) -> String {
    format!("{save}-{coder}")
}

/// The coder at work in a file, as its own entry says.
pub(super) fn coder_of(own_entry: &str) -> Option<CoderId> {
    own_entry.splitn(3, '-').nth(2)?.parse().ok()
}

/// The last save of each file that something contains, by the file's suffix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vector(BTreeMap<String, SaveName>);

impl Vector {
    /// What a project says that it contains. What cannot be read counts as not contained.
    pub fn of(project: &Project) -> Self {
        let contains = project.team.contains.iter();
        Self(contains.filter_map(|(suffix, save)| Some((suffix.clone(), save.parse().ok()?))).collect())
    }

    /// The save of a file that is contained.
    pub fn get(&self, suffix: &str) -> Option<&SaveName> {
        self.0.get(suffix)
    }

    /// All saves that are contained, with their files' suffixes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SaveName)> {
        self.0.iter().map(|(suffix, save)| (suffix.as_str(), save))
    }

    /// Sets which save of a file is contained; `None`: none.
    pub fn set(&mut self, suffix: &str, save: Option<SaveName>) {
        match save {
            Some(save) => drop(self.0.insert(suffix.to_owned(), save)),
            None => drop(self.0.remove(suffix)),
        }
    }

    /// Whether a save is contained. Of two saves with one number, which only a copied installation writes, neither contains
    /// the other.
    pub fn covers(&self, suffix: &str, save: &SaveName) -> bool {
        self.get(suffix).is_some_and(|own| own.number > save.number || own == save)
    }

    /// Whether all that this one contains is contained in another, too.
    pub fn is_within(&self, other: &Self) -> bool {
        self.iter().all(|(suffix, save)| other.covers(suffix, save))
    }

    /// Takes in what another contains.
    pub fn join(&mut self, other: &Self) {
        for (suffix, save) in other.iter() {
            if self.get(suffix).is_none_or(|own| own < save) {
                self.set(suffix, Some(save.clone()));
            }
        }
    }

    /// The last save of each file that both contain.
    pub fn common(&self, other: &Self) -> Vec<(String, SaveName)> {
        let both = self.iter().filter_map(|(suffix, save)| Some((suffix, save, other.get(suffix)?)));
        let is_known = both.filter(|(_, one, other)| one == other || one.number != other.number);
        is_known.map(|(suffix, one, other)| (suffix.to_owned(), one.min(other).clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Codebook, Id, ProjectId};

    fn vector(saves: &[(&str, &str)]) -> Vector {
        let mut project = Project::new(ProjectId(Id::FIRST), "", Codebook::default());
        project.team.contains = saves.iter().map(|(suffix, save)| ((*suffix).into(), (*save).into())).collect();
        Vector::of(&project)
    }

    #[test]
    fn names_of_saves_are_read_as_they_are_written() {
        let save: SaveName = "41-abcd".parse().unwrap();
        assert_eq!((save.number, save.to_string()), (41, "41-abcd".to_owned()));
        let coder = CoderId(Id::FIRST);
        let own = own_entry(&save, coder);
        assert_eq!((own.parse(), coder_of(&own)), (Ok(save), Some(coder)));
        assert_eq!(coder_of("41-abcd"), None);
        for wrong in ["", "41", "41-", "x-abcd", "-1-abcd"] {
            assert!(wrong.parse::<SaveName>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_later_save_contains_an_earlier_one_and_a_fork_does_not() {
        let late = vector(&[("ana", "9-x"), ("ben", "3-y"), ("odd", "none")]);
        assert!(late.covers("ana", &"8-other".parse().unwrap()) && late.covers("ana", &"9-x".parse().unwrap()));
        assert!(!late.covers("ana", &"9-fork".parse().unwrap()) && !late.covers("ana", &"10-x".parse().unwrap()));
        assert!(!late.covers("cleo", &"1-x".parse().unwrap()) && late.get("odd").is_none());
        assert!(vector(&[("ana", "2-a")]).is_within(&late) && !vector(&[("cleo", "1-x")]).is_within(&late));
    }

    #[test]
    fn what_two_have_in_common_is_the_earlier_of_each() {
        let (one, other) = (vector(&[("ana", "9-x"), ("ben", "10-y")]), vector(&[("ben", "9-z"), ("cleo", "1-c")]));
        assert_eq!(one.common(&other), [("ben".to_owned(), "9-z".parse().unwrap())]);
        let mut both = one.clone();
        both.join(&other);
        assert_eq!(both, vector(&[("ana", "9-x"), ("ben", "10-y"), ("cleo", "1-c")]));
        assert!(vector(&[("ana", "1-x")]).common(&vector(&[("ana", "1-y")])).is_empty(), "neither contains the other");
    }
}
