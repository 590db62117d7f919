/** How the program ends: done, refused with the reason, wrong usage, some cases failed. */
export const EXIT = { done: 0, refused: 1, usage: 2, incomplete: 3 } as const;
