import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  autostartFileName,
  autostartFolder,
  isAutostartOn,
  setAutostart,
} from '../../../src/main/shell/autostart-file.ts'
import { readDesktopSettings } from '../../../src/main/shell/desktop-settings.ts'
import { trayItems, trayTooltip } from '../../../src/main/shell/tray-menu.ts'
import { type ActiveExport, type ActiveWork, createWorkWatch } from '../../../src/main/shell/work-watch.ts'
import { writeSettingsFile } from '../../../src/main/shell/write-settings-file.ts'
import type { ExportProgress, ExportState } from '../../../src/shared/contract/exports/exports.ts'
import { exportId } from '../../../src/shared/ids.ts'
import { desktopTextsOf } from '../../../src/shared/texts/shell-texts.ts'

const dir = mkdtempSync(path.join(os.tmpdir(), 'sendoff-presence-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const words = desktopTextsOf.en.tray
const one = (id: number, change: Partial<ActiveExport> = {}): ActiveExport => ({
  exportId: exportId.parse(id),
  name: `Dentists ${id}`,
  settled: 4_000,
  toSend: 12_000,
  is: 'sending',
  ...change,
})
const labels = (work: Omit<ActiveWork, 'replies'>) =>
  trayItems(work, words).flatMap((item) => ('label' in item ? [item.label] : []))

describe('the tray', () => {
  test('says what runs and its progress, and offers to pause it', () => {
    expect(labels({ exports: [one(1)], needs: 0, paused: false })).toEqual([
      'Open Sendoff',
      'Dentists 1: 4,000 of 12,000',
      'Pause all exports',
      'Pause everything',
      'Quit Sendoff',
    ])
    expect(trayTooltip({ exports: [one(1)], needs: 0, paused: false }, words)).toBe(
      'Sendoff: 4,000 of 12,000 leads (33 %)',
    )
    expect(trayTooltip({ exports: [one(1)], needs: 0, paused: false }, desktopTextsOf.de.tray)).toBe(
      'Sendoff: 4.000 von 12.000 Leads (33 %)',
    )
  })
  test('says so without work, and offers nothing to pause', () => {
    expect(labels({ exports: [], needs: 2, paused: false })).toEqual([
      'Open Sendoff',
      '2 things need attention',
      'No exports running',
      'Pause everything',
      'Quit Sendoff',
    ])
    expect(trayTooltip({ exports: [], needs: 0, paused: false }, words)).toBe('Sendoff')
  })
  test('says that everything is paused, and offers to resume it', () => {
    expect(labels({ exports: [], needs: 0, paused: true })).toContain('Resume everything')
    expect(labels({ exports: [], needs: 0, paused: true })).not.toContain('Pause everything')
    expect(trayTooltip({ exports: [one(1)], needs: 0, paused: true }, words)).toBe('Sendoff: everything paused')
  })
  test('offers to resume a paused export, beside one that can be paused', () => {
    const both = labels({ exports: [one(1), one(2, { is: 'held' })], needs: 0, paused: false })
    expect(both).toContain('Dentists 2: 4,000 of 12,000, paused')
    expect(both).toEqual(expect.arrayContaining(['Pause all exports', 'Resume paused exports']))
    expect(trayTooltip({ exports: [one(2, { is: 'held' })], needs: 0, paused: false }, words)).toBe(
      'Sendoff: exports paused',
    )
  })
  test('stays usable with many exports and very long names, and shows “&” literally', () => {
    const many = labels({ exports: Array.from({ length: 9 }, (_, at) => one(at + 1)), needs: 0, paused: false })
    expect(many).toContain('4 more')
    expect(many).toHaveLength(10)
    const [, long] = labels({ exports: [one(1, { name: 'x'.repeat(300) })], needs: 0, paused: false })
    expect(long).toMatch(/^x{39}…: 4,000/)
    expect(labels({ exports: [one(1, { name: 'Smith & Sons' })], needs: 0, paused: false })[1]).toBe(
      'Smith && Sons: 4,000 of 12,000',
    )
  })
})

const progress = (id: number, state: ExportState, settled = 0): ExportProgress => ({
  exportId: exportId.parse(id),
  target: 'campaign',
  state,
  problem: null,
  settled,
  toSend: 100,
  promised: 100,
  totals: { rows: 100, uploaded: settled, stayedBehind: 0, refused: 0, failed: 0, waiting: 100 - settled },
  leadsPerSecond: null,
  secondsLeft: null,
  bound: null,
})

describe('the activity of the app', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const setup = () => {
    const told: ActiveWork[] = []
    const answers: Record<string, unknown> = {
      'exports.running': [],
      'exports.list': { rows: [{ id: 7, campaignName: 'Dentists', state: 'running', activation: 'not_wanted' }] },
      'workspaces.list': [],
    }
    const watch = createWorkWatch({
      call: async (name) => ({ ok: true, data: answers[name] }),
      changed: (work) => told.push(work),
      now: Date.now,
    })
    return { told, answers, watch }
  }

  test('follows an export from its first lead to its end, by name', async () => {
    const { told, answers, watch } = setup()
    answers['exports.running'] = [progress(7, 'running', 10)]
    watch.hear('export.progress', progress(7, 'running', 10))
    await vi.advanceTimersByTimeAsync(600)
    watch.hear('export.progress', progress(7, 'running', 40))
    await vi.advanceTimersByTimeAsync(600)
    expect(told.at(-1)?.exports).toEqual([{ exportId: 7, name: 'Dentists', settled: 40, toSend: 100, is: 'sending' }])
    expect(watch.sending()).toBe(1)
    watch.hear('export.progress', progress(7, 'paused', 40))
    await vi.advanceTimersByTimeAsync(600)
    expect(told.at(-1)?.exports[0]?.is).toBe('held')
    expect(watch.sending()).toBe(0)
    watch.hear('export.progress', progress(7, 'done', 100))
    await vi.advanceTimersByTimeAsync(600)
    expect(told.at(-1)?.exports).toEqual([])
    watch.stop()
  })

  test('recounts what needs the operator when exports change', async () => {
    const { told, answers, watch } = setup()
    watch.begin()
    await vi.advanceTimersByTimeAsync(600)
    answers['exports.list'] = { rows: [{ id: 7, campaignName: 'D', state: 'waiting', activation: 'not_wanted' }] }
    watch.hear('data.changed', { queries: ['lists.columns'] })
    await vi.advanceTimersByTimeAsync(600)
    expect(told.at(-1)?.needs).toBe(0)
    watch.hear('data.changed', { queries: ['exports.list'] })
    await vi.advanceTimersByTimeAsync(600)
    expect(told.at(-1)?.needs).toBe(1)
    watch.stop()
  })

  test('reports only changes, and nothing after its end', async () => {
    const { told, watch } = setup()
    for (let at = 0; at < 50; at += 1) watch.hear('export.progress', progress(7, 'running', 10))
    await vi.advanceTimersByTimeAsync(5_000)
    const count = told.length
    expect(count).toBeLessThanOrEqual(2)
    watch.hear('export.progress', progress(7, 'running', 90))
    watch.stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(told).toHaveLength(count)
  })
})

describe('settings of the desktop', () => {
  const file = path.join(dir, 'desktop.json')
  test('are read back', () => {
    const settings = {
      whenClosed: 'background',
      askBeforeQuit: false,
      keepAwake: false,
      updateChannel: 'beta',
    } as const
    writeSettingsFile(file, settings)
    expect(readDesktopSettings(file)).toEqual(settings)
  })
  test.each(['', 'nonsense', '[]', 'null', '{"whenClosed":"never","askBeforeQuit":0,"updateChannel":"nightly"}'])(
    '%j asks first',
    (text) => {
      writeFileSync(file, text)
      expect(readDesktopSettings(file)).toEqual({
        whenClosed: 'ask',
        askBeforeQuit: true,
        keepAwake: true,
        updateChannel: 'latest',
      })
    },
  )
})

test.skipIf(process.platform !== 'linux')('A full disk is reported as such, and the settings stay as they were', () => {
  const file = path.join(dir, 'full.json')
  writeSettingsFile(file, { keepAwake: false })
  symlinkSync('/dev/full', `${file}.new`)
  expect(() => writeSettingsFile(file, { keepAwake: true })).toThrow(expect.objectContaining({ code: 'STORE_FULL' }))
  expect(readFileSync(file, 'utf8')).toBe('{"keepAwake":false}')
})

describe('start at login on Linux', () => {
  const fresh = () => path.join(mkdtempSync(path.join(dir, 'config-')), 'autostart')
  const entry = (folder: string) => path.join(folder, autostartFileName)

  test('is our own entry, written and removed', () => {
    const folder = fresh()
    expect(isAutostartOn(folder)).toBe(false)
    setAutostart(folder, { name: 'Sendoff', command: ['/opt/Sendoff/sendoff', '--hidden'] })
    expect(isAutostartOn(folder)).toBe(true)
    expect(readFileSync(entry(folder), 'utf8')).toContain('\nExec="/opt/Sendoff/sendoff" "--hidden"\n')
    setAutostart(folder, null)
    setAutostart(folder, null)
    expect(isAutostartOn(folder)).toBe(false)
  })

  test('keeps a path with odd characters one argument', () => {
    const folder = fresh()
    setAutostart(folder, { name: 'Sendoff', command: [String.raw`/home/a b/"$x" 100%\y${'`z`'}`] })
    // Escaped for the argument, and its backslashes once more for the value.
    expect(readFileSync(entry(folder), 'utf8')).toContain(
      String.raw`Exec="/home/a b/\\"\\$x\\" 100%%\\\\y${'\\\\`z\\\\`'}"`,
    )
    expect(() => setAutostart(folder, { name: 'S', command: ['/a\nExec=evil'] })).toThrow()
  })

  test('neither reads, replaces nor removes somebody else’s file or link of that name', () => {
    const folder = fresh()
    mkdirSync(folder, { recursive: true })
    writeFileSync(entry(folder), '[Desktop Entry]\nExec=other\n')
    expect(isAutostartOn(folder)).toBe(false)
    for (const wanted of [{ name: 'S', command: ['/a'] }, null])
      expect(() => setAutostart(folder, wanted)).toThrow(/not ours/)
    rmSync(entry(folder))
    const target = path.join(dir, 'target')
    writeFileSync(target, 'precious\nX-Sendoff-Autostart=true')
    symlinkSync(target, entry(folder))
    expect(() => setAutostart(folder, null)).toThrow(/not ours/)
    expect(readFileSync(target, 'utf8')).toContain('precious')
  })

  test('is off if switched off in the desktop’s settings', () => {
    const folder = fresh()
    setAutostart(folder, { name: 'S', command: ['/a'] })
    writeFileSync(entry(folder), `${readFileSync(entry(folder), 'utf8')}Hidden=true\n`)
    expect(isAutostartOn(folder)).toBe(false)
  })

  test('is where the desktop looks for it', () => {
    expect(autostartFolder({ XDG_CONFIG_HOME: '/x' }, '/home/a')).toBe('/x/autostart')
    for (const env of [{}, { XDG_CONFIG_HOME: '' }, { XDG_CONFIG_HOME: 'relative' }])
      expect(autostartFolder(env, '/home/a')).toBe('/home/a/.config/autostart')
  })
})
