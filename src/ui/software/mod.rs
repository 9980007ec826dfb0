//! The window drawn by the processor, where there is no graphics card.
//!
//! In virtual machines and on remote desktops OpenGL runs on the processor too, and draws every pixel of the window for
//! every frame. This renderer draws only what has changed, and most of that by copying:
//!
//! | part | what it does |
//! |---|---|
//! | `screen` | the window: events in, frames out |
//! | `canvas` | the picture in tiles; draws those that have changed |
//! | `pieces` | splits a frame's triangles into rectangles, letters and what is left |
//! | `triangle` | draws what is left: slanted and faded edges |
//! | `textures`, `pixels` | the pictures that are drawn from, and the arithmetic |

mod canvas;
mod pieces;
mod pixels;
mod screen;
#[cfg(test)]
mod tests;
mod textures;
mod triangle;

pub(super) use screen::{Content, run};
