import type { DataSet } from 'dicom-parser';
import { readFile } from 'node:fs/promises';
import { elementBytes } from './dicomJson.js';
import { isFloatPixelData, PIXEL_DATA, parseWhole, readHeader } from './fileHeader.js';
import { readFrames } from './frames.js';

/**
 * The value that a BulkDataURI of `toDicomJson` stands for.
 *
 * @param path tags and item indices, e.g. `7FE00010` or `00089215/0/00091010`
 * @returns one buffer, or one per frame of pixel data; undefined where there is no such value
 */
export async function readBulkData(file: string, path: string): Promise<Buffer[] | undefined> {
  const header = await readHeader(file);
  if (!header) return undefined;
  if (path.toUpperCase() === '7FE00010') {
    return header.elements[PIXEL_DATA] && readFrames(file, 'all');
  }
  // Of pixels a header has the place only.
  const inHeader = isFloatPixelData(path) ? undefined : valueAt(header, path);
  const value = inHeader ?? valueAt(await parseWhole(await readFile(file)), path);
  return value && [value];
}

function valueAt(dataSet: DataSet, path: string): Buffer | undefined {
  const [tag = '', index, ...rest] = path.split('/');
  const element = dataSet.elements[`x${tag.toLowerCase()}`];
  if (!element) return undefined;
  if (index === undefined) {
    return element.items ? undefined : Buffer.from(elementBytes(dataSet, element));
  }
  const item = element.items?.[Number(index)]?.dataSet;
  return item && valueAt(item, rest.join('/'));
}
