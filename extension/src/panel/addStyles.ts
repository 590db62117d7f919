/** What `index.css`, where a viewer links it, says of itself: it holds all styles. */
const LINKED = '--mutation-prediction-styles';

/** Adds styles of the panel to the page, once, unless the viewer has linked all of them. */
export function addStyles(name: string, css: string): void {
  const id = `mutation-prediction-${name}`;
  if (document.getElementById(id)) return;
  if (getComputedStyle(document.documentElement).getPropertyValue(LINKED)) return;
  const style = document.createElement('style');
  style.id = id;
  style.textContent = css;
  document.head.append(style);
}
