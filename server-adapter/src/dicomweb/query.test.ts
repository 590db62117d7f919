import type { DicomJson, DicomJsonElement } from './dicomJson.js';
import { matches, parseQuery, runQuery } from './query.js';

const name = (Alphabetic: string): DicomJsonElement => ({ vr: 'PN', Value: [{ Alphabetic }] });
const text = (vr: string, ...Value: string[]): DicomJsonElement => ({ vr, Value });

describe('matches', () => {
  it.each<[DicomJsonElement | undefined, string, boolean]>([
    [name('Phantom^Demo'), 'phantom*', true],
    [name('Phantom^Demo'), '*DEMO', true],
    [name('Phantom^Demo'), 'Phantom', false],
    [name('Phantom^Demo'), 'Phantom?Demo', true],
    [text('LO', 'MP.1'), 'MP?1', true],
    [text('LO', 'MPx1'), 'MP.1', false],
    [text('LO', 'Case'), 'case', false],
    [text('LO', 'abcabd'), '*ab?', true],
    [text('LO', 'abcabd'), 'a**b*d**', true],
    [text('LO', 'abcabd'), '*abd?', false],
    [text('LO', 'a*b'), 'a?b', true],
    [text('LO', 'a'), 'a?', false],
    [{ vr: 'LO' }, '**', true],
    [{ vr: 'LO' }, '?', false],
    [text('DA', '20240115'), '20240101-20240131', true],
    [text('DA', '20240201'), '20240101-20240131', false],
    [text('DA', '20240201'), '20240131-', true],
    [text('DA', '20240201'), '-20240131', false],
    [text('DA', '20240115'), '20240115', true],
    [{ vr: 'DA' }, '20240101-', false],
    [text('TM', '120059.5'), '1100-1200', true],
    [text('UI', '1.2.3'), '1.2.4,1.2.3', true],
    [text('UI', '1.2.3'), '1.2.4\\1.2.3', true],
    [text('UI', '1.2.3'), '1.2.30', false],
    [text('CS', 'CT', 'SEG'), 'SEG', true],
    [text('CS', 'CT', 'SEG'), 'SR\\RTSTRUCT', false],
    [undefined, '*', true],
    [undefined, 'x', false],
  ])('%j against %s: %s', (element, pattern, expected) =>
    expect(matches(element, pattern)).toBe(expected),
  );

  it('answers in time whatever the number of wildcards', () => {
    const long = text('LO', 'a'.repeat(5000));
    const started = performance.now();
    expect(matches(long, `${'*a'.repeat(500)}*b`)).toBe(false);
    expect(matches(long, `${'*'.repeat(1000)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('parseQuery', () => {
  const parse = (query: string) => parseQuery(new URLSearchParams(query));

  it('takes keywords and tags, and skips empty keys and control parameters', () => {
    expect(parse('PatientName=a*&00100020=7&AccessionNumber=&includefield=all&limit=5')).toEqual({
      keys: [
        { tag: '00100010', pattern: 'a*' },
        { tag: '00100020', pattern: '7' },
      ],
      offset: 0,
      limit: 5,
    });
  });

  it.each(['Nonsense=1', 'constructor=1', 'limit=-1', 'offset=x'])('refuses %s', (query) =>
    expect(typeof parse(query)).toBe('string'),
  );

  it('refuses wildcards beyond any name, but no long list of UIDs', () => {
    expect(parse(`PatientName=${'*a'.repeat(513)}`)).toContain('at most 1024 characters');
    const uids = Array.from({ length: 200 }, (_, n) => `1.2.840.${n}`).join(',');
    expect(parse(`StudyInstanceUID=${uids}`)).toMatchObject({ keys: [{ pattern: uids }] });
  });
});

describe('runQuery', () => {
  const records: DicomJson[] = ['a', 'b', 'c', 'd'].map((id) => ({ '00100020': text('LO', id) }));

  it('pages through the matches', () => {
    const query = { keys: [], offset: 1, limit: 2 };
    expect(runQuery(records, query)).toEqual([records[1], records[2]]);
  });
});
