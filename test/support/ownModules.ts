import type { ResolveHook } from 'node:module';

/** Where the modules of the tests are. */
const TESTS = new URL('../', import.meta.url).href;

/**
 * Resolves what a test file imports of `test/`, and what that imports of it, to instances of its own: what they hold,
 * a portal or a browser, is neither left to the next file nor closed before it begins. The portal's are shared.
 */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const resolved = await next(specifier, context);
  const of = context.parentURL ? new URL(context.parentURL).search : '';
  return resolved.url.startsWith(TESTS) ? { ...resolved, url: resolved.url + of } : resolved;
};
