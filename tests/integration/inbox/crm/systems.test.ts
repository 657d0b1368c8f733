import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { migrationsDir, startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { type FakeCrm, startFakeCrm } from '../../../support/crm/fake-crm.ts'
import { crmCases, qualified } from '../../../support/crm/systems.ts'

let crm: FakeCrm
let app: TestBackend
let store: Store
let workspaceId: WorkspaceId

const start = (dir?: string) => {
  app = startBackend({
    instantlyUrl: null,
    crmUrl: crm.url,
    crmTimings: { retryAfterMs: [20, 20, 20, 20], lockedMs: 20, lateMs: 40, readRetryMs: 50 },
    openStore: (path) => (store = openStore(path, migrationsDir)),
    ...(dir === undefined ? {} : { dir }),
  })
}
beforeEach(async () => {
  crm = await startFakeCrm()
  start()
  workspaceId = (await app.call('workspaces.create', { name: 'Northwind', colour: 1 })).id
})
afterEach(async () => {
  await app.stop()
  await crm.close()
})

const log = async () => (await app.call('crm.deliveries', { workspaceId })).rows
const handOver = (lead = qualified()) => app.call('crm.handOver', { workspaceId, lead })
const inState = (state: string, count = 1) =>
  until(`${count} ${state}`, async () => (await log()).filter((each) => each.state === state).length === count)
const deals = () => app.call('crm.dealsOf', { workspaceId, email: 'tom@harbour.example' })

describe.each(crmCases)('$kind', (one) => {
  const connect = () => app.call('crm.connect', { workspaceId, name: one.kind, access: one.access, ...one.chosen })
  const holds = () => one.holds(crm)

  it('reports the owner of a token and the choices, and stores nothing of it', async () => {
    const offer = await app.call('crm.look', { workspaceId, access: one.access })
    expect(offer).toMatchObject({ account: one.account, missing: [] })
    expect(offer.person).toContain('ana@agency.example')
    const line = offer.pipelines.find(({ id }) => id === one.chosen.pipelineId)
    expect(line?.stages).toContainEqual({ id: one.chosen.stageId, name: one.stage })
    expect(offer.owners).toEqual([{ id: one.chosen.ownerId, name: expect.stringContaining('Ana') }])
    expect(await app.call('crm.targets', { workspaceId })).toEqual([])
  })

  it('refuses a wrong token with a clear message, and stores nothing', async () => {
    await expect(app.call('crm.look', { workspaceId, access: one.wrong })).rejects.toMatchObject({
      code: 'CRM_TOKEN_REFUSED',
    })
    const given = { workspaceId, name: 'x', access: one.wrong, ...one.chosen }
    await expect(app.call('crm.connect', given)).rejects.toMatchObject({ code: 'CRM_TOKEN_REFUSED' })
    expect(await app.call('crm.targets', { workspaceId })).toEqual([])
  })

  it('refuses a missing stage', async () => {
    const given = { workspaceId, name: 'x', access: one.access, ...one.chosen, stageId: 'elsewhere' }
    await expect(app.call('crm.connect', given)).rejects.toMatchObject({ code: 'CRM_CHOICE_GONE' })
  })

  it('gets each lead once: a contact, a deal in the chosen stage, and the reply as a note', async () => {
    const target = await connect()
    expect(target.crm).toMatchObject({ account: one.account, stage: one.stage })
    await handOver()
    await handOver()
    await inState('done')
    expect(holds()).toMatchObject({ persons: 1, deals: 1 })
    expect(holds().notes).toHaveLength(1)
    expect(holds().notes[0]).toContain('Sounds good')
    expect(holds().notes[0]).toContain('Leeds')
    expect(await app.call('crm.readDeals', { workspaceId })).toEqual({ read: 1, failed: 0 })
    expect(await deals()).toMatchObject([{ state: 'open', stage: one.stage, kind: one.kind }])
    expect((await log())[0]?.deal).toMatchObject({ state: 'open', stage: one.stage })
  })

  it('gets a further label as a further note on the same deal', async () => {
    await connect()
    await handOver()
    await handOver(qualified('meeting_booked'))
    await inState('done', 2)
    expect(holds()).toMatchObject({ persons: 1, deals: 1 })
    expect(holds().notes).toHaveLength(2)
  })

  it.each(['person', 'deal', 'note'] as const)(
    'whose answer about a %s was lost is searched, not sent it again',
    async (part) => {
      await connect()
      crm.fault('POST', one.create[part], { kind: 'lost' })
      await handOver()
      await inState('done')
      expect(holds()).toMatchObject({ persons: 1, deals: 1 })
      expect(holds().notes).toHaveLength(1)
      expect((await log())[0]?.tries).toBeGreaterThan(1)
    },
  )

  it.each(['person', 'deal', 'note'] as const)(
    'that never received the request for a %s gets it again',
    async (part) => {
      await connect()
      crm.fault('POST', one.create[part], { kind: 'dropped' })
      await handOver()
      await inState('done')
      expect(holds()).toMatchObject({ persons: 1, deals: 1 })
      expect(holds().notes).toHaveLength(1)
    },
  )

  it.each([[500], [502], [429]])('that answers %i is retried and ends with one of each', async (status) => {
    await connect()
    crm.fault('POST', one.create.deal, { kind: 'answer', status }, 2)
    crm.fault('POST', one.create.note, { kind: 'answer', status })
    await handOver()
    await inState('done')
    expect(holds()).toMatchObject({ persons: 1, deals: 1 })
    expect(holds().notes).toHaveLength(1)
  })

  it('that says when to retry gets no earlier request', async () => {
    await connect()
    crm.fault('POST', one.create.deal, { kind: 'answer', status: 429, headers: { 'retry-after': '3600' } })
    await handOver()
    await until('a wait', async () => (await log())[0]?.problem === 'rate_limited')
    const [row] = await log()
    expect(Date.parse(row?.nextTryAt ?? '') - Date.now()).toBeGreaterThan(3_500_000)
  })

  it('with an existing contact of that address gets no second one', async () => {
    if (one.kind === 'hubspot') crm.hubspot.put('contacts', { email: 'tom@harbour.example', firstname: 'Thomas' })
    if (one.kind === 'pipedrive')
      crm.pipedrive.put('persons', { name: 'Thomas', emails: [{ value: 'TOM@harbour.example' }] })
    if (one.kind === 'salesforce')
      crm.salesforce.put('Lead', {
        LastName: 'Thomas',
        Company: 'x',
        Email: 'Tom@harbour.example',
        Status: 'Open - Not Contacted',
      })
    await connect()
    await handOver()
    await inState('done')
    expect(holds()).toMatchObject({ persons: 1, deals: 1 })
  })

  it('that refuses the token later gets another one, and waiting leads arrive', async () => {
    const target = await connect()
    for (const system of [crm.hubspot, crm.pipedrive]) system.state.token = 'renewed'
    crm.salesforce.state.clientSecret = 'renewed'
    crm.salesforce.state.token = 'none'
    await handOver()
    await inState('dead')
    expect((await log())[0]).toMatchObject({ problem: 'token_refused' })
    const renewed =
      one.kind === 'salesforce' ? { ...one.access, clientSecret: 'renewed' } : { ...one.access, token: 'renewed' }
    await expect(app.call('crm.renew', { targetId: target.id, access: one.wrong })).rejects.toMatchObject({
      code: 'CRM_TOKEN_REFUSED',
    })
    await app.call('crm.renew', { targetId: target.id, access: renewed })
    await inState('done')
    expect(holds()).toMatchObject({ persons: 1, deals: 1 })
  })

  it('keeps its token sealed, out of answers, logs and the store', async () => {
    await connect()
    crm.fault('POST', one.create.deal, { kind: 'answer', status: 400, json: { message: 'no' } })
    await handOver()
    await inState('done')
    await app.call('crm.readDeals', { workspaceId })
    const secret = one.access.kind === 'salesforce' ? one.access.clientSecret : one.access.token
    const shown = JSON.stringify([await app.call('crm.targets', { workspaceId }), await log(), app.logs, app.events])
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain(crm.salesforce.state.token)
    const kept = JSON.stringify(store.raw.prepare('select name, address, settings, hex(cipher) from crm_target').all())
    expect(kept).not.toContain(secret)
    expect(kept).not.toContain(Buffer.from(secret).toString('hex').toUpperCase())
  })

  it('that cannot be read says so, keeps what was read before, and is read again later', async () => {
    await connect()
    await handOver()
    await inState('done')
    await app.call('crm.readDeals', { workspaceId })
    const before = await deals()
    crm.fault('GET', /./, { kind: 'answer', status: 503 }, Number.POSITIVE_INFINITY)
    crm.fault('POST', /./, { kind: 'answer', status: 503 }, Number.POSITIVE_INFINITY)
    expect(await app.call('crm.readDeals', { workspaceId })).toEqual({ read: 0, failed: 1 })
    const failed = { stage: one.stage, readAt: before[0]?.readAt, readProblem: 'server_error' }
    expect(await deals()).toMatchObject([failed])
    const asked = crm.calls.length
    await until('the timer to try again', () => crm.calls.length > asked + 1)
    expect(await deals()).toMatchObject([failed])
    crm.heal()
    await until('the timer to read again', async () => (await deals())[0]?.readProblem === null)
    expect((await deals())[0]?.readAt).not.toBe(before[0]?.readAt)
  })

  it('that lost the deal says it is gone, and a further label creates a new one', async () => {
    await connect()
    await handOver()
    await inState('done')
    if (one.kind === 'hubspot') crm.hubspot.remove('deals', crm.hubspot.deals()[0]?.id ?? '')
    if (one.kind === 'pipedrive') crm.pipedrive.remove('deals', crm.pipedrive.deals()[0]?.id ?? 0)
    if (one.kind === 'salesforce') crm.salesforce.remove(crm.salesforce.leads()[0]?.Id ?? '')
    await app.call('crm.readDeals', { workspaceId })
    expect(await deals()).toMatchObject([{ state: 'gone' }])
    await handOver(qualified('won'))
    await inState('done', 2)
    expect(holds().deals).toBe(1)
    await app.call('crm.readDeals', { workspaceId })
    expect(await deals()).toMatchObject([{ state: 'open' }])
  })

  it('opens a deal only at the CRM’s own address', async () => {
    await connect()
    await handOver()
    await inState('done')
    const [deal] = await deals()
    await app.call('crm.openDeal', { dealId: deal?.id as never })
    expect(app.opened[0]).toMatch(
      /^https:\/\/(app-eu1\.hubspot\.com\/contacts\/4711\/record\/0-3\/\d+|agency\.pipedrive\.com\/deal\/\d+|agency\.my\.salesforce\.com\/00Q\w+)$/,
    )
  })
})

describe('two clients', () => {
  it("never share leads: each one's go to its own CRM only", async () => {
    const other = (await app.call('workspaces.create', { name: 'Contoso', colour: 2 })).id
    const [hubspot] = crmCases
    if (!hubspot) throw new Error('no case')
    await app.call('crm.connect', { workspaceId: other, name: 'h', access: hubspot.access, ...hubspot.chosen })
    await handOver()
    expect(await log()).toEqual([])
    expect(crm.hubspot.deals()).toEqual([])
  })
})
