//! Puts every text of the window in the order in which it is read, when all has been painted: egui shapes words, and does not order
//! those that run to the left. No label, button, list or hint has to see to it; a single word, which is all that `typeset`
//! paints at a time, stays as it is.

mod order;

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
    sync::Arc,
};

use egui::{Galley, LayerId, Plugin, Shape, Ui, layers::ShapeIdx, text::LayoutJob};

use self::order::in_order;
use crate::text::runs_left;

/// Orders what was painted.
#[derive(Default)]
pub(super) struct Ordering {
    hasher: RandomState,
    /// Texts in order by what they were made of, and whether they were painted in the last frame; none for one that stays as it is.
    known: HashMap<u64, (Option<Arc<LayoutJob>>, bool)>,
}

impl Plugin for Ordering {
    fn debug_name(&self) -> &'static str {
        "ordering"
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx();
        let mut painted: HashMap<usize, Arc<Galley>> = HashMap::new();
        let mut layers: Vec<LayerId> = ctx.memory(|memory| memory.layer_ids().collect());
        layers.extend([LayerId::background(), LayerId::debug()]);
        ctx.graphics(|graphics| {
            for list in layers.iter().filter_map(|layer| graphics.get(*layer)) {
                list.all_entries().for_each(|entry| gather(&entry.shape, &mut painted));
            }
        });
        self.known.retain(|_, (_, is_painted)| std::mem::take(is_painted));
        if painted.is_empty() {
            return;
        }
        // With other typefaces its words have other widths.
        let typefaces = ctx.fonts(|fonts| fonts.discovered_fonts().len());
        let mut ordered: HashMap<usize, Arc<Galley>> = HashMap::new();
        for (place, galley) in painted {
            let key = self.hasher.hash_one((&*galley.job, galley.pixels_per_point.to_bits(), typefaces));
            let (job, is_painted) =
                self.known.entry(key).or_insert_with(|| (in_order(ctx, &galley).map(Arc::new), true));
            *is_painted = true;
            if let Some(job) = job {
                ordered.insert(place, ctx.fonts_mut(|fonts| fonts.layout_job(LayoutJob::clone(job))));
            }
        }
        if ordered.is_empty() {
            return;
        }
        ctx.graphics_mut(|graphics| {
            for layer in layers {
                let Some(list) = graphics.get_mut(layer) else { continue };
                let count = list.all_entries().len();
                for index in 0..count {
                    list.mutate_shape(ShapeIdx(index), |entry| replace(&mut entry.shape, &ordered));
                }
            }
        });
    }
}

/// The texts of a shape in which something may run to the left, by where they lie in memory; but for those that draw nothing, as a
/// field that draws its own.
fn gather(shape: &Shape, found: &mut HashMap<usize, Arc<Galley>>) {
    if let Shape::Vec(shapes) = shape {
        shapes.iter().for_each(|shape| gather(shape, found));
    } else if let Shape::Text(text) = shape
        && text.galley.num_vertices > 0
        && text.galley.text().chars().any(runs_left)
    {
        found.insert(Arc::as_ptr(&text.galley).addr(), Arc::clone(&text.galley));
    }
}

