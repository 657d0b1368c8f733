/** Remarks about people: what is far down in a file counts, and the operator decides about what is not understood. */
import { expect, it } from 'vitest'
import { type LeadsTest, settings, startLeads, suggested, writeFile } from '../support.ts'

const open = (test: LeadsTest, rows: readonly string[]) =>
  test.call('imports.open', {
    workspaceId: test.workspaceId,
    path: writeFile(test.files, 'people.csv', rows.join('\n')),
  })

it.each(['Notes', 'Bemerkung', 'Last reply'])(
  'Somebody who opted out in a remark under %s is left out however far down the file',
  async (header) => {
    const test = await startLeads()
    const rows = Array.from({ length: 900 }, (_, at) => `p${at}@acme.example,P,met at stand ${at}`)
    rows[850] = 'stop@acme.example,Sam,do not email me again'
    const draft = await open(test, [`Email,First Name,${header}`, ...rows])
    const { gates } = await test.call('imports.check', {
      importId: draft.importId,
      mapping: suggested(draft),
      settings,
      listId: null,
    })
    expect({ ready: gates.ready, optedOut: gates.opted_out }).toEqual({ ready: 899, optedOut: 1 })
  },
)

it('A long remark among short tags counts however far down the file', async () => {
  const test = await startLeads()
  const rows = Array.from({ length: 900 }, (_, at) => `p${at}@acme.example,P,${at % 2 ? 'fair' : 'newsletter'}`)
  rows[850] = 'stop@acme.example,Sam,he wrote that we must take him off our list and never email him again'
  const draft = await open(test, ['Email,First Name,Tags', ...rows])
  const { gates } = await test.call('imports.check', {
    importId: draft.importId,
    mapping: suggested(draft),
    settings,
    listId: null,
  })
  expect({ ready: gates.ready, optedOut: gates.opted_out }).toEqual({ ready: 899, optedOut: 1 })
})
