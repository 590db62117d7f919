import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  MutationPredictionError,
  parseLikeness,
  parseModelManifest,
  SIGNATURE_FILE,
  verifyModelFile,
  type LikenessReference,
  type LoadedManifest,
  type ModelManifest,
  type SignatureState,
  type TrustedKey,
} from '@mutation-prediction/core';
import { checkModelSignature } from './modelSignature.js';
import { readBytes, verifyNetwork, type PackageNetwork } from './packageNetwork.js';

/** A model package on disk whose network was compared with what its manifest says. */
export interface ModelPackage extends LoadedManifest {
  readonly directory: string;
  /** model.json as it is stored: its digest is of these characters. */
  readonly manifestText: string;
  readonly network: PackageNetwork;
  /** Where the manifest names it. */
  readonly likeness?: LikenessReference;
  readonly signature: SignatureState;
  /** The signature file; absent where there is none. */
  readonly signatureText?: string;
  /** Its card as text; absent where it cannot be read, which keeps nobody from predicting. */
  readonly card?: string;
}

/** Meant where no other model is named: nine views, both genes. */
export const DEFAULT_MODEL = 'mmdl-demo';

/** The packages that come with the software, wherever npm has put them. */
const SHIPPED = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@mutation-prediction/models/package.json')),
  'packages',
);

/** Where packages are looked for: `--models`, else `MP_MODELS`, else the shipped ones. */
export function modelsDirectory(chosen?: string): string {
  return path.resolve(chosen ?? process.env['MP_MODELS'] ?? SHIPPED);
}

/**
 * Loads and verifies a package.
 *
 * @param modelId name of the package's folder and `id` of its manifest
 * @throws MutationPredictionError `model-unavailable`, `model-invalid`, `model-hash-mismatch`;
 *   `signature-invalid` for one that was changed after it was signed
 */
export async function loadModelPackage(
  modelId: string,
  models: string,
  trustedKeys: readonly TrustedKey[] = [],
): Promise<ModelPackage> {
  const directory = path.join(models, modelId);
  const available = await packageIds(models);
  if (!available.includes(modelId)) {
    const missing = { model: modelId, folder: models };
    throw available.length > 0
      ? new MutationPredictionError('model-unavailable.no-such-package', {
          ...missing,
          available: available.join(', '),
        })
      : new MutationPredictionError('model-unavailable.no-package-at-all', missing);
  }
  const manifestPath = path.join(directory, 'model.json');
  const manifestBytes = await readBytes(manifestPath);
  const loaded = await parseModelManifest(manifestBytes, manifestPath);
  if (loaded.manifest.id !== modelId) {
    throw new MutationPredictionError('model-invalid.other-id', {
      file: manifestPath,
      found: loaded.manifest.id,
      model: modelId,
    });
  }
  const network = await verifyNetwork(directory, loaded.manifest.graph);
  const manifestText = new TextDecoder('utf-8', { ignoreBOM: true }).decode(manifestBytes);
  const likeness = await readLikeness(directory, loaded.manifest);
  const signatureText = await readText(path.join(directory, SIGNATURE_FILE));
  const card = await readText(path.join(directory, cardName(loaded.manifest)));
  const signature = await checkModelSignature(modelId, signatureText, manifestBytes, trustedKeys);
  return {
    ...loaded,
    directory,
    manifestText,
    network,
    signature,
    ...(signatureText !== undefined && { signatureText }),
    ...(likeness && { likeness }),
    ...(card !== undefined && { card }),
  };
}

const cardName = ({ card }: ModelManifest) => (typeof card === 'string' ? card : card.path);

/** Of a file that may be missing. */
function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

async function readLikeness(
  directory: string,
  { likeness: file }: ModelManifest,
): Promise<LikenessReference | undefined> {
  if (!file) return undefined;
  const place = path.join(directory, file.path);
  const bytes = await readBytes(place);
  await verifyModelFile(bytes, file);
  return parseLikeness(bytes, place);
}

/** The names of a folder's packages, in alphabetical order; none where there is no such folder. */
export async function packageIds(models: string): Promise<string[]> {
  const entries = await readdir(models, { withFileTypes: true }).catch(() => []);
  // A link counts as what it leads to: opening it says whether that is a package.
  return entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name)
    .sort();
}
