import { createElement, type ReactElement } from 'react';
import { SLOT } from './panelSlot.js';

/**
 * A component for an OHIF whose React is also ours (18 or 19): the panel is a part of its tree. What must
 * outlive a change of tab is kept outside React.
 *
 * @param renderPanel called whenever OHIF renders the panel
 * @param onShown called with its element whenever OHIF shows it
 */
export function createPanelInTree(
  renderPanel: () => ReactElement,
  onShown: (slot: HTMLElement) => void,
): () => ReactElement {
  // The same function at every render, else React would call it each time.
  const attach = (slot: HTMLElement | null): void => {
    if (slot) onShown(slot);
  };
  return () => createElement('div', { ref: attach, style: SLOT }, renderPanel());
}
