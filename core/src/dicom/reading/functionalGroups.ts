import { MutationPredictionError } from '../../errors.js';
import type { DicomAttributes } from './attributes.js';
import type { DicomFile } from './dicomFile.js';
import type { ImagePlane } from '../ct/imagePlane.js';
import { imagePlane } from '../ct/imagePlane.js';
import type { Keyword } from './tags.js';

/** What a multi-frame object says of its frames, each on its own or of all at once (PS3.3 C.7.6.16). */
export class FunctionalGroups {
  private readonly shared: DicomAttributes | undefined;
  private readonly perFrame: readonly DicomAttributes[];

  /** @throws `malformed-object` when the per-frame items are not one per frame */
  constructor(
    private readonly file: DicomFile,
    frameCount: number,
  ) {
    this.shared = file.attributes.item('SharedFunctionalGroupsSequence');
    this.perFrame = file.attributes.items('PerFrameFunctionalGroupsSequence');
    if (this.perFrame.length !== frameCount && (this.perFrame.length > 0 || frameCount > 1)) {
      throw new MutationPredictionError('malformed-object.frames-undescribed', {
        object: file.name,
        described: this.perFrame.length,
        frames: frameCount,
      });
    }
  }

  /** First item of a functional group, of the frame or else of all frames. */
  group(frame: number, keyword: Keyword): DicomAttributes | undefined {
    return this.perFrame[frame]?.item(keyword) ?? this.shared?.item(keyword);
  }

  /** @throws `malformed-object` when the frame has no place in the patient */
  plane(frame: number): ImagePlane {
    return imagePlane(
      this.group(frame, 'PlanePositionSequence')?.decimals('ImagePositionPatient') ?? [],
      this.group(frame, 'PlaneOrientationSequence')?.decimals('ImageOrientationPatient') ?? [],
      this.group(frame, 'PixelMeasuresSequence')?.decimals('PixelSpacing') ?? [],
      `Frame ${frame + 1} of ${this.file.name}`,
    );
  }
}
