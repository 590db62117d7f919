import { createPrivateKey, sign } from 'node:crypto';
import { newSigner, verifyByNode, verifyByWebCrypto } from '../../../test/support/ed25519.js';
import type { Ed25519Verifier } from './signature.js';
import { checkSignature, signatureText } from './signature.js';
import { fromHex, toHex } from './hex.js';
import { readTrustedKeys } from './trustedKeys.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const content = bytes('{"id":"mmdl-demo"}');
const signer = newSigner();
const trusted = [{ name: 'Radiology', publicKey: toHex(signer.publicKey) }];

test('a key of RFC 8032 makes the signature that it gives (§7.1, test 3)', async () => {
  const seed = 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7';
  const publicKey = 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025';
  const pkcs8 = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const signature = sign(null, Buffer.from('af82', 'hex'), key);
  expect(signature.toString('hex')).toBe(
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  );
  for (const check of [verifyByNode, verifyByWebCrypto]) {
    const message = fromHex('af82');
    expect(await check(fromHex(publicKey), new Uint8Array(signature), message)).toBe(true);
  }
});

describe.each([
  ['Node', verifyByNode],
  ['WebCrypto', verifyByWebCrypto],
])('by %s', (_, verifier) => {
  const check = (text: string | undefined, of = content, keys = trusted) =>
    checkSignature(text, 'model', of, keys, verifier);

  test('each state is told', async () => {
    const text = await signatureText('model', content, signer);
    expect(text).toMatch(/^ed25519:[0-9a-f]{64}:[0-9a-f]{128}$/);
    expect(await check(text)).toEqual({ kind: 'trusted', signer: 'Radiology' });
    expect(await check(`${text}\n`)).toEqual({ kind: 'trusted', signer: 'Radiology' });
    expect(await check(text, content, [])).toEqual({
      kind: 'unknown-key',
      publicKey: toHex(signer.publicKey),
    });
    expect(await check(undefined)).toEqual({ kind: 'unsigned' });
    expect(await check('<!doctype html>')).toEqual({ kind: 'unsigned' });
  });

  test('one changed byte is tampering, in the content, in the signature and in the key', async () => {
    const text = await signatureText('model', content, signer);
    const other = (at: number) =>
      `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`;
    expect(await check(text, bytes('{"id":"mmdl-dem0"}'))).toEqual({ kind: 'tampered' });
    expect(await check(other(8 + 64 + 1 + 7))).toEqual({ kind: 'tampered' });
    expect(await check(other(12))).toEqual({ kind: 'tampered' });
    expect(await check(text.slice(0, -1))).toEqual({ kind: 'tampered' });
    expect(await check(`${text} ${text}`)).toEqual({ kind: 'tampered' });
  });

  test('what another signed in the name of a trusted key is tampering', async () => {
    const forged = await signatureText('model', content, {
      publicKey: signer.publicKey,
      sign: newSigner().sign,
    });
    expect(await check(forged)).toEqual({ kind: 'tampered' });
  });

  test('a signature of a report is none of a model', async () => {
    const text = await signatureText('report', content, signer);
    expect(await check(text)).toEqual({ kind: 'tampered' });
  });
});

test('where the platform cannot tell, nobody says that it is sound', async () => {
  const text = await signatureText('model', content, signer);
  const cannot: Ed25519Verifier = () => {
    throw new Error('no Ed25519 here');
  };
  expect(await checkSignature(text, 'model', content, trusted, cannot)).toEqual({
    kind: 'unchecked',
  });
});

test('a list of keys is read, and a wrong one refused by its place', () => {
  expect(readTrustedKeys(trusted, 'keys.json')).toEqual(trusted);
  for (const list of [{}, [{ name: 'A' }], [{ name: '', publicKey: 'ab' }], 'keys']) {
    expect(() => readTrustedKeys(list, 'keys.json')).toThrow(
      expect.objectContaining({
        code: 'invalid-parameters',
        message: expect.stringContaining('keys.json does not list keys') as string,
      }),
    );
  }
});
