/** A lead added by hand: the same checks as a row of a file, and an undo. */
import { expect, test } from 'vitest'
import { failure, importFile, startLeads, writeFile } from '../support.ts'

async function startList() {
  const t = await startLeads()
  const list = await importFile(
    t,
    writeFile(t.files, 'leads.csv', 'Email,First Name,City\nann@acme.example,Ann,Köln\nbo@birch.example,Bo,Bonn\n'),
  )
  const check = (email: string) => t.call('lists.checkLead', { listId: list.id, fields: { email }, variables: {} })
  const add = (email: string, variables: Record<string, string> = {}) =>
    t.call('lists.addLead', { listId: list.id, fields: { email, first_name: 'van Ed' }, variables })
  return { t, list, check, add }
}

test("A lead added by hand is at the end of its list as typed, with the list's fields and variables", async () => {
  const { t, list, add } = await startList()
  const saved = await add(' Ed@Elm.example ', { city: 'Essen, "Süd"\nRuhr' })
  expect(saved).toMatchObject({ id: list.id, rowCount: 3, gates: { ready: 3 } })
  expect(await t.call('lists.lead', { leadId: saved.leadId })).toMatchObject({
    position: 3,
    gate: 'ready',
    email: 'ed@elm.example',
    fields: { first_name: 'van Ed' },
    variables: { city: 'Essen, "Süd"\nRuhr' },
    source: { fileName: 'Added by hand' },
  })
})

test('A lead added by hand is undone by its step, and the list is as before', async () => {
  const { t, list, add } = await startList()
  const { step } = await add('ed@elm.example')
  await t.call('lists.undo', { actionId: step?.actionId ?? 0 })
  expect(await t.call('lists.get', { listId: list.id })).toMatchObject({ rowCount: 2, gates: { ready: 2 } })
})

test('A lead already in the list or without an address is reported at once and not added', async () => {
  const { t, list, check, add } = await startList()
  expect(await check('ANN@acme.example')).toMatchObject({ gate: 'already_in_list' })
  expect(await check('nobody')).toMatchObject({ gate: 'bad_syntax' })
  for (const email of ['ann@acme.example', 'nobody', '']) {
    expect((await failure(add(email))).code).toBe('INVALID_INPUT')
  }
  expect(await t.call('lists.get', { listId: list.id })).toMatchObject({ rowCount: 2 })
})

test('An opted-out or blocked lead is reported at once, and stays excluded in the list', async () => {
  const { t, list, check, add } = await startList()
  await t.call('optOuts.add', { workspaceId: t.workspaceId, scope: 'client', text: 'ed@elm.example' })
  expect(await check('ed@elm.example')).toMatchObject({ gate: 'opted_out' })
  await add('ed@elm.example')
  expect(await t.call('lists.get', { listId: list.id })).toMatchObject({
    rowCount: 3,
    gates: { ready: 2, opted_out: 1 },
  })
})
