/**
 * Compresses the window's scripts and styles that its start does not load, as `x.js.br`: other languages, guides,
 * charts and pages take a quarter of their space on the disk, and are decompressed in a few milliseconds when they are
 * requested (`src/main/shell/app-protocol.ts`). Files loaded at start stay uncompressed.
 */
import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'

/** A smaller file takes one disk block either way. */
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
      // Runs last, when all files exist and no other plugin reads them.
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

/** Returns the scripts the page begins with, everything they import before they run, and their styles. */
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
