//! Every colour, size and distance of the window, in one place: tokens of the light, the dark and the high-contrast theme,
//! and egui's own widgets styled with them. The only module that makes colours.

use std::sync::{Arc, LazyLock};

use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Id, Margin, Shadow, Stroke, Style, TextStyle, Theme,
    ThemePreference, Ui, Vec2, Visuals,
    style::{ScrollStyle, Selection, TextCursorStyle, WidgetVisuals},
};
use serde::Deserialize;

use super::fonts::{self, READING};
use crate::{app::ThemeChoice, model::Colour};

/// The step of the grid that distances are multiples of, in points.
pub const STEP: f32 = 8.0;
/// Size of text in the interface, in points.
pub const TEXT_SIZE: f32 = 13.0;
/// Size of small text in the interface, in points.
pub const SMALL_SIZE: f32 = 11.5;
/// Height of a row in lists and menus, in points.
pub const ROW_HEIGHT: f32 = 28.0;
/// Corner radius of small things (rows, badges, buttons), in points.
pub const ROUND: u8 = 4;
/// Corner radius of floating things (menus, dialogs), in points.
pub const ROUND_LARGE: u8 = 8;
/// Thickness of the line under a mark, in points.
pub const MARK_LINE: f32 = 2.0;
/// Smallest contrast of text to its background (WCAG 2.1, success criterion 1.4.3).
pub const READABLE: f32 = 4.5;

/// The colours of one theme.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Background of the article.
    pub paper: Color32,
    /// Background of the panels.
    pub panel: Color32,
    /// Background of floating things and fields: menus, dialogs, inputs.
    pub raised: Color32,
    /// Hairlines.
    pub line: Color32,
    /// Background of buttons and rows under the pointer.
    pub control: Color32,
    /// Text.
    pub ink: Color32,
    /// Secondary text.
    pub soft_ink: Color32,
    /// What can be clicked, what has the keyboard.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Background of selected text.
    pub selection: Color32,
    /// Background of a chosen row.
    pub chosen: Color32,
    /// Background of search matches.
    pub found: Color32,
    /// Errors, and destructive actions.
    pub problem: Color32,
    /// Shadow under floating things.
    pub shadow: Color32,
    /// Whether tags are told apart without colour, whatever the person has set.
    pub without_colour: bool,
    /// How much of a tag's colour is in the fill of its marks (0 to 1).
    fill_strength: f32,
    palette: Vec<Color32>,
}

/// The colours of a theme as its file writes them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenFile {
    paper: String,
    panel: String,
    raised: String,
    line: String,
    control: String,
    ink: String,
    soft_ink: String,
    accent: String,
    on_accent: String,
    selection: String,
    chosen: String,
    found: String,
    problem: String,
    shadow: String,
    shadow_strength: u8,
    #[serde(default)]
    without_colour: bool,
    fill_strength: f32,
    palette: Vec<String>,
}

static LIGHT: LazyLock<Arc<Tokens>> =
    LazyLock::new(|| Arc::new(Tokens::read(include_str!("../../assets/theme/light.ron"))));
static DARK: LazyLock<Arc<Tokens>> =
    LazyLock::new(|| Arc::new(Tokens::read(include_str!("../../assets/theme/dark.ron"))));
static CONTRAST: LazyLock<Arc<Tokens>> =
    LazyLock::new(|| Arc::new(Tokens::read(include_str!("../../assets/theme/contrast.ron"))));

impl Tokens {
    /// The tokens in use: those of the theme that the person chose, or of the desktop's.
    fn of(choice: ThemeChoice, of_desktop: Theme) -> Arc<Self> {
        Arc::clone(match (choice, of_desktop) {
            (ThemeChoice::HighContrast, _) => &CONTRAST,
            (ThemeChoice::Light, _) | (ThemeChoice::System, Theme::Light) => &LIGHT,
            (ThemeChoice::Dark, _) | (ThemeChoice::System, Theme::Dark) => &DARK,
        })
    }

