/** The contents of an installed Sendoff, and that it works from there: packed as for a release, without installers. */
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { extractAll, extractFile } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { chooseRunner } from '../../../stand-in/find-electron.ts'
import { projectRoot } from '../../support/ensure-build.ts'
import { readLog } from '../../support/launch.ts'
import { clientName, connect, expect, expectState, newestLedger, test } from '../../support/main-job.ts'
import { type Packed, pack, type System } from '../../support/pack.ts'
import { entriesOf, expectListed } from '../../support/package-list.ts'
import { screens } from '../../support/screens.ts'

let packed: Packed
test.beforeAll(() => {
  packed = pack()
})
test.afterAll(() => rmSync(packed.folder, { recursive: true, force: true, maxRetries: 5 }))

const inside = () => entriesOf(packed)

test('The archive has what is on the list, this system’s native module, and no sources', () => {
  expectListed(packed, process.platform as System, process.arch)
  // No sources, ours or third-party, and no source maps. What Supabase runs is deployed as source.
  const sources = inside().filter((entry) => /\.(?:ts|tsx|map|c|cpp|h|hpp|gyp)$/.test(entry))
  expect(sources.filter((entry) => !entry.startsWith('/relay/supabase/functions/'))).toEqual([])
})

test('The archive has every resources folder that the app reads', () => {
  const sources = globSync('src/main/**/*.ts', { cwd: projectRoot }).map((file) =>
    readFileSync(path.join(projectRoot, file), 'utf8'),
  )
  const read = sources.flatMap((text) => [...text.matchAll(/'resources',\s*'([\w.-]+)'/g)].map((match) => match[1]))
  expect(read).toContain('migrations')
  expect(inside()).toEqual(expect.arrayContaining(read.map((name) => `/resources/${name}`)))
})

test('The third-party notices match what the build includes, with accepted licences', () => {
  const { stderr, status } = spawnSync(process.execPath, [path.join(projectRoot, 'scripts/notices.ts'), '--check'], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
})

test('Data computed from date-holidays is included with its licence, in its own file only', () => {
  const inArchive = (file: string) => extractFile(packed.archive, path.normalize(file))
  expect(inArchive('resources/holidays/holidays.json').toString()).toContain('Tag der Deutschen Einheit')
  const licence = readFileSync(path.join(projectRoot, 'node_modules/date-holidays/LICENSE'), 'utf8')
  expect(inArchive('resources/holidays/LICENSE').toString()).toContain(licence)
  const code = inside().filter((entry) => /^\/out\/.*\.c?js$/.test(entry))
  expect(code.filter((entry) => inArchive(entry.slice(1)).includes('Tag der Deutschen Einheit'))).toEqual([])
})

test('The program cannot be used as Node, debugged, or made to start other code', async () => {
  const wire = await getCurrentFuseWire(packed.executable)
  // On and off are the characters 1 and 0 in the program.
  const state = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse] ?? 0)
  expect(state(FuseV1Options.RunAsNode)).toBe('0')
  expect(state(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe('0')
  expect(state(FuseV1Options.EnableNodeCliInspectArguments)).toBe('0')
  expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe('1')
  expect(state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe('1')
  expect(state(FuseV1Options.EnableCookieEncryption)).toBe('0')
  expect(state(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe('0')
})

test('The package alone creates the store, imports a file and exports its leads', async ({ launch, instantly }) => {
  const sendoff = await launch({ appFolder: appToStart(), instantlyUrl: instantly.url })
  const { page } = sendoff
  await connect(sendoff)
  await sendoff.dropFiles([path.join(projectRoot, 'resources/samples/leads.csv')])
  await screens.mapping.save(page).click()
  await screens.list.export(page).click()
  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')
  expect((await newestLedger(sendoff)).summary.totals.uploaded).toBeGreaterThan(10)
  expect((await sendoff.call('workspaces.list', {})).map(({ name }) => name)).toEqual([clientName])
  const year = { countries: ['DE'], from: '2027-01-01', to: '2027-12-31' }
  expect((await sendoff.call('blackoutDates.holidays', year)).map(({ date }) => date)).toContain('2027-10-03')
  await sendoff.quit()
  // A thread whose file is missing from the package fails here.
  expect(readLog(sendoff.home)).toContain('started')
  expect(
    readLog(sendoff.home)
      .split('\n')
      .filter((line) => /\berror\b/i.test(line)),
  ).toEqual([])
})

/**
 * Electron starts the archive itself. The stand-in cannot read archives, so the content is extracted to a folder far
 * from this tree, where nothing outside the package is found.
 */
function appToStart(): string {
  if (chooseRunner().kind === 'electron') return packed.archive
  const folder = mkdtempSync(path.join(packed.folder, 'unpacked-'))
  extractAll(packed.archive, folder)
  cpSync(`${packed.archive}.unpacked`, folder, { recursive: true })
  return folder
}
