import { createRequire } from 'node:module';
import path from 'node:path';
import type * as CycloneDx from '@cyclonedx/cyclonedx-library';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly licenseText?: string;
  readonly noticeText?: string;
  readonly repository?: string | null;
}
let notices: (packages: Package[]) => string;
let bill: (product: Omit<Package, 'licenseText'>, packages: Package[]) => string;
let dependenciesOf: (name: string) => string[];
beforeAll(async () => {
  const load = (file: string) => import(path.resolve('tools/bundle', file)) as Promise<unknown>;
  ({ notices } = (await load('notices.mjs')) as { notices: typeof notices });
  ({ bill } = (await load('bill.mjs')) as { bill: typeof bill });
  ({ dependenciesOf } = (await load('installed.mjs')) as { dependenciesOf: typeof dependenciesOf });
});

const zod: Package = {
  name: 'zod',
  version: '4.0.0',
  license: 'MIT',
  licenseText: 'Words of zod.\n',
  repository: 'git+https://github.com/colinhacks/zod.git',
};
const scoped: Package = {
  name: '@scope/one',
  version: '1.0.0',
  license: '(MIT AND Zlib)',
  licenseText: 'Words of one.',
  noticeText: 'Notice of one.\n',
  repository: null,
};

describe('the notices', () => {
  test('hold each package, its licence, its notice and where it is from, in order', () => {
    const [intro, ...sections] = notices([zod, scoped]).split(/\n+-{80}\n+/);
    expect(intro).toBe('This software includes the following packages.');
    expect(sections).toEqual([
      '@scope/one 1.0.0 (MIT AND Zlib)\n\nWords of one.\n\nNotice of one.',
      'zod 4.0.0 (MIT)\nhttps://github.com/colinhacks/zod\n\nWords of zod.\n',
    ]);
  });

  test('say that there are none', () => {
    expect(notices([])).toBe('This software includes no package of others.\n');
  });

  test('have the words of ONNX Runtime, which has no licence file', () => {
    const text = notices([{ name: 'onnxruntime-web', version: '1.2.3', license: 'MIT' }]);
    expect(text).toContain('Copyright (c) Microsoft Corporation');
    expect(text).toContain('/v1.2.3/ThirdPartyNotices.txt');
  });

  test('do not pass over another package without a licence file', () => {
    expect(() => notices([{ name: 'other', version: '1.0.0', license: 'MIT' }])).toThrow(
      'other has no licence file',
    );
  });
});

describe('the bill of materials', () => {
  const product = { name: '@scope/product', version: '3.0.0', license: 'MIT' };

  test('is CycloneDX 1.6', async () => {
    const { Validation, Spec } = createRequire(path.resolve('package.json'))(
      '@cyclonedx/cyclonedx-library',
    ) as typeof CycloneDx;
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    const text = bill(product, [zod, scoped]);
    expect(await validator.validate(text)).toBeNull();
    expect(await validator.validate(text.replace('"library"', '"book"'))).not.toBeNull();
  });

  test('names packages by their addresses and says whose parts they are', () => {
    const zodUrl = 'pkg:npm/zod@4.0.0';
    const scopedUrl = 'pkg:npm/%40scope/one@1.0.0';
    const productUrl = 'pkg:npm/%40scope/product@3.0.0';
    expect(JSON.parse(bill(product, [zod, scoped]))).toMatchObject({
      metadata: { component: { purl: productUrl } },
      components: [
        { purl: scopedUrl, licenses: [{ expression: '(MIT AND Zlib)' }] },
        { purl: zodUrl, name: 'zod', version: '4.0.0', licenses: [{ license: { id: 'MIT' } }] },
      ],
      dependencies: [
        { ref: scopedUrl },
        { ref: productUrl, dependsOn: [scopedUrl, zodUrl] },
        { ref: zodUrl },
      ],
    });
  });

  test('is the same text for the same packages in another order', () => {
    expect(bill(product, [scoped, zod])).toBe(bill(product, [zod, scoped]));
  });
});

test('what a package needs includes what these need in turn', () => {
  const names = dependenciesOf('dcmjs').map((folder) => folder.split('node_modules/').at(-1));
  // ndarray is dcmjs's, iota-array is ndarray's.
  expect(names).toEqual(expect.arrayContaining(['pako', 'ndarray', 'iota-array']));
  expect(names).not.toContain('dcmjs');
});
