import {
  privateFileNames,
  privateFileSize,
  readPrivateFile,
  removePrivateFile,
  writePrivateFile,
} from './opfs.js';

/** The browser's private file system, one folder deep. */
let files: Map<string, Uint8Array<ArrayBuffer>>;
let folders: string[];
let isFull: boolean;

const folder = {
  getFileHandle: (name: string, { create = false } = {}) => {
    if (!files.has(name) && !create) return Promise.reject(new DOMException('', 'NotFoundError'));
    return Promise.resolve({
      getFile: () => Promise.resolve(new Blob([files.get(name)!])),
      createWritable: () => {
        let written = new Uint8Array();
        return Promise.resolve({
          write: (bytes: Uint8Array<ArrayBuffer>) => {
            if (isFull) return Promise.reject(new DOMException('', 'QuotaExceededError'));
            written = bytes;
            return Promise.resolve();
          },
          close: () => Promise.resolve(void files.set(name, written)),
        });
      },
    });
  },
  removeEntry: (name: string) => Promise.resolve(void files.delete(name)),
  async *keys() {
    yield* await Promise.resolve(files.keys());
  },
};

function browser(getDirectory?: () => Promise<object>): void {
  class FileSystemFileHandle {
    createWritable() {
      return undefined;
    }
  }
  const navigator = getDirectory ? { storage: { getDirectory } } : {};
  Object.assign(globalThis, { FileSystemFileHandle });
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
}

const bytes = Uint8Array.of(1, 2, 3);

beforeEach(() => {
  files = new Map();
  folders = [];
  isFull = false;
  const getDirectoryHandle = (name: string) => {
    folders.push(name);
    return Promise.resolve(folder);
  };
  browser(() => Promise.resolve({ getDirectoryHandle }));
});

test('keeps a file in a folder of its own, until it is removed', async () => {
  expect(await readPrivateFile('a.onnx')).toBeUndefined();
  expect(await writePrivateFile('a.onnx', bytes)).toBe(true);
  expect(await readPrivateFile('a.onnx')).toEqual(bytes);
  await removePrivateFile('a.onnx');
  expect(await readPrivateFile('a.onnx')).toBeUndefined();
  expect(new Set(folders)).toEqual(new Set(['mutation-prediction']));
});

test('tells what there is, and how large', async () => {
  await writePrivateFile('a.onnx', bytes);
  expect(await privateFileNames()).toEqual(['a.onnx']);
  expect(await privateFileSize('a.onnx')).toBe(3);
  expect(await privateFileSize('b.onnx')).toBeUndefined();
});

test('a full disk keeps the old file, and is no error', async () => {
  await writePrivateFile('a.onnx', bytes);
  isFull = true;
  expect(await writePrivateFile('a.onnx', Uint8Array.of(9))).toBe(false);
  expect(await readPrivateFile('a.onnx')).toEqual(bytes);
});

test.each<[string, (() => Promise<object>) | undefined]>([
  ['a page on plain HTTP', undefined],
  ['a private window', () => Promise.reject(new DOMException('', 'SecurityError'))],
])('%s has no files, and is no error', async (_, getDirectory) => {
  browser(getDirectory);
  expect(await writePrivateFile('a.onnx', bytes)).toBe(false);
  expect(await readPrivateFile('a.onnx')).toBeUndefined();
  await expect(removePrivateFile('a.onnx')).resolves.toBeUndefined();
});

test('a fault that is not the browser’s refusal is not hidden', async () => {
  browser(() => Promise.reject(new TypeError('broken')));
  await expect(readPrivateFile('a.onnx')).rejects.toThrow('broken');
});
