import fastifyStatic from '@fastify/static';
import { MutationPredictionError, type TrustedKey } from '@mutation-prediction/core';
import fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import path from 'node:path';
import { registerDicomWebService } from '../dicomweb/dicomWebService.js';
import type { FolderStore } from '../dicomweb/folderStore.js';
import { isLoopback } from '../http/loopback.js';
import { appConfigScript } from './appConfig.js';
import { registerDicomWebProxy } from './dicomWebProxy.js';
import { registerInferenceProxy, type InferenceServer } from './inferenceProxy.js';
import {
  builtPlugin,
  checkBuilt,
  modelNames,
  ownModelNames,
  shippedModels,
} from './pluginDirectories.js';
import type { PluginDirectories } from './pluginDirectories.js';
import { refuseForeignHosts, refuseForeignPages } from './strangers.js';

const DICOM_WEB = '/dicom-web';
const INFERENCE = '/inference';
const CONTENT_POLICY = 'content-security-policy';
const PLUGIN = '/plugins/mutation-prediction';

/** Route of our mode in OHIF (`routeName` of the mode). */
const MODE_ROUTE = '/mutation-prediction';

/** Where a browser shows how fast it is. */
const BENCH = '/bench';

const FILES = { preCompressed: true, cacheControl: false };

/** Connections that say nothing would otherwise be held for good, and in the end all there can be. */
const TIMEOUTS = {
  /** From the first byte of a request to its last: a CT over a slow network takes minutes. */
  requestTimeout: 10 * 60_000,
  /** Without a byte in either direction; longer than the proxy waits for a PACS. */
  connectionTimeout: 6 * 60_000,
  http: { headersTimeout: 30_000, connectionsCheckingInterval: 10_000 },
};

export interface ViewerOptions {
  /** OHIF's `dist`, see `fetchOhif`. */
  readonly ohifDirectory: string;
  /** The studies: a folder, or a DICOMweb server elsewhere. */
  readonly dicomWeb: FolderStore | URL;
  /** Value of the Authorization header that the DICOMweb server elsewhere gets. */
  readonly dicomWebAuthorization?: string;
  /** Answers below `/inference`, where there is one. */
  readonly inferenceServer?: InferenceServer;
  readonly plugin?: PluginDirectories;
  /** Folder of model packages that the panel offers instead of those that come along. */
  readonly models?: string;
  /** Keys whose signatures of models and reports count in the panel. */
  readonly trustedKeys?: readonly TrustedKey[];
  /** 127.0.0.1 unless given: whoever reaches the port reads and adds studies. */
  readonly host?: string;
  /** 0 (the default) takes any free port. */
  readonly port?: number;
}

export interface RunningViewer {
  /** Origin, without a trailing slash, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** URL that opens a study in our mode. */
  studyUrl(studyInstanceUid: string): string;
  /** Finishes the requests in progress and frees the port. */
  close(): Promise<void>;
}

/**
 * Serves OHIF with the plugin and a DICOMweb service from one origin.
 *
 * @throws MutationPredictionError `viewer-unavailable` (not built, port taken, a folder without models)
 */
export async function startViewer(options: ViewerOptions): Promise<RunningViewer> {
  const app = await buildViewer(options);
  const host = options.host ?? '127.0.0.1';
  const port = options.port ?? 0;
  const url = await app.listen({ host, port }).catch((cause: NodeJS.ErrnoException) => {
    throw listenError(host, port, cause);
  });
  return {
    url,
    studyUrl: (uid) => `${url}${MODE_ROUTE}?StudyInstanceUIDs=${encodeURIComponent(uid)}`,
    close: () => app.close(),
  };
}

