/** Builds the relay into one folder, for its package and for tests that start it often. */
import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { build, type Plugin } from 'vite'
import { schemaFile } from './schema-file.ts'

const here = import.meta.dirname

/** In the build, the thread beside the store is JavaScript like everything else. */
const threadIsJavaScript: Plugin = {
  name: 'thread-is-javascript',
  transform: (code) => ({ code: code.replaceAll('./checkpoint-thread.ts', './checkpoint-thread.js'), map: null }),
}

/** Writes `relay.js` and everything it needs except better-sqlite3 into `folder`. */
export async function buildRelay(folder: string): Promise<void> {
  await build({
    root: path.join(here, '..'),
    configFile: false,
    logLevel: 'warn',
    plugins: [threadIsJavaScript],
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
  const schema = path.join(folder, path.relative(here, schemaFile))
  mkdirSync(path.dirname(schema), { recursive: true })
  copyFileSync(schemaFile, schema)
}

/** Lets a shell start the entry file; the other files are only imported. */
const shebang = ({ name }: { readonly name: string }) => (name === 'relay' ? '#!/usr/bin/env node' : '')
