import { OpenInferenceError } from '../errors.js';

/** The server's address without a slash at its end. */
export function serverUrl(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url, typeof location === 'undefined' ? undefined : location.href);
  } catch (cause) {
    throw new OpenInferenceError('invalid', `${url} is no address of a server.`, { cause });
  }
  const { protocol, username, password, origin, pathname } = parsed;
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '') {
    throw new OpenInferenceError(
      'invalid',
      'The address of a server begins with http:// or https:// and holds no credentials.',
    );
  }
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

export function modelPath(model: string, version?: string): string {
  const path = `/v2/models/${segment(model)}`;
  return version === undefined ? path : `${path}/versions/${segment(version)}`;
}

/** One step of a path, which no name can leave: the request goes where it is meant to go. */
function segment(name: string): string {
  if (name === '' || name === '.' || name === '..') {
    throw new OpenInferenceError('invalid', `"${name}" names no model or version.`);
  }
  return encodeURIComponent(name);
}
