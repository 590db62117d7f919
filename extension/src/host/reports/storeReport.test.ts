import type { DataSource, ExtensionManager } from '../viewer/ohif.js';

/** As much of a browser's request as a data source uses: it is answered when it is sent. */
class FakeRequest {
  static readonly UNSENT = 0;
  static readonly DONE = 4;
  readyState = FakeRequest.UNSENT;
  status = 0;
  responseText = '';
  readonly headers: string[] = [];

  open(): void {
    this.readyState = 1;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers.push(`${name}: ${value}`);
  }

  answer(status: number, body = ''): void {
    Object.assign(this, { readyState: FakeRequest.DONE, status, responseText: body });
  }
}
Object.assign(globalThis, { XMLHttpRequest: FakeRequest });

const { storeReport } = await import('./storeReport.js');

const file = (uid: string) => ({
  name: `${uid}.dcm`,
  bytes: new ArrayBuffer(8),
  studyInstanceUid: '2.25.1',
  seriesInstanceUid: `${uid}.1`,
  sopInstanceUid: uid,
});
const files = [file('2.25.10'), file('2.25.20')];

let log: string[];
let requests: FakeRequest[];

beforeEach(() => {
  log = [];
  requests = [];
});

type Send = (request: FakeRequest) => Promise<unknown> | undefined;

/** A data source that writes down what it is asked. */
function dataSource(send: Send): DataSource {
  return {
    store: {
      dicom: async (bytes, xhr) => {
        log.push(`store ${files.findIndex((one) => one.bytes === bytes)}`);
        const request = xhr as unknown as FakeRequest;
        requests.push(request);
        await send(request);
      },
    },
    retrieve: {
      series: {
        metadata: ({ filters, madeInClient }) => {
          log.push(`list ${filters.seriesInstanceUID.join()} ${madeInClient}`);
          return Promise.resolve();
        },
      },
    },
    deleteStudyMetadataPromise: (key) => log.push(`forget ${key}`),
    getConfig: () => ({ name: 'pacs' }),
  };
}

const accept: Send = (request) => {
  request.open();
  request.answer(200);
  return undefined;
};

const store = (...sources: readonly DataSource[]) => {
  const manager = { getActiveDataSource: () => sources } as unknown as ExtensionManager;
  return storeReport(manager, { files, replaces: [], carried: 0 });
};

test('stores the files in order, and has the viewer list each series afresh', async () => {
  await store(dataSource(accept));
  const forget = ['forget 2.25.1', 'forget pacs:2.25.1'];
  expect(log).toEqual([
    ...['store 0', ...forget, 'list 2.25.10.1 true', ...forget],
    ...['store 1', ...forget, 'list 2.25.20.1 true', ...forget],
  ]);
});

test('asks the server for an answer in JSON', async () => {
  await store(dataSource(accept));
  expect(requests.map(({ headers }) => headers)).toEqual([
    ['Accept: application/dicom+json'],
    ['Accept: application/dicom+json'],
  ]);
});

test('a file that the server refuses stops the rest, also where the data source says nothing', async () => {
  const refuse: Send = (request) => {
    request.open();
    request.answer(507, 'Disk full');
    return undefined;
  };
  await expect(store(dataSource(refuse))).rejects.toMatchObject({
    code: 'store-refused',
    message: expect.stringContaining('Disk full'),
  });
  expect(log).toEqual(['store 0']);
});

test('the server’s answer counts for more than the data source’s error', async () => {
  const failWith = (status: number): Send => {
    return (request) => {
      request.open();
      request.answer(status);
      return Promise.reject(new Error('request failed'));
    };
  };
  await expect(store(dataSource(failWith(403)))).rejects.toMatchObject({
    code: 'store-refused',
    message: expect.stringContaining('HTTP 403'),
  });
  await expect(store(dataSource(failWith(200)))).resolves.toBeUndefined();
});

test('without any answer the data source’s own error is told', async () => {
  const fail: Send = () => Promise.reject(new Error('no authorisation'));
  await expect(store(dataSource(fail))).rejects.toThrow('no authorisation');
});

test('a data source that cannot store, or only seems to, is said so', async () => {
  const refusal = { code: 'store-refused', message: expect.stringContaining('cannot store') };
  await expect(store()).rejects.toMatchObject(refusal);
  await expect(store({})).rejects.toMatchObject(refusal);
  await expect(store(dataSource(() => undefined))).rejects.toMatchObject(refusal);
});
