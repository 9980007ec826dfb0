//! What an analyst does, in the real window without a screen.

mod codebook;
mod files;
mod keyboard;
mod linking;
mod past;
mod recovery;
mod tagging;
