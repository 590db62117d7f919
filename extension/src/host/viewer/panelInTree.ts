import { createElement, type ReactElement } from 'react';

/**
 * A component for an OHIF whose React is also ours (18 or 19): the panel is a part of its tree. What must
 * outlive a change of tab is kept outside React.
 *
 * @param renderPanel called whenever OHIF renders the panel
 */
export function createPanelInTree(renderPanel: () => ReactElement): () => ReactElement {
  return () => createElement('div', { className: 'h-full overflow-auto' }, renderPanel());
}
