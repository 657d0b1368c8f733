/** A company that opted out: everybody of its domain and its subdomains. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quickOptOuts, startBackend, until } from '../../../support/backend.ts'
import { ended, newIdempotencyKey } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { startDoor } from '../../../support/instantly/door.ts'
import { makeList } from '../../../support/lists.ts'
import { type Bench, startBench } from './support.ts'

const domain = 'prospect.example'
const ann = `ann@${domain}`
const bob = `bob@sales.${domain}`
const other = 'cy@elsewhere.example'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
  await bench.campaign('acme', [ann, bob, other])
  await bench.days(1)
})
afterEach(() => bench.close())

const optOut = (scope: 'client' | 'all' = 'client') =>
  bench.app.call('optOuts.add', { workspaceId: bench.ids.acme, scope, text: `@${domain}` })
const guardOf = (listId: ReturnType<typeof makeList>['listId']) => bench.app.call('exports.guard', { listId })

describe('an opted-out domain', () => {
  it('is one entry on the block list, its people get no more email, and nobody else is affected', async () => {
    await optOut()
    const row = await bench.settled(domain, 'confirmed')
    expect(row.atInstantly).toMatchObject({ clients: 1, blocked: 1 })
    expect([...bench.world('acme').blocked.keys()]).toEqual([domain])
    await bench.days(14)
    expect(bench.sentTo('acme', ann)).toBe(1)
    expect(bench.sentTo('acme', other)).toBe(3)
  })

  it('is left out of every export, in the plan and by Instantly’s own count', async () => {
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.ids.acme, name: 'P', count: 6, tag: 'prospect' })
    await optOut()
    const { held } = await guardOf(listId)
    expect(held.find(({ gate }) => gate === 'opted_out')?.count).toBe(6)
    const sum = await bench.app.call('exports.sum', { listId, rules: {} })
    expect(sum.goOut).toBe(0)
    const mixed = makeList(bench.app.dir, { workspaceId: bench.ids.acme, name: 'M', count: 4, tag: 'free' })
    const { id } = await bench.app.call('exports.start', {
      listId: mixed.listId,
      settings: newCampaignSettings('Mixed'),
      idempotencyKey: newIdempotencyKey(),
    })
    expect((await ended(bench.app, id)).summary.totals.uploaded).toBe(4)
  })

  it('is left out as well if it was pasted in the letters of another font', async () => {
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.ids.acme, name: 'P', count: 6, tag: 'prospect' })
    await bench.app.call('optOuts.add', {
      workspaceId: bench.ids.acme,
      scope: 'client',
      text: '@\u{1d429}rospect.example',
    })
    expect((await guardOf(listId)).held.find(({ gate }) => gate === 'opted_out')?.count).toBe(6)
  })

  it("undone, loses its entry, its leads' status is restored, and its people may be exported again", async () => {
    const { added } = await optOut()
    await bench.settled(domain, 'confirmed')
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.ids.acme, name: 'P', count: 6, tag: 'prospect' })
    await bench.app.call('optOuts.undo', { ids: [...added], undone: true })
    await bench.settled(domain, 'undone')
    expect([...bench.world('acme').blocked.keys()]).toEqual([])
    expect((await guardOf(listId)).held.find(({ gate }) => gate === 'opted_out')?.count ?? 0).toBe(0)
    const interest = bench.leads('acme', ann).map(({ fields }) => fields?.core['lt_interest_status'] ?? null)
    expect(interest).toEqual([null])
  })

  it('is shown beside each of its people, and beside nobody else', async () => {
    await optOut()
    for (const email of [ann, bob]) {
      const found = await bench.app.call('optOuts.of', { workspaceId: bench.ids.acme, email })
      expect(found?.row).toMatchObject({ value: domain, state: 'on' })
    }
    expect((await bench.app.call('optOuts.of', { workspaceId: bench.ids.acme, email: other }))?.row).toBeNull()
  })
})

it('An opt-out undone for an address or the domain alone keeps the lead stopped while the other applies', async () => {
  const { added } = await bench.app.call('optOuts.add', { workspaceId: bench.ids.acme, scope: 'client', text: ann })
  await bench.settled(ann, 'confirmed')
  const company = await optOut()
  await bench.settled(domain, 'confirmed')
  const interest = () => bench.leads('acme', ann).map(({ fields }) => fields?.core['lt_interest_status'] ?? null)
  await bench.app.call('optOuts.undo', { ids: [...added], undone: true })
  await bench.settled(ann, 'undone')
  expect(interest()).toEqual([-1])
  await bench.app.call('optOuts.undo', { ids: [...company.added], undone: true })
  await bench.settled(domain, 'undone')
  expect(interest()).toEqual([null])
})

it('An opt-out undone for an address keeps its lead stopped if the domain’s opt-out applies as well', async () => {
  const { added } = await bench.app.call('optOuts.add', { workspaceId: bench.ids.acme, scope: 'client', text: ann })
  await bench.settled(ann, 'confirmed')
  const [lead] = bench.leads('acme', ann)
  if (!lead?.fields) throw new Error('no lead')
  // Somebody at Instantly allows contacting the lead again.
  const { lt_interest_status: _, ...core } = lead.fields.core
  Object.assign(lead, { status: 1, fields: { ...lead.fields, core } })
  await optOut()
  const company = await bench.settled(domain, 'confirmed')
  expect(company.atInstantly.stopped).toBe(1)
  await bench.app.call('optOuts.undo', { ids: [...added], undone: true })
  await bench.settled(ann, 'undone')
  expect(lead.fields.core['lt_interest_status']).toBe(-1)
})

it.each(['ann@müller.example', 'müller.example'])(
  'in one spelling stops leads Instantly has in the other: %s',
  async (value) => {
    const latin = 'ann@xn--mller-kva.example'
    await bench.campaign('acme', [latin, other])
    await bench.days(1)
    await bench.app.call('optOuts.add', { workspaceId: bench.ids.acme, scope: 'client', text: value })
    await bench.settled(value, 'confirmed')
    await bench.days(14)
    expect(bench.sentTo('acme', latin)).toBe(1)
  },
)

it('An opted-out domain in one spelling is recognised if Instantly keeps the other, and requested once', async () => {
  const [value, kept] = ['müller.example', 'xn--mller-kva.example']
  const door = await startDoor(bench.fake.url, (path, text) =>
    path.includes('/block-lists-entries') ? text.replaceAll(value, kept) : text,
  )
  const app = startBackend({ instantlyUrl: door.url, dir: bench.app.dir, optOutTimings: quickOptOuts })
  try {
    await app.call('optOuts.add', { workspaceId: bench.ids.acme, scope: 'client', text: `kä@${value}, ${value}` })
    await until('both to be confirmed', async () => {
      const { rows } = await app.call('optOuts.list', {
        workspaceId: null,
        filter: 'all',
        search: 'müller',
        page: {},
      })
      return rows.length === 2 && rows.every(({ atInstantly }) => atInstantly.state === 'confirmed')
    })
    const made = bench.fake.journal.entries.filter(
      ({ method, path }) => method === 'POST' && path.includes('/block-lists-entries'),
    )
    expect(made).toHaveLength(1)
  } finally {
    await app.stop()
    await door.close()
  }
})
