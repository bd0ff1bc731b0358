//! Charts as tables, with bars of shaded spaces.

use crate::document::{Inlines, IntervalChart, StepChart};

use super::body::{Body, Place};
use super::inline::{lines, shade};
use super::sets::{BAR_DARK, BAR_LIGHT, BAR_NONE};
use super::xml::{Element, element, valued};

/// One space of a bar stands for so many thousandths.
const BAR_STEP: u16 = 20;

/// A bar of a chart.
struct Drawn<'a> {
    label: &'a str,
    /// Its segments from the left: to how many thousandths, in which color.
    segments: Vec<(u16, &'a str)>,
    printed: &'a str,
}

impl Body<'_> {
    /// A chart as a table: what, a bar, and the figures in words.
    pub(super) fn chart(&mut self, chart: &IntervalChart, place: &Place, out: &mut Vec<Element>) {
        let rows = chart.bars.iter().map(|bar| {
            let segments = vec![(bar.low, BAR_DARK), (bar.high, BAR_LIGHT), (1000, BAR_NONE)];
            Drawn {
                label: &bar.label,
                segments,
                printed: &bar.printed,
            }
        });
        let rows: Vec<_> = rows.collect();
        self.bars(&rows, &chart.alt, chart.caption.as_ref(), place, out);
    }

    /// A waterfall likewise: sums dark from nothing, and between them what each cause moved.
    pub(super) fn steps(&mut self, chart: &StepChart, place: &Place, out: &mut Vec<Element>) {
        let rows = chart.steps.iter().map(|step| {
            let (low, high) = (step.from.min(step.to), step.from.max(step.to));
            let segments = match step.total {
                true => vec![(high, BAR_DARK), (1000, BAR_NONE)],
                false => vec![(low, BAR_NONE), (high, BAR_LIGHT), (1000, BAR_NONE)],
            };
            Drawn {
                label: &step.label,
                segments,
                printed: &step.printed,
            }
        });
        let rows: Vec<_> = rows.collect();
        self.bars(&rows, &chart.alt, chart.caption.as_ref(), place, out);
    }

    /// Bars of shaded spaces, so that they need no drawing, and a screen reader finds nothing in them to read. Each
    /// segment goes to so many thousandths.
    fn bars(
        &mut self,
        rows: &[Drawn<'_>],
        alt: &str,
        caption: Option<&Inlines>,
        place: &Place,
        out: &mut Vec<Element>,
    ) {
        if rows.is_empty() {
            return;
        }
        let kept = Place::in_cell(place.width).kept();
        let rows = rows.iter().map(|row| {
            let mut done = 0;
            let runs = row.segments.iter().filter_map(|(to, fill)| {
                let steps = (to.min(&1000) + BAR_STEP / 2) / BAR_STEP;
                let count = steps.saturating_sub(done);
                done = done.max(steps);
                let run = element("w:r").child(element("w:rPr").child(shade(fill)));
                (count > 0).then(|| lines(run, &"\u{a0}".repeat(usize::from(count))))
            });
            let runs: Vec<Element> = runs.collect();
            let properties = element("w:pPr")
                .child(valued("w:pStyle", "Bar"))
                .child(element("w:keepNext"));
            vec![
                self.paragraph("TableText", &Inlines::from(row.label), Vec::new(), &kept),
                element("w:p").child(properties).children(runs),
                self.paragraph(
                    "TableFigure",
                    &Inlines::from(row.printed),
                    Vec::new(),
                    &kept,
                ),
            ]
        });
        let rows: Vec<Vec<Element>> = rows.collect();
        let figures = place.width / 5;
        let bars = (place.width * 2 / 5).min(3_400);
        let widths = [place.width - bars - figures, bars, figures];
        self.plain_table("ProvisoPlain", &widths, rows, alt, out);
        if let Some(caption) = caption {
            out.push(self.paragraph("Note", caption, Vec::new(), place));
        }
    }
}
