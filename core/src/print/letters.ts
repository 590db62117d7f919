/** Marks of Latin letters, as NFKD takes them off. */
const MARKS = /[\u0300-\u036f]/g;

/** Stands for a character that cannot be printed. */
const MISSING = '?';

/**
 * Text in the characters that a font has: dashes, quotes and subscripts as their plain forms, letters without marks
 * where they are not there with them, and `?` for each of another script. The fonts that every PDF reader brings hold
 * Western European letters; to embed others for names would cost megabytes.
 *
 * @param has code points of the font
 */
export function printable(text: string, has: ReadonlySet<number>): string {
  return Array.from(text.replace(/\s+/g, ' '), (character) => {
    const forms = [character, PLAIN[character] ?? '', bare(character)];
    return forms.find((form) => form !== '' && isIn(form, has)) ?? MISSING;
  }).join('');
}

/** Whether nothing of a text would be left. */
export function isLost(text: string, has: ReadonlySet<number>): boolean {
  const letters = text.replace(/[\s^=,.-]/g, '');
  return letters !== '' && /^\?+$/.test(printable(letters, has));
}

const isIn = (form: string, has: ReadonlySet<number>): boolean =>
  Array.from(form).every((letter) => has.has(letter.codePointAt(0)!));

const bare = (character: string): string => character.normalize('NFKD').replace(MARKS, '');

const PLAIN: Readonly<Record<string, string>> = {
  '\u0141': 'L',
  '\u0142': 'l',
  '\u0110': 'D',
  '\u0111': 'd',
  '\u0131': 'i',
  '\u2212': '-',
  '\u2192': '->',
  '\u2264': '<=',
  '\u2265': '>=',
  '\u2009': ' ',
  '\u202f': ' ',
};
