/** The parsing process of the bench: reads damaged files with the code that reads all files. */
import {
  decodePart10,
  readCtSeries,
  readPredictionReport,
  readSegmentationObject,
  readSegmentMask,
} from '@mutation-prediction/core';
import { frameCodecs } from '../../../server-adapter/dist/codecs/frameCodecs.js';
import { serveTasks } from '../../../server-adapter/dist/parsing/serveTasks.js';

const source = ({ name, bytes }) => ({ name, read: () => Promise.resolve(bytes) });

function voxels({ data }) {
  const indices = [];
  for (let at = data.indexOf(1); at !== -1; at = data.indexOf(1, at + 1)) indices.push(at);
  return indices;
}

serveTasks({
  /** @returns flat indices of each segment's voxels on the target's grid */
  segmentation: ({ bytes, target }) => {
    const object = readSegmentationObject(bytes, 'the segmentation');
    const masks = {};
    let refusal;
    for (const { number } of object.segments) {
      try {
        masks[number] = voxels(readSegmentMask(object, number, target).mask);
      } catch (error) {
        refusal ??= error;
      }
    }
    // A file of which not one segment can be read is refused.
    if (Object.keys(masks).length === 0 && refusal) throw refusal;
    return masks;
  },
  /** @returns the voxels of every series found */
  ct: async ({ files }) => {
    const { series, refused, otherFiles } = await readCtSeries(files.map(source), {
      codecs: frameCodecs,
    });
    const [reason] = [...refused, ...otherFiles].flatMap(({ error }) => error ?? []);
    if (series.length === 0 && reason) throw reason;
    const volumes = [];
    for (const one of series) {
      const { data } = await one.readRegion({ lower: [0, 0, 0], upper: one.grid.size });
      volumes.push(Array.from(data));
    }
    return volumes;
  },
  report: async ({ bytes }) => readPredictionReport(await decodePart10(bytes)).predictions,
});
