import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { repoRoot } from '../../../support/repository.ts'

it('No button loses the focus of the keyboard while it works: it is busy, not disabled', () => {
  const root = path.join(repoRoot, 'src/renderer/src')
  const all = globSync('**/*.tsx', { cwd: root }).filter((file) => !file.startsWith(path.join('leads', 'import')))
  const disabled = all.flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/\sdisabled=\{[^}]*\bbusy\b[^}]*\}/g)].map(
      ([found]) => `${file}:${found}`,
    ),
  )
  expect(all.length).toBeGreaterThan(300)
  expect(disabled).toEqual([])
})
