/** Makes `electron` mean the stand-in, for import and require, in the main thread only: as in Electron. */
import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  const url = new URL('./electron.ts', import.meta.url).href
  const names = new Set(['electron', 'electron/main', 'electron/common'])
  Object.defineProperty(process.versions, 'electron', { value: '0.0.0-stand-in', enumerable: true })
  registerHooks({
    resolve: (specifier, context, next) =>
      names.has(specifier) ? { url, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
  })
}
