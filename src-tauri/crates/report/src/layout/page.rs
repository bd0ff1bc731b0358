//! Pages with what runs along them.

use super::{
    Composer,
    block::{rule, whole},
    fill::{Space, fill},
    flow::{self, Body, Flow},
    inline::{Setting, Whose},
};
use crate::{
    RenderError, Watch,
    document::{Align, Document},
    scene::{Ink, Owner, Page, Placed},
    shape::Figures,
    style,
    watch::stage,
};

/// The room that "x of y" takes.
const NUMBER: f32 = 64.0;

/// What stands between the parts of a running text.
const PARTED: &str = " · ";

/// How it is set.
const RUNNING: Setting = Setting {
    style: style::RUNNING,
    figures: Figures::Text,
    bold: false,
};

impl Composer {
    /// Width and height of the sheet, and all pages.
    pub(super) fn pages(
        &mut self,
        document: &Document,
        watch: Watch<'_>,
    ) -> Result<(f32, f32, Vec<Page>), RenderError> {
        let (sheet, height) = style::sheet(document.paper);
        let width = sheet - 2.0 * style::MARGIN;
        let count = document.body.len();
        let mut body = self.blocks_told(&document.body, whole(width), &mut |done| {
            watch.at(stage::COMPOSED, done, count)
        })?;
        let units = body.len();

        let [left_width, right_width] = self.header_widths(document, width);
        let left = self.broken(&document.header.left, left_width);
        let left = self.running(&left, left_width, Align::Left);
        let right = self.broken(&document.header.right, right_width);
        let right = self.running(&right, right_width, Align::Right);
        let foot_left = self.running(&document.footer.left, width - NUMBER, Align::Left);
        let foot_right = self.running(&document.footer.right, NUMBER * 2.0, Align::Right);
        let header = flow::height(&left).max(flow::height(&right));
        let line = style::RUNNING.leading;
        let footer = flow::height(&foot_left).max(line + flow::height(&foot_right));
        let top = style::HEADER_TOP + header + style::HEADER_GAP;
        let foot = height - style::FOOTER_BOTTOM - footer;
        let bottom = foot - 6.0 - style::FOOTER_GAP;

        let mut pages = Vec::new();
        loop {
            let mut page = Page::default();
            let space = Space {
                top,
                bottom,
                page: bottom - top,
                fresh: true,
                continued: !pages.is_empty(),
            };
            fill(&mut body, space, style::MARGIN, &mut page.things);
            watch.at(stage::FILLED, units.saturating_sub(body.len()), units)?;
            pages.push(page);
            if body.is_empty() {
                break;
            }
        }

        let count = pages.len();
        for (index, page) in pages.iter_mut().enumerate() {
            let number = format!("{} of {count}", index + 1);
            let number = self.running(&number, NUMBER, Align::Right);
            let mut things = Vec::new();
            let margin = style::MARGIN;
            stack(&left, margin, style::HEADER_TOP, &mut things);
            stack(
                &right,
                margin + width - right_width,
                style::HEADER_TOP,
                &mut things,
            );
            let line_above = rule(foot - 6.0, width, Ink::Rule);
            things.push(Placed {
                x: margin,
                owner: Owner::Page,
                ..line_above
            });
            stack(&foot_left, margin, foot, &mut things);
            stack(&number, margin + width - NUMBER, foot, &mut things);
            stack(
                &foot_right,
                margin + width - NUMBER * 2.0,
                foot + line,
                &mut things,
            );
            page.things.append(&mut things);
        }
        Ok((sheet, height, pages))
    }

    /// Each side of the header has what it needs, if both can have it on one line; else the longer yields.
    fn header_widths(&mut self, document: &Document, width: f32) -> [f32; 2] {
        let room = width - style::SIDE_GAP;
        let [left, right] = [&document.header.left, &document.header.right].map(|text| {
            self.prepare(&text.as_str().into(), RUNNING, Whose::Page)
                .natural_width()
                + 0.1
        });
        if left + right <= room {
            [left, right]
        } else if left.min(right) <= room / 2.0 {
            let short = left.min(right);
            if left < right {
                [short, room - short]
            } else {
                [room - short, short]
            }
        } else {
            [room / 2.0; 2]
        }
    }

    /// Ends lines between the parts of a running text rather than within one, as far as each part has room.
    fn broken(&mut self, text: &str, width: f32) -> String {
        let mut wide = |text: &str| {
            self.prepare(&text.into(), RUNNING, Whose::Page)
                .natural_width()
        };
        if wide(text) <= width {
            return text.to_owned();
        }
        let mut parted = |width: f32| {
            let mut lines: Vec<String> = Vec::new();
            let mut widest: f32 = 0.0;
            for part in text.split(PARTED) {
                let joined = lines.last().map(|line| format!("{line}{PARTED}{part}"));
                match joined.filter(|joined| wide(joined) <= width) {
                    Some(joined) => {
                        lines.pop();
                        lines.push(joined);
                    }
                    None => lines.push(part.to_owned()),
                }
            }
            for line in &lines {
                widest = widest.max(wide(line));
            }
            (lines, widest)
        };
        let (mut lines, mut widest) = parted(width);
        // No longer than they need be for so many lines: then no part stands alone below a full line.
        loop {
            let (closer, narrower) = parted(widest - 0.1);
            if closer.len() > lines.len() || narrower >= widest {
                break;
            }
            (lines, widest) = (closer, narrower);
        }
        lines.join("\n")
    }

    fn running(&mut self, text: &str, width: f32, align: Align) -> Flow {
        if text.is_empty() {
            return Flow::new();
        }
        let prepared = self.prepare(&text.into(), RUNNING, Whose::Page);
        self.lines(&prepared, width, align)
    }
}

fn stack(flow: &Flow, x: f32, mut y: f32, out: &mut Vec<Placed>) {
    for unit in flow {
        if let Body::Slice(slice) = &unit.body {
            out.extend(slice.things.iter().map(|placed| Placed {
                x: placed.x + x,
                y: placed.y + y,
                ..placed.clone()
            }));
        }
        y += unit.height;
    }
}
