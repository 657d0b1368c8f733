/** Resolves `electron` to the stand-in, for import and require, in the main thread only, as in Electron. */
import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'
import { kept } from './kept.ts'

if (isMainThread) {
  const url = new URL('./electron.ts', import.meta.url).href
  const names = new Set(['electron', 'electron/main', 'electron/common'])
  Object.defineProperty(process.versions, 'electron', { value: '0.0.0-stand-in', enumerable: true })
  const fresh = new URL('./api/', import.meta.url).href
  const runState = new URL('./run-state.ts', import.meta.url).href
  registerHooks({
    resolve(specifier, context, next) {
      if (names.has(specifier)) return { url: url + again(), format: 'module-typescript', shortCircuit: true }
      const found = next(specifier, context)
      return found.url.startsWith(fresh) || found.url === runState ? { ...found, url: found.url + again() } : found
    },
  })
}

/** An app that is started again in this process gets new instances of all Electron modules. */
function again(): string {
  return kept.starts > 1 ? `?start=${kept.starts}` : ''
}