    #[expect(clippy::expect_used, reason = "the theme files are part of the program; a test reads them all")]
    fn read(text: &str) -> Self {
        let file: TokenFile = ron::from_str(text).expect("BUG: a theme file cannot be read");
        let colour = |hex: &str| Color32::from_hex(hex).unwrap_or(Color32::PLACEHOLDER);
        let shadow = colour(&file.shadow);
        Self {
            paper: colour(&file.paper),
            panel: colour(&file.panel),
            raised: colour(&file.raised),
            line: colour(&file.line),
            control: colour(&file.control),
            ink: colour(&file.ink),
            soft_ink: colour(&file.soft_ink),
            accent: colour(&file.accent),
            on_accent: colour(&file.on_accent),
            selection: colour(&file.selection),
            chosen: colour(&file.chosen),
            found: colour(&file.found),
            problem: colour(&file.problem),
            shadow: Color32::from_rgba_unmultiplied(shadow.r(), shadow.g(), shadow.b(), file.shadow_strength),
            without_colour: file.without_colour,
            fill_strength: file.fill_strength,
            palette: file.palette.iter().map(|hex| colour(hex)).collect(),
        }
    }

    /// A tag's colour in this theme, strong enough to be read as text on paper and panel.
    pub fn tag(&self, colour: Colour) -> Color32 {
        match colour {
            Colour::Slot(slot) => {
                let place = usize::from(slot) % self.palette.len().max(1);
                self.palette.get(place).copied().unwrap_or(self.ink)
            }
            Colour::Rgb(r, g, b) => self.readable(Color32::from_rgb(r, g, b)),
        }
    }

    /// The outline of fields, checkboxes and buttons.
    pub fn outline(&self) -> Color32 {
        mix(self.panel, self.soft_ink, 0.72)
    }

    /// The background of a mark in this colour.
    pub fn fill(&self, colour: Color32) -> Color32 {
        mix(self.paper, colour, self.fill_strength)
    }

    /// Dashes and gaps, in points, of the line under marks of this colour: it distinguishes tags without colour. Empty
    /// for a solid line.
    pub fn dashes(colour: Colour) -> &'static [f32] {
        const PATTERNS: [&[f32]; 5] = [&[], &[7.0, 3.0], &[2.0, 2.0], &[9.0, 2.5, 2.0, 2.5], &[4.0, 2.0]];
        let place = match colour {
            Colour::Slot(slot) => usize::from(slot),
            Colour::Rgb(r, g, b) => usize::from(r) + usize::from(g) + usize::from(b),
        };
        PATTERNS.get(place % PATTERNS.len()).copied().unwrap_or_default()
    }

    /// How many places the palette has.
    pub fn palette_len(&self) -> u8 {
        u8::try_from(self.palette.len()).unwrap_or(u8::MAX)
    }

    /// Moves a colour towards the ink until it is readable on paper and panel.
    fn readable(&self, colour: Color32) -> Color32 {
        (0u8..=20)
            .map(|step| mix(colour, self.ink, f32::from(step) / 20.0))
            .find(|c| contrast(*c, self.paper) >= READABLE && contrast(*c, self.panel) >= READABLE)
            .unwrap_or(self.ink)
    }
}

/// Gives every `Ui` the tokens of its theme.
pub trait UiTokens {
    /// The tokens of the theme in use.
    fn tokens(&self) -> Arc<Tokens>;
}

impl UiTokens for Ui {
    fn tokens(&self) -> Arc<Tokens> {
        let choice = self.ctx().data(|data| data.get_temp(chosen_id())).unwrap_or_default();
        Tokens::of(choice, self.ctx().theme())
    }
}

/// Where a context remembers which theme the person chose.
fn chosen_id() -> Id {
    Id::unique("theme choice")
}

/// Puts the themes on a context; called once. Where the desktop states no theme, it is the light one.
pub fn install(ctx: &Context) {
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    choose(ctx, ThemeChoice::default());
}

/// Puts the theme that the person chose on a context, if it is another one.
pub fn follow(ctx: &Context, choice: ThemeChoice) {
    if ctx.data(|data| data.get_temp(chosen_id())) != Some(choice) {
        choose(ctx, choice);
    }
}

fn choose(ctx: &Context, choice: ThemeChoice) {
    ctx.data_mut(|data| data.insert_temp(chosen_id(), choice));
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style(theme, &Tokens::of(choice, theme)));
    }
    ctx.set_theme(match choice {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light | ThemeChoice::HighContrast => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    });
}

/// The semibold typeface of the interface.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("interface-bold".into()))
}

/// The typeface of articles in a language; without one, of those whose language is not known.
pub fn reading(size: f32, language: &str) -> FontId {
    FontId::new(size, fonts::reading(READING, language))
}

