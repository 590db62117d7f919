/** Grids, volumes, masks and lesions as voxels, in LPS millimetres; NIfTI. */
export { type Component, componentMask, connectRuns } from './connectedComponents.js';
export { cropMask, cropVolume, uncropVolume } from './crop.js';
export type { Acquisition, CtImage, InstanceReference, SeriesIdentity } from './ctImage.js';
export type { Grid, IndexBox } from './grid.js';
export { indexToLps, lpsToIndex, sameGrid, shiftGrid, spacing, wholeBox } from './gridGeometry.js';
export {
  type HuWindow,
  proposedWindow,
  type SliceWindows,
  sliceWindows,
  type StatedWindows,
} from './huWindow.js';
export { lesionCandidates, type MeasuredCandidate } from './lesionCandidates.js';
export {
  fillBox,
  fillRuns,
  maskRuns,
  type MaskRuns,
  runsBox,
  runsVoxelCount,
  shiftRun,
  type VoxelRun,
} from './maskRuns.js';
export { type LesionMeasurements, measureLesion, measureRuns } from './measureLesion.js';
export { readNiftiCt, readNiftiMask } from './nifti.js';
export { resampleMask } from './resampleMask.js';
export { resampleLinear } from './trilinear.js';
export { add, cross, dot, norm, scale, subtract, type Vector3 } from './vector.js';
export type { FloatVolume, Mask, Volume } from './volume.js';
export { encodeNiftiImage, encodeNiftiMask } from './writeNifti.js';
