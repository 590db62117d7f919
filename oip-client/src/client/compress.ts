export type Compression = 'gzip' | 'deflate';

/** The bytes compressed, or undefined in a browser that cannot. */
export async function compress(
  bytes: Uint8Array<ArrayBuffer>,
  format: Compression,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (typeof CompressionStream === 'undefined') return undefined;
  const stream = new Response(bytes).body!.pipeThrough(new CompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
