// What a long screen does after what is seen first has been painted, so that nobody waits for what is out
// of sight.

/**
 * Does something once what stands now has been painted: in the frame after the next one, which paints it.
 * Returns what calls it off.
 */
export function afterPaint(does: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(does);
  });
  return () => cancelAnimationFrame(frame);
}
