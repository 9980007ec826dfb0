//! Writing how far coders agree to a file.

use std::{path::PathBuf, sync::Arc};

use super::words;
use crate::{
    analysis::agreed::{Asked, agreed, listed},
    app::desk::{
        desk::Desk,
        failure::WriteFailure,
        jobs::JobKind,
        prompt::TableFormat,
        step::{Step, free_job},
    },
    export::{
        sheet::as_xlsx,
        table::{as_csv, as_json},
    },
    store,
};

/// Writes every measure of the coders who are compared.
pub(crate) fn export(desk: &Desk, path: PathBuf, format: TableFormat) -> Step {
    let project = desk.session.titled();
    let known = &desk.derived.agreement;
    let known = (known.state() == Some(desk.session.state())).then(|| Arc::clone(known.value()));
    let comparing = desk.selection.comparing.clone();
    let (to, root) = (path.clone(), desk.folders.state.clone());
    let work = move |_progress: &_| {
        let measured = || listed(&agreed(&project, &Asked { coders: Some(comparing.coders(&project)), tags: None }));
        let table = known.map_or_else(measured, |known| known.table.clone());
        let bytes = match format {
            TableFormat::Xlsx => as_xlsx(&table, &project, words::AGREEMENT_SHEET).into_bytes()?,
            TableFormat::Csv => as_csv(&table),
            TableFormat::Json => as_json(&table),
        };
        store::write_file(root.as_deref(), &path, &bytes)?;
        Ok(table.rows.len())
    };
    Step::start(free_job(JobKind::Export, work, move |_desk, written: Result<Result<usize, WriteFailure>, _>| {
        match written? {
            Ok(rows) => Ok(Step::say(words::agreement_written(rows, &to))),
            Err(why) => Err(words::cannot_write(&to, &why.to_string())),
        }
    }))
}
