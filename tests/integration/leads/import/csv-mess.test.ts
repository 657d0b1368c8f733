import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from '../../../support/csv-adapter.mjs'

const dir = path.join(import.meta.dirname, '../../../fixtures/csv-mess')

type Reading = {
  readonly header?: readonly string[]
  readonly rows?: readonly (readonly string[])[]
  readonly rowCount?: number
  readonly rowsSha256?: string
  readonly rowsMode?: 'startsWith'
}
type Issue = { readonly code: string; readonly record?: number; readonly line?: number }
type Expected = Reading & {
  readonly name: string
  readonly about: string
  readonly encoding: string
  readonly delimiter: string
  readonly issues: readonly Issue[]
  readonly accept?: readonly Reading[]
}

const cases = fs
  .readdirSync(dir)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(fs.readFileSync(path.join(dir, name), 'utf8')) as Expected)

const hashOf = (rows: readonly unknown[]) =>
  createHash('sha256')
    .update(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    .digest('hex')

/** Returns the part of a reading to compare: all rows, the first ones, or their hash. */
const asExpected = (rows: readonly unknown[], { rowsMode, rows: wanted, rowsSha256 }: Reading) => {
  if (rowsSha256 !== undefined) return { rowCount: rows.length, rowsSha256: hashOf(rows) }
  return { rows: rowsMode === 'startsWith' ? rows.slice(0, wanted?.length) : rows }
}

describe.each([1, 7, 65_536])('a messy file read in chunks of %i bytes', (chunkSize) => {
  it.each(cases.map((expected) => [expected.name, expected] as const))('%s', async (name, expected) => {
    const found = await parse(path.join(dir, `${name}.csv`), { chunkSize })
    const readings = [expected, ...(expected.accept ?? [])].map((reading) => ({ ...expected, ...reading }))
    const outcomes = readings.map((reading) => ({ header: found.header, ...asExpected(found.rows, reading) }))
    const wanted = readings.map(({ header, rows, rowCount, rowsSha256 }) =>
      rowsSha256 === undefined ? { header, rows } : { header, rowCount, rowsSha256 },
    )
    expect(outcomes.map((outcome, at) => JSON.stringify(outcome) === JSON.stringify(wanted[at]))).toContain(true)
    expect(found).toMatchObject({ encoding: expected.encoding, delimiter: expected.delimiter })
    for (const issue of expected.issues) expect(found.issues).toContainEqual(expect.objectContaining(issue))
    const codes = new Set(expected.issues.map(({ code }) => code))
    expect(found.issues.filter(({ code }) => !codes.has(code))).toEqual([])
  })
})
