/** Records which packages a build bundled, as the source of the third-party notices. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

const folderIn = (out: string) => path.join(out, 'bundled-packages')

/** Records the packages of one part of the app (`main`, `preload`, `renderer`), as folders below node_modules. */
export function noteBundledPackages(part: string, out: string): Plugin {
  return {
    name: 'sendoff:bundled-packages',
    apply: 'build',
    generateBundle(_options, bundle) {
      // Fonts are separate files, not modules.
      const modules = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' ? file.moduleIds : file.originalFileNames.map((name) => path.resolve(out, '..', name)),
      )
      const packages = new Set(modules.flatMap((id) => packageFolderOf(id) ?? []))
      const folder = folderIn(out)
      mkdirSync(folder, { recursive: true })
      writeFileSync(path.join(folder, `${part}.json`), `${JSON.stringify([...packages].toSorted(), null, 2)}\n`)
    },
  }
}

/** Returns the packages of every part that was built, deduplicated. Throws if nothing was built. */
export function readBundledPackages(out: string): readonly string[] {
  const folder = folderIn(out)
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const all = files.flatMap((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as string[])
  return [...new Set(all)].toSorted()
}

/** Returns `node_modules/a` or `node_modules/a/node_modules/@b/c` for a file in it; null for our own files. */
function packageFolderOf(moduleId: string): string | null {
  const found = /(?:^|[\\/])(node_modules[\\/](?:.*[\\/]node_modules[\\/])?(?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(
    moduleId,
  )
  return found?.[1]?.replaceAll('\\', '/') ?? null
}
