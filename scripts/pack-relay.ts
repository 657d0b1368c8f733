/**
 * `npm run relay:pack`: packs the relay as one file, `dist/sendoff-relay-VERSION.tgz`, for machines without this
 * repository: `npx ./sendoff-relay-VERSION.tgz`. It includes everything it needs except Node, better-sqlite3 for all
 * systems included.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildRelay } from '../relay/build.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...parts: string[]) => path.join(root, ...parts)

/** Creates the package in `folder` and returns the path of its one file. */
async function packRelay(folder: string): Promise<string> {
  const { version, license, dependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as {
    readonly version: string
    readonly license: string
    readonly dependencies: { readonly 'better-sqlite3': string }
  }
  const stage = path.join(folder, 'sendoff-relay')
  rmSync(stage, { recursive: true, force: true })
  mkdirSync(stage, { recursive: true })
  await buildRelay(stage)
  const sqlite = path.join(stage, 'node_modules/better-sqlite3')
  for (const part of ['lib', 'prebuilds', 'package.json', 'LICENSE'])
    cpSync(at('node_modules/better-sqlite3', part), path.join(sqlite, part), { recursive: true })
  copyFileSync(at('relay/README.md'), path.join(stage, 'README.md'))
  copyFileSync(at('resources/third-party-notices.txt'), path.join(stage, 'third-party-notices.txt'))
  const packageJson = {
    name: 'sendoff-relay',
    version,
    description: 'Takes the webhooks of Instantly while Sendoff is closed, and keeps them until it fetches them.',
    license,
    type: 'module',
    bin: { 'sendoff-relay': 'relay.js' },
    engines: { node: '>=22.19' },
    dependencies: { 'better-sqlite3': dependencies['better-sqlite3'] },
    bundleDependencies: ['better-sqlite3'],
  }
  writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(packageJson, null, 2)}\n`)
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: stage,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  rmSync(stage, { recursive: true, force: true })
  return path.join(folder, `sendoff-relay-${version}.tgz`)
}

const file = await packRelay(path.resolve(process.argv[2] ?? at('dist')))
const megabytes = statSync(file).size / 1e6
console.log(`${file} (${megabytes.toFixed(1)} MB)\nStart it anywhere with: npx file:${file} --tunnel`)
