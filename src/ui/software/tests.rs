//! What the processor draws: every pixel as by the definition of the meshes, and nothing drawn that has not changed.

use egui::{
    Color32, Context, Pos2, RawInput, Rect, RichText, TextureId, TexturesDelta, Ui,
    epaint::{ClippedPrimitive, Mesh, Primitive, Vertex},
    pos2, vec2,
};

use super::{
    canvas::Canvas,
    pieces::Area,
    pixels,
    textures::{Texture, Textures},
};

const SIZE: (usize, usize) = (331, 207);

/// A window with letters, rounded corners, circles, slanted lines and veils, moved by some points.
fn show(ui: &mut Ui, moved: f32) {
    let painter = ui.painter().clone();
    painter.rect_filled(
        Rect::from_min_size(pos2(20.0, 30.0 + moved), vec2(90.0, 40.0)),
        7.0,
        Color32::from_rgb(200, 80, 40),
    );
    painter.circle_filled(pos2(200.3, 60.7 + moved), 21.0, Color32::from_rgba_unmultiplied(20, 90, 200, 120));
    painter.line_segment([pos2(5.0, 190.0), pos2(320.0, 110.0 + moved)], (2.5, Color32::DARK_GREEN));
    painter.rect_filled(Rect::from_min_size(pos2(60.5, 50.2), vec2(150.0, 33.3)), 0.0, Color32::from_black_alpha(60));
    ui.add_space(90.0 + moved);
    ui.label(RichText::new("Who said what, about whom? “Ја”, she said.").size(17.0));
    ui.label(RichText::new("small print").size(9.5).color(Color32::RED));
}

/// The meshes of such a window, and its new pictures.
fn frame(ctx: &Context, scale: f32, moved: f32) -> (Vec<ClippedPrimitive>, TexturesDelta) {
    let size = vec2(SIZE.0 as f32, SIZE.1 as f32) / scale;
    let mut input = RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)), ..RawInput::default() };
    input.viewports.entry(egui::ViewportId::ROOT).or_default().native_pixels_per_point = Some(scale);
    let output = ctx.run_ui(input, |ui| {
        egui::CentralPanel::default().show(ui, |ui| show(ui, moved));
    });
    (ctx.tessellate(output.shapes, output.pixels_per_point), output.textures_delta)
}

/// What each pixel must be, channel by channel from 0 to 255: all triangles that its centre lies in, one over the other.
fn by_definition(frame: &[ClippedPrimitive], scale: f32, textures: &Textures) -> Vec<[f32; 4]> {
    let mut picture = vec![[0.0; 4]; SIZE.0 * SIZE.1];
    for ClippedPrimitive { clip_rect, primitive } in frame {
        let Primitive::Mesh(mesh) = primitive else { panic!("only meshes") };
        let texture = textures.get(mesh.texture_id).unwrap();
        for three in mesh.indices.chunks_exact(3) {
            let corners = [0, 1, 2].map(|corner| mesh.vertices[three[corner] as usize]);
            let bounds = Rect::from_points(&corners.map(|corner| corner.pos * scale)).expand(1.0);
            for (place, pixel) in picture.iter_mut().enumerate() {
                let centre = pos2((place % SIZE.0) as f32 + 0.5, (place / SIZE.0) as f32 + 0.5);
                if !bounds.contains(centre) {
                    continue;
                }
                let point = centre / scale;
                let is_shown = clip_rect.contains(point) && is_inside(corners.map(|corner| corner.pos * scale), centre);
                if let Some(weights) = weights(corners.map(|corner| corner.pos), point).filter(|_| is_shown) {
                    let above = color_at(&corners, weights, texture);
                    let through = 1.0 - above[0] / 255.0;
                    *pixel = std::array::from_fn(|channel| (above[channel] + pixel[channel] * through).min(255.0));
                }
            }
        }
    }
    picture
}

fn color_at(corners: &[Vertex; 3], weights: [f32; 3], texture: &Texture) -> [f32; 4] {
    let mixed = |of: &dyn Fn(&Vertex) -> f32| (0..3).map(|corner| of(&corners[corner]) * weights[corner]).sum::<f32>();
    let x = mixed(&|corner| corner.uv.x) * texture.width as f32;
    let y = mixed(&|corner| corner.uv.y) * texture.height as f32;
    let texel = pixels::channels(texture.sample(x, y));
    std::array::from_fn(|channel| {
        mixed(&|corner| pixels::channels(pixels::pixel(corner.color))[channel]) * texel[channel] / 255.0
    })
}

fn is_inside(corners: [Pos2; 3], at: Pos2) -> bool {
    let edges = [[0, 1], [1, 2], [2, 0]].map(|ends| ends.map(|end: usize| corners[end]));
    let crosses = |[one, other]: [Pos2; 2]| {
        (one.y > at.y) != (other.y > at.y) && at.x >= one.x + (at.y - one.y) * (other.x - one.x) / (other.y - one.y)
    };
    edges.into_iter().filter(|edge| crosses(*edge)).count() == 1
}

