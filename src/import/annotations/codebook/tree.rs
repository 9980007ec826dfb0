//! The tree of a codebook, from rows that say in one way or another what they are under.

use std::collections::BTreeMap;

use crate::import::join::{found::Found, words::What};

/// A row of the table.
#[derive(Debug, Default)]
pub(super) struct Entry<'s> {
    /// Its number, as programs show it.
    pub(super) line: usize,
    pub(super) name: &'s str,
    pub(super) path: &'s str,
    pub(super) levels: Vec<&'s str>,
    pub(super) parent: &'s str,
    pub(super) id: &'s str,
    pub(super) definition: &'s str,
    pub(super) remarks: Vec<(&'s str, &'s str)>,
    pub(super) colour: &'s str,
    pub(super) key: &'s str,
    pub(super) badge: &'s str,
    pub(super) examples: &'s str,
    pub(super) counterexamples: &'s str,
}

/// A tag on its way.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) parent: Option<usize>,
    /// The row that says most of it; none for a tag that rows only name as what they are under.
    pub(super) row: Option<usize>,
    /// Further rows of the same tag.
    more: Vec<usize>,
}

impl Node {
    /// All rows that are about it.
    pub(super) fn rows(&self) -> impl Iterator<Item = usize> {
        self.row.into_iter().chain(self.more.iter().copied())
    }
}

/// Tags with what they are under.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// Nodes by their whole paths, in lower case.
    by_path: BTreeMap<Vec<String>, usize>,
}

/// What parts the names of a path, longest first.
const SEPARATORS: [&str; 11] = ["::", " > ", ">", "»", "›", "→", "\\", " / ", "/", " | ", "|"];
/// Those that stand in names of tags for nothing else.
const SURE: [&str; 6] = ["::", " > ", "»", "›", "→", "\\"];

impl Tree {
    /// The tree of these rows of a file.
    pub(super) fn of(rows: &[Entry<'_>], file: &str, found: &mut Found) -> Self {
        let mut tree = Self::default();
        let separator = separator_of_names(rows);
        // Rows with a column of parents are put under them once all are there.
        let mut under: Vec<(usize, usize)> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let path = path_of(row, separator);
            let node = if path.is_empty() { tree.loose(row, rows) } else { tree.at(&path) };
            if path.is_empty() && tree.nodes.get(node).is_some_and(|node| node.row.is_none()) {
                under.push((node, at));
            }
            let Some(node) = tree.nodes.get_mut(node) else { continue };
            if node.row.is_some() {
                found.tell(format!("{file}, row {}", row.line), What::SameTagTwice(node.name.clone()));
                node.more.push(at);
            } else {
                node.row = Some(at);
            }
        }
        for (node, row) in under {
            let Some(row) = rows.get(row) else { continue };
            let parent = tree.parent_of(node, row, rows);
            if tree.is_under(parent, node) {
                let what = What::ParentsLoop(row.name.to_owned());
                found.tell(format!("{file}, row {}", row.line), what);
            } else if let Some(node) = tree.nodes.get_mut(node) {
                node.parent = Some(parent);
            }
        }
        tree
    }

