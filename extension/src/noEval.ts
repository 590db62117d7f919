/**
 * Imported first in every bundle that may meet zod. When a schema is made zod would try `new Function`, and a Content
 * Security Policy without `unsafe-eval` reports the attempt although zod can do without. Said where zod looks
 * for its settings, as `config` of zod would bring zod into bundles that should not hold it.
 */
const page = globalThis as { __zod_globalConfig?: { jitless?: boolean } };

(page.__zod_globalConfig ??= {}).jitless = true;

export {};
