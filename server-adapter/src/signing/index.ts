/** Ed25519 by Node: keys, signing, and the keys that are trusted. */
export { openSigner, verifyEd25519 } from './ed25519.js';
export { signModelPackage, signReportFile, writeNewKey } from './signFiles.js';
export { trustedKeysOf } from './trustedKeysFile.js';
