import * as z from 'zod';

/** A password in a URL would be seen wherever the URL is. */
const url = () =>
  z
    .url({ protocol: /^https?$/ })
    .refine((text) => !/^https?:\/\/[^/]*@/i.test(text), 'must hold no user and no password');

/** Marks a leaf of the schema whose value opens doors: never taken from the command line. */
const secret = () => z.string().min(1).meta({ secret: true });

const MEBIBYTE = 2 ** 20;

const network = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe(
        'Address to listen on. Any but this machine’s own needs `access.mode` to name users.',
      ),
    port: z
      .int()
      .min(0)
      .max(65_535)
      .default(8080)
      .describe('Port to listen on; 0 takes any free one.'),
    certificateFile: z
      .string()
      .min(1)
      .optional()
      .describe('PEM certificate chain. With it and its key the server speaks HTTPS itself.'),
    privateKeyFile: z.string().min(1).optional().describe('PEM private key of the certificate.'),
    maxConnections: z
      .int()
      .min(1)
      .default(512)
      .describe('Connections held at once; further ones are closed as they come.'),
    requestTimeoutMs: z
      .int()
      .min(1000)
      .default(60_000)
      .describe('Longest time from a request’s first byte to its last, ms.'),
    corsOrigins: z
      .array(url().refine(isOrigin, 'must be an origin, without a path'))
      .default([])
      .describe(
        'Origins whose pages may use the server from a browser, e.g. `https://viewer.example`.',
      ),
  })
  .prefault({});

const models = z
  .strictObject({
    directory: z
      .string()
      .min(1)
      .optional()
      .describe('Folder of the model packages. Default: `MP_MODELS`, else the shipped packages.'),
  })
  .prefault({});

const backend = z
  .strictObject({
    kind: z
      .enum(['embedded', 'oip'])
      .default('embedded')
      .describe(
        'Where networks run: in processes of this server, or on another server that speaks the Open Inference Protocol.',
      ),
    device: z
      .enum(['cpu', 'cuda', 'webgpu'])
      .default('cpu')
      .describe(
        '`embedded`: what the networks compute on. What cannot be had is refused at the start.',
      ),
    gpus: z
      .array(z.int().min(0).max(63))
      .min(1)
      .default([0])
      .describe('`embedded` with `cuda`: graphics processors, by number.'),
    processes: z
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe(
        'Inferences at once, each in a process of its own. Default: one, or one for each graphics processor; 4 with `oip`.',
      ),
    cores: z
      .int()
      .min(1)
      .max(1024)
      .optional()
      .describe('`embedded`: processors that the processes share. Default: all.'),
    url: url()
      .optional()
      .describe(
        '`oip`: root of the other server, e.g. `http://triton:8000`. Nothing else is asked.',
      ),
    authorization: secret()
      .optional()
      .describe('`oip`: value of the Authorization header sent to the other server.'),
    hardware: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('`oip`: what the other server computes on, for reports to say, e.g. `NVIDIA L4`.'),
  })
  .prefault({});

const admission = z
  .strictObject({
    queueLength: z
      .int()
      .min(0)
      .max(10_000)
      .default(32)
      .describe('Requests that may wait while others run; further ones get 503.'),
    perUser: z
      .int()
      .min(1)
      .default(8)
      .describe('Requests of one user that may wait or run at once; further ones get 429.'),
    requestsPerMinute: z
      .int()
      .min(1)
      .default(1200)
      .describe('Requests of any kind by one user in a minute; further ones get 429.'),
    deadlineMs: z
      .int()
      .min(100)
      .max(3_600_000)
      .default(60_000)
      .describe(
        'Longest time from a request’s admission to its answer, ms. A client may ask for less.',
      ),
    bodyBytes: z
      .int()
      .min(1024)
      .max(512 * MEBIBYTE)
      .default(16 * MEBIBYTE)
      .describe('Largest request, inflated.'),
    jsonBytes: z
      .int()
      .min(1024)
      .max(64 * MEBIBYTE)
      .default(2 * MEBIBYTE)
      .describe(
        'Largest part of a request that is JSON, and largest answer as JSON; more goes as binary tensors.',
      ),
  })
  .prefault({});

const idempotency = z
  .strictObject({
    keepMs: z
      .int()
      .min(0)
      .max(86_400_000)
      .default(600_000)
      .describe('How long an answer is kept for a repeated `Idempotency-Key`, ms.'),
    keepBytes: z
      .int()
      .min(0)
      .max(4096 * MEBIBYTE)
      .default(64 * MEBIBYTE)
      .describe('Memory for kept answers; the oldest go first.'),
  })
  .prefault({});