fn replace(shape: &mut Shape, ordered: &HashMap<usize, Arc<Galley>>) {
    if let Shape::Vec(shapes) = shape {
        shapes.iter_mut().for_each(|shape| replace(shape, ordered));
    } else if let Shape::Text(text) = shape
        && let Some(galley) = ordered.get(&Arc::as_ptr(&text.galley).addr())
    {
        text.galley = Arc::clone(galley);
    }
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput, Rect, RichText, TextFormat, pos2, vec2};

    use super::*;

    /// The rows of what was painted, each with its glyphs from left to right, and where the row ends; after the typefaces
    /// have been taken up.
    fn painted(mut show: impl FnMut(&mut Ui)) -> Vec<(String, f32)> {
        let ctx = Context::default();
        crate::ui::fonts::install(&ctx);
        ctx.add_plugin(Ordering::default());
        let mut rows = Vec::new();
        for _ in 0..3 {
            let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 300.0)));
            let mut output = ctx.run_ui(RawInput { screen_rect, ..RawInput::default() }, &mut show);
            output.textures_delta.clear();
            let mut galleys = HashMap::new();
            output.shapes.iter().for_each(|clipped| gather(&clipped.shape, &mut galleys));
            let of_row = |row: &egui::epaint::text::PlacedRow| {
                let glyphs = row.glyphs.iter().filter(|glyph| glyph.advance_width > 0.0);
                (glyphs.map(|glyph| glyph.chr).collect::<String>().trim().to_owned(), row.rect().max.x)
            };
            rows = galleys.values().flat_map(|galley| galley.rows.iter().map(of_row)).collect();
        }
        rows
    }

    fn first(show: impl FnMut(&mut Ui)) -> String {
        painted(show)[0].0.clone()
    }

    #[test]
    fn whatever_egui_paints_is_in_order() {
        const TEXT: &str = "שרה (16) CNN";
        assert_eq!(first(|ui| drop(ui.label(TEXT))), "CNN (16) הרש");
        assert_eq!(first(|ui| drop(ui.label(RichText::new(TEXT).strong()))), "CNN (16) הרש");
        assert_eq!(first(|ui| drop(ui.button(TEXT))), "CNN (16) הרש");
        assert_eq!(first(|ui| drop(ui.selectable_label(true, TEXT))), "CNN (16) הרש");
        assert_eq!(first(|ui| drop(ui.checkbox(&mut true, TEXT))), "CNN (16) הרש");
        assert_eq!(
            first(|ui| drop(egui::ComboBox::from_id_salt("a").selected_text(TEXT).show_ui(ui, |_| ()))),
            "CNN (16) הרש"
        );
        let tooltip = |ui: &mut Ui| {
            let layer = LayerId::new(egui::Order::Tooltip, egui::Id::unique("tip"));
            egui::Tooltip::always_open(ui.ctx().clone(), layer, egui::Id::unique("tip"), pos2(50.0, 50.0))
                .show(|ui| drop(ui.label(TEXT)));
        };
        assert_eq!(first(tooltip), "CNN (16) הרש");
        let text = |ui: &mut Ui| {
            let font = egui::FontId::proportional(13.0);
            let ink = ui.visuals().text_color();
            ui.painter().text(pos2(9.0, 9.0), egui::Align2::LEFT_TOP, TEXT, font, ink);
        };
        assert_eq!(first(text), "CNN (16) הרש");
    }

    #[test]
    fn rows_that_run_left_end_together() {
        let rows = painted(|ui| {
            ui.set_max_width(90.0);
            ui.label("שלום עולם טוב שלום עולם\nשלום");
        });
        assert!(rows.len() > 2, "{rows:?}");
        assert!(rows[0].0.ends_with("םולש"), "{rows:?}");
        let (least, most) = rows.iter().fold((f32::MAX, 0.0_f32), |(a, b), row| (a.min(row.1), b.max(row.1)));
        assert!(most - least < 1.0, "{rows:?}");
        assert_eq!(rows.last().unwrap().0, "םולש");
    }

    #[test]
    fn a_line_without_room_loses_its_end() {
        let cut = first(|ui| {
            ui.set_max_width(60.0);
            ui.add(egui::Label::new("שלום עולם שלום עולם שלום").truncate());
        });
        assert!(cut.starts_with('…') && cut.ends_with("םולש"), "{cut}");
    }

    #[test]
    fn what_is_in_order_stays_and_what_is_gone_is_forgotten() {
        let ctx = Context::default();
        crate::ui::fonts::install(&ctx);
        ctx.add_plugin(Ordering::default());
        let mut texts = vec!["שרה (16) CNN", "CNN"];
        for _ in 0..4 {
            ctx.run_ui(RawInput::default(), |ui| texts.iter().for_each(|text| drop(ui.label(*text))))
                .textures_delta
                .clear();
        }
        let known = |ctx: &Context| ctx.with_plugin(|ordering: &mut Ordering| ordering.known.len());
        assert_eq!(known(&ctx), Some(1));
        let lay = |job| ctx.fonts_mut(|fonts| fonts.layout_job(job));
        let galley = lay(LayoutJob::single_section(texts[0].to_owned(), TextFormat::default()));
        let ordered = in_order(&ctx, &galley).unwrap();
        assert!(in_order(&ctx, &lay(ordered)).is_none());
        texts.clear();
        for _ in 0..2 {
            ctx.run_ui(RawInput::default(), |ui| texts.iter().for_each(|text| drop(ui.label(*text))))
                .textures_delta
                .clear();
        }
        assert_eq!(known(&ctx), Some(0));
    }
}
