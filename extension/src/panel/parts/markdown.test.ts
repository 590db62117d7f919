import { parseInline, parseMarkdown } from './markdown.js';

it('reads the blocks that a model card has', () => {
  const card = [
    '# Title #',
    '',
    'One paragraph',
    'on two lines.',
    '',
    '- first',
    '  goes on',
    '- second',
    '',
    '1. one',
    '',
    '| Gene | AUC |',
    '|:---|---:|',
    '| EGFR | 0.81 |',
    '',
    '```',
    '# not a heading',
    '```',
  ].join('\n');
  expect(parseMarkdown(card)).toEqual([
    { kind: 'heading', level: 1, text: 'Title' },
    { kind: 'paragraph', text: 'One paragraph on two lines.' },
    { kind: 'list', ordered: false, items: ['first goes on', 'second'] },
    { kind: 'list', ordered: true, items: ['one'] },
    { kind: 'table', head: ['Gene', 'AUC'], rows: [['EGFR', '0.81']] },
    { kind: 'code', text: '# not a heading' },
  ]);
});

it('reads emphasis, code and web links', () => {
  expect(parseInline('a **b** *c* `d*e*` [f](https://g.org) snake_case_name')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'strong', text: 'b' },
    { kind: 'text', text: ' ' },
    { kind: 'emphasis', text: 'c' },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'd*e*' },
    { kind: 'text', text: ' ' },
    { kind: 'link', text: 'f', href: 'https://g.org' },
    { kind: 'text', text: ' snake_case_name' },
  ]);
});

it('makes no link of a script, and no element of HTML', () => {
  expect(parseInline('[x](javascript:alert(1))')[0]).toEqual({ kind: 'text', text: 'x' });
  expect(parseMarkdown('<img src=x onerror=y>')).toEqual([
    { kind: 'paragraph', text: '<img src=x onerror=y>' },
  ]);
});

it('ends on a fence that is never closed', () => {
  expect(parseMarkdown('```\ncode')).toEqual([{ kind: 'code', text: 'code' }]);
});
