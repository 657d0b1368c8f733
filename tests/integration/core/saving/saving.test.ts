import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { repoRoot, temporaryDir } from '../../../support/backend.ts'
import { campaignWith, type MoneyBench, march, startMoney } from '../../insights/money/support.ts'

/** A system file to which writing fails as on a full disk. */
const fullDisk = '/dev/full'

let bench: MoneyBench
let folder: string
beforeEach(async () => {
  bench = await startMoney()
  campaignWith(bench, bench.workspaceId, 'Autumn', [{ date: '2026-03-02', sent: 10, contacted: 5 }])
  folder = temporaryDir()
})
afterEach(() => bench.app.stop())

/** Every command that saves a file where the operator chooses, by what it saves. */
const saves = {
  money: () => bench.app.call('money.saveCsv', { workspaceId: bench.workspaceId, period: march }),
  analytics: () => bench.app.call('analytics.saveCsv', { workspaceId: bench.workspaceId, period: march }),
  events: () => bench.app.call('events.save', { workspaceId: bench.workspaceId, format: 'csv' }),
  chart: () =>
    bench.app.call('charts.savePicture', {
      format: 'svg',
      workspaceId: bench.workspaceId,
      name: 'chart',
      content: '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    }),
} as const

describe.each(Object.keys(saves) as (keyof typeof saves)[])('a file of %s', (what) => {
  it('that does not fit on the disk says so, leaves no partial file, and keeps the older file', async () => {
    const file = path.join(folder, 'mine.csv')
    fs.writeFileSync(file, 'the older one')
    fs.symlinkSync(fullDisk, `${file}.part`)
    bench.app.savePath = file
    await expect(saves[what]()).rejects.toMatchObject({ code: 'SAVE_DISK_FULL', data: { folder } })
    expect(fs.readdirSync(folder)).toEqual(['mine.csv'])
    expect(fs.readFileSync(file, 'utf8')).toBe('the older one')
    // There is space again.
    await saves[what]()
    expect(fs.readdirSync(folder)).toEqual(['mine.csv'])
    expect(fs.readFileSync(file, 'utf8')).not.toBe('the older one')
  })

  it('in a missing folder, or with a name that cannot be replaced, says so', async () => {
    bench.app.savePath = path.join(folder, 'gone', 'mine.csv')
    await expect(saves[what]()).rejects.toMatchObject({ code: 'SAVE_FOLDER_GONE' })
    const taken = path.join(folder, 'taken.csv')
    fs.mkdirSync(path.join(taken, 'inside'), { recursive: true })
    bench.app.savePath = taken
    await expect(saves[what]()).rejects.toMatchObject({ code: 'SAVE_REFUSED', data: { folder } })
    expect(fs.readdirSync(folder)).toEqual(['taken.csv'])
  })
})

it('A disk that fills up while a file is written leaves nothing under its name', () => {
  const file = path.join(folder, 'mine.csv')
  // With the file size limited to this many blocks, the system silently writes only what fits.
  const said = execFileSync(
    'sh',
    [
      '-c',
      'ulimit -f 1; exec "$0" "$@"',
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      path.join(repoRoot, 'tests/support/write-with-little-room.ts'),
      file,
    ],
    { encoding: 'utf8' },
  )
  expect(said).toBe('SAVE_DISK_FULL')
  expect(fs.readdirSync(folder)).toEqual([])
})
