/** What every archive of the app has, whatever system it is for. */
import { globSync } from 'node:fs'
import path from 'node:path'
import { listPackage } from '@electron/asar'
import { expect } from '@playwright/test'
import type { Packed, System } from './pack.ts'

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
  '/resources/migrations/0010_interest.sql',
  '/resources/migrations/0011_verification_order.sql',
  '/resources/migrations/0012_first_contacted.sql',
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

/** Both halves of a program for macOS contain both modules, so that they are identical and can be merged. */
const modulesOf = (system: System, arch: string): readonly string[] =>
  system === 'darwin' ? ['darwin-arm64', 'darwin-x64'] : [`${system}-${arch}`]

/** Returns the paths in the archive, files and folders, such as `/out/main/index.js`. */
export const entriesOf = ({ archive }: Packed): readonly string[] =>
  listPackage(archive, { isPack: false }).map((entry) => entry.replaceAll('\\', '/'))

/** Expects what is on the list and nothing else, which reveals anything added to a package or missing from it. */
export function expectListed(packed: Packed, system: System, arch: string): void {
  const entries = entriesOf(packed)
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
  const names = modulesOf(system, arch)
  const wanted = names.map((name) => `/node_modules/better-sqlite3/prebuilds/${name}.node`)
  expect(modules.filter((file) => file.endsWith('.node')).toSorted()).toEqual(wanted)
  // A system can load a native module only from a file.
  const beside = globSync('**/*.node', { cwd: `${packed.archive}.unpacked` }).map((file) =>
    path.basename(file, '.node'),
  )
  expect(beside.toSorted()).toEqual(names)
}
