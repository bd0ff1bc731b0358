// Lets a text area be as high as its text, so that nothing that was typed is out of sight.

import type { Attachment } from "svelte/attachments";

/** Fits the area to its text whenever `text` or its width changes. */
export function grow(text: () => string): Attachment<HTMLTextAreaElement> {
  return (area) => {
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
