//! No file depends on one that depends on it, directly or through others, inside a module or across modules.
//!
//! A file depends on the file that defines what it names: a `mod.rs` that only passes a name on (`pub use`) is looked
//! through. It also depends on files that hold methods it calls, where these lie apart from their type. Tests are left
//! out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    paths::{Named, functions},
    source::SourceFile,
};

/// A name leads through no more re-exports than this.
const MOST_STEPS: usize = 20;

/// All files of a crate with what they name.
pub struct Graph {
    files: Vec<File>,
    /// The file of each module.
    modules: HashMap<Vec<String>, usize>,
    /// What each file depends on, with the first place that says so.
    edges: Vec<BTreeMap<usize, Witness>>,
}

struct File {
    path: String,
    module: Vec<String>,
    named: Named,
    items: HashSet<String>,
    /// Where each line begins.
    lines: Vec<usize>,
}

/// A method that lies in another file than its type.
struct Apart {
    file: usize,
    /// The file of the type.
    home: usize,
}

/// What a file names of another: (line, name).
type Witness = (usize, String);

impl Graph {
    /// Takes the files under `src` in; the program itself, which nothing can name, is left out.
    pub fn new(sources: &[SourceFile]) -> Self {
        let mut files = Vec::new();
        for source in sources.iter().filter(|source| source.path != "src/main.rs") {
            let named = Named::new(source);
            let lines = source.text.match_indices('\n').map(|(at, _)| at).collect();
            let items = named.items.iter().cloned().collect();
            files.push(File { path: source.path.clone(), module: module_of(&source.path), named, items, lines });
        }
        let modules = files.iter().enumerate().map(|(number, file)| (file.module.clone(), number)).collect();
        let mut graph = Self { files, modules, edges: Vec::new() };
        let apart = graph.methods_apart(sources);
        graph.edges = (0..graph.files.len()).map(|from| graph.edges_of(from, &apart)).collect();
        graph
    }

    /// Every step from one file to another: the file, the line in it, what is named there, and the file of that.
    pub fn steps(&self) -> impl Iterator<Item = (&str, usize, &str, &str)> {
        let steps = self.edges.iter().enumerate().flat_map(|(from, edges)| edges.iter().map(move |edge| (from, edge)));
        steps.map(|(from, (to, (line, name)))| {
            (self.files[from].path.as_str(), *line, name.as_str(), self.files[*to].path.as_str())
        })
    }

    /// The circles: in each, every file leads to every other.
    pub fn circles(&self) -> Vec<Circle> {
        let reach: Vec<BTreeSet<usize>> = (0..self.files.len()).map(|from| reachable(&self.edges, from)).collect();
        let mut seen = BTreeSet::new();
        let mut circles = Vec::new();
        for start in 0..self.files.len() {
            let circle: BTreeSet<usize> =
                reach[start].iter().copied().filter(|other| reach[*other].contains(&start)).collect();
            if circle.is_empty() || !seen.insert(circle.clone()) {
                continue;
            }
            let files: BTreeSet<String> = circle.iter().map(|file| self.files[*file].path.clone()).collect();
            let inside = self.steps().filter(|(from, _, _, to)| files.contains(*from) && files.contains(*to));
            let steps = inside.map(|(from, line, name, to)| format!("{from}:{line} names {name} of {to}")).collect();
            circles.push(Circle { files, steps });
        }
        circles
    }

    fn edges_of(&self, from: usize, apart: &HashMap<&str, Apart>) -> BTreeMap<usize, Witness> {
        let file = &self.files[from];
        let mut found: BTreeMap<usize, Witness> = BTreeMap::new();
        let mut add = |to: Option<usize>, at: usize, name: &str| {
            if let Some(to) = to.filter(|to| *to != from) {
                found.entry(to).or_insert_with(|| (file.line(at), name.to_owned()));
            }
        };
        for import in file.named.imports.iter().filter(|import| !import.is_public) {
            add(self.resolve(file, &import.path), import.at, &import.name);
        }
        for path in &file.named.paths {
            let first = path.segments[0].as_str();
            let is_type = first.starts_with(|c: char| c.is_uppercase());
            if path.is_member || (path.segments.len() == 1 && !is_type && !path.is_called) {
                continue;
            }
            add(self.resolve(file, &path.segments), path.at, &path.segments.join("::"));
        }
        // A method with such a name may be another library's, unless this file names the type or is its home.
        let known: BTreeSet<usize> = found.keys().copied().chain([from]).collect();
        for path in file.named.paths.iter().filter(|path| path.is_called) {
            let (first, last) = (&path.segments[0], &path.segments[path.segments.len() - 1]);
            let on_self = path.is_member || (path.segments.len() == 2 && first == "Self");
            let apart = apart.get(last.as_str()).filter(|apart| on_self && known.contains(&apart.home));
            if let Some(to) = apart.map(|apart| apart.file).filter(|to| *to != from) {
                found.entry(to).or_insert_with(|| (file.line(path.at), last.clone()));
            }
        }
        found
    }

