const LABEL_WIDTH = 10;

/** A line of a table for the terminal. */
export const row = (label: string, text: string): string =>
  `${label.padEnd(LABEL_WIDTH - 1)} ${text}`;
