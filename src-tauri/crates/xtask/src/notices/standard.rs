//! The standard licence texts, for packages that name a licence and carry no text.

use crate::licence::Expression;

/// Licence names and texts, the one to choose first standing first.
const TEXTS: [(&str, &str); 4] = [
    ("Apache-2.0", include_str!("../../../../../LICENSE")),
    ("MIT", include_str!("../../texts/MIT.txt")),
    ("BSD-3-Clause", include_str!("../../texts/BSD-3-Clause.txt")),
    ("MPL-2.0", include_str!("../../texts/MPL-2.0.txt")),
];

/// Returns the standard texts under which something with this licence expression can be used: one
/// where one is enough, else all that are known; `None` when those are not enough.
pub fn texts_for(expression: &Expression) -> Option<Vec<String>> {
    for (licence, text) in TEXTS {
        if expression.allowed_by(&[licence.to_owned()]) {
            return Some(vec![text.to_owned()]);
        }
    }
    let Expression::All(parts) = expression else {
        return None;
    };
    let each: Option<Vec<_>> = parts.iter().map(texts_for).collect();
    each.map(|texts| texts.concat())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn a_choice_takes_one_text_and_a_sum_takes_all() {
        let texts = |text| texts_for(&Expression::read(text).unwrap());
        assert_eq!(
            texts("Zlib OR Apache-2.0 OR MIT").unwrap().len(),
            1,
            "one is enough"
        );
        assert_eq!(
            texts("MIT AND (ISC OR MPL-2.0)").unwrap().len(),
            2,
            "both bind"
        );
        assert!(
            texts("ISC").is_none(),
            "a text that is not here is not invented"
        );
    }
}
