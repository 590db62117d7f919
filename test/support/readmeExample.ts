import { readFileSync } from 'node:fs';

/** The one block of code in a language that the README of a workspace has. */
export function example(workspace: string, language: 'js' | 'sh'): string {
  const text = readFileSync(`${workspace}/README.md`, 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(
    ([, tag]) => tag === language,
  );
  if (blocks.length !== 1) {
    throw new Error(`${workspace}/README.md has ${blocks.length} blocks of ${language}, not 1.`);
  }
  return blocks[0]![2]!;
}