    /// The node of a row with a parent: that of an equal row before it, else a new one.
    fn loose(&mut self, row: &Entry<'_>, rows: &[Entry<'_>]) -> usize {
        let is_same = |other: &Entry<'_>| same(other.name, row.name) && same(other.parent, row.parent);
        let known = self.nodes.iter().position(|node| node.row.and_then(|at| rows.get(at)).is_some_and(is_same));
        known.unwrap_or_else(|| self.push(row.name, None))
    }

    fn push(&mut self, name: &str, parent: Option<usize>) -> usize {
        self.nodes.push(Node { name: name.to_owned(), parent, ..Node::default() });
        self.nodes.len() - 1
    }

    /// The node at a path; new ones where there is none yet.
    fn at(&mut self, path: &[String]) -> usize {
        let (mut here, mut key) = (None, Vec::new());
        for name in path {
            key.push(name.to_lowercase());
            here = Some(match self.by_path.get(&key) {
                Some(known) => *known,
                None => {
                    let new = self.push(name, here);
                    self.by_path.insert(key.clone(), new);
                    new
                }
            });
        }
        here.unwrap_or_default()
    }

    /// The node that a row names as what it is under: by the id of a row, its name, or a path; else a new one.
    fn parent_of(&mut self, node: usize, row: &Entry<'_>, rows: &[Entry<'_>]) -> usize {
        let of_row = |node: &Node| node.row.and_then(|at| rows.get(at));
        let by_id = |node: &Node| of_row(node).is_some_and(|other| !other.id.is_empty() && same(other.id, row.parent));
        let by_name = |node: &Node| same(&node.name, row.parent);
        let others = || self.nodes.iter().enumerate().filter(|(at, _)| *at != node);
        let known = others().find(|(_, node)| by_name(node)).or_else(|| others().find(|(_, node)| by_id(node)));
        if let Some((known, _)) = known {
            return known;
        }
        if same(row.name, row.parent) {
            return node;
        }
        let path = parted(row.parent);
        // A path names the same tag as its last name does, where only one has that.
        let last = path.last().map_or("", String::as_str);
        let named: Vec<usize> = others().filter(|(_, node)| same(&node.name, last)).map(|(at, _)| at).collect();
        match named.as_slice() {
            [only] if path.len() > 1 => *only,
            _none_or_several => self.at(&path),
        }
    }

    /// Whether a node is under another, or the same.
    fn is_under(&self, node: usize, ancestor: usize) -> bool {
        let mut here = Some(node);
        for _ in 0..=self.nodes.len() {
            match here {
                Some(at) if at == ancestor => return true,
                Some(at) => here = self.nodes.get(at).and_then(|node| node.parent),
                None => return false,
            }
        }
        true
    }

    /// The names above a node, the nearest first.
    pub(super) fn above(&self, at: usize) -> impl Iterator<Item = &str> {
        let parent = |at: usize| self.nodes.get(at).and_then(|node| node.parent);
        let above = std::iter::successors(parent(at), move |at| parent(*at));
        above.filter_map(|at| Some(self.nodes.get(at)?.name.as_str()))
    }

    /// The nodes, each after what it is under, else in the order of the rows.
    pub(super) fn top_down(&self) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::with_capacity(self.nodes.len());
        let mut is_in = vec![false; self.nodes.len()];
        for at in 0..self.nodes.len() {
            let parent = |at: usize| self.nodes.get(at).and_then(|node| node.parent);
            let way: Vec<usize> = std::iter::successors(Some(at), |at| parent(*at)).collect();
            for at in way.into_iter().rev() {
                if let Some(known) = is_in.get_mut(at).filter(|known| !**known) {
                    *known = true;
                    order.push(at);
                }
            }
        }
        order
    }
}

/// The names that lead to the tag of a row; none where it has a parent, which has to be found first.
fn path_of(row: &Entry<'_>, separator: Option<&str>) -> Vec<String> {
    if !row.path.is_empty() {
        let mut path = parted(row.path);
        // It may be the path of what the tag is under, or lead to the tag itself.
        if !row.name.is_empty() && path.last().is_none_or(|last| !same(last, row.name)) {
            path.push(row.name.to_owned());
        }
        path
    } else if !row.levels.is_empty() {
        row.levels.iter().map(|level| (*level).to_owned()).collect()
    } else if !row.parent.is_empty() {
        Vec::new()
    } else {
        separator.map_or_else(|| vec![row.name.to_owned()], |separator| split(row.name, separator))
    }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The names of a path, by the first separator that it has.
fn parted(path: &str) -> Vec<String> {
    let separator = SEPARATORS.iter().find(|separator| path.contains(**separator));
    separator.map_or_else(|| vec![path.trim().to_owned()], |separator| split(path, separator))
}

fn split(path: &str, separator: &str) -> Vec<String> {
    path.split(separator).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// What parts names that are paths, in a table without another column for that. A sign that names may hold as well, as in
/// “Yes/No”, parts them only where what stands before it is a tag by itself, or several have it in common.
fn separator_of_names(rows: &[Entry<'_>]) -> Option<&'static str> {
    if rows.iter().any(|row| !row.parent.is_empty() || !row.path.is_empty() || !row.levels.is_empty()) {
        return None;
    }
    let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
    let is_common = |separator: &str| {
        let heads: Vec<&str> = names.iter().filter_map(|name| Some(name.split_once(separator)?.0.trim())).collect();
        let is_tag = |head: &&str| names.iter().any(|name| same(name, head));
        let is_shared = |head: &&str| heads.iter().filter(|other| same(other, head)).count() > 1;
        !heads.is_empty() && heads.iter().all(|head| is_tag(head) || is_shared(head))
    };
    let sure = SURE.iter().find(|separator| names.iter().any(|name| name.contains(**separator)));
    sure.or_else(|| SEPARATORS.iter().find(|separator| is_common(separator))).copied()
}
