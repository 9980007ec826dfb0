//! Whose marks a command shows: those of all coders, of one, or what was agreed on; and of a project whose coders work blind,
//! only what the person at this computer may see.

use std::path::Path;

use clap::Args;

use super::{failure::Failure, merge::open, words};
use crate::{
    app::{Folders, Settings},
    model::{CoderId, Layer, Project},
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
    pub(super) fn open(&self, path: &Path) -> Result<Project, Failure> {
        let project = shown(path, self.all_layers)?;
        let layer = self.layer(&project)?;
        Ok(project.in_layer(layer))
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

/// Opens a project as the person at this computer may see it, and says if that is not all; with `all_layers`, all of it.
pub(super) fn shown(path: &Path, all_layers: bool) -> Result<Project, Failure> {
    let project = open(path)?.project;
    if all_layers || !project.team.is_blind {
        return Ok(project);
    }
    // Whoever has never opened the window is nobody of the project.
    let own = Settings::load(Folders::of_system().settings.as_ref()).coder_id();
    let Some(seen) = project.as_seen_by(own) else { return Ok(project) };
    eprintln!("{}", words::some_hidden(path));
    Ok(seen)
}
