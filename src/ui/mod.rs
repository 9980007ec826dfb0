//! The window: one frame reads a borrowed view of the application and pushes actions. The only part of the library
//! that names egui.

mod article_view;
mod fonts;
mod frame;
mod icons;
pub mod panels;
mod prompts;
mod regions;
pub mod theme;
mod typing;
mod widgets;
mod window;

pub use window::{Window, run};
