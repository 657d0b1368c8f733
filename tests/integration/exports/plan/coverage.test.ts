import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { type ValueFault, valueFaults } from '#shared/domain/campaigns/copy/coverage.ts'
import type { ListId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

/** Values with an evident fault, each with that fault. */
const told: readonly (readonly [string | number | null, ValueFault | null])[] = [
  ['Köln', null],
  ['', 'blank'],
  ['  ', 'blank'],
  [null, 'blank'],
  [0, null],
  ['J***@acme.com', 'masked'],
  ['Hi {{firstName}}', 'placeholder'],
  ['{"a": 1}', 'json'],
  ['[{"a": 1}]', 'json'],
  ['one\\ntwo', 'line_escape'],
  ['C:\\new', 'line_escape'],
  ['one\ntwo', null],
  ['<b>bold</b>', null],
  ['great 😀', 'emoji'],
  ['❤️', 'emoji'],
  ['© 2026 ® ™ – “quoted”', null],
  ['日本 Ñandú Żółć', null],
]

/** Creates a list whose leads have random but reproducible values under `city`; returns the positions. */
function listWith(count: number, seed: number) {
  const made = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: `L${seed}`, count, tag: `s${seed}` })
  const db = new Database(path.join(bench.app.dir, 'sendoff.db'))
  let state = seed
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  const rows: { readonly position: number; readonly fault: ValueFault | null }[] = []
  const set = db.prepare('update lead set payload = ? where list_id = ? and position = ?')
  db.transaction(() => {
    for (let position = 1; position <= count; position += 1) {
      const [value, fault] = told[next(told.length)] ?? ['', 'blank']
      const payload = {
        email: `lead${position}@s${seed}.example`,
        first_name: `First ${position}`,
        ...(value === null ? {} : { custom_variables: { city: value } }),
      }
      set.run(JSON.stringify(payload), made.listId, position)
      rows.push({ position, fault })
    }
  })()
  db.close()
  return { listId: made.listId, rows }
}

const cityBare = { names: [{ name: 'city', bare: true }] }

function withCopy(body: string, more: Partial<ExportSettings> = {}): ExportSettings {
  const settings = newCampaignSettings('Copy', more)
  if (settings.target.kind !== 'new') throw new Error('no new campaign')
  return { ...settings, target: { ...settings.target, steps: [{ subject: 'Hello', body, waitDays: 0 }] } }
}

describe('coverage of variables', () => {
  it.each([1, 2, 3, 4, 5])('matches a recount by hand (seed %i)', async (seed) => {
    const { listId, rows } = listWith(900, seed)
    const found = await bench.app.call('exports.coverage', { listId, copy: cityBare })
    const recount = Object.fromEntries(
      valueFaults.map((fault) => [fault, rows.filter((row) => row.fault === fault).length]),
    )
    expect(found.variables[0]?.faults).toEqual(recount)
    expect(found.leads).toBe(900)
    for (const fault of valueFaults) {
      const listed = await bench.app.call('lists.leads', {
        listId,
        gate: 'ready',
        where: [{ column: found.variables[0]?.column ?? '', op: 'fault', value: fault }],
        page: { offset: 0, limit: 1 },
      })
      expect(listed.total, fault).toBe(recount[fault])
    }
  })

  it('matches exactly the excluded leads, and the report adds up', async () => {
    const { listId, rows } = listWith(2300, 7)
    const leaveOut = [
      { variable: 'city', fault: 'blank' as const },
      { variable: 'city', fault: 'json' as const },
    ]
    const plan = await bench.app.call('exports.coverage', { listId, copy: cityBare, leaveOut })
    const out = rows.filter(({ fault }) => fault === 'blank' || fault === 'json')
    const blank = out.filter(({ fault }) => fault === 'blank').length
    expect(plan.leftOut).toBe(out.length - blank)
    expect(plan.blanks).toEqual([{ name: 'city', count: blank }])
    const ledger = await ended(bench.app, await startExport(bench.app, listId, withCopy('In {{city}}', { leaveOut })))
    expect(ledgerFaults(ledger)).toEqual([])
    expect(ledger.summary.totals).toMatchObject({ uploaded: 2300 - out.length, stayedBehind: out.length })
    const reasonOf = (gate: string) => ledger.reasons.find((reason) => reason.gate === gate)?.count
    expect(reasonOf('flawed_value')).toBe(out.length - blank)
    expect(reasonOf('blank_variable')).toBe(blank)
    const sent = bench.fake.journal.committedAddresses(ledger.summary.campaignId ?? '')
    const expected = rows.filter((row) => !out.includes(row)).map(({ position }) => `lead${position}@s7.example`)
    expect([...sent].toSorted()).toEqual(expected.toSorted())
  })

  it('finds the lead whose email is the least complete', async () => {
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 20 })
    const db = new Database(path.join(bench.app.dir, 'sendoff.db'))
    db.prepare(`update lead set payload = '{"email":"a@b.example"}' where list_id = ? and position = 13`).run(listId)
    const { id } = db.prepare('select id from lead where list_id = ? and position = 13').get(listId) as { id: number }
    db.close()
    const asked = (bare: boolean) =>
      bench.app.call('exports.coverage', {
        listId,
        copy: {
          names: ['firstName', 'companyName', 'city'].map((name) => ({ name, bare })),
        },
        sendBlanks: true,
      })
    expect((await asked(true)).worst).toEqual({ leadId: id, faults: 3 })
    // Fallbacks are not faults, but a reader still sees them, so they count if there is nothing worse.
    expect((await asked(false)).worst).toEqual({ leadId: id, faults: 3 })
  })
})