fn style(theme: Theme, tokens: &Tokens) -> Style {
    let mut style = theme.default_style();
    let sans = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, sans(SMALL_SIZE)),
        (TextStyle::Body, sans(TEXT_SIZE)),
        (TextStyle::Button, sans(TEXT_SIZE)),
        (TextStyle::Heading, bold(16.0)),
        (TextStyle::Monospace, FontId::new(TEXT_SIZE, FontFamily::Monospace)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::splat(STEP);
    spacing.button_padding = Vec2::new(10.0, 4.0);
    spacing.interact_size = Vec2::new(32.0, ROW_HEIGHT);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(6);
    spacing.tooltip_width = 320.0;
    spacing.scroll = ScrollStyle { bar_width: 8.0, ..ScrollStyle::floating() };
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style.animation_time = 0.0;
    dress(&mut style.visuals, theme, tokens);
    style
}

/// Puts the colours and outlines of a theme on egui's own widgets.
fn dress(visuals: &mut Visuals, theme: Theme, tokens: &Tokens) {
    visuals.dark_mode = theme == Theme::Dark;
    visuals.override_text_color = Some(tokens.ink);
    visuals.weak_text_color = Some(tokens.soft_ink);
    visuals.hyperlink_color = tokens.accent;
    visuals.faint_bg_color = tokens.panel;
    visuals.extreme_bg_color = tokens.raised;
    visuals.text_edit_bg_color = Some(tokens.raised);
    visuals.error_fg_color = tokens.problem;
    visuals.warn_fg_color = tokens.problem;
    visuals.window_fill = tokens.raised;
    visuals.panel_fill = tokens.panel;
    visuals.window_stroke = Stroke::new(1.0, tokens.line);
    visuals.window_corner_radius = CornerRadius::same(ROUND_LARGE);
    visuals.menu_corner_radius = CornerRadius::same(ROUND_LARGE);
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 28, spread: 0, color: tokens.shadow };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: tokens.shadow };
    visuals.selection = Selection { bg_fill: tokens.selection, stroke: Stroke::new(1.0, tokens.ink) };
    visuals.text_cursor = TextCursorStyle { stroke: Stroke::new(1.5, tokens.accent), ..visuals.text_cursor };
    visuals.disabled_alpha = 0.45;
    let widget = |fill: Color32, line: Color32, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: CornerRadius::same(ROUND),
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    let widgets = &mut visuals.widgets;
    widgets.noninteractive = widget(tokens.panel, tokens.line, tokens.ink);
    // Outlines of boxes and fields stand out from what is behind them (a contrast of 3:1, tested).
    widgets.inactive = widget(tokens.raised, tokens.outline(), tokens.ink);
    widgets.hovered = widget(tokens.control, tokens.outline(), tokens.ink);
    widgets.active = widget(tokens.selection, tokens.accent, tokens.ink);
    widgets.open = widget(tokens.raised, tokens.outline(), tokens.ink);
}

/// A mixture: `share` of `second` (0 to 1), the rest `first`; in gamma space, which suits tints.
fn mix(first: Color32, second: Color32, share: f32) -> Color32 {
    first.lerp_to_gamma(second, share)
}

