/**
 * Has a bundle fetch its chunks by their SHA-384 (Subresource Integrity), so that whoever has checked the bundle
 * has checked them, too.
 */
import { createHash } from 'node:crypto';
import webpack from 'webpack';

const { Compilation, runtime, sources } = webpack;

export class ChunkIntegrity {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('ChunkIntegrity', (compilation) => {
      const { createScript } = runtime.LoadScriptRuntimeModule.getCompilationHooks(compilation);
      createScript.tap('ChunkIntegrity', (code, entry) => {
        const hashes = [...entry.getAllAsyncChunks()].map(({ id }) => [id, placeholder(id)]);
        return `${code}\nscript.integrity = ${JSON.stringify(Object.fromEntries(hashes))}[chunkId];`;
      });
      // Once no chunk changes any more.
      const stage = Compilation.PROCESS_ASSETS_STAGE_ANALYSE;
      compilation.hooks.processAssets.tap({ name: 'ChunkIntegrity', stage }, () =>
        replacePlaceholders(compilation),
      );
    });
  }
}

function replacePlaceholders(compilation) {
  for (const entry of compilation.entrypoints.values()) {
    const [bundle] = entry.getFiles();
    let code = compilation.assets[bundle].source();
    for (const { id, files } of entry.getEntrypointChunk().getAllAsyncChunks()) {
      const [file] = files;
      const hash = createHash('sha384').update(compilation.assets[file].buffer()).digest('base64');
      code = code.replaceAll(placeholder(id), `sha384-${hash}`);
    }
    compilation.updateAsset(bundle, new sources.RawSource(code));
  }
}

/** As long as the hash that takes its place, so that source maps stay true. */
const placeholder = (id) => `sha384-${createHash('sha256').update(String(id)).digest('hex')}`;
