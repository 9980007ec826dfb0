//! Sayso: a desktop application for media analysts, who mark in news articles who said what, about where.
//!
//! # The parts
//!
//! ```text
//!   main ─► ui ─── reads View, pushes Action ──► app ──► edit ──► model ──► text
//!      └──► cli ───────────────────────────────► app
//!                                                 ├──► store · import · export   (bytes ↔ model)
//!                                                 └──► suggest · analysis        (model in, suggestions and tables out)
//! ```
//!
//! `A ──► B`: A may name B and what lies beyond it; nothing points back (`tests/house_rules/arrows.rs` has the table).
//! Only `ui` and `main` name egui. Only `app`, `store`, `cli` and `main` touch the file system or threads. Only
//! `src/app/desk/dialogs.rs` names the system's file dialogs.
//!
//! | module | what it is for |
//! |---|---|
//! | `packed` | lists of words, codebooks, the sample and licences that come with the program; below `text` |
//! | [`text`] | frozen text: typed offsets and their conversions, words and sentences, search, the index of ranges |
//! | [`model`] | what a project is: plain types, one per file; `check` finds what is inconsistent |
//! | [`edit`] | every change as data: [`edit::Edit`], one function that applies it and returns its inverse, history |
//! | [`store`] | the project file: records, reading, writing, the journal, the save that loses nothing |
//! | [`suggest`] | suggestions for people to accept: cues, speakers, links of a claim, possible duplicates, the checklist |
//! | [`analysis`] | what follows from the marks, each answer as one [`analysis::Table`]: counts, the ledger; chains, search |
//! | [`import`] | `articles` reads texts, `annotations` reads marks of other programs, `join` adds those to a project |
//! | [`merge`] | copies of a project brought together, record by record; what they disagree on as conflicts in the file |
//! | [`export`] | a project as bytes, and what the format doesn't support; one file per format |
//! | [`app`] | the application without its window, in eight rooms: the desk, the tables of commands and panels, the features |
//! | [`cli`] | the command line: one file per sub-command |
//! | [`ui`] | the window: `article_view`, `panels`, `prompts`, and the `frame` around them |
//!
//! # One frame
//!
//! `Window::logic` takes in finished jobs, reads keys, and hands each [`app::Action`] to [`app::App::handle`].
//! `Window::show` draws from one borrowed [`app::View`] and collects the actions of this frame. A panel owns how it
//! looks and what is being typed into it, never a copy of the project.
//!
//! # A step, a job
//!
//! A feature is a function: it reads the desk (`src/app/desk/desk.rs`, all that is open) and returns a `Step`
//! (`src/app/desk/step.rs`), or a notice that says why there is none. `App::take` in `src/app/mod.rs` carries steps out;
//! only `App` changes the desk.
//!
//! Long work is a job, started by a step. It runs on a thread with its own snapshot, and ends with a completion: a
//! function that reads the desk as it is by then and returns the next step. [`app::Jobs`] runs them.
//!
//! # A change, from the mouse to the file
//!
//! 1. `src/ui/article_view/interact.rs`: a drag selects words and opens the list of tags (`menu.rs`). Choosing a tag pushes
//!    [`app::Action::Mark`].
//! 2. `src/ui/window.rs` hands it to [`app::App::handle`]. `src/app/route.rs` leads to the room that answers it, here
//!    `src/app/marks/mod.rs`, and that to the function, in `src/app/marks/mark.rs`.
//! 3. The function returns a step with a labelled [`edit::Transaction`]; ids, time and coder are in its edits.
//! 4. `App::take` passes it to [`app::Session::make`], for only the session changes the open project: it applies the
//!    edits, keeps the inverse for undo, and writes both to the [`store::journal`].
//! 5. Ctrl+S is a command, which `src/app/route.rs` answers with `src/app/project/saving.rs`. A job writes a clone of the
//!    project with [`store::save()`]; articles are shared, so cloning is cheap.
//!
//! # An import, from a folder to the project
//!
//! 1. *Article › Add folder…* asks for the folder (`src/app/desk/paths.rs`). `src/app/route.rs` passes the path on to
//!    `src/app/exchange/import_plan.rs`, which starts a job.
//! 2. The job walks the folder (`src/app/exchange/read.rs`) and gives each file to its format. `src/import/articles` reads
//!    articles. `src/import/annotations` reads marks as [`import::annotations::Found`]: not yet placed in a text.
//! 3. `src/import/join` adds what was found to a copy of the project: it detects how offsets are counted, matches tags
//!    and people, places marks, and sets aside those whose text doesn't match.
//! 4. The outcome is an [`app::ImportPlan`], which `src/ui/prompts/import.rs` shows. Articles without marks are added at once.
//! 5. Accepting the plan makes one step of [`edit::difference()`] between project and copy, and goes on like any change.
//!
//! # Words
//!
//! - **Article**: one frozen text with its facts. **Span**: one or more pieces of it, carrying one **tag**.
//! - **Codebook**: the tags, link kinds, fields and rules of a project.
//! - **Link**: a typed connection from a span to a span, an entity, *unnamed* or *nobody*.
//! - **Entity**: a person, organisation, place …; spans that mention it point to it.
//! - **Claim, speaker, cue, addressee, location**: the built-in codebook of attribution.
//! - **Coder**: who made a mark. **Consensus**: the coder whose marks are what was agreed on; nobody's own marks are changed
//!   by comparing. **Layer**: whose marks are shown, counted and exported ([`model::Layer`]).
//! - **Blind**: what others marked is hidden until one is done. `Desk::project` is what the person at work may see;
//!   `Desk::whole` is for what must not leave anything out: saving, merging, new versions.
//!
//! # Where a new thing goes
//!
//! | new … | file | and |
//! |---|---|---|
//! | command | a row in `src/app/command/table.rs` | its line in `src/app/route.rs`; menus, palette, keys and help follow |
//! | action | a variant of its room's enum, as [`app::MarkAction`] | its arm in the room's `act` |
//! | edit | a variant of [`edit::Edit`] | its arm in `src/edit/apply/mod.rs`, its record in `src/store/edit_record.rs`, the laws of `tests/laws` |
//! | analysis | `src/analysis/<name>.rs` | a line in [`analysis::ALL`], and what holds for it in `tests/laws/analyses.rs` |
//! | format of articles | `src/import/articles/<format>.rs` | a line in [`import::ALL`] |
//! | format of annotations | `src/import/annotations/<format>.rs` | a line in [`import::annotations::ALL`] |
//! | export format | `src/export/<format>.rs` | a line in [`export::ALL`] |
//! | panel | `src/ui/panels/<name>.rs` | a line in `src/app/command/panel.rs`; tab, menu, command and settings follow |
//! | prompt | `src/ui/prompts/<name>.rs` | a variant of [`app::Prompt`] and its line in `src/ui/prompts/mod.rs` |
//! | sub-command | `src/cli/<verb>.rs` | a variant in `src/cli/arguments.rs` and its arm in `src/cli/mod.rs` |
//!
//! # Rules
//!
//! Text is frozen at import; marks are byte ranges in memory and code points in the file; offsets are converted in
//! [`text`] only. Nothing panics on bad input. Every change can be undone. Raw colours live in `ui::theme` alone.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod edit;
pub mod export;
pub mod import;
pub mod merge;
pub mod model;
mod packed;
pub mod store;
pub mod suggest;
pub mod text;
pub mod ui;
