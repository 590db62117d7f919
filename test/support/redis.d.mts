export const hasRedis: boolean;

/** A real Redis on loopback, with an append-only file in a folder of its own. */
export interface TestRedis {
  /** `redis://127.0.0.1:41234`, without the password. */
  readonly url: string;
  /** Ends it as a power cut does, and starts it again on the same port and file. */
  restart(): Promise<void>;
  /** All that it has put on the disk. */
  onDisk(): string;
  stop(): Promise<void>;
}

/** @param password asked of clients, where one is given */
export function startRedis(password?: string): Promise<TestRedis>;
