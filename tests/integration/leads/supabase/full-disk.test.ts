import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { repoRoot, temporaryDir } from '../../../support/backend.ts'

it('A table whose last rows the disk has no room for is refused, and nothing of it is kept', () => {
  const dataDir = temporaryDir()
  // Blocks of 512 bytes, as in POSIX.
  const said = execFileSync(
    'sh',
    [
      '-c',
      'ulimit -f 4; exec "$0" "$@"',
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      path.join(repoRoot, 'tests/support/pull-with-little-room.ts'),
      dataDir,
      '2048',
    ],
    { encoding: 'utf8' },
  )
  expect(said).toBe('STORE_FULL')
  expect(fs.readdirSync(path.join(dataDir, 'pulls'))).toEqual([])
})
