import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { listCopies, listReplacedStores, removeExpiredReplaced } from '#backend/app/backups/backup-files.ts'
import { temporaryDir } from '../../../support/backend.ts'

it('A store set aside by a restore stays 30 days, and nothing else in the folder is deleted with it', () => {
  const folder = temporaryDir('sendoff-replaced-')
  for (const name of ['replaced-2026-10-01T08-00-00', 'replaced-2026-10-20T08-00-00', 'my replaced-notes']) {
    fs.mkdirSync(path.join(folder, name))
    fs.writeFileSync(path.join(folder, name, 'sendoff.db'), 'store')
  }
  expect(listReplacedStores(folder).map(({ goesAt, bytes }) => [goesAt, bytes])).toEqual([
    ['2026-11-19T08:00:00.000Z', 5],
    ['2026-10-31T08:00:00.000Z', 5],
  ])
  removeExpiredReplaced(folder, Date.parse('2026-10-31T07:59:59Z'))
  expect(fs.readdirSync(folder)).toHaveLength(3)
  removeExpiredReplaced(folder, Date.parse('2026-10-31T08:00:00Z'))
  expect(fs.readdirSync(folder).toSorted()).toEqual(['my replaced-notes', 'replaced-2026-10-20T08-00-00'])
})

it('A file or folder named like a copy of a day that does not exist is none, and the others are listed', () => {
  const folder = temporaryDir('sendoff-replaced-')
  for (const day of ['2026-10-01', '2026-99-99']) {
    fs.mkdirSync(path.join(folder, `replaced-${day}T08-00-00`))
    fs.writeFileSync(path.join(folder, `sendoff-${day}T08-00-00-daily-0a1b2c3d.db`), 'store')
  }
  expect(listCopies(folder).map(({ at }) => at)).toEqual(['2026-10-01T08:00:00Z'])
  expect(listReplacedStores(folder).map(({ at }) => at)).toEqual(['2026-10-01T08:00:00.000Z'])
})
