import { parseImages, type ParsedImages } from '@mutation-prediction/server-adapter/parsing';
import type { ImagesChoice } from '@mutation-prediction/server-adapter/case';
import { say } from '../terminal/terminal.js';

/** Opens the CT and the segmentation named, and says which CT it is where that is not plain. */
export async function openCase(choice: ImagesChoice): Promise<ParsedImages> {
  const images = await parseImages(choice);
  if (images.ctNotice) say(`${images.ctNotice}\n`);
  return images;
}
