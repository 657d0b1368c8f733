/**
 * Packs the archives of every system and processor with a fake Electron and compares them with a list, which reveals
 * anything added to the packages or missing from them. Nothing is started.
 */
import { globSync, rmSync } from 'node:fs'
import path from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { times } from '../../../support/long.ts'
import { ensureBuild } from '../../support/ensure-build.ts'
import { packFor, type System } from '../../support/pack.ts'

/** Folders of the app that are identical everywhere, with all their files. */
const always = [
  '/package.json',
  '/relay/supabase/config.toml',
  '/relay/supabase/functions/relay/bytes.ts',
  '/relay/supabase/functions/relay/handler.ts',
  '/relay/supabase/functions/relay/index.ts',
  '/relay/supabase/migrations/20261120000001_inbox.sql',
  '/relay/supabase/migrations/20261120000002_rpc.sql',
  '/relay/supabase/migrations/20261122000003_setup.sql',
  // Under a separate licence, which is beside it.
  '/resources/holidays/LICENSE',
  '/resources/holidays/holidays.json',
  '/resources/migrations/0000_first.sql',
  '/resources/migrations/0001_referrals.sql',
  '/resources/migrations/0002_corrections.sql',
  '/resources/migrations/0003_outcome.sql',
  '/resources/migrations/0004_names.sql',
  '/resources/migrations/0005_clock_ahead.sql',
  '/resources/migrations/0006_undo_count.sql',
  '/resources/migrations/0007_verified_again.sql',
  '/resources/migrations/0008_moved_labels.sql',
  '/resources/migrations/0009_email_times.sql',
  '/resources/migrations/meta/_journal.json',
  '/resources/samples/demo/grosshandel-norddeutschland.csv',
  '/resources/samples/demo/job-fair-cards-second-day.csv',
  '/resources/samples/demo/job-fair-cards.csv',
  '/resources/samples/demo/maps-planning-offices.csv',
  '/resources/samples/demo/warehouse-managers-uk.csv',
  '/resources/samples/demo/webinar-guests.csv',
  '/resources/samples/kunden-windows-1252.csv',
  '/resources/samples/leads.csv',
  '/resources/samples/maps-scraper.csv',
  '/resources/third-party-notices.txt',
  '/resources/tray/needs-you.png',
  '/resources/tray/needs-you@2x.png',
  '/resources/tray/tray.ico',
  '/resources/tray/tray.png',
  '/resources/tray/tray@2x.png',
  '/resources/tray/trayTemplate.png',
  '/resources/tray/trayTemplate@2x.png',
  '/supabase/engagement/0001_table.down.sql',
  '/supabase/engagement/0001_table.up.sql',
  '/supabase/engagement/0002_views.down.sql',
  '/supabase/engagement/0002_views.up.sql',
  '/supabase/engagement/0003_platform.down.sql',
  '/supabase/engagement/0003_platform.up.sql',
]

/** Files that are started or opened by name, without the hash a build adds. */
const started = [
  '/out/main/index.js',
  '/out/preload/index.cjs',
  '/out/renderer/index.html',
  // Its threads: the backend, a file's parser, the index, the store's log, backups, the sanitiser and its unpacker, and
  // the relay inside the app.
  '/out/main/chunks/thread',
  '/out/main/chunks/parse-thread',
  '/out/main/chunks/index-thread',
  '/out/main/chunks/checkpoint-thread',
  '/out/main/chunks/backup-thread',
  '/out/main/chunks/clean-thread',
  '/out/main/chunks/packed-thread',
  '/out/main/chunks/in-app',
]

/** The short run packs one of each system. */
const packages: readonly { system: System; arch: string; binaries: readonly string[] }[] = [
  { system: 'linux', arch: 'x64', binaries: ['linux-x64'] } as const,
  { system: 'win32', arch: 'x64', binaries: ['win32-x64'] } as const,
  // Both halves contain both binaries, so that they are identical and can be merged.
  { system: 'darwin', arch: 'arm64', binaries: ['darwin-arm64', 'darwin-x64'] } as const,
  { system: 'linux', arch: 'arm64', binaries: ['linux-arm64'] } as const,
  { system: 'win32', arch: 'arm64', binaries: ['win32-arm64'] } as const,
  { system: 'darwin', arch: 'x64', binaries: ['darwin-arm64', 'darwin-x64'] } as const,
].slice(0, times(3, 6))

test.beforeAll(() => ensureBuild())

// Other systems pack only for themselves, with their own Electron: package.spec.ts.
for (const { system, arch, binaries } of process.platform === 'linux' ? packages : []) {
  test(`The archive for ${system} ${arch} has what is on the list, and that system’s native module`, async () => {
    const packed = packFor(system, arch)
    try {
      const entries = listPackage(packed.archive, { isPack: false }).map((entry) => entry.replaceAll('\\', '/'))
      const folders = new Set(entries.map((entry) => path.posix.dirname(entry)))
      const files = entries.filter((entry) => !folders.has(entry))
      const isOurs = (file: string) => !/^\/(?:out|node_modules)\//.test(file)
      expect(files.filter(isOurs).toSorted()).toEqual(always.toSorted())

      const plain = files.map((file) => file.replace(/-[\w-]{8}\.js$/, ''))
      expect(started.filter((file) => !plain.includes(file))).toEqual([])
      const built = files.filter((file) => file.startsWith('/out/') && !started.includes(file))
      expect(built.filter((file) => !/\.(?:js|cjs|css|html|woff2|svg|png|br)$/.test(file))).toEqual([])

      const modules = files.filter((file) => file.startsWith('/node_modules/'))
      expect(modules.filter((file) => !file.startsWith('/node_modules/better-sqlite3/'))).toEqual([])
      const wanted = binaries.map((name) => `/node_modules/better-sqlite3/prebuilds/${name}.node`)
      expect(modules.filter((file) => file.endsWith('.node')).toSorted()).toEqual(wanted)
      // A system can load a native module only from a file.
      const beside = globSync('**/*.node', { cwd: `${packed.archive}.unpacked` }).map((file) =>
        path.basename(file, '.node'),
      )
      expect(beside.toSorted()).toEqual(binaries)

      const program = system === 'darwin' ? path.resolve(packed.executable, '../../..') : packed.executable
      const wire = await getCurrentFuseWire(program)
      const state = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse] ?? 0)
      expect([FuseV1Options.RunAsNode, FuseV1Options.EnableNodeCliInspectArguments].map(state)).toEqual(['0', '0'])
      expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe('1')
    } finally {
      rmSync(packed.folder, { recursive: true, force: true, maxRetries: 5 })
    }
  })
}
