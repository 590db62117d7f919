import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Where NVIDIA's driver tells of its devices: one folder each, named by its place on the bus. */
const NVIDIA = '/proc/driver/nvidia/gpus';

/**
 * What a graphics processor calls itself.
 *
 * @param index of the device, in the order of the bus
 * @returns `unknown graphics processor` where no driver tells
 */
export async function graphicsProcessorName(index: number): Promise<string> {
  const folders = await readdir(NVIDIA).catch(() => []);
  const folder = folders.sort()[index];
  const text = folder
    ? await readFile(path.join(NVIDIA, folder, 'information'), 'utf8').catch(() => '')
    : '';
  return /^Model:\s*(.+)$/m.exec(text)?.[1]?.trim() ?? 'unknown graphics processor';
}
