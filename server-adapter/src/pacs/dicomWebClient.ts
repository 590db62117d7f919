import { randomUUID } from 'node:crypto';
import { MutationPredictionError } from '@mutation-prediction/core';
import { boundaryOf, parseMultipart } from '../dicomweb/multipart.js';

/** A PACS, and what it asks of who asks it. */
export interface DicomWebService {
  /** Root of its DICOMweb service, e.g. `http://127.0.0.1:8042/dicom-web`. */
  readonly url: string;
  /** Value of the header Authorization; sent to that origin only. */
  readonly authorization?: string;
}

/** A data set in the DICOM JSON Model (PS3.18 F) by tags, as a search answers with. */
export type FoundDataSet = Readonly<
  Record<string, { readonly Value?: readonly unknown[] } | undefined>
>;

/** Matches per request: below what servers answer with at most. */
const PAGE = 500;
/** Of a request without an answer. */
const TIMEOUT_MS = 120_000;
/** Largest instance that is taken; a whole-body SEG stays below. */
const LARGEST_BYTES = 2 ** 31;

/** QIDO-RS, WADO-RS and STOW-RS (PS3.18 §10) of one service, as far as cohorts need them. */
export class DicomWebClient {
  readonly #root: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    { url, authorization }: DicomWebService,
    private readonly signal?: AbortSignal,
  ) {
    this.#root = url.replace(/\/+$/, '');
    this.#headers = authorization ? { authorization } : {};
  }

  /**
   * Every match, page by page.
   *
   * @param resource e.g. `studies`, `studies/1.2/series`
   * @param query e.g. `Modality=SEG`
   * @throws MutationPredictionError `no-ct` with the service's reason
   */
  async search(resource: string, query: URLSearchParams): Promise<FoundDataSet[]> {
    const found: FoundDataSet[] = [];
    const seen = new Set<string>();
    for (;;) {
      const page = new URLSearchParams(query);
      page.set('limit', String(PAGE));
      page.set('offset', String(found.length));
      const matches = await this.#searchPage(`${resource}?${page.toString()}`);
      const fresh = matches.filter((match) => {
        const key = JSON.stringify(match);
        return !seen.has(key) && seen.add(key);
      });
      found.push(...fresh);
      // A service that knows no `offset` answers with the same page for ever.
      if (matches.length < PAGE || fresh.length === 0) return found;
    }
  }

  async #searchPage(resource: string): Promise<FoundDataSet[]> {
    const response = await this.#ask(resource, { headers: { accept: 'application/dicom+json' } });
    if (response.status === 204) return [];
    const answer: unknown = await response.json().catch(() => undefined);
    if (!Array.isArray(answer))
      throw new MutationPredictionError('no-ct.archive-no-list', { url: this.#root });
    return answer as FoundDataSet[];
  }

  /** The Part 10 file of an instance, as it is stored. */
  async retrieve(study: string, series: string, instance: string): Promise<Uint8Array> {
    const response = await this.#ask(`studies/${study}/series/${series}/instances/${instance}`, {
      headers: { accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' },
    });
    const size = Number(response.headers.get('content-length') ?? 0);
    if (size > LARGEST_BYTES) {
      const sent = { url: this.#root, bytes: size, instance };
      throw new MutationPredictionError('no-ct.archive-too-large', sent);
    }
    const boundary = boundaryOf(response.headers.get('content-type') ?? '');
    const body = Buffer.from(await response.arrayBuffer());
    const [part] = (boundary && parseMultipart(body, boundary)) || [];
    if (!part)
      throw new MutationPredictionError('no-ct.archive-cut-off', { url: this.#root, instance });
    return part.body;
  }

  /** Whether the service has an instance; `false` also where it does not tell. */
  async has(study: string, instance: string): Promise<boolean> {
    try {
      const query = new URLSearchParams({ SOPInstanceUID: instance });
      const found = await this.search(`studies/${study}/instances`, query);
      return found.some((match) => textOf(match, '00080018') === instance);
    } catch (error) {
      if (this.signal?.aborted) throw error;
      return false;
    }
  }

  /**
   * Stores files.
   *
   * @throws MutationPredictionError `store-refused` with the service's reason
   */
  async store(files: readonly Uint8Array[]): Promise<void> {
    const boundary = randomUUID();
    const body = Buffer.concat([
      ...files.flatMap((file) => [
        Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
        file,
        Buffer.from('\r\n'),
      ]),
      Buffer.from(`--${boundary}--\r\n`),
    ]);
    const response = await this.#fetch('studies', {
      method: 'POST',
      headers: {
        accept: 'application/dicom+json',
        'content-type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      },
      body,
    });
    const answer = (await response.json().catch(() => ({}))) as FoundDataSet;
    const failed = answer['00081198']?.Value?.length ?? 0;
    if (response.status === 200 && failed === 0) return;
    throw new MutationPredictionError('store-refused.archive', {
      url: this.#root,
      failed: failed || files.length,
      count: files.length,
      status: response.status,
    });
  }

  async #ask(resource: string, init: RequestInit): Promise<Response> {
    const response = await this.#fetch(resource, init);
    if (response.ok) return response;
    await response.body?.cancel();
    throw new MutationPredictionError('no-ct.archive-answered', {
      url: this.#root,
      status: response.status,
    });
  }

  async #fetch(resource: string, init: RequestInit): Promise<Response> {
    const limit = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await fetch(`${this.#root}/${resource}`, {
        ...init,
        headers: { ...this.#headers, ...init.headers },
        // Another origin must not learn the authorisation.
        redirect: 'error',
        signal: this.signal ? AbortSignal.any([limit, this.signal]) : limit,
      });
    } catch (cause) {
      if (this.signal?.aborted) {
        throw new MutationPredictionError('cancelled.run', {}, { cause });
      }
      throw new MutationPredictionError(
        'no-ct.archive-unreachable',
        { url: this.#root },
        { cause },
      );
    }
  }
}

/** The text of an attribute, first value. */
export function textOf(found: FoundDataSet, tag: string): string {
  const value = found[tag]?.Value?.[0];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The numbers of an attribute. */
export function numbersOf(found: FoundDataSet, tag: string): number[] {
  return (found[tag]?.Value ?? []).map(Number);
}
