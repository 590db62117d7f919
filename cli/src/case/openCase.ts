import {
  parseImages,
  parseNodule,
  type ParsedImages,
} from '@mutation-prediction/server-adapter/parsing';
import type { ImagesChoice, NoduleChoice } from '@mutation-prediction/server-adapter/case';
import { say } from '../terminal/terminal.js';

/** Opens the CT and the segmentation named, and says which CT it is where that is not plain. */
export async function openCase(choice: ImagesChoice | NoduleChoice): Promise<ParsedImages> {
  const images = await ('at' in choice ? parseNodule(choice) : parseImages(choice));
  if (images.ctNotice) say(`${images.ctNotice}\n`);
  return images;
}
