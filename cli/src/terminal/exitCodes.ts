/**
 * How the program ends: done, refused with the reason, wrong usage, some cases failed, or nobody reads on (as a
 * shell reports SIGPIPE).
 */
export const EXIT = { done: 0, refused: 1, usage: 2, incomplete: 3, unread: 141 } as const;
