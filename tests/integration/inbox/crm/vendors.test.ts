/** Behaviour specific to one CRM. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CrmFailure } from '#backend/inbox/crm/systems/ask.ts'
import { escapeSoql } from '#backend/inbox/crm/systems/salesforce.ts'
import { parseSalesforceAddress } from '#backend/inbox/crm/systems/salesforce-address.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { type FakeCrm, startFakeCrm } from '../../../support/crm/fake-crm.ts'
import { type CrmCase, crmCases, qualified } from '../../../support/crm/systems.ts'

let crm: FakeCrm
let app: TestBackend
let workspaceId: WorkspaceId

beforeEach(async () => {
  crm = await startFakeCrm()
  app = startBackend({
    instantlyUrl: null,
    crmUrl: crm.url,
    crmTimings: { retryAfterMs: [20, 20, 20, 20], lockedMs: 20, lateMs: 40 },
  })
  workspaceId = (await app.call('workspaces.create', { name: 'Northwind', colour: 1 })).id
})
afterEach(async () => {
  await app.stop()
  await crm.close()
})

const caseOf = (kind: CrmCase['kind']): CrmCase => {
  const found = crmCases.find((each) => each.kind === kind)
  if (!found) throw new Error(kind)
  return found
}
const connect = (kind: CrmCase['kind']) => {
  const { access, chosen } = caseOf(kind)
  return app.call('crm.connect', { workspaceId, name: kind, access, ...chosen })
}
const handOver = (lead = qualified()) => app.call('crm.handOver', { workspaceId, lead })
const inState = (state: string, count = 1) =>
  until(`${count} ${state}`, async () => {
    const { rows } = await app.call('crm.deliveries', { workspaceId })
    return rows.filter((each) => each.state === state).length === count
  })
const deals = (email = 'tom@harbour.example') => app.call('crm.dealsOf', { workspaceId, email })

describe('HubSpot', () => {
  it('names missing rights of a token, and is not connected without them', async () => {
    crm.hubspot.state.scopes = [
      'oauth',
      'crm.objects.contacts.read',
      'crm.objects.contacts.write',
      'crm.objects.deals.read',
    ]
    const { access, chosen } = caseOf('hubspot')
    expect(await app.call('crm.look', { workspaceId, access })).toMatchObject({
      missing: ['crm.objects.deals.write'],
      owners: null,
    })
    await expect(
      app.call('crm.connect', { workspaceId, name: 'h', access, ...chosen, ownerId: null }),
    ).rejects.toMatchObject({
      code: 'CRM_RIGHTS_MISSING',
      data: { rights: 'crm.objects.deals.write' },
    })
  })

  it('accepts a token without scopes, and says whose it is', async () => {
    crm.fault('POST', /access-token-info$/, { kind: 'answer', status: 404 })
    const { access } = caseOf('hubspot')
    expect(await app.call('crm.look', { workspaceId, access })).toMatchObject({ account: '4711', missing: [] })
  })

  it('keeps what a contact has and fills in what is missing', async () => {
    crm.hubspot.put('contacts', { email: 'tom@harbour.example', firstname: 'Thomas' })
    await connect('hubspot')
    await handOver()
    await inState('done')
    expect(crm.hubspot.contacts()[0]?.properties).toMatchObject({
      firstname: 'Thomas',
      lastname: "O'Ashworth",
      company: 'Harbour Dental',
    })
  })

  it('that refuses a value fills in nothing and still has the lead', async () => {
    crm.hubspot.put('contacts', { email: 'tom@harbour.example' })
    await connect('hubspot')
    crm.fault('PATCH', /contacts/, { kind: 'answer', status: 400 })
    await handOver()
    await inState('done')
    expect(crm.hubspot.deals()).toHaveLength(1)
  })

  it('follows a deal that was merged into another', async () => {
    await connect('hubspot')
    await handOver()
    await inState('done')
    const [mine] = crm.hubspot.deals()
    crm.hubspot.merge(mine?.id ?? '', { pipeline: 'default', dealstage: 'closedlost' })
    await app.call('crm.readDeals', { workspaceId })
    expect(await deals()).toMatchObject([{ state: 'lost', stage: 'Closed Lost' }])
  })

  it('gets the beginning of a reply that becomes too long as markup, within the limit of a note', async () => {
    await connect('hubspot')
    await handOver(qualified('interested', { replyText: '"<&>'.repeat(5_000) }))
    await inState('done')
    const body = String(crm.hubspot.notes()[0]?.properties['hs_note_body'])
    expect(body).toContain('&quot;&lt;&amp;&gt;')
    expect(body).toMatch(/…<br><br>Sendoff-[0-9a-f-]{36}$/)
  })

  it('gets what others wrote as text, never as markup', async () => {
    await connect('hubspot')
    await handOver()
    await inState('done')
    const body = String(crm.hubspot.notes()[0]?.properties['hs_note_body'])
    expect(body).toContain('&lt;b&gt;really&lt;/b&gt;')
    expect(body.replaceAll('<br>', '')).not.toMatch(/[<>]/)
  })

  it('reports a won deal with its value in the account’s currency', async () => {
    await connect('hubspot')
    await handOver()
    await inState('done')
    Object.assign(crm.hubspot.deals()[0]?.properties ?? {}, {
      dealstage: 'closedwon',
      amount: '12500.50',
      closedate: '2026-04-01T10:00:00Z',
    })
    await app.call('crm.readDeals', { workspaceId })
    expect(await deals()).toMatchObject([
      {
        state: 'won',
        stage: 'Closed Won',
        pipeline: 'Sales Pipeline',
        value: 12_500.5,
        currency: 'EUR',
        closedAt: '2026-04-01T10:00:00Z',
      },
    ])
  })
})

describe('Pipedrive', () => {
  it('is queried in another way if its search does not know a person yet, and has them once', async () => {
    await connect('pipedrive')
    crm.pipedrive.state.searchKnowsUpTo = 0
    crm.fault('POST', /v2\/persons$/, { kind: 'lost' })
    crm.fault('POST', /v2\/organizations$/, { kind: 'lost' })
    await handOver()
    await inState('done')
    expect(crm.pipedrive.persons()).toHaveLength(1)
    expect(crm.pipedrive.organizations()).toHaveLength(1)
    expect(crm.pipedrive.deals()[0]).toMatchObject({
      title: 'Harbour Dental – Dentists in Leeds',
      org_id: crm.pipedrive.organizations()[0]?.id,
    })
  })

  it('has each person and company once for all clients, even if its search knows nothing new yet', async () => {
    crm.pipedrive.state.searchKnowsUpTo = 0
    await connect('pipedrive')
    const other = (await app.call('workspaces.create', { name: 'Contoso', colour: 2 })).id
    const { access, chosen } = caseOf('pipedrive')
    await app.call('crm.connect', { workspaceId: other, name: 'p', access, ...chosen })
    await Promise.all([
      handOver(),
      handOver(qualified('interested', { key: 'c2', campaignId: 'c2' })),
      handOver(qualified('interested', { key: 'jo', email: 'jo@harbour.example' })),
      app.call('crm.handOver', { workspaceId: other, lead: qualified() }),
    ])
    await inState('done', 3)
    await until(
      'the other client',
      async () => (await app.call('crm.deliveries', { workspaceId: other })).rows[0]?.state === 'done',
    )
    expect(crm.pipedrive.persons()).toHaveLength(2)
    expect(crm.pipedrive.organizations()).toHaveLength(1)
    expect(crm.pipedrive.deals()).toHaveLength(4)
  })

  it('has a deal for each of two clients that share it, even if the answer about the second was lost', async () => {
    await connect('pipedrive')
    const other = (await app.call('workspaces.create', { name: 'Contoso', colour: 2 })).id
    const { access, chosen } = caseOf('pipedrive')
    await app.call('crm.connect', { workspaceId: other, name: 'p', access, ...chosen })
    await handOver()
    await inState('done')
    crm.fault('POST', /v2\/deals$/, { kind: 'dropped' })
    await app.call('crm.handOver', { workspaceId: other, lead: qualified() })
    const done = async () => (await app.call('crm.deliveries', { workspaceId: other })).rows[0]?.state === 'done'
    await until('the other client', done)
    expect(crm.pipedrive.deals()).toHaveLength(2)
  })

  it('has two deals if one lead qualifies in two campaigns of the same name', async () => {
    await connect('pipedrive')
    await handOver()
    await inState('done')
    crm.fault('POST', /v2\/deals$/, { kind: 'lost' })
    await handOver(qualified('interested', { key: 'c2', campaignId: 'c2' }))
    await inState('done', 2)
    expect(crm.pipedrive.deals()).toHaveLength(2)
    expect(crm.pipedrive.persons()).toHaveLength(1)
  })

  it('with an archived deal is not reported as having lost it', async () => {
    await connect('pipedrive')
    await handOver()
    await inState('done')
    Object.assign(crm.pipedrive.deals()[0] ?? {}, {
      is_archived: true,
      status: 'lost',
      lost_time: '2026-05-01T08:00:00Z',
      value: 900,
    })
    await app.call('crm.readDeals', { workspaceId })
    expect(await deals()).toMatchObject([
      { state: 'lost', value: 900, currency: 'EUR', closedAt: '2026-05-01T08:00:00Z' },
    ])
  })
})

describe('Salesforce', () => {
  it('is searched for the exact address, whatever it contains', async () => {
    const email = `o'brien@harbour.example`
    await connect('salesforce')
    await handOver(qualified('interested', { email, key: 'k1' }))
    await handOver(qualified('won', { email, key: 'k2' }))
    await inState('done', 2)
    expect(crm.salesforce.leads().map((row) => row['Email'])).toEqual([email])
    expect(escapeSoql(`a' OR Name != '\\`)).toBe(`a\\' OR Name != \\'\\\\`)
  })

  it('follows a converted lead, and gets further replies there', async () => {
    crm.salesforce.state.multiCurrency = true
    await connect('salesforce')
    await handOver()
    await inState('done')
    const opportunity = {
      StageName: 'Closed Won',
      IsClosed: true,
      IsWon: true,
      Amount: 4800,
      CloseDate: '2026-06-01',
      CurrencyIsoCode: 'GBP',
    }
    crm.salesforce.convert(crm.salesforce.leads()[0]?.Id ?? '', opportunity)
    await app.call('crm.readDeals', { workspaceId })
    expect(await deals()).toMatchObject([
      {
        state: 'won',
        pipeline: 'Opportunity',
        stage: 'Closed Won',
        value: 4800,
        currency: 'GBP',
        closedAt: '2026-06-01',
      },
    ])
    await handOver(qualified('meeting_booked'))
    await inState('done', 2)
    expect(String(crm.salesforce.tasks()[1]?.['WhoId'])).toMatch(/^003/)
    expect(crm.salesforce.leads()).toHaveLength(1)
  })

  it('with a single currency is read without its name', async () => {
    await connect('salesforce')
    await handOver()
    await inState('done')
    crm.salesforce.convert(crm.salesforce.leads()[0]?.Id ?? '', {
      StageName: 'Proposal',
      IsClosed: false,
      IsWon: false,
      Amount: 100,
      CloseDate: '2026-06-01',
    })
    await app.call('crm.readDeals', { workspaceId })
    expect(await deals()).toMatchObject([
      { state: 'open', stage: 'Proposal', value: 100, currency: null, closedAt: null },
    ])
  })

  it('renews an expired token unnoticed', async () => {
    await connect('salesforce')
    crm.salesforce.state.token = 'ran out'
    await handOver()
    await inState('done')
    expect((await app.call('crm.deliveries', { workspaceId })).rows[0]).toMatchObject({ tries: 1 })
  })

  it('is only called at an address of Salesforce', () => {
    const origin = (pasted: string) => parseSalesforceAddress(pasted).origin
    expect(origin('https://acme.lightning.force.com/lightning/page/home')).toBe('https://acme.my.salesforce.com')
    expect(origin('acme--uat.sandbox.my.salesforce.com')).toBe('https://acme--uat.sandbox.my.salesforce.com')
    for (const pasted of [
      'http://acme.my.salesforce.com',
      'https://salesforce.com.evil.example',
      'https://evilsalesforce.com',
      'https://u:p@acme.my.salesforce.com',
      'https://acme.my.salesforce.com:8443',
      'https://login.salesforce.com',
      'acme',
      '127.0.0.1',
    ])
      expect(() => parseSalesforceAddress(pasted), pasted).toThrow(
        expect.objectContaining({ code: 'CRM_ADDRESS_INVALID' }),
      )
  })

  it('that used up its calls of the day is left alone for an hour', async () => {
    await connect('salesforce')
    crm.fault('POST', /sobjects\/Lead$/, {
      kind: 'answer',
      status: 403,
      json: [{ message: 'limit', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    })
    await handOver()
    await until(
      'a wait',
      async () => (await app.call('crm.deliveries', { workspaceId })).rows[0]?.problem === 'rate_limited',
    )
    const [row] = (await app.call('crm.deliveries', { workspaceId })).rows
    expect(Date.parse(row?.nextTryAt ?? '') - Date.now()).toBeGreaterThan(3_500_000)
  })
})

describe('a CRM account', () => {
  it('is connected to a client once, and its deals are known when it is connected again', async () => {
    const target = await connect('hubspot')
    await expect(connect('hubspot')).rejects.toMatchObject({ code: 'CRM_CONNECTED_ALREADY' })
    await handOver()
    await inState('done')
    await app.call('crm.removeTarget', { targetId: target.id })
    await connect('hubspot')
    await handOver(qualified('won'))
    await inState('done', 2)
    expect(crm.hubspot.deals()).toHaveLength(1)
    expect(await deals()).toMatchObject([{ email: 'tom@harbour.example' }])
    expect(await app.call('crm.targets', { workspaceId })).toMatchObject([{ crm: { deals: 1 } }])
  })

  it('gets earlier leads on request, each once', async () => {
    await handOver()
    await handOver(qualified('won'))
    const target = await connect('hubspot')
    expect(target.earlier).toBe(2)
    expect(await app.call('crm.handEarlier', { targetId: target.id })).toEqual({ leads: 2 })
    expect(await app.call('crm.handEarlier', { targetId: target.id })).toEqual({ leads: 0 })
    await inState('done', 2)
    expect(crm.hubspot.deals()).toHaveLength(1)
    expect(crm.hubspot.notes()).toHaveLength(2)
  })
})

describe('deals', () => {
  it('are read back automatically while they are open', async () => {
    await app.stop()
    app = startBackend({
      instantlyUrl: null,
      crmUrl: crm.url,
      dir: app.dir,
      crmTimings: { lateMs: 40, readEveryMs: 100 },
    })
    await connect('hubspot')
    await handOver()
    await until('a first reading', async () => (await deals())[0]?.state === 'open')
    Object.assign(crm.hubspot.deals()[0]?.properties ?? {}, {
      dealstage: 'closedlost',
      closedate: '2026-04-01T10:00:00Z',
    })
    await until('the next one', async () => (await deals())[0]?.state === 'lost')
    const [deal] = await deals()
    await until('a further reading of the CRM', async () => {
      const [target] = await app.call('crm.targets', { workspaceId })
      return (target?.crm?.readAt ?? '') > (deal?.readAt ?? '')
    })
    // Closed ones are checked once a day.
    expect(await deals()).toEqual([deal])
  })
})

describe('the log', () => {
  it('is read to its end, page by page, while new deliveries arrive', async () => {
    await connect('hubspot')
    crm.fault('GET', /./, { kind: 'answer', status: 400 }, 10_000)
    for (let at = 0; at < 25; at++)
      await handOver(qualified('interested', { key: `k${at}`, email: `l${at}@x.example` }))
    const seen: string[] = []
    for (let before = null as never; ; ) {
      const page = await app.call('crm.deliveries', { workspaceId, before, limit: 10 })
      seen.push(...page.rows.map(({ email }) => email))
      if (seen.length === 10) await handOver(qualified('interested', { key: 'new', email: 'new@x.example' }))
      if (page.next === null) break
      before = page.next as never
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => `l${24 - at}@x.example`))
    expect(await app.call('crm.deliveryCount', { workspaceId })).toEqual({ count: 26 })
  })
})

it('The CRM log contains no answer of the CRM in the text of a failure', () => {
  expect(String(new CrmFailure('refused', { said: { email: 'tom@harbour.example' } }))).not.toContain('tom')
})
