/** A panel that OHIF opens is there a few frames later. */
const FRAMES = 60;

/** Puts the focus on the panel, from where Tab goes to its first control. */
export function focusPanel(frames = FRAMES): void {
  const panel = document.querySelector<HTMLElement>('.mp-panel');
  if (panel) panel.focus();
  else if (frames > 0) requestAnimationFrame(() => focusPanel(frames - 1));
}
