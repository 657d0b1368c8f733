import fs from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvBom, csvLine } from '#backend/core/lib/csv-write.ts'
import { cellValue } from '#shared/domain/leads/import/cell-value.ts'
import { repoRoot } from '../../../support/backend.ts'
import { parse } from '../../../support/csv-adapter.mjs'
import { fuzzImports } from '../../../support/fuzz-import.ts'
import { importFile } from '../../../support/import-adapter.mjs'
import { runs, times } from '../../../support/long.ts'
import { fileDir } from '../support.ts'

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, count) => all + count, 0)

describe('any file', () => {
  it('that Sendoff writes reads back the same, with or without the byte order mark', async () => {
    const file = path.join(fileDir(), 'written.csv')
    const row = fc.array(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('=1+1', '+49 30', '-', '@x', 'a"b\n')),
      {
        minLength: 3,
        maxLength: 3,
      },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.boolean(), async (rows, bom) => {
        const header = ['Email', 'First Name', 'Note']
        fs.writeFileSync(file, `${bom ? csvBom : ''}${[header, ...rows].map((cells) => csvLine(cells)).join('')}`)
        const found = await parse(file)
        expect(found.header).toEqual(header)
        const values = (all: readonly (readonly string[])[]) =>
          all.map((cells) => cells.map((cell) => cellValue(cell, false)))
        expect(values(found.rows)).toEqual(values(rows))
      }),
      runs(20, 200),
    )
  })

  it('loses no row: rows and derived leads are leads or reasons, by every rule', async () => {
    const file = path.join(fileDir(), 'any.csv')
    const address = fc.constantFrom(
      '',
      'a@b.co',
      'A@B.co',
      'c@d.co',
      'x@',
      'a***@b.co',
      'info@e.co',
      'z@mailinator.com',
      'n/a',
    )
    const cells = fc.tuple(
      address,
      address,
      address,
      fc.constantFrom('Verified', 'risky', 'no', ''),
      fc.constantFrom('', 'yes'),
    )
    const settings = fc.record({
      holdUnverified: fc.boolean(),
      holdRisky: fc.boolean(),
      holdRole: fc.boolean(),
      holdDisposable: fc.boolean(),
      holdRagged: fc.boolean(),
      needConsent: fc.boolean(),
      duplicates: fc.constantFrom('first', 'best', 'merge'),
      derivePersons: fc.boolean(),
    })
    const header = 'Email,Secondary Email,linkedin_email,Email Status,Unsubscribed,Company\n'
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cells, fc.boolean()), { minLength: 1, maxLength: 30 }),
        settings,
        async (rows, chosen) => {
          const lines = rows.map(([row, short]) => `${row.join(',')}${short ? '' : ',Acme'}\n`)
          fs.writeFileSync(file, `${header}someone@first.example,,,,,Acme\n${lines.join('')}`)
          const found = await importFile(file, chosen)
          expect(found.rows).toBe(rows.length + 1)
          expect(found.rows + found.derivedLeads).toBe(found.leads + sum(found.reasons))
        },
      ),
      runs(20, 150),
    )
  })

  it('however broken, is imported completely or refused with its reason', async () => {
    const seedDirs = ['tests/fixtures/import', 'tests/fixtures/csv-mess'].map((name) => path.join(repoRoot, name))
    const wanted = times(150, 1500)
    const { inputs, imported } = await fuzzImports({
      dir: fileDir(),
      seedDirs,
      inputs: wanted,
      seed: 20_260_401,
    })
    expect(inputs).toBe(wanted)
    expect(imported).toBeGreaterThan(wanted / 5)
  })
})

describe('of several rows with one address', () => {
  const rows = [
    'Email,Email Status,First Name,Company,City',
    'a@b.co,,Ann,,',
    'a@b.co,Verified,,Acme,Austin',
    'a@b.co,,Anna,Other,',
    'c@d.co,,Cy,Cedar,',
  ]
  const withRule = async (duplicates: string) => {
    const file = path.join(fileDir(), 'doubles.csv')
    fs.writeFileSync(file, `${rows.join('\n')}\n`)
    return importFile(file, { holdUnverified: true, duplicates })
  }

  it.each(['first', 'best', 'merge'])('exactly one is exported by the rule “%s”', async (rule) => {
    const found = await withRule(rule)
    expect(found).toMatchObject({ rows: 4, leads: 2 })
    expect(found.reasons['duplicate']).toBe(2)
  })
})
