/**
 * What the command line says: results to stdout, everything else to stderr. Names of files and labels
 * of segments come from anywhere, and a terminal obeys control characters (ECMA-48): each becomes a
 * visible stand-in. Line breaks and tabs stay.
 */
import { EXIT } from './exitCodes.js';

/** Ends the program without a word where a reader of its results has seen enough, as `head` has. */
export function endWhenUnread(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.unread);
  });
}

/** A result for people. */
export function print(text: string): void {
  process.stdout.write(printable(text));
}

/** A result for programs, as it is: JSON escapes what a terminal obeys. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** A remark, a warning or a refusal. */
export function say(text: string): void {
  process.stderr.write(printable(text));
}

/** C0 but line break and tab, DEL, C1, and what turns the direction of writing (Unicode UAX 9). */
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

export function printable(text: string): string {
  return text.replaceAll(OBEYED, '\uFFFD');
}
