import { isCopyOfAnother } from './ownSegmentations.js';

type Listed = Parameters<typeof isCopyOfAnother>[0];

function listed(isOwn: boolean, voxels: readonly string[], ct = 'ct'): Listed {
  return {
    isOwn,
    entry: { kind: isOwn ? 'SEG' : 'labelmap', status: 'ready' },
    read: {
      fingerprint: { ct, segments: new Map(voxels.map((segment, n) => [n + 1, segment])) },
    } as unknown as NonNullable<Listed['read']>,
  };
}

const unread = (isOwn: boolean): Listed => ({
  isOwn,
  entry: { kind: 'SEG', status: 'loading' },
});

describe('isCopyOfAnother', () => {
  const own = listed(true, ['a']);

  it('recognises our SEG among the segments it was written from', () => {
    expect(isCopyOfAnother(own, [listed(false, ['b', 'a']), own])).toBe(true);
  });

  it('lists our SEG once its source is gone, or is no longer the same', () => {
    expect(isCopyOfAnother(own, [own])).toBe(false);
    expect(isCopyOfAnother(own, [listed(false, ['b']), own])).toBe(false);
    expect(isCopyOfAnother(own, [listed(false, ['a'], 'another ct'), own])).toBe(false);
  });

  it('never hides what another product wrote, nor one of our SEGs behind another', () => {
    const others = listed(false, ['a']);
    expect(isCopyOfAnother(others, [own, others])).toBe(false);
    expect(isCopyOfAnother(own, [listed(true, ['a']), own])).toBe(false);
  });

  it('lists our SEG only after what it may be a copy of has been read', () => {
    expect(isCopyOfAnother(own, [unread(false), own])).toBe(true);
    expect(isCopyOfAnother(unread(true), [listed(false, ['a'])])).toBe(true);
    expect(isCopyOfAnother(unread(true), [])).toBe(false);
  });

  it('keeps our SEG hidden while its source is read again after a stroke', () => {
    const source = listed(false, ['a']);
    const drawnOn = { ...source, entry: { ...source.entry, status: 'loading' as const } };
    expect(isCopyOfAnother(own, [drawnOn, own])).toBe(true);
  });

  it('never hides one of ours that was edited or cannot be used', () => {
    const source = listed(false, ['a']);
    const edited = { ...own, entry: { kind: 'labelmap', status: 'ready' } as const };
    const refused = { ...own, entry: { kind: 'SEG', status: 'refused' } as const };
    expect(isCopyOfAnother(edited, [source, edited])).toBe(false);
    expect(isCopyOfAnother(refused, [source, refused])).toBe(false);
  });
});
