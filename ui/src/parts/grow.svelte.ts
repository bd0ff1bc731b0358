// Lets a text area be as high as its text, so that nothing that was typed is out of sight.

import type { Attachment } from "svelte/attachments";

/** Engines that can do it alone are left to do it: each measurement here costs them a layout. */
const GROWS_ALONE = CSS.supports("field-sizing", "content");

/** Fits the area to its text whenever `text` or its width changes. */
export function grow(text: () => string): Attachment<HTMLTextAreaElement> {
  return (area) => {
    if (GROWS_ALONE) return;
    let width = 0;
    const fit = (): void => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
    };
    const watch = new ResizeObserver(() => {
      if (area.clientWidth === width) return;
      width = area.clientWidth;
      fit();
    });
    watch.observe(area);
    $effect(() => {
      text();
      fit();
    });
    return () => watch.disconnect();
  };
}
