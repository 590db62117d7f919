/** How the element that OHIF's React makes for the panel fills the place that it is given. */
export const SLOT = { height: '100%', overflow: 'auto' } as const;
