import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { toDicomJson } from './dicomJson.js';
import { parseHeader } from './fileHeader.js';

const golden = path.join(import.meta.dirname, '../../../test/golden/dicomweb');

describe('toDicomJson', () => {
  it.each(['implicit', 'explicit'])('says what pydicom says of an %s VR file', async (name) => {
    const header = (await parseHeader(await readFile(path.join(golden, `${name}.dcm`))))!;
    const expected = JSON.parse(await readFile(path.join(golden, `${name}.json`), 'utf8'));
    // JSON is UTF-8: the character set of the file would be wrong there.
    expected['00080005'] = { vr: 'CS', Value: ['ISO_IR 192'] };
    expect(toDicomJson(header, (valuePath) => valuePath)).toEqual(expected);
  });

  it('refuses a file that ends within a value', async () => {
    const file = await readFile(path.join(golden, 'explicit.dcm'));
    const json = async () => toDicomJson((await parseHeader(file.subarray(0, -1000)))!, String);
    await expect(json()).rejects.toMatchObject({ code: 'malformed-object' });
  });
});
