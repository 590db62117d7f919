/** Secrets come from variables: what is on the command line is seen by everyone on this machine. */
import type { InferenceServer, ViewerOptions } from '@mutation-prediction/server-adapter/viewer';

type Variables = Readonly<Record<string, string | undefined>>;

/** A token, else a user and their password; nothing for a server that asks for none. */
export function dicomWebAuthorization({
  MP_DICOMWEB_TOKEN: token,
  MP_DICOMWEB_USER: user,
  MP_DICOMWEB_PASSWORD: password = '',
}: Variables): Pick<ViewerOptions, 'dicomWebAuthorization'> {
  if (token) return { dicomWebAuthorization: `Bearer ${token}` };
  if (!user) return {};
  const credentials = Buffer.from(`${user}:${password}`).toString('base64');
  return { dicomWebAuthorization: `Basic ${credentials}` };
}

export function inferenceServer(
  url: URL,
  { MP_INFERENCE_TOKEN: token }: Variables,
): InferenceServer {
  return { url, ...(token && { token }) };
}
