import { createElement, type ReactElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { SLOT } from './panelSlot.js';

/**
 * A component for OHIF to render: one element without hooks, because its React is not ours. Our own
 * React draws the panel inside it; what must outlive a change of tab is kept outside React.
 *
 * @param renderPanel called whenever OHIF shows the panel
 * @param onShown called before with the element that OHIF's React made for it
 */
export function createPanelMount(
  renderPanel: () => ReactElement,
  onShown: (slot: HTMLElement) => void,
): () => ReactElement {
  let root: Root | undefined;

  // The same function at every render, else React would detach and attach the panel each time.
  const attach = (slot: HTMLElement | null): void => {
    const last = root;
    // Not within OHIF's commit, whose React may not wait for ours.
    if (last) queueMicrotask(() => last.unmount());
    if (slot) onShown(slot);
    root = slot ? createRoot(slot) : undefined;
    root?.render(renderPanel());
  };
  return () => createElement('div', { ref: attach, style: SLOT });
}