fn weights([first, second, third]: [Pos2; 3], at: Pos2) -> Option<[f32; 3]> {
    let cross = |one: egui::Vec2, other: egui::Vec2| one.x * other.y - one.y * other.x;
    let size = cross(second - first, third - first);
    let (to_second, to_third) = (cross(at - first, third - first) / size, cross(second - first, at - first) / size);
    (size != 0.0).then_some([1.0 - to_second - to_third, to_second, to_third])
}

fn picture(canvas: &Canvas) -> Vec<u32> {
    let all = Area { left: 0, top: 0, right: SIZE.0, bottom: SIZE.1 };
    (0..SIZE.1).flat_map(|y| canvas.row(y, all).to_vec()).collect()
}

#[test]
fn every_pixel_is_as_the_meshes_say() {
    for scale in [1.0, 1.25, 2.0] {
        let ctx = Context::default();
        let (meshes, pictures) = frame(&ctx, scale, 0.0);
        let mut textures = Textures::default();
        textures.take(pictures.clone());
        let mut canvas = Canvas::default();
        canvas.take_textures(pictures);
        canvas.draw(SIZE, &meshes, scale);
        let expected = by_definition(&meshes, scale, &textures);
        let differences = picture(&canvas).into_iter().zip(expected).map(|(pixel, expected)| {
            let channels = pixels::channels(pixel);
            (0..4).map(|channel| (channels[channel] - expected[channel]).abs()).fold(0.0, f32::max)
        });
        // Each layer is rounded to whole numbers here, and to none there.
        let (mut most, mut inked) = (0.0f32, 0);
        for (place, difference) in differences.enumerate() {
            assert!(difference < 4.0, "at {scale}: {difference} at {} {}", place % SIZE.0, place / SIZE.0);
            most = most.max(difference);
            inked += usize::from(difference > 0.0);
        }
        assert!(inked > 100, "nothing was drawn");
    }
}

#[test]
fn only_what_has_changed_is_drawn_and_it_is_as_if_all_were() {
    let ctx = Context::default();
    let mut canvas = Canvas::default();
    let mut known = Vec::new();
    for (round, moved) in [0.0, 0.0, 3.0, 3.0, 40.5, 0.0].into_iter().enumerate() {
        let (meshes, pictures) = frame(&ctx, 1.0, moved);
        known.push(pictures.clone());
        canvas.take_textures(pictures);
        let before = picture_or_none(&canvas);
        let changed = canvas.draw(SIZE, &meshes, 1.0);
        let mut anew = Canvas::default();
        known.iter().for_each(|pictures| anew.take_textures(pictures.clone()));
        anew.draw(SIZE, &meshes, 1.0);
        assert_eq!(picture(&canvas), picture(&anew), "round {round}");
        for (place, (before, now)) in before.iter().zip(picture(&canvas)).enumerate() {
            let (x, y) = (place % SIZE.0, place / SIZE.0);
            let is_told = changed.iter().any(|area| area.shared(pixel_at(x, y)) == pixel_at(x, y));
            assert!(*before == now || is_told, "round {round}: {x} {y} changed and nobody was told");
        }
        // The second frame that moves by nothing draws nothing.
        assert_eq!(changed.is_empty(), [1, 3].contains(&round), "round {round}: {changed:?}");
    }
    known.iter_mut().for_each(TexturesDelta::clear);
}

#[test]
fn a_small_change_costs_a_tile_and_not_the_window() {
    let mut canvas = Canvas::default();
    let ctx = Context::default();
    let (mut meshes, pictures) = frame(&ctx, 1.0, 0.0);
    canvas.take_textures(pictures);
    canvas.draw(SIZE, &meshes, 1.0);
    let mut caret = Mesh::with_texture(TextureId::default());
    caret.add_colored_rect(Rect::from_min_size(pos2(130.0, 130.0), vec2(2.0, 20.0)), Color32::BLACK);
    meshes.push(ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(caret) });
    assert_eq!(canvas.draw(SIZE, &meshes, 1.0), [Area { left: 128, top: 128, right: 192, bottom: 192 }]);
    meshes.pop();
    assert_eq!(canvas.draw(SIZE, &meshes, 1.0).len(), 1);
    assert_eq!(canvas.draw((200, 100), &meshes, 1.0), [Area { left: 0, top: 0, right: 200, bottom: 100 }]);
}

fn pixel_at(x: usize, y: usize) -> Area {
    Area { left: x, top: y, right: x + 1, bottom: y + 1 }
}

fn picture_or_none(canvas: &Canvas) -> Vec<u32> {
    let picture = picture(canvas);
    if picture.len() == SIZE.0 * SIZE.1 { picture } else { Vec::new() }
}
