/**
 * Lays the window's scripts and styles that its start does not ask for into the app packed, as `x.js.br`: other languages,
 * guides, charts and pages take a quarter of their room on the disk, and are unpacked in a few milliseconds when they are
 * asked for (`src/main/shell/app-protocol.ts`). What the start loads stays as it is.
 */
import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'

/** Below this a file takes a block of the disk either way. */
const leastBytes = 4096

type Chunk = {
  readonly type: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> }
}

export function packLaterFiles(): Plugin {
  return {
    name: 'sendoff:pack-later-files',
    apply: 'build',
    generateBundle: {
      // The last, when all files are there and nobody reads them any more.
      order: 'post',
      handler(_options, bundle) {
        const first = filesOfStart(bundle)
        for (const [name, file] of Object.entries(bundle)) {
          if (first.has(name) || !/\.(?:js|css)$/.test(name)) continue
          const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
          if (source.length < leastBytes) continue
          const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
          this.emitFile({ type: 'asset', fileName: `${name}.br`, source: brotliCompressSync(source, { params }) })
          delete bundle[name]
        }
      },
    },
  }
}

/** The scripts the page begins with, all they import before they run, and their styles. */
function filesOfStart(bundle: Readonly<Record<string, Chunk>>): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (name: string) => {
    if (found.has(name)) return
    found.add(name)
    const chunk = bundle[name]
    for (const style of chunk?.viteMetadata?.importedCss ?? []) found.add(style)
    for (const imported of chunk?.imports ?? []) add(imported)
  }
  for (const [name, { isEntry }] of Object.entries(bundle)) if (isEntry) add(name)
  return found
}
