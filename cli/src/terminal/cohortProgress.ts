import type { WriteStream } from 'node:tty';
import { en, wordsOf, type PlainError } from '@mutation-prediction/core';
import { ProgressLine } from './progressLine.js';

/** How progress is told: lines for people, or JSON lines for programs. */
export type ProgressForm = 'lines' | 'json';

/** What became of a case, for whoever watches. */
export interface CaseNews {
  readonly id: string;
  /** Done by an earlier run. */
  readonly isKept?: boolean;
  /** Why it failed, wholly or in part. */
  readonly failure?: PlainError | undefined;
  readonly notice?: string | undefined;
}

/** Tells how a cohort gets on: a count with rate and time left on a terminal, else a line per case. */
export class CohortProgress {
  readonly #line: ProgressLine;
  readonly #started = performance.now();
  #done = 0;
  #worked = 0;

  constructor(
    private readonly stream: WriteStream,
    private readonly total: number,
    private readonly form: ProgressForm = 'lines',
  ) {
    this.#line = new ProgressLine(stream);
  }

  tell(news: CaseNews): void {
    this.#done++;
    if (!news.isKept) this.#worked++;
    if (this.form === 'json') {
      const { failure, ...others } = news;
      const error = failure && { code: failure.code, message: wordsOf(failure, en).message };
      const line = { done: this.#done, total: this.total, ...others, ...(error && { error }) };
      this.stream.write(`${JSON.stringify(line)}\n`);
      return;
    }
    const { id, isKept, failure, notice } = news;
    if (failure) this.#line.show(`${id}: ${wordsOf(failure, en).message}`);
    else if (notice) this.#line.show(`${id}: ${notice}`);
    if (this.stream.isTTY) this.#line.update(this.#count());
    else if (!isKept && !failure) this.#line.show(`${this.#done} of ${this.total}: ${id}`);
  }

  end(): void {
    this.#line.end();
  }

  #count(): string {
    const minutes = (performance.now() - this.#started) / 60_000;
    const rate = this.#worked / minutes;
    const count = `${this.#done} of ${this.total} cases done`;
    if (this.#worked < 3 || !Number.isFinite(rate)) return count;
    const left = (this.total - this.#done) / rate;
    return `${count}, ${rate.toFixed(rate < 10 ? 1 : 0)} a minute, ${duration(left)} left`;
  }
}

function duration(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${Math.round(minutes)} min`;
  return `${Math.floor(minutes / 60)} h ${Math.round(minutes % 60)} min`;
}
