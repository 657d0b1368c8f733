/**
 * Bundles only the parts of undici that connect and send. Its index loads everything it has: test doubles, caches,
 * WebSocket, a fetch of its own, the experimental parser Milo. Sources run with the whole package.
 */
import path from 'node:path'
import type { Plugin } from 'vite'

/** Names the app imports from it. */
const parts = {
  Agent: './lib/dispatcher/agent.js',
  EnvHttpProxyAgent: './lib/dispatcher/env-http-proxy-agent.js',
  DecoratorHandler: './lib/handler/decorator-handler.js',
} as const

/** The beginning of the package's own index, including the dispatcher it sets for the whole process. */
const index = `Object.assign(require('./lib/dispatcher/dispatcher.js').prototype, require('./lib/api/index.js'))
require('./lib/global.js')
${Object.entries(parts)
  .map(([name, file]) => `exports.${name} = require('${file}')`)
  .join('\n')}
`

/** Replacement modules, by their path in the package. */
const instead: Readonly<Record<string, string>> = {
  'index.js': index,
  // Used only with UNDICI_USE_MILO. The parser that Node itself has, llhttp, stays in both its forms.
  'lib/dispatcher/parser-h1.js': 'exports.getMiloEnabled = () => false',
  // Handles undici's own FormData, which cannot be created without its FormData module.
  'lib/web/fetch/body.js': 'exports.extractBody = undefined',
  'lib/web/fetch/formdata.js': '',
  'lib/web/webidl/index.js': 'exports.webidl = { is: { FormData: () => false } }',
}

/** Throws if the app imports a part that is not listed here, or if the package's files have been renamed. */
export function undiciInParts(root: string): Plugin {
  const folder = path.join(root, 'node_modules', 'undici')
  const used = new Set<string>()
  return {
    name: 'sendoff:undici-in-parts',
    apply: 'build',
    load(id) {
      const file = path.relative(folder, id).replaceAll('\\', '/')
      const code = instead[file]
      if (code === undefined) return null
      used.add(file)
      return { code: `'use strict'\n${code}\nmodule.exports = exports\n`, moduleType: 'js' }
    },
    transform: {
      filter: { code: /import\('undici'\)/ },
      handler(code, id) {
        // Types are gone by now, so only names taken from the package, or the package as a whole, are left.
        const wanted = [...code.matchAll(/\{([^{}]*)\}\s*=\s*await import\('undici'\)/g)].flatMap((found) =>
          (found[1] ?? '').split(',').map((name) => name.trim()),
        )
        const missing = [...wanted, ...[...code.matchAll(/\bundici\.(\w+)/g)].map((found) => found[1] ?? '')].filter(
          (name) => !(name in parts),
        )
        if (missing.length > 0) throw new Error(`${id} needs ${missing.join(', ')}: name it in undici-in-parts.ts`)
      },
    },
    generateBundle() {
      const unused = used.has('index.js') ? Object.keys(instead).filter((file) => !used.has(file)) : []
      if (unused.length > 0) throw new Error(`undici no longer loads ${unused.join(', ')}: see undici-in-parts.ts`)
    },
  }
}
