import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { deleteCrashDumps } from '../../../src/main/shell/crash-dumps.ts'
import { temporaryDir } from '../../support/backend.ts'

test('Dumps of crashes are deleted wherever the system keeps them, and nothing else', async () => {
  const folder = temporaryDir()
  await deleteCrashDumps(path.join(folder, 'none yet'))
  for (const [place, name] of [
    ['completed', 'a.dmp'],
    ['pending', 'b.dmp'],
    ['reports', 'c.dmp'],
    ['.', 'settings.dat'],
  ] as const) {
    fs.mkdirSync(path.join(folder, place), { recursive: true })
    fs.writeFileSync(path.join(folder, place, name), 'ann@acme.example')
  }
  await deleteCrashDumps(folder)
  const left = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
  expect(left.filter((name) => fs.statSync(path.join(folder, name)).isFile())).toEqual(['settings.dat'])
})
