//! The window: one frame reads a borrowed view of the application and pushes actions. The only part of the library
//! that names egui.
//!
//! | part | what it is |
//! |---|---|
//! | `window` | one frame from start to end: events in, actions out to the application |
//! | `regions` | where everything stands, from the edges inwards |
//! | `article_view` | the text with its marks, mouse and keyboard on it |
//! | `panels` | the panels around the text |
//! | `prompts` | questions and forms over the window |
//! | `frame` | menus, palette, docks, status line, messages, shortcuts |
//! | `widgets`, `icons`, `theme`, `fonts` | what all of them are made of |
//! | `typeset` | sets text in lines, for the article and for fields, and finds points and ranges in it |
//! | `ordering` | puts every text that was painted in the order in which it is read |
//! | `units` | cuts text into what is shaped as one and orders it, for the article and for every label |
//! | `tag_counts` | how many marks carry each tag, for the lists of tags |
//! | `room` | keeps panels at the size that the person gave them |
//! | `software` | draws the window where no graphics card does |
//! | `placement` | makes the window fit the screen when it opens |
//! | `typing` | lets a field take what was typed before a command saves or leaves the project |
//! | `returning` | gives the keyboard back to a field after a prompt or a menu |

mod article_view;
mod fonts;
mod frame;
mod icons;
mod ordering;
pub mod panels;
mod placement;
mod prompts;
mod regions;
mod returning;
mod room;
mod software;
mod tag_counts;
pub mod theme;
mod typeset;
mod typing;
mod units;
mod widgets;
mod window;

pub use window::{Window, run};
