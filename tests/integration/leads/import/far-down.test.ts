/** What stands only far down in a file counts as much as what stands at its top. */
import { expect, it } from 'vitest'
import { importFile, inStore, startLeads, writeFile } from '../support.ts'

/** Saves the rows as proposed and returns how many are ready, and which of `asked` are. */
async function saved(header: string, rows: readonly string[], asked: readonly string[]) {
  const test = await startLeads()
  await importFile(test, writeFile(test.files, 'people.csv', [header, ...rows].join('\n')))
  return inStore(test.dir, (db) => {
    const emails = new Set(db.prepare('select email from lead where gate = 0').pluck().all() as string[])
    return { ready: emails.size, mailed: asked.filter((email) => emails.has(email)) }
  })
}

const people = (count: number, rest = ',Ann,Bonn') =>
  Array.from({ length: count }, (_, at) => `p${at}@acme.example${rest}`)

it.each([
  ['--- Do not contact ---', 30_000],
  ['Unsubscribed,,', 30_000],
  // Read by two threads.
  ['Nicht kontaktieren', 40_000],
])('Nobody below the line %s is ready in a file of %i rows', async (line, count) => {
  const filler = count > 30_000 ? `,Ann,${'x'.repeat(480)}` : ',Ann,Bonn'
  const rows = people(count, filler)
  rows.splice(count - 5000, 0, line)
  expect(
    await saved('Email,First Name,City', rows, [`p${count - 5000}@acme.example`, `p${count - 1}@acme.example`]),
  ).toEqual({ ready: count - 5000, mailed: [] })
})

it('People in a second table beside the first are not ready in a file of 20,000 rows', async () => {
  const rows = people(20_000, ',Ann,Bonn,,x@other.example,Sam,Bonn')
  rows[19_990] = 'p19990@acme.example,Ann,Bonn,,p17@acme.example,Sam,Bonn'
  expect(await saved('Email,First Name,City,,Email,First Name,City', rows, ['p17@acme.example'])).toEqual({
    ready: 19_999,
    mailed: [],
  })
})

it('Who opted out beyond the last column of row 20,000 is not ready in another row either', async () => {
  const rows = [...people(20_000), 'p17@acme.example,Ann,Bonn,do not contact']
  expect(await saved('Email,First Name,City', rows, ['p17@acme.example'])).toEqual({ ready: 19_999, mailed: [] })
})

it.each(['X1', '', 'Lead Source'])(
  'Somebody who opted out in row 1,500 of a column "%s" with other values is not ready',
  async (header) => {
    const rows = Array.from({ length: 2000 }, (_, at) => `p${at}@acme.example,Ann,met at stand ${at}`)
    rows[1500] = 'p1500@acme.example,Ann,please do not email me again'
    rows[1501] = 'p1501@acme.example,Ann,unsubscribed'
    expect(await saved(`Email,First Name,${header}`, rows, ['p1500@acme.example', 'p1501@acme.example'])).toEqual({
      ready: 1998,
      mailed: [],
    })
  },
)
