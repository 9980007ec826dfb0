//! What it costs to say that marks of different coders are meant to be the same.

/// A mark to align. Places may lie between characters where they were drawn by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub start: f64,
    pub end: f64,
    /// The number of its label.
    pub label: usize,
}

/// The weights of a dissimilarity. All are 1 unless said otherwise; some publications give position the weight 3.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Costs {
    /// Alpha: the weight of where marks lie.
    pub position: f64,
    /// Beta: the weight of different labels.
    pub label: f64,
    /// Delta: what a mark without a counterpart costs; the others are multiples of it.
    pub unmatched: f64,
}

impl Default for Costs {
    fn default() -> Self {
        Self { position: 1.0, label: 1.0, unmatched: 1.0 }
    }
}

impl Costs {
    /// How unlike two stretches lie: ((difference of starts + difference of ends) / (sum of lengths))² · delta (Mathet,
    /// Widlöcher and Métivier 2015, equation 3). Two stretches of no length are alike only at the same place.
    pub fn positional(&self, one: (f64, f64), other: (f64, f64)) -> f64 {
        let apart = (one.0 - other.0).abs() + (one.1 - other.1).abs();
        let lengths = (one.1 - one.0) + (other.1 - other.0);
        if apart == 0.0 { 0.0 } else { (apart / lengths).powi(2) * self.unmatched }
    }

    /// How unlike two marks are: alpha · positional + beta · delta if their labels differ (the same, equation 5).
    pub(super) fn pair(&self, one: &Place, other: &Place) -> f64 {
        let label = if one.label == other.label { 0.0 } else { self.label * self.unmatched };
        self.position * self.positional((one.start, one.end), (other.start, other.end)) + label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_distances() {
        let costs = Costs::default();
        assert_eq!(costs.positional((1.0, 5.0), (2.0, 6.0)), 0.0625);
        assert_eq!(costs.positional((1.0, 5.0), (7.0, 11.0)), 2.25);
        assert_eq!(costs.positional((7.0, 11.0), (1.0, 5.0)), 2.25);
        assert_eq!(costs.positional((3.0, 3.0), (3.0, 3.0)), 0.0);
        let [one, other] = [0, 1].map(|label| Place { start: 1.0, end: 5.0, label });
        assert_eq!((costs.pair(&one, &one), costs.pair(&one, &other)), (0.0, 1.0));
    }
}
