/** The outcome of an address: found in every list and every export, and for one client never outside it. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { type Bench, ended, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'

let bench: Bench
afterEach(() => bench.close())
const files = temporaryDir('sendoff-outcomes-')

async function saved(workspaceId: WorkspaceId, name: string, rows: readonly string[]) {
  const file = path.join(files, `${name}.csv`)
  fs.writeFileSync(file, `Email,First Name,Status\n${rows.join('\n')}\n`)
  const draft = await bench.app.call('imports.open', { workspaceId, path: file })
  return bench.app.call('imports.save', {
    importId: draft.importId,
    mapping: draft.columns.map(({ suggestion }) => suggestion.target),
    settings: defaultSettings,
    into: { name },
  })
}

const found = async (search: string, workspaceId: WorkspaceId | null = null) =>
  (await bench.app.call('exports.findAddress', { workspaceId, search })).map(
    ({ email, listName, sent }) => `${email} ${listName} ${sent ? `${sent.campaignName} ${sent.outcome}` : '-'}`,
  )

test('Every list and export of an address is found, even if it was excluded or undone', async () => {
  bench = await startBench()
  const { app, workspaceId } = bench
  await app.call('optOuts.add', { workspaceId, scope: 'client', text: 'bob@acme.example' })
  const spring = await saved(workspaceId, 'Spring', ['ann@acme.example,Ann', 'bob@acme.example,Bob'])
  const first = await startExport(app, spring.id, newCampaignSettings('First', { sendBlanks: true }))
  await ended(app, first)
  await saved(workspaceId, 'Later', ['annabel@acme.example,Annabel'])
  expect(await found('Ann')).toEqual(['ann@acme.example Spring First uploaded', 'annabel@acme.example Later -'])
  expect(await found(' ANN@acme.example ')).toEqual(['ann@acme.example Spring First uploaded'])
  const [bob] = await app.call('exports.findAddress', { workspaceId, search: 'bob@' })
  expect(bob).toMatchObject({
    name: 'Bob',
    sent: { exportId: first, outcome: 'stayed_behind', gate: 'opted_out', over: true },
  })
  await app.call('exports.takeBack', { exportId: first })
  const second = await startExport(app, spring.id, newCampaignSettings('Second', { sendBlanks: true }))
  await ended(app, second)
  expect(await found('ann@acme.example')).toEqual([
    'ann@acme.example Spring Second uploaded',
    'ann@acme.example Spring First taken_back',
  ])
  expect(await found('%_n@')).toEqual([])
})

test('Only the chosen client is searched, and demo and real clients never mix', async () => {
  bench = await startBench()
  const { app, workspaceId } = bench
  await saved(workspaceId, 'Own', ['ann@acme.example,Ann'])
  const other = (await app.call('workspaces.create', { name: 'Other', colour: 1 })).id
  await saved(other, 'Theirs', ['ann@acme.example,Ann'])
  expect(await found('ann@', workspaceId)).toEqual(['ann@acme.example Own -'])
  expect((await found('ann@')).toSorted()).toEqual(['ann@acme.example Own -', 'ann@acme.example Theirs -'])
})
