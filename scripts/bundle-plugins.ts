import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Why these exist: a step should cost little more than starting Node, and most of what the libraries load when they are imported is
 * never used by us. Nothing here changes what the used parts do. Measured in docs/adr/0001-bundling.md.
 */

/** Already loaded when Node has started, or (`stream`) used as base classes while loading: waiting gains nothing. */
const EAGER = new Set(['buffer', 'events', 'fs', 'path', 'stream', 'string_decoder', 'timers', 'url', 'util']);

/** Loads a built-in module when one of its members is first used, not when it is imported. */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup(build) {
    const known = new Set(builtinModules);
    build.onResolve({ filter: /^(node:)?[a-z_0-9/]+$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '');
      if (!known.has(name)) return undefined;
      // Its members would be lost between the two bundlers; and a static import of a built-in is lazy anyway.
      if (kind === 'dynamic-import') return { errors: [{ text: `import ${path} statically` }] };
      return { path: name, namespace: 'builtin' };
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({ contents: builtin(path), loader: 'js' }));
  },
};

function builtin(name: string): string {
  const id = JSON.stringify(`node:${name}`);
  if (EAGER.has(name)) return `module.exports = process.getBuiltinModule(${id});`;
  const module: unknown = process.getBuiltinModule(`node:${name}`);
  const members = Object.keys(Object(module)).filter((key) => key !== 'default');
  const getters = members.map((key) => `get ${key}() { return get().${key}; }`).join(', ');
  const get = `const get = () => process.getBuiltinModule(${id});`;
  // Some are functions with members, such as assert().
  if (typeof module !== 'function') return `${get} module.exports = { ${getters} };`;
  return `${get} module.exports = Object.defineProperties((...a) => get()(...a), Object.getOwnPropertyDescriptors({ ${getters} }));`;
}

/** Dependencies of dependencies that no action calls, with the least that lets the rest load. */
const STAND_INS: Record<string, string> = {
  // @actions/core uses it for OIDC tokens only; it pulls in undici.
  '@actions/http-client': 'export class HttpClient {}',
  '@actions/http-client/lib/auth': 'export class BearerCredentialHandler {}',
  // axios: multipart bodies, HTTP/2 and debug output; we send JSON.
  'form-data': 'module.exports = class FormData {};',
  debug: 'module.exports = () => () => {};',
};

export const standIns: Plugin = {
  name: 'stand-ins',
  setup(build) {
    build.onResolve({ filter: /^(@actions\/http-client|form-data$|debug$)/ }, ({ path, importer }) =>
      // @actions/github needs the real client.
      path in STAND_INS && !/@actions\/github/.test(importer) ? { path, namespace: 'stand-in' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ path }) => ({
      contents: STAND_INS[path] ?? '',
      loader: 'js',
    }));
  },
};

/**
 * The toolkit needs one unguessable delimiter an output, for which it would load `node:crypto`, another tenth. Here it comes from the kernel's
 * random source, and from `node:crypto` where there is none (Windows).
 */
const RANDOM_UUID = `
  const { closeSync, openSync, readSync } = process.getBuiltinModule('node:fs');
  export function randomUUID() {
    let file;
    try {
      file = openSync('/dev/urandom', 'r');
      const bytes = Buffer.alloc(16);
      if (readSync(file, bytes) === 16) return bytes.toString('hex');
    } catch {
    } finally {
      if (file !== undefined) closeSync(file);
    }
    return process.getBuiltinModule('node:crypto').randomUUID();
  }
`;

/** Parts of the toolkit that we do not call and that load `fs/promises`, a tenth of the whole start: our job summary is one append. */
export const trimCore: Plugin = {
  name: 'trim-core',
  setup(build) {
    build.onLoad({ filter: /@actions.core.lib.(summary|platform)\.js$/ }, () => ({
      contents: 'export const summary = undefined, markdownSummary = undefined;',
    }));
    build.onResolve({ filter: /^crypto$/ }, ({ importer }) =>
      /@actions.core.lib/.test(importer) ? { path: 'random-uuid', namespace: 'random-uuid' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'random-uuid' }, () => ({ contents: RANDOM_UUID, loader: 'js' }));
  },
};

/** axios looks at `globalThis.fetch`, `FormData` and `navigator` when it is loaded, and each look makes Node load undici. */
export const trimAxios: Plugin = {
  name: 'trim-axios',
  setup(build) {
    build.onLoad({ filter: /axios.lib.adapters.(fetch|xhr)\.js$/ }, () => ({
      contents: 'export const getFetch = () => null; export default null;',
    }));
    build.onLoad({ filter: /axios.lib.(utils|platform.common.utils|core.dispatchRequest)\.js$/ }, ({ path }) => ({
      contents: `const globalThis = {}, navigator = undefined, performance = undefined;\n${readFileSync(path, 'utf8')}`,
    }));
  },
};