/** The application without a port, for `inject`. */
export async function buildViewer(options: ViewerOptions): Promise<FastifyInstance> {
  const plugin = options.plugin ?? builtPlugin;
  await checkBuilt(plugin);
  const app = fastify({ ...TIMEOUTS, forceCloseConnections: true });
  app.setErrorHandler(answerWithoutPaths);
  if (isLoopback(options.host ?? '127.0.0.1')) app.addHook('onRequest', refuseForeignHosts);
  app.addHook('onSend', setCommonHeaders);

  const { dicomWeb, dicomWebAuthorization, inferenceServer } = options;
  // A scope of its own: its hook holds for its routes however a path is written.
  await app.register(async (scope) => {
    scope.addHook('onRequest', refuseForeignPages);
    if (dicomWeb instanceof URL) {
      await registerDicomWebProxy(scope, DICOM_WEB, dicomWeb, dicomWebAuthorization);
    } else {
      await registerDicomWebService(scope, DICOM_WEB, dicomWeb);
    }
  });
  if (inferenceServer) {
    await app.register(async (scope) => {
      scope.addHook('onRequest', refuseForeignPages);
      registerInferenceProxy(scope, INFERENCE, inferenceServer);
    });
  }

  const models = await serveModels(app, plugin, options.models);
  const configuration = appConfigScript({
    pluginPath: PLUGIN,
    dicomWebPath: DICOM_WEB,
    givesBareFrames: !(dicomWeb instanceof URL),
    models,
    ...(inferenceServer && { inferencePath: INFERENCE }),
    ...(options.trustedKeys && { trustedKeys: options.trustedKeys }),
  });
  app.get('/app-config.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(configuration),
  );

  app.get(BENCH, (_request, reply) => reply.redirect(benchPage(models)));

  await app.register(fastifyStatic, { ...FILES, root: options.ohifDirectory });
  for (const part of ['extension', 'mode'] as const) {
    const mount = { root: plugin[part], prefix: `${PLUGIN}/${part}/`, decorateReply: false };
    await app.register(fastifyStatic, { ...FILES, ...mount });
  }
  app.setNotFoundHandler(serveApplication);
  return app;
}

/** The extension's own page, for the models that the panel offers. */
function benchPage(models: readonly string[]): string {
  const asked = new URLSearchParams(models.map((model): [string, string] => ['model', model]));
  return `${PLUGIN}/extension/bench.html?${asked}`;
}

/** URL paths of the packages that the panel offers; of a user's folder only the packages are served. */
async function serveModels(
  app: FastifyInstance,
  plugin: PluginDirectories,
  own: string | undefined,
): Promise<string[]> {
  if (own === undefined) {
    const names = await modelNames(shippedModels(plugin));
    return names.map((name) => `${PLUGIN}/extension/models/${name}/`);
  }
  const mounts = (await ownModelNames(own)).map((name) => ({
    root: path.resolve(own, name),
    prefix: `${PLUGIN}/models/${name}/`,
  }));
  for (const mount of mounts) {
    await app.register(fastifyStatic, { ...FILES, ...mount, decorateReply: false });
  }
  return mounts.map(({ prefix }) => prefix);
}

/** Cross-origin isolation gives WebAssembly its threads; every response has to agree to it. */
async function setCommonHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  // Nobody clicks in a viewer that another site shows within its page.
  if (!reply.hasHeader(CONTENT_POLICY)) reply.header(CONTENT_POLICY, "frame-ancestors 'self'");
  // "Ask first": an unchanged file costs a 304, a rebuilt plugin or a new report is never stale.
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache');
}

/** The message of a failed file operation names the path. */
function answerWithoutPaths(
  error: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { statusCode = 500 } = error;
  const sentence = statusCode < 500 ? error.message : `The viewer cannot answer (${error.code}).`;
  return reply.code(statusCode).type('text/plain; charset=utf-8').send(sentence);
}

/** OHIF routes in the browser: a path that names no file is one of its pages. */
function serveApplication(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { pathname } = new URL(request.url, 'http://viewer');
  const isPage =
    request.method === 'GET' &&
    path.extname(pathname) === '' &&
    ![PLUGIN, DICOM_WEB, INFERENCE].some((prefix) => pathname.startsWith(prefix));
  if (isPage) return reply.sendFile('index.html');
  return reply
    .code(404)
    .type('text/plain; charset=utf-8')
    .send(`Nothing is served at ${pathname}.`);
}

function listenError(host: string, port: number, cause: NodeJS.ErrnoException) {
  return cause.code === 'EADDRINUSE'
    ? new MutationPredictionError('viewer-unavailable.port-in-use', { host, port }, { cause })
    : new MutationPredictionError(
        'viewer-unavailable.cannot-listen',
        { host, port, problem: cause.message },
        { cause },
      );
}
