//! The parts of Word and PowerPoint files: which is the main one, how others are found from it, and the facts.

use std::collections::BTreeMap;

use roxmltree::Node;

use crate::{
    import::{
        articles::html::one_line,
        error::ImportError,
        package::{Package, attribute, is, text_of, xml},
    },
    model::Facts,
};

/// The name of the part that holds the text: the one that the package says, else the usual one.
pub(crate) fn main_part(package: &mut Package<'_>, usual: &str) -> Result<String, ImportError> {
    let Some(relations) = package.text("_rels/.rels")? else { return Ok(usual.to_owned()) };
    let relations = xml("_rels/.rels", &relations)?;
    let is_main = |node: &Node<'_, '_>| attribute(*node, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
    let main = relations.descendants().filter(is_main).find_map(|node| attribute(node, "Target"));
    Ok(main.map_or_else(|| usual.to_owned(), |name| name.trim_start_matches('/').to_owned()))
}

/// The name that a part has for another part or an address, where an element points to it.
pub(crate) fn relation_of<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    // There are two namespaces, one with a year in it.
    let is_relation = |space: &str| space.contains("/officeDocument/") && space.ends_with("/relationships");
    let mut named = node.attributes().filter(|attribute| attribute.name() == "id");
    named.find(|attribute| attribute.namespace().is_some_and(is_relation)).map(|attribute| attribute.value())
}

/// What a part says of other parts and of addresses, by the names it has for them.
#[derive(Default)]
pub(crate) struct Relations {
    all: BTreeMap<String, Relation>,
}

struct Relation {
    kind: String,
    target: String,
    is_outside: bool,
}

impl Relations {
    /// Those of a part; none where it has none.
    pub(crate) fn of(package: &mut Package<'_>, part: &str) -> Result<Self, ImportError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{name}.rels");
        let name = name.trim_start_matches('/');
        let Some(content) = package.text(name)? else { return Ok(Self::default()) };
        let document = xml(name, &content)?;
        let relation = |node: Node<'_, '_>| {
            let said = |name| attribute(node, name).unwrap_or_default();
            let is_outside = said("TargetMode").eq_ignore_ascii_case("External");
            let target = if is_outside { said("Target").to_owned() } else { path(folder, said("Target")) };
            (said("Id").to_owned(), Relation { kind: said("Type").to_owned(), target, is_outside })
        };
        let all = document.descendants().filter(|node| is(*node, "Relationship")).map(relation).collect();
        Ok(Self { all })
    }

    /// The address of this name.
    pub(crate) fn address(&self, name: &str) -> Option<&str> {
        self.all.get(name).filter(|relation| relation.is_outside).map(|relation| relation.target.as_str())
    }

    /// The path of the part of this name.
    pub(crate) fn part(&self, name: &str) -> Option<&str> {
        self.all.get(name).filter(|relation| !relation.is_outside).map(|relation| relation.target.as_str())
    }

    /// The path of the part of this kind, if there is one.
    pub(crate) fn part_of_kind(&self, kind: &str) -> Option<&str> {
        let mut parts = self.all.values().filter(|relation| !relation.is_outside);
        let part = parts.find(|part| part.kind.rsplit('/').next() == Some(kind));
        part.map(|part| part.target.as_str())
    }
}

/// The path of a part that another in `folder` names.
pub(crate) fn path(folder: &str, target: &str) -> String {
    let folder = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()),
            part => path.push(part),
        }
    }
    path.join("/")
}

/// Title and author as the document states them; the day on which the file was made says nothing of publication.
pub(crate) fn core_facts(package: &mut Package<'_>) -> Result<Facts, ImportError> {
    let Some(core) = package.text("docProps/core.xml")? else { return Ok(Facts::default()) };
    let core = xml("docProps/core.xml", &core)?;
    let find = |name: &str| {
        let found = core.descendants().find(|node| is(*node, name));
        found.map(|node| one_line(&text_of(node))).unwrap_or_default()
    };
    Ok(Facts { title: find("title"), author: find("creator"), language: find("language"), ..Facts::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_from_the_folder_of_another() {
        assert_eq!(path("ppt/slides", "../notesSlides/n1.xml"), "ppt/notesSlides/n1.xml");
        assert_eq!(path("ppt", "/ppt/slides/s1.xml"), "ppt/slides/s1.xml");
        assert_eq!(path("", "../../a.xml"), "a.xml");
    }
}
