//! Sayso: a desktop application for media analysts, who mark in news articles who said what, about where.
//!
//! # The parts
//!
//! ```text
//!   main ─► ui ──── reads View { session, selection, settings, jobs } ──┐
//!           │                                                           │
//!           └── pushes Action ──► app ──► session ──► edit ──► model ──► text
//!    cli ───────────────────────► app
//!                                  ├──► store · import · export   (bytes ↔ model)
//!                                  └──► suggest · analysis        (model in, proposals and tables out)
//! ```
//!
//! `A ──► B`: A may name B; nothing points up or left (a test holds it). Only `ui` and `main` name egui. Only `app`,
//! `store`, `cli` and `main` touch the file system or threads. Only `app::dialogs` names the system's file dialogs.
//!
//! | module | what it is for |
//! |---|---|
//! | [`text`] | frozen text: typed offsets and their conversions, words and sentences, search, the index of ranges |
//! | [`model`] | what a project is: plain types, one a file; `check` says what does not hold |
//! | [`edit`] | every change as data: [`edit::Edit`], one function that applies it and returns its inverse, history |
//! | [`store`] | the project file: records, reading, writing, the save that loses nothing |
//! | [`suggest`] | proposals for people to accept: cues, speakers, places of a claim, names that may be one, what to look at again |
//! | [`analysis`] | what follows from the marks: through whom a claim came, the ledger, search |
//! | [`import`], [`export`] | one file a format and one line in `ALL` |
//! | [`app`] | the open project, what is chosen, commands, actions, jobs, dialogs, settings |
//! | [`cli`] | one file a sub-command |
//! | [`ui`] | one frame of the window: its frame with the docks, panels, prompts, the article view, theme |
//!
//! # One frame
//!
//! `Window::logic` takes in finished jobs, reads keys, and hands each [`app::Action`] to [`app::App::handle`], the only
//! place that carries actions out. `Window::show` draws from one borrowed [`app::View`] and pushes actions. A panel owns
//! how it looks and what is being typed into it, never a copy of the truth.
//!
//! # A change, from the mouse to the file
//!
//! A drag in `ui::article_view::interact` pushes [`app::Action::Mark`]; `app::tagging` makes a labelled
//! [`edit::Transaction`] of it, with ids, time and coder in the edits; [`app::Session::make`], the one caller of edits,
//! applies it, keeps the inverse and writes both to the [`store::journal`]; Ctrl+S clones the project (articles are shared, so that costs nothing) and a job
//! writes it with [`store::save`].
//!
//! # Words
//!
//! - **Article**: one frozen text with its facts. **Span**: one or more pieces of it, carrying one **tag**.
//! - **Codebook**: the tags, link kinds, fields and rules of a project.
//! - **Link**: a typed connection from a span to a span, an entity, *unnamed* or *nobody*.
//! - **Entity**: a person, organisation, place …; spans that mention it point to it.
//! - **Claim, speaker, cue, addressee, location**: the built-in codebook of attribution.
//! - **Coder**: who made a mark.
//!
//! # Where a new thing goes
//!
//! | new … | file | and |
//! |---|---|---|
//! | command | a row in `app/command/table.rs` | what it does, in `App::command`; menus, palette, sheet and guards follow |
//! | edit | a variant of [`edit::Edit`] and its arm in `edit::apply` | the laws of `tests/laws` |
//! | analysis | `analysis/<name>.rs` | one line in [`analysis::ALL`]; panels, exports and `sayso stats` share its table |
//! | import or export format | `import/<format>.rs`, `export/<format>.rs` | one line in `ALL` |
//! | panel | `ui/panels/<name>.rs` | a line in `app/command/panel.rs`; settings, command, menu and tab follow |
//! | prompt | `ui/prompts/<name>.rs` | a variant of [`app::Prompt`] and its line in `ui/prompts/mod.rs` |
//! | sub-command | `cli/<verb>.rs` | a variant in `cli::Sub` |
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
pub mod model;
pub mod store;
pub mod suggest;
pub mod text;
pub mod ui;
