import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { noteBundledPackages } from './scripts/lib/bundled-packages.ts'
import { packLaterFiles } from './scripts/lib/pack-later-files.ts'
import { undiciInParts } from './scripts/lib/undici-in-parts.ts'
import { withoutPostcss } from './scripts/lib/without-postcss.ts'

const out = path.join(import.meta.dirname, 'out')

/** Aliases are package.json's `imports`; nothing is repeated here. Only the native module stays outside the bundle. */
export default defineConfig({
  main: {
    build: {
      externalizeDeps: { include: ['better-sqlite3'] },
      rolldownOptions: {
        input: { index: path.join(import.meta.dirname, 'src/main/index.ts') },
        // Functions and classes keep their names: the log tells where an error came from.
        output: {
          // Remarks for bundlers, of which none comes after this one.
          comments: { legal: true, annotation: false, jsdoc: false },
          minify: {
            mangle: { toplevel: true, keepNames: { function: true, class: true } },
            compress: true,
            codegen: { removeWhitespace: true },
          },
        },
      },
    },
    plugins: [undiciInParts(import.meta.dirname), withoutPostcss(), noteBundledPackages('main', out)],
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { index: path.join(import.meta.dirname, 'src/preload/index.ts') },
        // A sandboxed preload must be CommonJS; `.cjs` because the package is ESM.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
    plugins: [noteBundledPackages('preload', out)],
  },
  renderer: {
    root: path.join(import.meta.dirname, 'src/renderer'),
    // The guides in `docs` are part of the window.
    server: { fs: { allow: [import.meta.dirname] } },
    build: {
      minify: true,
      rolldownOptions: {
        input: path.join(import.meta.dirname, 'src/renderer/index.html'),
        output: {
          // Each file is a way through the app's protocol: one for the start, one for what pages share, one a page.
          codeSplitting: {
            groups: [
              { name: 'first', tags: ['$initial'], priority: 2 },
              { name: 'guides', test: /\.md\?raw$/, priority: 2 },
              { name: 'shared', minShareCount: 2, maxModuleSize: 50_000, priority: 1 },
            ],
          },
        },
      },
    },
    plugins: [react(), withoutPostcss(), noteBundledPackages('renderer', out), packLaterFiles()],
  },
})
