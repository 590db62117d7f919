import { parseInline, parseMarkdown } from './markdown.js';
import type { InlineContent } from './markdown.js';

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

it('nests what is nested', () => {
  expect(parseMarkdown('- a\n  - b\n- c\n\n  d')).toEqual([
    {
      kind: 'list',
      ordered: false,
      items: [
        [
          { kind: 'paragraph', text: 'a' },
          { kind: 'list', ordered: false, items: ['b'] },
        ],
        [
          { kind: 'paragraph', text: 'c' },
          { kind: 'paragraph', text: 'd' },
        ],
      ],
    },
  ]);
  expect(parseInline('**a [`b`](http://c.org)**')).toEqual([
    {
      kind: 'strong',
      text: [
        { kind: 'text', text: 'a ' },
        { kind: 'link', text: [{ kind: 'code', text: 'b' }], href: 'http://c.org' },
      ],
    },
  ]);
});

it.each([
  '<script>alert(1)</script>',
  '<div onclick="x">',
  '<a href="javascript:x">y</a>',
  '<!-- comment -->',
  '<svg/onload=x>',
])('leaves the HTML %s as text', (html) => {
  expect(parseMarkdown(`${html}\n\n- ${html}`)).toEqual([
    { kind: 'paragraph', text: html },
    { kind: 'list', ordered: false, items: [html] },
  ]);
  expect(parseInline(`a ${html}`)).toEqual([{ kind: 'text', text: `a ${html}` }]);
});

it.each([
  ['[x](data:text/html,y)', 'x'],
  ['[x](&#106;avascript:y)', 'x'],
  ['[x](//other.org)', 'x'],
  ['[x](card.md)', 'x'],
  ['<javascript:y>', 'javascript:y'],
  ['[*x*][r] [r]', undefined],
])('makes no link of %s', (source, text) => {
  const parts = parseInline(source);
  expect(parts.some(({ kind }) => kind === 'link')).toBe(false);
  if (text !== undefined) expect(parts).toEqual([{ kind: 'text', text }]);
});

it('fetches no image', () => {
  expect(parseInline('![x](https://g.org/x.png)')).toEqual([
    { kind: 'text', text: '!' },
    { kind: 'link', text: 'x', href: 'https://g.org/x.png' },
  ]);
});

/** Lines on which a parser that looks ahead from every place takes minutes or runs out of stack. */
describe('a line of 64 kB', () => {
  const line = (unit: string) => unit.repeat(Math.floor(65_536 / unit.length));

  it.each(['word ', '[', '![', '[a](', '*a ', '_a ', '<', '<a ', '<https://a ', '<!--'])(
    'of %s is one text',
    (unit) => {
      const text = line(unit).trimEnd();
      expect(parseMarkdown(text)).toEqual([{ kind: 'paragraph', text }]);
      expect(flat(parseInline(text))).toBe(text);
    },
  );

  it.each(['> ', '- ', '| ', '# '])('of %s is read to its end', (unit) => {
    expect(parseMarkdown(line(unit))).toHaveLength(1);
  });

  it('nests its emphasis twenty deep at most', () => {
    const stars = '*'.repeat(32_768);
    let [part] = parseInline(`${stars}a${stars}`);
    let depth = 0;
    while (typeof part?.text === 'object') {
      depth++;
      [part] = part.text;
    }
    expect(depth + 1).toBe(20);
    expect(part?.text).toBe('a');
  });
});

function flat(content: InlineContent): string {
  return typeof content === 'string' ? content : content.map(({ text }) => flat(text)).join('');
}
