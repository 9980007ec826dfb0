//! Arithmetic on pixels: four bytes `0xAARRGGBB` in one number, colours multiplied by their opacity.
//!
//! Two channels are calculated at a time, each in sixteen bits of its own, which none of the steps leaves; they are written
//! as wrapping, since a check in between would keep the compiler from taking several pixels at once.

use egui::Color32;

/// A pixel with nothing in it.
pub(super) const CLEAR: u32 = 0;

const ODD: u32 = 0x00FF_00FF;

/// A colour of egui as a pixel.
pub(super) fn pixel(color: Color32) -> u32 {
    u32::from_be_bytes([color.a(), color.r(), color.g(), color.b()])
}

/// Whether nothing shows through.
pub(super) fn is_opaque(pixel: u32) -> bool {
    alpha(pixel) == 255
}

fn alpha(pixel: u32) -> u32 {
    pixel >> 24
}

/// Both channels times a share of 255, rounded.
fn times(two: u32, share: u32) -> u32 {
    let product = two.wrapping_mul(share).wrapping_add(0x0080_0080);
    (product.wrapping_add((product >> 8) & ODD) >> 8) & ODD
}

/// Both channels added up, each at most 255.
fn plus(two: u32, other: u32) -> u32 {
    let sum = two.wrapping_add(other);
    let beyond = sum & 0x0100_0100;
    (sum | beyond.wrapping_sub(beyond >> 8)) & ODD
}

/// What is seen of `below` with `above` laid over it.
pub(super) fn over(above: u32, below: u32) -> u32 {
    let through = 255 ^ alpha(above);
    let even = plus((above >> 8) & ODD, times((below >> 8) & ODD, through));
    let odd = plus(above & ODD, times(below & ODD, through));
    (even << 8) | odd
}

/// A colour seen through a texel: every channel times the same channel.
pub(super) fn tinted(color: u32, texel: u32) -> u32 {
    let grey = texel & 0xFF;
    if texel == grey.wrapping_mul(0x0101_0101) {
        return (times((color >> 8) & ODD, grey) << 8) | times(color & ODD, grey);
    }
    let (color, texel) = (color.to_be_bytes(), texel.to_be_bytes());
    let mut tinted = [0; 4];
    for ((to, color), texel) in tinted.iter_mut().zip(color).zip(texel) {
        *to = times(u32::from(color), u32::from(texel)) as u8;
    }
    u32::from_be_bytes(tinted)
}

/// The channels as numbers from 0 to 255, for values between pixels.
pub(super) fn channels(pixel: u32) -> [f32; 4] {
    pixel.to_be_bytes().map(f32::from)
}

/// The pixel nearest to these channels.
pub(super) fn from_channels(channels: [f32; 4]) -> u32 {
    u32::from_be_bytes(channels.map(|channel| (channel + 0.5) as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `over` and `tinted` must come to, channel by channel and in exact numbers.
    fn exactly(of: impl Fn([f64; 2]) -> f64, two: [u32; 2]) -> u32 {
        let [first, second] = two.map(|pixel| pixel.to_be_bytes().map(f64::from));
        let mut bytes = [0; 4];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = of([first[place], second[place]]).round().min(255.0) as u8;
        }
        u32::from_be_bytes(bytes)
    }

    #[test]
    fn colours_come_out_as_in_exact_numbers() {
        let samples = [0, 0xFF00_0000, 0xFFFF_FFFF, 0x8040_2010, 0x7F7F_7F7F, 0x0101_0001, 0xFE10_FE03, 0x33FF_0080];
        for above in samples {
            for below in samples {
                let through = 1.0 - f64::from(above >> 24) / 255.0;
                let expected = exactly(|[above, below]| above + (below * through).round(), [above, below]);
                assert_eq!(over(above, below), expected, "{above:08x} over {below:08x}");
                let expected = exactly(|[color, texel]| color * texel / 255.0, [above, below]);
                assert_eq!(tinted(above, below), expected, "{above:08x} through {below:08x}");
            }
            assert_eq!(from_channels(channels(above)), above);
        }
        assert_eq!(over(0xFF12_3456, 0xFFAB_CDEF), 0xFF12_3456);
        assert_eq!(over(CLEAR, 0xFFAB_CDEF), 0xFFAB_CDEF);
        // A colour that only adds light takes no channel beyond its end.
        assert_eq!(over(0x00FF_8001, 0xFF80_8080), 0xFFFF_FF81);
        assert_eq!(pixel(Color32::from_rgb(1, 2, 3)), 0xFF01_0203);
    }
}
