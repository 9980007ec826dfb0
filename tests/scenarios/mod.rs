//! What an analyst does, in the real window without a screen.

mod article_fields;
mod attributing;
mod checklist;
mod choosing;
mod codebook;
mod coders;
mod directions;
mod exchange;
mod files;
mod keyboard;
mod large;
mod layout;
mod ledger;
mod linking;
mod menus;
mod names;
mod panels;
mod past;
mod recovery;
mod remembering;
mod replacing;
mod search;
mod stamping;
mod tagging;
mod typing;
mod walk;
