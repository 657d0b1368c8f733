/**
 * Keeps the data of date-holidays out of the bundle. Its code is under the ISC licence, its data under CC BY-SA 3.0: it comes
 * with the app as the file it is, unchanged, beside its licence, and is read when holidays are first asked for.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

const dataModule = /[\\/]date-holidays[\\/]src[\\/]data\.js$/

/** The files of the package that are laid into `holidays` beside the built main process. */
const holidayFiles = { 'holidays.json': 'data/holidays.json', LICENSE: 'LICENSE' } as const

/** `root`: the folder of the repository. */
export function holidaysAsFile(root: string): Plugin {
  const source = path.join(root, 'node_modules', 'date-holidays')
  return {
    name: 'sendoff:holidays-as-file',
    apply: 'build',
    load(id) {
      if (!dataModule.test(id)) return null
      // The module becomes part of a chunk, in a folder below.
      return `import { readFileSync } from 'node:fs'
import path from 'node:path'
const file = path.join(import.meta.dirname, '..', 'holidays', 'holidays.json')
export const data = JSON.parse(readFileSync(file, 'utf8'))`
    },
    generateBundle() {
      for (const [name, from] of Object.entries(holidayFiles))
        this.emitFile({ type: 'asset', fileName: `holidays/${name}`, source: readFileSync(path.join(source, from)) })
    },
  }
}
