//! Whole codebooks: those that come with the program, and files of colleagues; added to the project's or put in its
//! place, each as one step. And the rules.

use std::path::PathBuf;

use crate::app::{App, Finished, Notice, PathPurpose, Prompt};
use crate::{
    edit::{Edit, Transaction, difference},
    model::{Codebook, LinkKindId, Rule, TagId},
    store::{self, Disk, RealDisk, Template},
};

impl App {
    /// Shows the codebooks that come with the program, and the rules.
    pub(in crate::app) fn show_codebooks(&mut self) {
        self.prompt = Some(Prompt::Codebooks(store::templates().into()));
    }

    pub(in crate::app) fn join_codebook(&mut self, template: &Template) {
        let joined = self.session.project().codebook.joined(&template.codebook);
        self.take_codebook(joined, format!("Add the codebook “{}”", template.title));
    }

    pub(in crate::app) fn replace_codebook(&mut self, template: &Template) {
        let project = self.session.project();
        let linked = |kind: &LinkKindId| {
            project.articles.values().any(|article| article.links.iter().any(|link| link.kind == *kind))
        };
        let kept_aside = |tag: &TagId| {
            project.articles.values().flat_map(|article| article.quarantined.values()).any(|kept| kept.span.tag == *tag)
        };
        let in_use = |tag: &TagId| project.count(tag) > 0 || kept_aside(tag);
        let new = project.codebook.replaced(&template.codebook, in_use, linked);
        self.take_codebook(new, format!("Use the codebook “{}”", template.title));
    }

    /// Gives the project another codebook; says what that changed.
    fn take_codebook(&mut self, new: Codebook, label: String) {
        let project = self.session.project();
        let own = &project.codebook;
        let same = (&own.tags, &own.link_kinds, &own.rules) == (&new.tags, &new.link_kinds, &new.rules);
        if same {
            self.tell(Notice::note("The project has all of that already."));
            return;
        }
        let added = new.tags.iter().filter(|tag| own.tag(&tag.id).is_none()).count();
        let gone = own.tags.iter().filter(|tag| new.tag(&tag.id).is_none()).count();
        let mut target = project.clone();
        target.codebook = new;
        let edits = difference(project, &target);
        if self.make(Transaction::new(label, edits)) {
            let gone = if gone == 0 { String::new() } else { format!(", {gone} without marks gone") };
            self.tell(Notice::fine(format!("{added} tags new{gone}; undo takes that back.")));
        }
    }

    pub(in crate::app) fn set_needs(&mut self, tag: TagId, link: LinkKindId, on: bool) {
        let rule = Rule::Needs { tag, link };
        let mut rules = self.session.project().codebook.rules.clone();
        rules.retain(|own| *own != rule);
        if on {
            rules.push(rule);
        }
        self.set_rules(rules);
    }

    pub(in crate::app) fn set_nesting(&mut self, depth: Option<u32>) {
        let mut rules = self.session.project().codebook.rules.clone();
        rules.retain(|rule| !matches!(rule, Rule::NestingDepth(_)));
        rules.extend(depth.map(Rule::NestingDepth));
        self.set_rules(rules);
    }

    fn set_rules(&mut self, rules: Vec<Rule>) {
        let edits = self.codebook_edits(Edit::SetRules(rules));
        self.make(Transaction::new("Change the rules", edits));
    }

    /// Reads a codebook from a file, or that of another project.
    pub(in crate::app) fn import_codebook(&mut self, path: PathBuf) {
        self.jobs.start("reading the codebook", move |_progress| {
            let read = RealDisk.read(&path).map_err(|error| format!("{error}."));
            let read = read.and_then(|bytes| store::read_codebook(&bytes).map_err(|error| error.to_string()));
            Finished::CodebookRead(path, read.map(Box::new))
        });
    }

    pub(in crate::app) fn codebook_read(&mut self, path: &std::path::Path, read: Result<Box<Template>, String>) {
        match read {
            Ok(mut template) => {
                if template.title.is_empty() {
                    template.title = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                }
                self.prompt = Some(Prompt::Codebooks([*template].into()));
            }
            Err(error) => {
                self.tell(Notice::problem(format!("{} cannot be read as a codebook: {error}", path.display())));
            }
        }
    }

    pub(in crate::app) fn export_codebook(&mut self, path: PathBuf) {
        let (title, codebook) = (self.session.project().title.clone(), self.session.project().codebook.clone());
        self.jobs.start("exporting", move |_progress| {
            let bytes = store::write_codebook(&title, &codebook);
            let told = format!("{} tags written to {}", codebook.tags.len(), path.display());
            let written = store::write_file(&path, &bytes).map(|()| told).map_err(|error| error.to_string());
            Finished::Exported(path, written)
        });
    }

    /// Asks for the file of a codebook, to be read or written.
    pub(in crate::app) fn ask_codebook_file(&mut self, purpose: PathPurpose) {
        self.prompt = None;
        self.ask_path(purpose);
    }
}
