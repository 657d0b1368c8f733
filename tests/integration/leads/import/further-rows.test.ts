/** A lead shows its row of every file of its list, whether the file changed it or not. */
import { expect, test } from 'vitest'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import type { ListId } from '#shared/ids.ts'
import { importFile, type LeadsTest, settings, startLeads, suggested, writeFile } from '../support.ts'

const merge: MergeRule = { mode: 'both', keep: [], clearEmpty: false }

async function saveInto(t: LeadsTest, listId: ListId, name: string, rows: readonly string[], rule?: MergeRule) {
  const path = writeFile(t.files, name, rows.join('\n'))
  const draft = await t.call('imports.open', { workspaceId: t.workspaceId, path })
  const into = { listId, ...(rule ? { merge: rule } : {}) }
  return t.call('imports.save', { importId: draft.importId, mapping: suggested(draft), settings, into })
}

test('The lead page has the row of each file: the first, those that changed it, and others', async () => {
  const t = await startLeads()
  const first = ['Email,City,Note', 'a@acme.example,Ulm,x', 'b@acme.example,Bonn,y']
  const { id: listId } = await importFile(t, writeFile(t.files, 'first.csv', first.join('\n')))
  await saveInto(t, listId, 'same.csv', ['Note,Email', 'y,b@acme.example', 'x,a@acme.example'], merge)
  const changing = await saveInto(
    t,
    listId,
    'changed.csv',
    ['Email,City', 'b@acme.example,Bonn', 'a@acme.example,Köln'],
    merge,
  )
  await saveInto(t, listId, 'joined.csv', ['Email,Who', 'z@acme.example,Zoe', 'a@acme.example,"Ann ""A"""'])
  const [ann] = (await t.call('lists.leads', { listId, page: {} })).rows
  const look = async () => t.call('lists.lead', { leadId: (ann as NonNullable<typeof ann>).id })
  const told = (await look()).furtherRows.map((row) => [
    row.fileName,
    row.rowNumber,
    row.changed,
    row.original.map(({ header, cell }) => `${header}=${cell}`).join(' '),
  ])
  expect((await look()).original.map(({ cell }) => cell)).toEqual(['a@acme.example', 'Ulm', 'x'])
  expect(told).toEqual([
    ['joined.csv', 2, false, 'Email=a@acme.example Who=Ann "A"'],
    ['changed.csv', 2, true, 'Email=a@acme.example City=Köln'],
    ['same.csv', 2, false, 'Note=x Email=a@acme.example'],
  ])
  // An undone file no longer belongs to the list.
  await t.call('lists.undo', { actionId: changing.step?.actionId ?? 0 })
  expect((await look()).furtherRows.map(({ fileName }) => fileName)).toEqual(['joined.csv', 'same.csv'])
})
