import type { WriteStream } from 'node:tty';
import { printable } from './terminal.js';

/** Progress on a terminal: stages stay, counts overwrite their line. In a log, stages only. */
export class ProgressLine {
  private hasOpenLine = false;
  private lastUpdate = 0;

  constructor(private readonly stream: WriteStream) {}

  /** A stage: a line of its own. */
  show(message: string): void {
    this.end();
    this.stream.write(`${printable(message)}\n`);
  }

  /** A count that replaces the one before, at most ten times a second. */
  update(message: string): void {
    if (!this.stream.isTTY || Date.now() - this.lastUpdate < 100) return;
    this.lastUpdate = Date.now();
    this.stream.cursorTo(0);
    this.stream.write(printable(message));
    this.stream.clearLine(1);
    this.hasOpenLine = true;
  }

  /** Removes the open count, so that other output starts on a clean line. */
  end(): void {
    if (!this.hasOpenLine) return;
    this.stream.cursorTo(0);
    this.stream.clearLine(0);
    this.hasOpenLine = false;
  }
}
