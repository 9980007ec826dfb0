//! How the window looks to one person: its colours, how text is set, how large the panels are.

use serde::{Deserialize, Serialize};

/// The colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// Light or dark as the desktop says; light where it says nothing.
    #[default]
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on a dark ground.
    Dark,
    /// Black ink on white, with patterns and letters on every mark.
    HighContrast,
}

/// How the text of articles is set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reading {
    /// Size of the letters in points, before zoom.
    pub size: f32,
    /// Width of the column in characters of average width.
    pub width: f32,
    /// Line height as a multiple of the size.
    pub spacing: f32,
}

impl Default for Reading {
    fn default() -> Self {
        Self { size: 17.0, width: 70.0, spacing: 1.6 }
    }
}

impl Reading {
    /// With every value in the range that the window can show.
    pub fn clamped(self) -> Self {
        Self {
            size: self.size.clamp(10.0, 40.0),
            width: self.width.clamp(30.0, 160.0),
            spacing: self.spacing.clamp(1.3, 2.4),
        }
    }
}

/// How large the panels around the text are, in points, where the window has room for that.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelSizes {
    /// Width of the list of articles.
    pub articles: f32,
    /// Width of the panels beside the text.
    pub side: f32,
    /// Height of the drawer below the text.
    pub drawer: f32,
}

impl Default for PanelSizes {
    fn default() -> Self {
        Self { articles: 220.0, side: 290.0, drawer: 220.0 }
    }
}

impl PanelSizes {
    /// With sizes that a panel can have.
    pub(super) fn checked(self) -> Self {
        let usual = Self::default();
        let or = |size: f32, usual: f32| if (50.0..5_000.0).contains(&size) { size } else { usual };
        Self {
            articles: or(self.articles, usual.articles),
            side: or(self.side, usual.side),
            drawer: or(self.drawer, usual.drawer),
        }
    }
}
