import { readFileSync } from 'node:fs';

/** Fixed by Linux' ABI on every machine that Node runs on but some ARM kernels with larger pages. */
const PAGE_BYTES = 4096;

/** USER_HZ, which Linux fixes at 100 for what it tells programs. */
const TICK_MS = 10;

/**
 * Physical memory of a process (/proc/PID/statm, proc(5)).
 *
 * @returns bytes; `undefined` where the system has no /proc or the process has ended
 */
export function residentMemory(pid: number): number | undefined {
  const fields = readProc(pid, 'statm')?.split(' ');
  return fields && Number(fields[1]) * PAGE_BYTES;
}

/**
 * Time that processors have spent on a process (/proc/PID/stat, proc(5)).
 *
 * @returns ms; `undefined` where the system has no /proc or the process has ended
 */
export function processorTime(pid: number): number | undefined {
  const stat = readProc(pid, 'stat');
  // The name stands in brackets and may hold spaces; utime and stime are the 12th and 13th after it.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return undefined;
  }
}
