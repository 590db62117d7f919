import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const BIN = path.resolve(import.meta.dirname, '../../cli/bin/mutation-prediction.js');

/** `mutation-prediction worker` as a user starts it. */
export class QueueWorker {
  #said = '';
  /** Resolves once it takes cases. */
  readonly ready: Promise<void>;
  readonly ended: Promise<number | null>;

  private constructor(readonly process: ChildProcess) {
    this.ended = new Promise((resolve) => process.once('close', resolve));
    this.ready = new Promise((resolve, reject) => {
      process.stderr?.on('data', (chunk: Buffer) => {
        this.#said += chunk.toString();
        if (this.#said.includes('Working on')) resolve();
      });
      void this.ended.then(() => reject(new Error(`The worker ended: ${this.#said}`)));
    });
    // One that is killed before it is ready is no failure.
    this.ready.catch(() => undefined);
  }

  static start(
    variables: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ): QueueWorker {
    const env = { ...process.env, ...variables };
    return new QueueWorker(
      spawn(process.execPath, [BIN, 'worker', ...args], {
        env,
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
  }

  /** All that it has said. */
  get said(): string {
    return this.#said;
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended;
  }

  /** As a host that is shut down asks it to. */
  async stop(): Promise<void> {
    this.process.kill('SIGTERM');
    await this.ended;
  }
}
