//! Drafts: what is being typed into fields, before it becomes a change.
//!
//! They lie beside the steps, in a file of their own: a line of the journal for each draft, all written anew whenever one
//! changes. Versions of Sayso that know no drafts leave this file alone, and read all steps; what a newer version wrote
//! and this one cannot read is left out, and costs no step either.

use std::{io, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    super::{disk::Disk, read::parse, ron_line},
    header::JOURNAL,
    line::{line, scan},
};
use crate::model::ProjectId;

/// The file of the drafts, in the folder of the journal.
const DRAFTS: &str = "drafts";
/// Where it is written before it takes the place of the former one.
const BESIDE: &str = "drafts.new";

/// What is being typed into a field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The record, by its kind and id.
    pub record: String,
    /// The field of the record.
    pub field: String,
    /// What stands in the field.
    pub text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum DraftRecord {
    Draft { record: String, field: String, text: String },
}

fn header(project: ProjectId) -> String {
    format!("sayso-drafts 1 {project}")
}

/// Keeps these drafts and no others, in the state folder of a project. Whenever the program ends, the former ones are
/// there or these.
///
/// # Errors
/// As the disk says.
pub fn write_drafts<D: Disk>(disk: &D, folder: &Path, project: ProjectId, drafts: &[Draft]) -> io::Result<()> {
    let folder = folder.join(JOURNAL);
    let path = folder.join(DRAFTS);
    if drafts.is_empty() {
        return if disk.stat(&path)?.is_some() { disk.remove(&path) } else { Ok(()) };
    }
    let mut text = format!("{}\n", header(project));
    for (number, Draft { record, field, text: typed }) in (1..).zip(drafts) {
        let draft = DraftRecord::Draft { record: record.clone(), field: field.clone(), text: typed.clone() };
        let mut payload = String::new();
        ron_line::write(&mut payload, &draft).map_err(io::Error::other)?;
        text.push_str(&line(number, &payload));
    }
    disk.make_folder(&folder)?;
    let beside = folder.join(BESIDE);
    if disk.stat(&beside)?.is_some() {
        disk.remove(&beside)?;
    }
    let file = disk.create_new(&beside, Some(0o600))?;
    disk.write(&file, text.as_bytes())?;
    disk.sync(&file)?;
    disk.rename(&beside, &path)?;
    disk.sync_folder(&folder)
}

/// The drafts that are kept; those that cannot be read are left out.
pub(super) fn read_drafts<D: Disk>(disk: &D, folder: &Path, project: ProjectId) -> Vec<Draft> {
    let path = folder.join(JOURNAL).join(DRAFTS);
    let bytes = match disk.stat(&path).and_then(|there| there.map(|_| disk.read(&path)).transpose()) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Vec::new(),
        Err(error) => {
            log::warn!("the drafts in {} cannot be read: {error}", path.display());
            return Vec::new();
        }
    };
    let Ok(found) = scan(&bytes, &header(project)) else { return Vec::new() };
    let payloads = found.lines.into_iter().filter_map(|(_, place)| std::str::from_utf8(bytes.get(place)?).ok());
    let read = |payload: &str| match parse::<DraftRecord>(payload) {
        Ok(DraftRecord::Draft { record, field, text }) => Some(Draft { record, field, text }),
        Err(error) => {
            log::warn!("a draft cannot be read: {error:?}");
            None
        }
    };
    payloads.filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Id, store::RealDisk};

    const PROJECT: ProjectId = ProjectId(Id::FIRST);

    fn draft(field: &str, text: &str) -> Draft {
        Draft { record: "mark x".to_owned(), field: field.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn drafts_come_back_as_they_were_typed() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = [draft("note", "half a \"note\"\nwith two lines – naïve \u{202E}"), draft("field stance", "")];
        write_drafts(&RealDisk, folder.path(), PROJECT, &drafts).unwrap();
        assert_eq!(read_drafts(&RealDisk, folder.path(), PROJECT), drafts);
        write_drafts(&RealDisk, folder.path(), PROJECT, &drafts[1..]).unwrap();
        assert_eq!(read_drafts(&RealDisk, folder.path(), PROJECT), drafts[1..]);
        write_drafts(&RealDisk, folder.path(), PROJECT, &[]).unwrap();
        assert_eq!(read_drafts(&RealDisk, folder.path(), PROJECT), []);
        assert_eq!(RealDisk.list(&folder.path().join(JOURNAL)).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn what_cannot_be_read_costs_only_itself() {
        let folder = tempfile::tempdir().unwrap();
        write_drafts(&RealDisk, folder.path(), PROJECT, &[draft("note", "kept")]).unwrap();
        let path = folder.path().join(JOURNAL).join(DRAFTS);
        let mut text = std::fs::read_to_string(&path).unwrap();
        text.push_str(&line(2, "sketch(record: \"mark x\")"));
        text.push_str(&line(3, "draft(record: \"mark x\", field: \"answer\", text: \"kept\")"));
        std::fs::write(&path, &text).unwrap();
        assert_eq!(read_drafts(&RealDisk, folder.path(), PROJECT), [draft("note", "kept"), draft("answer", "kept")]);
        std::fs::write(&path, text.replace("draft(", "drift(")).unwrap();
        assert_eq!(read_drafts(&RealDisk, folder.path(), PROJECT), []);
        let other = ProjectId(Id::LAST);
        assert_eq!(read_drafts(&RealDisk, folder.path(), other), [], "another project's");
    }
}
