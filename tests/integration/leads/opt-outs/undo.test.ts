import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { type Bench, startBench } from './support.ts'

let bench: Bench
const ann = 'ann@prospect.example'

beforeEach(async () => {
  bench = await startBench()
  await bench.campaign('acme', [ann])
  await bench.days(1)
})
afterEach(() => bench.close())

const optOut = async (scope: 'client' | 'all' = 'client') => {
  await bench.app.call('optOuts.add', { workspaceId: bench.ids.acme, scope, text: ann })
  return bench.settled(ann, 'confirmed')
}
const undo = (id: number) => bench.app.call('optOuts.undo', { ids: [id as never], undone: true })
const interestOf = () => bench.leads('acme', ann)[0]?.fields?.core['lt_interest_status'] ?? null

describe('an undone opt-out', () => {
  it("removes the entry, restores the lead's status, and allows exports", async () => {
    const { id } = await optOut()
    expect(interestOf()).toBe(-1)
    await undo(id)
    const row = await bench.settled(ann, 'undone')
    expect(row.atInstantly).toMatchObject({ blocked: 0, left: 0 })
    expect(bench.isBlocked('acme', ann)).toBe(false)
    expect(interestOf()).toBeNull()
    const { rows } = await bench.app.call('blocklist.list', { workspaceId: bench.ids.acme, search: ann, page: {} })
    expect(rows).toEqual([])
  })

  it('keeps an entry that existed before, and says so', async () => {
    bench.fake.world.block(bench.world('acme'), ann)
    const stopped = await optOut()
    expect(stopped.atInstantly).toMatchObject({ blocked: 1, blockedBefore: 1 })
    await undo(stopped.id)
    const row = await bench.settled(ann, 'undone')
    expect(row.atInstantly.blockedBefore).toBe(1)
    expect(bench.isBlocked('acme', ann)).toBe(true)
  })

  it('keeps an entry that somebody made anew since, and says so', async () => {
    const { id } = await optOut()
    // Also what a restored backup finds if the person opted out again after it was made.
    bench.fake.world.block(bench.world('acme'), ann)
    await undo(id)
    const row = await bench.settled(ann, 'undone')
    expect(row.atInstantly.blockedBefore).toBe(1)
    expect(bench.isBlocked('acme', ann)).toBe(true)
  })

  it('keeps a label somebody set since', async () => {
    const { id } = await optOut()
    const [lead] = bench.leads('acme', ann)
    if (!lead?.fields) throw new Error('no lead')
    lead.fields = { ...lead.fields, core: { ...lead.fields.core, lt_interest_status: 2 } }
    await undo(id)
    const row = await bench.settled(ann, 'undone')
    expect(row.atInstantly.left).toBe(1)
    expect(interestOf()).toBe(2)
  })

  it('does not add a removed lead back, and says so', async () => {
    await bench.app.call('optOuts.saveSettings', { leads: 'remove' })
    const { id } = await optOut()
    await undo(id)
    expect((await bench.settled(ann, 'undone')).atInstantly.left).toBe(1)
    expect(bench.leads('acme', ann)).toEqual([])
  })

  it('narrowed to one client is forgotten by the others and kept by this one', async () => {
    const { id } = await optOut('all')
    expect(bench.isBlocked('brandt', ann)).toBe(true)
    await bench.app.call('optOuts.setScope', { ids: [id], scope: 'client' })
    await until('the other client to forget', () => !bench.isBlocked('brandt', ann))
    expect(bench.isBlocked('acme', ann)).toBe(true)
  })

  it('applies again when the person repeats it', async () => {
    const { id } = await optOut()
    await undo(id)
    await bench.settled(ann, 'undone')
    await optOut()
    expect(bench.isBlocked('acme', ann)).toBe(true)
    await bench.days(10)
    expect(bench.sentTo('acme', ann)).toBe(1)
  })
})

describe('if Instantly differs', () => {
  const look = () => bench.app.call('optOuts.tellNow', { workspaceId: null })
  const counts = () => bench.app.call('optOuts.counts', { workspaceId: bench.ids.acme })

  it('an entry removed there is reported, and restored with one click', async () => {
    await optOut()
    bench.world('acme').blocked.delete(ann)
    await look()
    expect((await bench.settled(ann, 'differs')).atInstantly.differs).toBe('entry_gone')
    expect(await counts()).toMatchObject({ differs: 1, waiting: 0 })
    expect(await bench.app.call('optOuts.mend', { workspaceId: bench.ids.acme })).toBe(1)
    await bench.settled(ann, 'confirmed')
    expect(bench.isBlocked('acme', ann)).toBe(true)
  })

  it('a lead made active again is reported, and stopped with one click', async () => {
    await optOut()
    const [lead] = bench.leads('acme', ann)
    if (!lead?.fields) throw new Error('no lead')
    const { lt_interest_status: _, ...core } = lead.fields.core
    Object.assign(lead, { status: 1, fields: { ...lead.fields, core } })
    await look()
    expect((await bench.settled(ann, 'differs')).atInstantly.differs).toBe('lead_active')
    await bench.app.call('optOuts.mend', { workspaceId: null })
    await bench.settled(ann, 'confirmed')
    expect(interestOf()).toBe(-1)
  })

  it('an address only Instantly has is reported once it was copied, and adopted with one click', async () => {
    bench.fake.world.block(bench.world('acme'), 'old@blocked.example')
    bench.fake.world.block(bench.world('acme'), 'competitor.example')
    await bench.app.call('blocklist.pull', { workspaceId: bench.ids.acme })
    expect(await counts()).toMatchObject({ onlyThere: 1 })
    expect(await bench.app.call('optOuts.takeOver', { workspaceId: bench.ids.acme })).toBe(1)
    const row = await bench.settled('old@blocked.example', 'confirmed')
    expect(row).toMatchObject({ source: 'instantly', atInstantly: { blockedBefore: 1 } })
  })
})
