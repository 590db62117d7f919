import { readFileSync } from 'node:fs';

/** Fixed by Linux' ABI on every machine that Node runs on but some ARM kernels with larger pages. */
const PAGE_BYTES = 4096;

/**
 * Physical memory of a process (/proc/PID/statm, proc(5)).
 *
 * @returns bytes; `undefined` where the system has no /proc or the process has ended
 */
export function residentMemory(pid: number): number | undefined {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'ascii').split(' ')[1]);
    return pages * PAGE_BYTES;
  } catch {
    return undefined;
  }
}
