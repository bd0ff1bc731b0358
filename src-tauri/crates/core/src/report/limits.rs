//! Cutting a board page down to limits.

use super::{Board, BoardLimits, BoardPage, CopyMarks, Head, LeftOff, Matter};

impl Board {
    /// Returns the copy within limits; `elsewhere` says where the rest stands, for instance
    /// `in the executive copy`.
    #[must_use]
    pub fn within(&self, limits: &BoardLimits, elsewhere: &str) -> Self {
        Self {
            title: cut(&self.title, limits.narrower().max(70)),
            head: self.head.within(limits),
            page: self.page.within(limits, elsewhere),
        }
    }
}

impl BoardLimits {
    /// Characters of a text that stands above both columns.
    fn narrower(&self) -> usize {
        self.characters.min(self.side_characters)
    }
}

impl Head {
    /// Returns the head with no text longer than the limits allow, or than 160 characters where they are not
    /// the last.
    #[must_use]
    pub fn within(&self, limits: &BoardLimits) -> Self {
        // What privilege rests on is kept whole where that can be.
        self.shortened(match limits.narrower() {
            0..20 => 12,
            20..110 => 160,
            _ => 400,
        })
    }

    /// Returns the head with no text longer than so many characters.
    #[must_use]
    pub fn shortened(&self, most: usize) -> Self {
        let text = |text: &String| cut(text, most);
        let given = |text: &Option<String>| text.as_ref().map(|text| cut(text, most));
        Self {
            matter: Matter {
                organization: text(&self.matter.organization),
                unit: text(&self.matter.unit),
                matter: text(&self.matter.matter),
                asked_by: text(&self.matter.asked_by),
                directed_by: text(&self.matter.directed_by),
                purpose: text(&self.matter.purpose),
                readers: text(&self.matter.readers),
            },
            marks: CopyMarks {
                legend: given(&self.marks.legend),
                recipient: given(&self.marks.recipient),
                number: given(&self.marks.number),
            },
            amends: given(&self.amends),
            ..self.clone()
        }
    }
}

impl BoardPage {
    /// Returns the page within limits. The dates that are kept are put in the order of the calendar.
    #[must_use]
    pub fn within(&self, limits: &BoardLimits, elsewhere: &str) -> Self {
        let mut page = self.clone();
        let left = |count: usize| (count > 0).then(|| format!("{count} more {elsewhere}"));
        page.left_off = LeftOff {
            binds: left(drop(&mut page.binds, limits.binds)),
            offers: left(drop(&mut page.offers, limits.offers)),
            asked: left(drop(&mut page.asked, limits.asked)),
            actions: left(drop(&mut page.actions, limits.actions)),
            themes: left(drop(&mut page.themes, limits.themes)),
            dates: left(drop(&mut page.dates, limits.dates)),
        };
        page.dates.sort_by_key(|date| date.day);
        page.cut_main(limits.characters, elsewhere);
        page.cut_side(limits.side_characters);
        page
    }

    /// What binds, decisions, actions and themes.
    fn cut_main(&mut self, characters: usize, elsewhere: &str) {
        let text = |text: &mut String| *text = cut(text, characters);
        let given = |given: &mut Option<String>| {
            if let Some(words) = given {
                *words = cut(words, characters);
            }
        };
        // The sentence on what the text does is ours, and names the text alone.
        self.position = cut(&self.position, characters.max(240));
        for bound in &mut self.binds {
            text(&mut bound.instrument);
            text(&mut bound.addressee);
        }
        for decision in &mut self.asked {
            text(&mut decision.title);
            text(&mut decision.question);
            if let Some(words) = &mut decision.recommendation {
                *words = or_where(words, characters, || format!("set out {elsewhere}"));
            }
            let options = decision.options.len();
            let all: usize = decision.options.iter().map(|one| one.chars().count()).sum();
            if all > characters {
                let named = cut(
                    &format!("{options} options, set out {elsewhere}"),
                    characters,
                );
                decision.options = vec![named];
            }
        }
        for action in &mut self.actions {
            let item = &action.item;
            action.what = or_where(&action.what, characters, || {
                format!("{item}: set out {elsewhere}")
            });
            given(&mut action.owner);
            text(&mut action.short_due);
        }
        for theme in &mut self.themes {
            text(&mut theme.label);
        }
    }

    /// Offers, dates and what moved.
    fn cut_side(&mut self, characters: usize) {
        let text = |text: &mut String| *text = cut(text, characters);
        for offer in &mut self.offers {
            text(&mut offer.title);
            text(&mut offer.stands);
        }
        for date in &mut self.dates {
            text(&mut date.what);
            text(&mut date.whom_short);
        }
        if let Some(moved) = &mut self.moved {
            text(&mut moved.heading);
            if characters < 20 {
                // The narrowest page says from where to where, and leaves the causes to the longer copies.
                moved.rows.retain(|row| row.total);
            }
            for row in &mut moved.rows {
                text(&mut row.label);
                text(&mut row.short);
            }
        }
    }
}

/// Cuts a list to its first entries. Returns how many it lost.
fn drop<T>(list: &mut Vec<T>, most: usize) -> usize {
    let lost = list.len().saturating_sub(most);
    list.truncate(most);
    lost
}

/// A text in one line; where that is longer than the limit, the words that say where it stands.
pub(super) fn or_where(text: &str, characters: usize, instead: impl FnOnce() -> String) -> String {
    let line = in_one_line(text);
    match line.chars().count() <= characters {
        true => line,
        false => cut(&instead(), characters),
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in one line, of no more than so many characters: cut after a word where one ends in the last
/// third, with an ellipsis in place of the rest.
pub(super) fn cut(text: &str, characters: usize) -> String {
    let line = in_one_line(text);
    if line.chars().count() <= characters {
        return line;
    }
    let kept: String = line.chars().take(characters.saturating_sub(1)).collect();
    let whole = match kept.rfind(' ') {
        Some(at) if at * 3 >= kept.len() * 2 => kept.get(..at).unwrap_or(&kept),
        _ => &kept,
    };
    format!("{}…", whole.trim_end_matches([' ', ',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::{cut, or_where};

    #[test]
    fn a_long_text_ends_after_a_word() {
        assert_eq!(
            cut("Record who may release, and why", 25),
            "Record who may release…"
        );
        assert_eq!(cut("Record", 25), "Record", "a short one stays as it is");
        assert_eq!(cut("a\nb", 25), "a b", "in one line");
        assert_eq!(
            cut("xxxxxxxxxxxxxxxxxxxx", 6),
            "xxxxx…",
            "a long word is cut within"
        );
    }

    #[test]
    fn what_has_no_room_is_said_to_stand_elsewhere() {
        let said = |most| {
            or_where("Stay out, and look again", most, || {
                "set out below".to_owned()
            })
        };
        assert_eq!(said(24), "Stay out, and look again", "whole where it fits");
        assert_eq!(
            said(23),
            "set out below",
            "never a part of it, which may mean another thing"
        );
    }
}
