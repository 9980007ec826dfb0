//! Whose marks a command shows: those of all coders, of one, or what was agreed on; and of a project whose coders work blind,
//! only what the person at this computer may see.

use std::path::Path;

use clap::Args;

use super::{failure::Failure, words};
use crate::{
    app::{Folders, Settings},
    model::{CoderId, Layer, Project},
    store::{self, Loaded},
};

/// Whose marks are meant.
#[derive(Debug, Args)]
pub(super) struct Whose {
    /// Show the marks of one coder, by name, or what was agreed on: “consensus”. All coders if omitted.
    #[arg(long, value_name = "NAME|consensus")]
    layer: Option<String>,
    /// Show all marks of a project whose coders work blind.
    #[arg(long)]
    all_layers: bool,
}

impl Whose {
    /// Opens a project with the marks that are meant alone.
    pub(super) fn open(&self, path: &Path) -> Result<Loaded, Failure> {
        let mut loaded = store::open(path).map_err(|why| Failure::Open { path: path.to_owned(), why })?;
        if !self.all_layers
            && let Some(seen) = seen(path, &loaded.project)
        {
            loaded.project = seen;
        }
        let layer = self.layer(&loaded.project)?;
        loaded.project = loaded.project.in_layer(layer);
        Ok(loaded)
    }

    fn layer(&self, project: &Project) -> Result<Layer, Failure> {
        let Some(name) = &self.layer else { return Ok(Layer::All) };
        if name.eq_ignore_ascii_case(words::CONSENSUS) {
            return Ok(Layer::CONSENSUS);
        }
        let coder = project.people().into_iter().find(|coder| coder.name == *name).map(|coder| coder.id);
        let coder: CoderId = coder.ok_or_else(|| Failure::UnknownCoder {
            name: name.clone(),
            known: project.people().into_iter().map(|coder| coder.name.clone()).collect(),
        })?;
        Ok(Layer::Coder(coder))
    }
}

/// What the person at this computer may see of a project, where that is not all; says so.
pub(super) fn seen(path: &Path, project: &Project) -> Option<Project> {
    if !project.team.is_blind {
        return None;
    }
    // Whoever has never opened the window is nobody of the project.
    let own = Settings::load(Folders::of_system().settings.as_ref()).coder_id();
    let seen = project.as_seen_by(own)?;
    eprintln!("{}", words::some_hidden(path));
    Some(seen)
}