/** No symmetric algorithm and no `none`: whoever knows a public key could sign with it. */
export const TOKEN_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA'],
] as const;

const oidc = z
  .strictObject({
    issuer: url().optional().describe('`oidc`: issuer of the tokens, exactly as in their `iss`.'),
    audience: z.string().min(1).optional().describe('`oidc`: this server’s name in their `aud`.'),
    jwksUrl: url()
      .optional()
      .describe(
        '`oidc`: where its keys are. Default: as its `/.well-known/openid-configuration` says.',
      ),
    algorithms: z
      .array(z.enum(TOKEN_ALGORITHMS))
      .min(1)
      .default(['RS256', 'PS256', 'ES256', 'EdDSA'])
      .describe('`oidc`: signature algorithms that are accepted.'),
    tokenType: z
      .string()
      .min(1)
      .optional()
      .describe('`oidc`: `typ` that tokens must have, e.g. `at+jwt` (RFC 9068). Default: any.'),
    rolesClaim: z
      .string()
      .min(1)
      .default('roles')
      .describe(
        '`oidc`: claim with the user’s roles, a list or words; dots lead into objects (`realm_access.roles`).',
      ),
    predictRole: z.string().min(1).default('predict').describe('`oidc`: its word for `predict`.'),
    monitorRole: z.string().min(1).default('monitor').describe('`oidc`: its word for `monitor`.'),
    adminRole: z.string().min(1).default('admin').describe('`oidc`: its word for `admin`.'),
    clockToleranceS: z
      .int()
      .min(0)
      .max(300)
      .default(30)
      .describe('`oidc`: how far clocks may differ, s.'),
    staleKeysS: z
      .int()
      .min(0)
      .max(604_800)
      .default(3600)
      .describe('`oidc`: how long keys once seen hold while the issuer cannot be reached, s.'),
  })
  .prefault({});

const jobs = z
  .strictObject({
    queue: z
      .url({ protocol: /^rediss?$/ })
      .refine((text) => !/^rediss?:\/\/[^/]*@/i.test(text), 'must hold no user and no password')
      .optional()
      .describe(
        'Redis with the queue of jobs, e.g. `redis://queue:6379`. Without it the server takes no jobs.',
      ),
    password: secret().optional().describe('Its password.'),
    sourcesFile: z
      .string()
      .min(1)
      .optional()
      .describe(
        'YAML file with the names and addresses of the archives that jobs may be of, as workers have it (docs/cohorts.md).',
      ),
    keyFile: z
      .string()
      .min(1)
      .optional()
      .describe(
        'File of the key that opens the results of jobs; made where it is missing. Several servers share one. Default: a key that goes with the process.',
      ),
    maxWaiting: z
      .int()
      .min(1)
      .default(1000)
      .describe('Jobs that may wait, of all users together; further ones get 503.'),
  })
  .prefault({});

const access = z
  .strictObject({
    mode: z
      .enum(['loopback', 'api-keys', 'oidc'])
      .default('loopback')
      .describe(
        'Who may use the server: everyone on this machine, holders of a key, or users of an OpenID Connect issuer.',
      ),
    apiKeysFile: z
      .string()
      .min(1)
      .optional()
      .describe(
        '`api-keys`: file that `mutation-prediction api-key` writes; read again when it changes.',
      ),
    oidc,
  })
  .prefault({});

const audit = z
  .strictObject({
    file: z
      .string()
      .min(1)
      .optional()
      .describe('File of the audit trail. Required unless `access.mode` is `loopback`.'),
  })
  .prefault({});

const logging = z
  .strictObject({
    level: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
      .default('info')
      .describe('Least level that is logged, as JSON lines on stderr.'),
  })
  .prefault({});

const tracing = z
  .strictObject({
    endpoint: url()
      .optional()
      .describe(
        'OTLP/HTTP endpoint for traces, e.g. `http://collector:4318/v1/traces`. Nothing is traced without it.',
      ),
    authorization: secret()
      .optional()
      .describe('Value of the Authorization header sent to the endpoint.'),
  })
  .prefault({});

const shutdown = z
  .strictObject({
    drainMs: z
      .int()
      .min(0)
      .max(25_000)
      .default(20_000)
      .describe('How long accepted requests may go on once the server is told to stop, ms.'),
  })
  .prefault({});

export const settingSections = z.strictObject({
  network,
  models,
  backend,
  admission,
  idempotency,
  jobs,
  access,
  audit,
  logging,
  tracing,
  shutdown,
});

export type Settings = z.infer<typeof settingSections>;

function isOrigin(url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === url;
}
