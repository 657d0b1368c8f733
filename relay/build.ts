/** How the relay is built into one folder, for its package and for tests that start it often. */
import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { build, type Plugin } from 'vite'

const here = import.meta.dirname
const schema = 'supabase/migrations/20261120000001_inbox.sql'

/** What its sources find beside themselves lies elsewhere, and the thread is JavaScript like everything else. */
const besideTheScript: Plugin = {
  name: 'beside-the-script',
  transform: (code) => ({
    code: code.replaceAll('./checkpoint-thread.ts', './checkpoint-thread.js').replaceAll(`../${schema}`, `./${schema}`),
    map: null,
  }),
}

/** Writes `relay.js` and all it needs but better-sqlite3 into `folder`. */
export async function buildRelay(folder: string): Promise<void> {
  await build({
    root: path.join(here, '..'),
    configFile: false,
    logLevel: 'warn',
    plugins: [besideTheScript],
    ssr: { noExternal: true, external: ['better-sqlite3'], target: 'node' },
    build: {
      ssr: true,
      target: 'node22',
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: {
          relay: path.join(here, 'main.ts'),
          'checkpoint-thread': path.join(here, 'store/checkpoint-thread.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', banner: shebang },
      },
    },
  })
  mkdirSync(path.join(folder, path.dirname(schema)), { recursive: true })
  copyFileSync(path.join(here, schema), path.join(folder, schema))
}

/** So that a shell can start it; the other files are only read. */
const shebang = ({ name }: { readonly name: string }) => (name === 'relay' ? '#!/usr/bin/env node' : '')
