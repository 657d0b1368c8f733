import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { compactSnapshot } from '../../support/compact-snapshot.ts'
import { migrationsDir } from '../../support/repository.ts'

const meta = path.join(migrationsDir, 'meta')
const kept = readdirSync(meta).filter((name) => name.endsWith('_snapshot.json'))

it('The snapshot of the schema has a line for each column, as `npm run db:new` writes it', () => {
  expect(kept).toHaveLength(1)
  for (const name of kept) {
    const text = readFileSync(path.join(meta, name), 'utf8')
    expect(text === compactSnapshot(text)).toBe(true)
    // In either form, drizzle reads the same content.
    expect(JSON.parse(compactSnapshot(JSON.stringify(JSON.parse(text), null, 2)))).toEqual(JSON.parse(text))
  }
})
