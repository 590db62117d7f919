import { MutationPredictionError } from '@mutation-prediction/core';
import { requireStored } from './stow.js';

const UID = '2.25.1';

const sequence = (tag: string, ...items: object[]) => ({ [tag]: { vr: 'SQ', Value: items } });
const reference = (uid: string) => ({
  '00081150': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.88.34'] },
  '00081155': { vr: 'UI', Value: [uid] },
});
const failure = (uid: string, reason: number) => ({
  ...reference(uid),
  '00081197': { vr: 'US', Value: [reason] },
});

function refusal(status: number, body: string): string {
  try {
    requireStored({ status, body }, UID);
  } catch (error) {
    expect(error).toBeInstanceOf(MutationPredictionError);
    expect((error as MutationPredictionError).code).toBe('store-refused');
    return (error as MutationPredictionError).message;
  }
  throw new Error('was accepted');
}

describe('requireStored', () => {
  it('accepts an answer that lists the instance as stored', () => {
    const body = JSON.stringify(sequence('00081199', reference(UID)));
    expect(() => requireStored({ status: 200, body }, UID)).not.toThrow();
  });

  it('accepts success without a body and XML that it does not read', () => {
    expect(() => requireStored({ status: 200, body: '' }, UID)).not.toThrow();
    expect(() => requireStored({ status: 200, body: '<NativeDicomModel/>' }, UID)).not.toThrow();
  });

  it('says why the server failed the instance, also under a 2xx status', () => {
    const body = JSON.stringify(sequence('00081198', failure(UID, 0x0122)));
    expect(refusal(409, body)).toBe(
      'The server refused the report: SOP class not supported (0122H).',
    );
    expect(refusal(202, body)).toContain('0122H');
  });

  it('finds the reason also where the server does not repeat our UID', () => {
    const body = JSON.stringify(sequence('00081198', failure('', 0xa700)));
    expect(refusal(409, body)).toContain('out of resources (A700H)');
  });

  it('names the range a vendor code falls into', () => {
    expect(refusal(409, JSON.stringify(sequence('00081198', failure(UID, 0xa701))))).toContain(
      'out of resources (A701H)',
    );
    expect(refusal(409, JSON.stringify(sequence('00081198', failure(UID, 0x1234))))).toContain(
      'failure (1234H)',
    );
  });

  it('takes a duplicate of an earlier try for stored', () => {
    const body = JSON.stringify(sequence('00081198', failure(UID, 0x0111)));
    expect(() => requireStored({ status: 409, body }, UID)).not.toThrow();
  });

  it('does not take another instance for ours', () => {
    const body = JSON.stringify(sequence('00081199', reference('2.25.2')));
    expect(refusal(200, body)).toContain('does not list the report');
  });

  it('repeats the server’s own words', () => {
    expect(refusal(500, JSON.stringify({ Message: 'Disk full', HttpStatus: 500 }))).toBe(
      'The server refused the report: Disk full (HTTP 500).',
    );
    expect(refusal(403, 'read-only archive')).toContain('read-only archive (HTTP 403)');
    expect(refusal(502, '<html><h1>Bad gateway</h1></html>')).toContain(': HTTP 502.');
  });

  it('says so when no answer came', () => {
    expect(refusal(0, '')).toBe('The server did not answer.');
  });
});
