/**
 * `npm run package [-- electron-builder's options]`: builds, writes the third-party notices, and packs for this system
 * into dist. Signs, notarises and names an update feed according to the environment (docs/release.md). Uploads nothing.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { projectRoot } from '../tests/e2e/support/ensure-build.ts'
import { packageSettings } from '../tests/support/package/package-settings.ts'

const { platform } = process
try {
  if (platform !== 'darwin' && platform !== 'win32' && platform !== 'linux')
    throw new Error(`There is no package for ${platform}.`)
  const { options, warnings } = packageSettings(process.env, platform)
  run(new URL('../node_modules/electron-vite/bin/electron-vite.js', import.meta.url).href, ['build'])
  run(import.meta.resolve('./notices.ts'), [])
  run(import.meta.resolve('electron-builder/cli.js'), [...options, '--publish', 'never', ...process.argv.slice(2)])
  for (const warning of warnings) console.warn(`\n!!! ${warning}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function run(scriptUrl: string, args: readonly string[]): void {
  const script = fileURLToPath(scriptUrl)
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: projectRoot,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error(`${script} failed.`)
}
