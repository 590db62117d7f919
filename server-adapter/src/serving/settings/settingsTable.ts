import { leaves, type Leaf } from './leaves.js';

/** The table of all settings in docs/server.md, as Markdown. */
export function settingsTable(): string {
  const rows = leaves.map(
    (leaf) =>
      `| \`${leaf.path}\` | \`${leaf.variable}\` | ${defaultOf(leaf)} | ${meaningOf(leaf)} |`,
  );
  return [
    '| setting | variable | default | what it decides |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function defaultOf({ default: value }: Leaf): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.map(code).join(', ') || 'none' : code(value);
}

function meaningOf({ description, choices, secret }: Leaf): string {
  const choice = choices ? ` One of ${choices.map(code).join(', ')}.` : '';
  return `${description}${choice}${secret ? ' **Secret:** file or environment only.' : ''}`;
}

const code = (value: unknown): string => `\`${String(value)}\``;
