// Lets a text area be as high as its text, so that nothing that was typed is out of sight.

import type { Attachment } from "svelte/attachments";

/** Engines that can do it alone are left to do it: each measurement here costs them a layout. */
const GROWS_ALONE = CSS.supports("field-sizing", "content");

/** The areas that are to be fitted before the next frame. */
const asked = new Set<HTMLTextAreaElement>();

/** How wide each was when it was fitted. */
const widths = new WeakMap<HTMLTextAreaElement, number>();

/** Fits all of them together: the page is laid out once for all, not once for each. */
function fit(): void {
  const areas = [...asked];
  asked.clear();
  for (const area of areas) area.style.height = "auto";
  const heights = areas.map((area) => {
    widths.set(area, area.clientWidth);
    return area.scrollHeight + area.offsetHeight - area.clientHeight;
  });
  areas.forEach((area, at) => {
    area.style.height = `${heights[at] ?? 0}px`;
  });
}

function ask(area: HTMLTextAreaElement): void {
  if (asked.size === 0) queueMicrotask(fit);
  asked.add(area);
}

/** Fits the area to its text whenever `text` or its width changes. */
export function grow(text: () => string): Attachment<HTMLTextAreaElement> {
  return (area) => {
    if (GROWS_ALONE) return;
    const watch = new ResizeObserver(() => {
      if (area.clientWidth !== widths.get(area)) ask(area);
    });
    watch.observe(area);
    $effect(() => {
      text();
      ask(area);
    });
    return () => watch.disconnect();
  };
}
