import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { importFile } from '../../../support/import-adapter.mjs'

const dir = path.join(import.meta.dirname, '../../../fixtures/import')

type Expected = {
  readonly about: string
  readonly file: string
  readonly refused?: { readonly code: string; readonly line?: number }
  readonly reasons?: Readonly<Record<string, number>>
  readonly columns?: Readonly<Record<string, string>>
  readonly flags?: Readonly<Record<string, number>>
  readonly warnings?: readonly string[]
  /** The complete lead of the first row. */
  readonly lead?: unknown
  /** The lead derived from the first row, without its variables. */
  readonly derived?: object
  readonly leadEmails?: readonly string[]
}

const cases = fs
  .readdirSync(dir)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(fs.readFileSync(path.join(dir, name), 'utf8')) as Expected)

const filled = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, count) => all + count, 0)

describe('a lead file with one difficulty', () => {
  it.each(cases.map((expected) => [expected.file, expected.about, expected] as const))(
    '%s: %s',
    async (_name, _about, expected) => {
      const { refused, reasons, columns, flags, warnings, lead, derived, leadEmails, file, about, ...facts } = expected
      const reading = importFile(path.join(dir, file))
      if (refused) {
        const { code, line } = refused
        await expect(reading).rejects.toMatchObject({ code, ...(line === undefined ? {} : { data: { line } }) })
        return
      }
      const found = await reading
      expect(about).not.toBe('')
      expect(found).toMatchObject(facts)
      expect(filled(found.reasons)).toEqual(reasons)
      if (columns) expect(found.columns).toMatchObject(columns)
      if (flags) expect(filled(found.flags)).toEqual(flags)
      if (warnings) expect(found.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining([...warnings]))
      if (lead) expect(found.sample[0]?.lead).toEqual(lead)
      if (derived) expect(found.sample[0]?.derived).toMatchObject(derived)
      if (leadEmails) {
        const ready = found.sample.filter(({ gate }) => gate === 'ready')
        expect(ready.map(({ lead: sent }) => sent['email'])).toEqual(leadEmails)
      }
      // Nothing is lost: rows and derived leads are either leads or reasons.
      expect(found.rows + found.derivedLeads).toBe(found.leads + sum(found.reasons))
    },
  )
})
