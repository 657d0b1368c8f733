import path from 'node:path'
import { expect, it } from 'vitest'
import { repoRoot } from '../../../support/backend.ts'
import { settings, startLeads, suggested } from '../support.ts'

const open = async (name: string) => {
  const test = await startLeads()
  const draft = await test.call('imports.open', {
    workspaceId: test.workspaceId,
    path: path.join(repoRoot, 'resources/samples', name),
  })
  const mapping = suggested(draft)
  const save = () =>
    test.call('imports.save', { importId: draft.importId, mapping, settings, into: { name: draft.suggestedListName } })
  const targets = Object.fromEntries(
    draft.columns.map(({ header }, at) => {
      const target = mapping[at]
      return [
        header,
        target?.kind === 'field' ? target.field : target?.kind === 'variable' ? `$${target.name}` : target?.kind,
      ]
    }),
  )
  return { draft, targets, save }
}

it('The maps sample becomes businesses with their addresses, and its JSON is not sent', async () => {
  const { draft, targets, save } = await open('maps-scraper.csv')
  expect(draft).toMatchObject({ encoding: 'utf-8', delimiter: ',', rowCount: 12, raggedRows: 0 })
  expect(targets).toMatchObject({
    title: 'company_name',
    emails: 'email',
    website: 'website',
    phone: 'phone',
    open_hours: 'left_out',
    review_rating: '$rating',
  })
  expect((await save()).gates).toMatchObject({ ready: 7, no_address: 4, duplicate_in_file: 1 })
})

it('The German sample is read as Excel saved it, with its own words for verified', async () => {
  const { draft, targets, save } = await open('kunden-windows-1252.csv')
  expect(draft).toMatchObject({
    encoding: 'windows-1252',
    delimiter: ';',
    rowCount: 7,
    suggestedListName: 'kunden-windows-1252',
  })
  expect(targets).toEqual({
    Vorname: 'first_name',
    Nachname: 'last_name',
    Firma: 'company_name',
    'E-Mail-Adresse': 'email',
    'E-Mail-Status': 'verification',
    Position: 'job_title',
    Telefon: 'phone',
    PLZ: '$zip',
    Ort: '$city',
    'Umsatz (Mio. €)': '$umsatz_mio',
  })
  expect((await save()).gates).toMatchObject({ ready: 4, no_address: 1, bad_syntax: 1, duplicate_in_file: 1 })
})
