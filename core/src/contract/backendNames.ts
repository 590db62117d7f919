/** What people call a backend. */
export interface BackendNames {
  readonly name: string;
  /** Where there is little room. */
  readonly short: string;
}

/** Apart from the schema of a device: the inference worker needs the names and not zod. */
const BACKENDS: ReadonlyMap<string, BackendNames> = new Map([
  ['webgpu', { name: 'WebGPU', short: 'WebGPU' }],
  ['wasm', { name: 'WebAssembly', short: 'WASM' }],
  ['cpu', { name: 'CPU', short: 'CPU' }],
  // Of a prediction that is withheld.
  ['none', { name: 'None', short: 'none' }],
  ['cuda', { name: 'CUDA', short: 'CUDA' }],
]);

/** A backend that has no names here goes by its own. */
export function backendNames(backend: string): BackendNames {
  return BACKENDS.get(backend) ?? { name: backend, short: backend };
}
