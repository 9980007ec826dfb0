//! The window: one frame reads a borrowed view of the application and pushes actions. The only part of the library
//! that names egui.

pub mod alike;
mod article_view;
mod codebooks;
mod exchange;
mod fonts;
mod icons;
mod looking;
mod menu;
mod notices;
mod palette;
pub mod panels;
mod pasting;
mod prompts;
mod pulse;
mod replacing;
mod sheets;
mod shortcuts;
mod side;
mod status;
pub mod theme;
mod widgets;
mod window;

pub use window::{Window, run};
