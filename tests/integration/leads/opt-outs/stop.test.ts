import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Bench, startBench } from './support.ts'

let bench: Bench
const ann = 'ann@prospect.example'

beforeEach(async () => {
  bench = await startBench()
  for (const client of ['acme', 'acme', 'brandt'] as const) await bench.campaign(client, [ann, 'bob@prospect.example'])
  await bench.days(1)
})
afterEach(() => bench.close())

const optOut = (scope: 'client' | 'all') =>
  bench.app.call('optOuts.add', { workspaceId: bench.ids.acme, scope, text: ann })

describe('after an opt-out', () => {
  it('no campaign of the client emails the person again, and other clients continue', async () => {
    expect(bench.sentTo('acme', ann)).toBe(2)
    await optOut('client')
    const row = await bench.settled(ann, 'confirmed')
    expect(row.atInstantly).toMatchObject({ clients: 1, blocked: 1, blockedBefore: 0, stopped: 2, removed: 0 })
    await bench.days(14)
    expect(bench.sentTo('acme', ann)).toBe(2)
    expect(bench.sentTo('acme', 'bob@prospect.example')).toBe(6)
    expect(bench.sentTo('brandt', ann)).toBe(3)
    expect(bench.isBlocked('acme', ann)).toBe(true)
    expect(bench.isBlocked('brandt', ann)).toBe(false)
    // Leads stay where they were; only their status changes.
    expect(bench.leads('acme', ann)).toHaveLength(2)
  })

  it('nobody of any client emails again if it is for all', async () => {
    await optOut('all')
    const row = await bench.settled(ann, 'confirmed')
    expect(row.atInstantly).toMatchObject({ clients: 2, blocked: 2, stopped: 3 })
    const before = bench.sentTo('brandt', ann)
    await bench.days(14)
    expect(bench.sentTo('acme', ann)).toBe(2)
    expect(bench.sentTo('brandt', ann)).toBe(before)
  })

  it('a lead with an unknown status is stopped like an active one', async () => {
    for (const lead of bench.leads('acme', ann)) Object.assign(lead, { status: 4 })
    await optOut('client')
    expect((await bench.settled(ann, 'confirmed')).atInstantly).toMatchObject({ blocked: 1, stopped: 2 })
  })

  it('the lead is removed if the operator chose that', async () => {
    await bench.app.call('optOuts.saveSettings', { leads: 'remove' })
    await optOut('client')
    const row = await bench.settled(ann, 'confirmed')
    expect(row.atInstantly).toMatchObject({ removed: 2, stopped: 0 })
    expect(bench.leads('acme', ann)).toEqual([])
    expect(bench.leads('acme', 'bob@prospect.example')).toHaveLength(2)
    await bench.days(14)
    expect(bench.sentTo('acme', ann)).toBe(2)
  })
})
