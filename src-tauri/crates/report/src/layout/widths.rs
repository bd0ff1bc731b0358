//! How wide the columns of a table are.

use crate::document::Width;

/// What is known of a column before it has a width, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    pub(super) width: Width,
    /// As wide as its widest unbroken line.
    pub(super) natural: f32,
    /// As wide as its widest unbreakable piece.
    pub(super) least: f32,
}

/// No column takes more than this share of a table because of one long word.
const WORD_SHARE: f32 = 0.4;

/// Shares `room` (gaps not included) out among columns. The widths add up to at most `room`.
pub(super) fn share_out(wishes: &[Wish], room: f32) -> Vec<f32> {
    let mut widths: Vec<f32> = wishes
        .iter()
        .map(|wish| match wish.width {
            Width::Points(points) => points,
            Width::Fit => wish.natural.min(room / 2.0),
            Width::Share(_) => 0.0,
        })
        .collect();
    let shared = |wish: &Wish| matches!(wish.width, Width::Share(_));
    let taken: f32 = widths.iter().sum();
    let least = if wishes.iter().any(shared) {
        room * 0.25
    } else {
        0.0
    };
    if taken > room - least {
        let scale = (room - least) / taken;
        for width in &mut widths {
            *width *= scale;
        }
    }
    let mut left = room - widths.iter().sum::<f32>();
    let mut open: Vec<(usize, f32, f32)> = wishes
        .iter()
        .enumerate()
        .filter_map(|(index, wish)| match wish.width {
            Width::Share(weight) => Some((index, weight, wish.least.min(room * WORD_SHARE))),
            _ => None,
        })
        .collect();
    // A column whose share would break a word takes what the word needs, and the others share the rest.
    loop {
        let weights: f32 = open.iter().map(|&(_, weight, _)| weight).sum();
        let needy = open.iter().position(|&(_, weight, word)| {
            open.len() > 1 && word > left * weight / weights && word < left
        });
        let Some(at) = needy else {
            for (index, weight, _) in open {
                widths[index] = left * weight / weights;
            }
            return widths;
        };
        let (index, _, word) = open.remove(at);
        widths[index] = word;
        left -= word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(width: Width, natural: f32, least: f32) -> Wish {
        Wish {
            width,
            natural,
            least,
        }
    }

    #[test]
    fn shares_split_what_fixed_and_fitting_columns_leave() {
        let wishes = [
            wish(Width::Points(50.0), 0.0, 0.0),
            wish(Width::Fit, 30.0, 30.0),
            wish(Width::Share(1.0), 0.0, 0.0),
            wish(Width::Share(3.0), 0.0, 0.0),
        ];
        assert_eq!(share_out(&wishes, 280.0), [50.0, 30.0, 50.0, 150.0]);
    }

    #[test]
    fn a_long_word_widens_its_column_before_it_is_broken() {
        let wishes = [
            wish(Width::Share(1.0), 0.0, 80.0),
            wish(Width::Share(9.0), 0.0, 10.0),
        ];
        assert_eq!(share_out(&wishes, 300.0), [80.0, 220.0]);
    }

    #[test]
    fn too_much_is_scaled_down() {
        let wishes = [
            wish(Width::Points(300.0), 0.0, 0.0),
            wish(Width::Points(100.0), 0.0, 0.0),
        ];
        assert_eq!(share_out(&wishes, 200.0), [150.0, 50.0]);
    }
}
