/**
 * Keeps postcss out of the bundles: sanitize-html loads it to read styles, which the app's policy removes entirely
 * (`parseStyleAttributes: false` in `src/shared/domain/inbox/sanitise-html.ts`). Sources run with the whole package.
 */
import type { Plugin } from 'vite'

const name = '\0without-postcss'

export function withoutPostcss(): Plugin {
  return {
    name: 'sendoff:without-postcss',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === 'postcss' ? name : null),
    load: (id) => (id === name ? `exports.parse = () => { throw new Error('styles are not read') }` : null),
  }
}