/// The contrast of two colours, 1 to 21 (WCAG 2.1, "contrast ratio").
fn contrast(one: Color32, other: Color32) -> f32 {
    let luminance = |colour: Color32| {
        let linear = egui::Rgba::from(colour);
        0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [ThemeChoice; 3] = [ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast];

    #[test]
    fn text_can_be_read_on_every_ground() {
        for theme in THEMES {
            let tokens = Tokens::of(theme, Theme::Dark);
            for ink in [tokens.ink, tokens.soft_ink, tokens.accent, tokens.problem] {
                for ground in [tokens.paper, tokens.panel, tokens.raised] {
                    assert!(
                        contrast(ink, ground) >= READABLE,
                        "{theme:?}: {ink:?} on {ground:?}: {}",
                        contrast(ink, ground)
                    );
                }
            }
            for ground in [tokens.chosen, tokens.selection, tokens.found, tokens.control] {
                assert!(contrast(tokens.ink, ground) >= READABLE, "{theme:?}: ink on {ground:?}");
            }
            for ground in [tokens.panel, tokens.raised, tokens.paper] {
                let found = contrast(tokens.outline(), ground);
                assert!(found >= 3.0, "{theme:?}: outlines on {ground:?}: {found}");
            }
            assert!(contrast(tokens.on_accent, tokens.accent) >= READABLE, "{theme:?}: on accent");
        }
    }

    #[test]
    fn tag_colours_and_the_words_on_their_fill_can_be_read() {
        for theme in THEMES {
            let tokens = Tokens::of(theme, Theme::Dark);
            let slots = (0..tokens.palette_len()).map(Colour::Slot);
            for colour in slots.chain([Colour::Rgb(255, 255, 0), Colour::Rgb(0, 0, 0), Colour::Rgb(250, 250, 250)]) {
                let ink = tokens.tag(colour);
                for ground in [tokens.paper, tokens.panel] {
                    assert!(
                        contrast(ink, ground) >= READABLE,
                        "{theme:?}: {colour:?} on {ground:?}: {}",
                        contrast(ink, ground)
                    );
                }
                assert!(contrast(tokens.ink, tokens.fill(ink)) >= READABLE, "{theme:?}: ink on the fill of {colour:?}");
            }
        }
    }

    /// WCAG 2.1, success criterion 1.4.6.
    #[test]
    fn the_high_contrast_theme_keeps_its_promise() {
        let tokens = Tokens::of(ThemeChoice::HighContrast, Theme::Dark);
        assert!(tokens.without_colour && !Tokens::of(ThemeChoice::Light, Theme::Dark).without_colour);
        let tags = (0..tokens.palette_len()).map(|slot| tokens.tag(Colour::Slot(slot)));
        for ink in tags.chain([tokens.ink, tokens.soft_ink, tokens.accent, tokens.problem]) {
            for ground in [tokens.paper, tokens.panel, tokens.raised] {
                assert!(contrast(ink, ground) >= 7.0, "{ink:?} on {ground:?}: {}", contrast(ink, ground));
            }
        }
        assert!(contrast(tokens.line, tokens.panel) >= 3.0);
    }

    #[test]
    fn the_window_is_light_where_the_desktop_states_no_theme() {
        let ctx = Context::default();
        install(&ctx);
        let mut seen = Vec::new();
        for (choice, of_desktop) in [
            (ThemeChoice::System, None),
            (ThemeChoice::System, Some(Theme::Dark)),
            (ThemeChoice::System, Some(Theme::Light)),
            (ThemeChoice::Dark, None),
            (ThemeChoice::HighContrast, Some(Theme::Dark)),
            (ThemeChoice::Light, Some(Theme::Dark)),
        ] {
            follow(&ctx, choice);
            let input = egui::RawInput { system_theme: of_desktop, ..egui::RawInput::default() };
            ctx.run_ui(input, |ui| seen.push((ui.tokens().paper, ui.visuals().window_fill))).textures_delta.clear();
        }
        let of = |choice| {
            let tokens = Tokens::of(choice, Theme::Dark);
            (tokens.paper, tokens.raised)
        };
        let [light, dark, contrast] = THEMES.map(of);
        assert_eq!(seen, [light, dark, light, dark, contrast, light]);
    }

    /// The five tags of the built-in codebook stay apart for the common colour blindnesses (Viénot, Brettel and
    /// Mollon 1999, dichromat matrices in linear light): no two closer than 6 in CIE76 ΔE, and each has its letter.
    #[test]
    fn the_first_colours_stay_apart_for_dichromats() {
        let protan = [[0.11238, 0.88762, 0.0], [0.11238, 0.88762, -0.0], [0.00401, -0.00401, 1.0]];
        let deutan = [[0.29275, 0.70725, 0.0], [0.29275, 0.70725, -0.0], [-0.02234, 0.02234, 1.0]];
        for theme in THEMES {
            let tokens = Tokens::of(theme, Theme::Dark);
            for matrix in [protan, deutan] {
                let seen: Vec<[f32; 3]> = (0..5).map(|slot| lab(tokens.tag(Colour::Slot(slot)), matrix)).collect();
                for (place, one) in seen.iter().enumerate() {
                    for other in seen.iter().skip(place + 1) {
                        let distance = one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt();
                        assert!(distance > 6.0, "{theme:?} {matrix:?}: {place} {distance}");
                    }
                }
            }
        }
    }

    fn lab(colour: Color32, matrix: [[f32; 3]; 3]) -> [f32; 3] {
        let c = egui::Rgba::from(colour);
        let rgb = matrix.map(|row| (row[0] * c.r() + row[1] * c.g() + row[2] * c.b()).clamp(0.0, 1.0));
        let xyz = [
            (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505,
            0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2],
            (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089,
        ];
        let f = xyz.map(|t: f32| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 });
        [116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])]
    }
}
