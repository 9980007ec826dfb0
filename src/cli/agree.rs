//! `sayso agree`: how far coders agree, as a table or as a paragraph for a paper.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{exit::FINE, failure::Failure, output::put, whose::shown, words};
use crate::{
    analysis::agreed::{Asked, agreed, compared_coders, listed, methods},
    export::{
        sheet::as_xlsx,
        table::{as_csv, as_json},
    },
    model::{CoderId, Project, TagId},
    store::shared::named_after,
};

/// What is compared, and how it is written.
#[derive(Debug, Args)]
pub(super) struct Agree {
    /// Project whose coders are compared.
    project: PathBuf,
    /// Coders to compare; all if omitted.
    #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
    coders: Vec<String>,
    /// Tag to compare; all if omitted. Can be given several times.
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Format to write; by the ending of the output if omitted, else csv.
    #[arg(long, conflicts_with = "methods")]
    format: Option<As>,
    /// File to write; standard output if omitted, or “-”.
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Compare all marks of a project whose coders work blind.
    #[arg(long)]
    all_layers: bool,
    /// Print a paragraph for the methods section of a paper instead.
    #[arg(long)]
    methods: bool,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum As {
    /// Comma-separated values.
    Csv,
    /// A list of objects.
    Json,
    /// A workbook.
    Xlsx,
}

/// Writes the table or the paragraph; returns the exit code.
pub(super) fn run(agree: &Agree) -> Result<u8, Failure> {
    let project = shown(&agree.project, agree.all_layers)?.in_file(named_after(&agree.project));
    let asked = Asked { coders: coders(&project, &agree.coders)?, tags: tags(&project, &agree.tag)? };
    if !project.codebook.article_fields.is_empty() {
        eprintln!("{}", words::ARTICLE_FIELDS_LEFT_OUT);
    }
    let agreed = agreed(&project, &asked);
    let output = agree.output.as_deref();
    if agree.methods {
        put(format!("{}\n", methods(&agreed)).as_bytes(), output)?;
        return Ok(FINE);
    }
    let table = listed(&agreed);
    let bytes = match agree.format.or_else(|| of_ending(output?)).unwrap_or(As::Csv) {
        As::Csv => as_csv(&table),
        As::Json => as_json(&table),
        As::Xlsx => as_xlsx(&table, &project, words::AGREEMENT_SHEET).into_bytes()?,
    };
    put(&bytes, output)?;
    Ok(FINE)
}

/// The format that the ending of a file stands for.
fn of_ending(path: &Path) -> Option<As> {
    As::from_str(path.extension()?.to_str()?, true).ok()
}

/// The coders of these names; none where none is named.
fn coders(project: &Project, names: &[String]) -> Result<Option<Vec<CoderId>>, Failure> {
    let all = compared_coders(project);
    let named = |name: &String| -> Result<CoderId, Failure> {
        let is_name = |coder: &&CoderId| project.coder_name(**coder) == name.trim() || coder.to_string() == name.trim();
        all.iter().find(is_name).copied().ok_or_else(|| Failure::UnknownCoder {
            name: name.trim().to_owned(),
            known: all.iter().map(|coder| project.coder_name(*coder)).collect(),
        })
    };
    let chosen = names.iter().map(named).collect::<Result<Vec<CoderId>, Failure>>()?;
    Ok(Some(chosen).filter(|chosen| !chosen.is_empty()))
}

/// The tags of these names; none where none is named.
fn tags(project: &Project, names: &[String]) -> Result<Option<Vec<TagId>>, Failure> {
    let all = &project.codebook.tags;
    let named = |name: &String| -> Result<TagId, Failure> {
        let (name, lower) = (name.trim(), name.trim().to_lowercase());
        let exact = all.iter().find(|tag| tag.name == name || tag.id.as_str() == name);
        let tag = exact.or_else(|| all.iter().find(|tag| tag.name.to_lowercase() == lower));
        tag.map(|tag| tag.id.clone()).ok_or_else(|| Failure::UnknownTag {
            name: name.to_owned(),
            known: all.iter().map(|tag| tag.name.clone()).collect(),
        })
    };
    let chosen = names.iter().map(named).collect::<Result<Vec<TagId>, Failure>>()?;
    Ok(Some(chosen).filter(|chosen| !chosen.is_empty()))
}
