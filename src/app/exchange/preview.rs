//! A look at an article before it is added: the encoding is changed and the cut is widened or narrowed, and the text
//! follows at once.

use std::{path::PathBuf, sync::Arc};

use encoding_rs::Encoding;

use crate::app::{App, Finished, Notice, Prompt, crash::guarded, importing::near, reading};
use crate::import::{self, Look};

/// An article that is being looked at. Cheap to clone.
#[derive(Clone, Debug)]
pub struct LookPlan {
    looked: Arc<Looked>,
}

#[derive(Debug)]
struct Looked {
    name: String,
    bytes: Arc<[u8]>,
    chosen: Option<&'static Encoding>,
    look: Result<Look, String>,
}

/// Plans are compared many times a second, and never change once made.
impl PartialEq for LookPlan {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.looked, &other.looked)
    }
}

/// What is done with an article that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum LookAction {
    /// Reads it in this encoding; finds it out when `None`.
    Encoding(Option<&'static Encoding>),
    /// Adds it, with the paragraphs that are chosen.
    Accept(Vec<bool>),
}

impl LookPlan {
    /// The file's name.
    pub fn name(&self) -> &str {
        &self.looked.name
    }

    /// The encoding that was chosen; none while it is found out.
    pub fn chosen(&self) -> Option<&'static Encoding> {
        self.looked.chosen
    }

    /// The article, or why there is none.
    pub fn look(&self) -> Result<&Look, &str> {
        self.looked.look.as_ref().map_err(String::as_str)
    }

    fn new(name: String, bytes: Arc<[u8]>, chosen: Option<&'static Encoding>) -> Self {
        let look = guarded(|| import::look(&name, &bytes, chosen));
        let look = look.ok_or_else(|| "it is so damaged that reading it broke off".to_owned());
        let look = look.and_then(|look| look.map_err(|error| error.to_string()));
        Self { looked: Arc::new(Looked { name, bytes, chosen, look }) }
    }
}

impl App {
    pub(in crate::app) fn look_at_article(&mut self, path: PathBuf) {
        self.jobs.start("reading the article", move |_progress| {
            let name = reading::name_of(&path);
            let read = reading::bytes_of(&path).map(|bytes| LookPlan::new(name.clone(), bytes.into(), None));
            Finished::Looked(read.map_err(|error| format!("{name} cannot be read: {error}.")))
        });
    }

    pub(in crate::app) fn take_look(&mut self, read: Result<LookPlan, String>) {
        match read {
            Ok(plan) => self.prompt = Some(Prompt::Look(plan)),
            Err(error) => self.tell(Notice::problem(error)),
        }
    }

    pub(in crate::app) fn look_action(&mut self, action: LookAction) {
        let Some(Prompt::Look(plan)) = self.prompt.clone() else { return };
        match action {
            LookAction::Encoding(chosen) => {
                let (name, bytes) = (plan.name().to_owned(), Arc::clone(&plan.looked.bytes));
                self.jobs.start("reading the article", move |_progress| {
                    Finished::Looked(Ok(LookPlan::new(name, bytes, chosen)))
                });
            }
            LookAction::Accept(chosen) => {
                let Ok(look) = plan.look() else { return };
                self.prompt = None;
                let taken = vec![look.take(&chosen)];
                let near = near(self.session.project(), &taken);
                self.add_articles(taken, &near);
            }
        }
    }
}
