import fs from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { writeFileAtomically } from '#backend/core/lib/write-atomically.ts'
import { temporaryDir } from '../../../support/backend.ts'

it('A file saved twice at the same time is whole each time, and in the end the later one', async () => {
  const file = path.join(temporaryDir(), 'leads.csv')
  const goOn = Promise.withResolvers<void>()
  const first = writeFileAtomically(file, async (open) => {
    await open.write('first, ')
    await goOn.promise
    await open.write('and its long end')
  })
  const second = writeFileAtomically(file, (open) => open.write('second'))
  const seen = first.then(() => fs.readFileSync(file, 'utf8'))
  await nextTurn()
  goOn.resolve()
  expect(await Promise.allSettled([seen, second])).toEqual([
    { status: 'fulfilled', value: 'first, and its long end' },
    { status: 'fulfilled', value: undefined },
  ])
  expect(fs.readFileSync(file, 'utf8')).toBe('second')
})

it('A save that fails does not stop the next one of the same file', async () => {
  const file = path.join(temporaryDir(), 'leads.csv')
  const fails = writeFileAtomically(file, () => Promise.reject(new Error('no')))
  const works = writeFileAtomically(file, (open) => open.write('works'))
  await expect(fails).rejects.toThrow('no')
  await works
  expect(fs.readdirSync(path.dirname(file))).toEqual(['leads.csv'])
})