/** Changes the copy in Instantly itself. */
async function writeAtInstantly(campaignId: string, body: string): Promise<void> {
  const steps = [{ type: 'email', delay: 0, variants: [{ subject: 'Hello', body }] }]
  const answer = await fetch(`${bench.fake.url}/api/v2/campaigns/${campaignId}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${bench.fake.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ sequences: [{ steps }] }),
  })
  expect(answer.status).toBe(200)
}

describe('the emails of a new campaign', () => {
  const list = () => makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 30 }).listId

  it('are read back, and found the same', async () => {
    const body = 'Hi {{firstName}},\n\n5 < 6 & {{city}}  two blanks'
    const { mailboxes } = await bench.app.call('exports.choices', { workspaceId: bench.workspaceId })
    const settings = withCopy(body, { activateWhenDone: true })
    if (settings.target.kind !== 'new') throw new Error('no new campaign')
    const target = { ...settings.target, accounts: mailboxes.map(({ email }) => email) }
    const ledger = await ended(bench.app, await startExport(bench.app, list(), { ...settings, target }))
    expect(ledger.copy).toEqual({ state: 'same', differences: [] })
    expect(ledger.summary.activation).toBe('done')
  })

  it('that nobody starts are read once, beside its leads and not after them', async () => {
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Long', count: 8_000 })
    const ledger = await ended(bench.app, await startExport(bench.app, listId, withCopy('Hi {{firstName}}')))
    expect(ledger.copy).toEqual({ state: 'same', differences: [] })
    const seqOf = (method: string, asked: string) =>
      bench.fake.journal.requests(method, `/api/v2${asked}`).map(({ seq }) => seq)
    const reads = seqOf('GET', `/campaigns/${ledger.summary.campaignId}`)
    expect(reads).toHaveLength(1)
    expect(reads[0]).toBeLessThan(seqOf('POST', '/leads/add').at(-1) ?? 0)
  })

  it('that differ are reported, and the campaign is not started', async () => {
    bench.fake.faults.latency({ ms: 150 })
    const id = await startExport(bench.app, list(), withCopy('Hi {{firstName}}', { activateWhenDone: true }))
    const campaignId = await until(
      'the campaign to be there',
      async () => (await bench.app.call('exports.ledger', { exportId: id })).summary.campaignId,
    )
    await writeAtInstantly(campaignId, 'Something else')
    const ledger = await ended(bench.app, id)
    expect(ledger.copy).toEqual({ state: 'differs', differences: [{ part: 'body', step: 1, variant: 0 }] })
    expect(ledger.summary).toMatchObject({ state: 'done', activation: 'failed' })
    expect(bench.fake.journal.requests('POST', `/api/v2/campaigns/${campaignId}/activate`)).toEqual([])
  })
})

describe('a variable no lead has', () => {
  const list = (): ListId => makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 30 }).listId

  it.each([
    ['{{citty}}', 'city'],
    ['{{City}}', 'city'],
    ['{{fristName}}', 'firstName'],
    ['{{company_city}}', 'city'],
    ['{{zzz}}', ''],
  ])('%s blocks the export before anything is sent, and the nearest name is suggested', async (written, nearest) => {
    await expect(startExport(bench.app, list(), withCopy(`Hi ${written}`))).rejects.toMatchObject({
      code: 'COPY_VARIABLES_UNKNOWN',
      data: { names: written, nearest },
    })
    expect(bench.fake.journal.requests('POST', '/api/v2/campaigns')).toEqual([])
  })

  it('with a fallback everywhere does not block the export', async () => {
    const ledger = await ended(bench.app, await startExport(bench.app, list(), withCopy('Hi {{citty|your town}}')))
    expect(ledger.summary.state).toBe('done')
  })

  it('in the emails of an existing campaign blocks too', async () => {
    const first = await ended(bench.app, await startExport(bench.app, list(), withCopy('Hi {{nick|x}}')))
    const id = first.summary.campaignId ?? ''
    const other = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'M', count: 3, tag: 'm' }).listId
    expect(
      (await ended(bench.app, await startExport(bench.app, other, existingCampaignSettings(id)))).summary.state,
    ).toBe('done')
    const campaign = await bench.app.call('exports.coverage', { listId: other, copy: { campaignId: id } })
    expect(campaign.variables.map(({ name, unknown }) => [name, unknown])).toEqual([['nick', true]])
    await writeAtInstantly(id, 'Hi {{nick}}')
    const third = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'N', count: 3, tag: 'n' }).listId
    await expect(startExport(bench.app, third, existingCampaignSettings(id))).rejects.toMatchObject({
      code: 'COPY_VARIABLES_UNKNOWN',
    })
  })
})
