/**
 * swc for Jest, with `Math` and `Number` as constants of each module: Jest's contexts look globals up through an
 * interceptor, which per voxel costs more than what is computed.
 */
import { createTransformer as swc } from '@swc/jest';

const HOISTED = 'const { Math, Number } = globalThis; ';

export default {
  createTransformer(options) {
    const inner = swc(options);
    return {
      ...inner,
      process(...args) {
        const result = inner.process(...args);
        return { ...result, code: HOISTED + result.code };
      },
      processAsync: undefined,
      getCacheKey: (...args) => inner.getCacheKey(...args) + HOISTED,
    };
  },
};