    /// The methods that lie in another file than their type, where no other function has their name.
    fn methods_apart(&self, sources: &[SourceFile]) -> HashMap<&str, Apart> {
        let mut count: HashMap<String, usize> = HashMap::new();
        for name in sources.iter().flat_map(|source| functions(&source.tested)) {
            *count.entry(name).or_default() += 1;
        }
        let mut found = HashMap::new();
        for (number, file) in self.files.iter().enumerate() {
            for (name, methods) in &file.named.impls {
                let home = self.resolve(file, std::slice::from_ref(name));
                if let Some(home) = home.filter(|home| *home != number) {
                    let alone = methods.iter().filter(|method| count.get(*method) == Some(&1));
                    found.extend(alone.map(|method| (method.as_str(), Apart { file: number, home })));
                }
            }
        }
        found
    }

    /// The file that defines what a path in `file` names.
    fn resolve(&self, file: &File, path: &[String]) -> Option<usize> {
        self.definition(self.absolute(file, path, MOST_STEPS)?)
    }

    /// A path from the root of the crate; `None` when it leads out of the crate or to what the file itself defines.
    fn absolute(&self, file: &File, path: &[String], steps: usize) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let module = file.module.as_slice();
        let child = [module, std::slice::from_ref(first)].concat();
        let is_child = self.modules.contains_key(&child);
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let above = rest.iter().take_while(|segment| *segment == "super").count();
                let length = module.len().checked_sub(above + 1)?;
                Some([&module[..length], &rest[above..]].concat())
            }
            // A child may have the name of what is passed on out of it: `pub use look::look`.
            _ if is_child && !rest.is_empty() => Some([&child, rest].concat()),
            _ if steps == 0 => None,
            name => {
                let import = file.named.imports.iter().find(|import| import.name == name && import.path != path);
                let target = import.map(|import| self.absolute(file, &import.path, steps - 1));
                target.unwrap_or_else(|| is_child.then_some(child)).map(|target| [&target, rest].concat())
            }
        }
    }

    /// The file that defines what an absolute path names; `None` for modules as such and for other crates.
    fn definition(&self, mut path: Vec<String>) -> Option<usize> {
        for _step in 0..MOST_STEPS {
            // The longest beginning that is a module, and what is named in it.
            let length = (1..=path.len()).rev().find(|length| self.modules.contains_key(&path[..*length]))?;
            let (number, inside) = match path.get(length) {
                Some(_) => (self.modules[&path[..length]], length),
                // A module as such, or what its parent passes on under the same name.
                None => (*self.modules.get(&path[..length - 1])?, length - 1),
            };
            let file = &self.files[number];
            let name = &path[inside];
            match file.named.imports.iter().find(|import| import.name == *name) {
                Some(import) if !file.items.contains(name) => {
                    let target = self.absolute(file, &import.path, MOST_STEPS)?;
                    path = [&target, &path[inside + 1..]].concat();
                }
                _ => return (inside == length).then_some(number),
            }
        }
        None
    }
}

impl File {
    fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|line| *line < at) + 1
    }
}

/// Files that lead to each other.
#[derive(Debug)]
pub struct Circle {
    /// Their paths.
    pub files: BTreeSet<String>,
    /// The steps from one to another.
    pub steps: Vec<String>,
}

/// The module that a file is.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    let inside = if inside == "lib" { "" } else { inside.trim_end_matches("/mod") };
    inside.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
}

/// Everything that can be reached from a file in one step or more.
fn reachable(edges: &[BTreeMap<usize, Witness>], from: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut ahead: Vec<usize> = edges[from].keys().copied().collect();
    while let Some(next) = ahead.pop() {
        if found.insert(next) {
            ahead.extend(edges[next].keys());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The circles among the files, each as its paths without `src/` and `.rs`.
    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<SourceFile> =
            files.iter().map(|(path, text)| SourceFile::new(&format!("src/{path}.rs"), text)).collect();
        let short = |path: &String| path.trim_start_matches("src/").trim_end_matches(".rs").to_owned();
        let circles = Graph::new(&sources).circles();
        circles.iter().map(|circle| circle.files.iter().map(short).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn files_that_name_each_other_are_a_circle() {
        let files = [("a/x", "use super::y::Y;\npub struct X;"), ("a/y", "use crate::a::x::X;\npub struct Y;")];
        assert_eq!(circles(&files), ["a/x a/y"]);
        assert_eq!(
            circles(&[files[0], ("a/y", "pub struct Y;\n#[cfg(test)]\nmod tests { use crate::a::x::X; }")]),
            [""; 0]
        );
        let three = [
            ("x", "fn f() { crate::y::g(); }"),
            ("y", "use crate::z;\npub fn g() { z::h() }"),
            ("z", "use crate::x::f;\npub fn h() {}"),
        ];
        assert_eq!(circles(&three), ["x y z"]);
    }

    #[test]
    fn a_module_that_passes_names_on_is_looked_through() {
        let parent = ("a/mod", "mod x;\nmod y;\npub use self::x::X;\npub use y::Y as Z;");
        assert_eq!(circles(&[parent, ("a/x", "pub struct X;"), ("a/y", "use super::X;\npub struct Y;")]), [""; 0]);
        let both =
            [parent, ("a/x", "use super::Z;\npub struct X;"), ("a/y", "use crate::a::{X, self};\npub struct Y;")];
        assert_eq!(circles(&both), ["a/x a/y"]);
        // Modules and what they are named for share a name.
        let look = [
            ("a/mod", "mod look;\npub use look::look;"),
            ("a/look", "use crate::b;\npub fn look() { b::c() }"),
            ("b", "use crate::a::look;\npub fn c() {}"),
        ];
        assert_eq!(circles(&look), ["a/look b"]);
    }

    #[test]
    fn a_module_that_uses_its_child_and_is_used_by_it_is_a_circle() {
        let child = ("a/x", "use super::Format;\npub const X: Format = Format;");
        let registry = ("a/mod", "mod x;\npub struct Format;\npub const ALL: &[Format] = &[x::X];");
        assert_eq!(circles(&[registry, child]), ["a/mod a/x"]);
        let passed_on_and_used = ("a/mod", "mod x;\npub use x::Y;\npub struct Format(Y);");
        assert_eq!(circles(&[passed_on_and_used, child]), ["a/mod a/x"]);
        assert_eq!(circles(&[("a/mod", "mod x;\npub use x::Y;\npub struct Format;"), child]), [""; 0]);
    }

    #[test]
    fn methods_apart_from_their_type_count() {
        let app = ("app/mod", "mod tag;\npub struct App;\nimpl App { pub fn handle(&self) { self.tag_words(); } }");
        let tag = ("app/tag", "use super::App;\nimpl App { pub fn tag_words(&self) {} }");
        assert_eq!(circles(&[app, tag]), ["app/mod app/tag"]);
        // Another library may have a method of that name.
        let other = ("app/mod", "mod tag;\npub struct App;\nimpl App { pub fn handle(&self) { Other::tag_words(); } }");
        assert_eq!(circles(&[other, tag]), [""; 0]);
    }

    #[test]
    fn every_step_of_a_circle_is_told() {
        let sources =
            [SourceFile::new("src/x.rs", "\nuse crate::y::Y;"), SourceFile::new("src/y.rs", "use crate::x::X;")];
        let circles = Graph::new(&sources).circles();
        assert_eq!(circles[0].steps, ["src/x.rs:2 names Y of src/y.rs", "src/y.rs:1 names X of src/x.rs"]);
    }
}
