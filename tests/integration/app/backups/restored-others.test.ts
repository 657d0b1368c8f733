import { describe, expect, it } from 'vitest'
import { quickOptOuts, until } from '../../../support/backend.ts'
import { startFakeCrm } from '../../../support/crm/fake-crm.ts'
import { crmCases, qualified } from '../../../support/crm/systems.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { times } from '../../../support/long.ts'
import { useBench } from '../../../support/use-bench.ts'
import { oneCampaign, startEdits } from '../../campaigns/campaign-edits/support.ts'
import {
  ask,
  carriedOut,
  idOf,
  leadsOf,
  placesAt,
  startCampaigns,
  withSubsequences,
} from '../../campaigns/subsequences/support.ts'

/**
 * Deletions, deliveries, moves and block list entries: copies from before, during and after, with nothing doubled or
 * lost.
 */
async function backUp({ app }: Bench): Promise<string> {
  await app.call('backups.start', {})
  return (await app.call('backups.state', {})).copies?.[0]?.path ?? ''
}

async function restoreAndRelease({ app }: Bench, path: string): Promise<void> {
  await app.call('backups.restore', { path })
  await until('the copy to be compared', async () => {
    const { restored } = await app.call('backups.state', {})
    return restored !== null && !restored.reading && restored.reconciled === restored.clients
  })
  await app.call('backups.release', { item: null })
}

const moments = ['before', 'middle', 'after'] as const
const seeds = Math.max(1, Math.floor(Number(process.env['RESTORE_CASES'] ?? times(6, 200)) / 6))
const cases = moments.flatMap((moment) =>
  Array.from({ length: seeds }, (_, no) => [moment, no + Number(process.env['RESTORE_FIRST'] ?? 0)] as const),
)

describe('a deletion at Instantly', () => {
  const start = useBench(() => startEdits({ backend: { editTimings: { deleteHoldMs: 300 } } }))
  it.each(cases)('a copy %s it, case %i: one request at most, and none by the restored store', async (moment) => {
    const bench = await start()
    const { id, remoteId } = await oneCampaign(bench)
    const isThere = () => bench.fake.world.workspaces[0]?.campaigns.has(remoteId) ?? false
    const deletes = () => bench.fake.journal.requests('DELETE', /campaigns/).length
    let copy = moment === 'before' ? await backUp(bench) : ''
    await bench.app.call('campaignDeletions.ask', { campaignIds: [id] })
    if (moment === 'middle') copy = await backUp(bench)
    await until('it to be deleted', () => !isThere())
    if (moment === 'after') copy = await backUp(bench)
    const before = deletes()
    await restoreAndRelease(bench, copy)
    await bench.app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
    expect(deletes()).toBe(before)
    expect(before).toBe(1)
    const { rows } = await bench.app.call('campaigns.list', { workspaceId: bench.workspaceId, page: {} })
    expect(rows.filter(({ state }) => state !== 'gone')).toEqual([])
  })
})

describe('a delivery to a CRM', () => {
  // In the short run one copy covers the deliveries to all systems.
  const together = times(1, 0) === 1 ? [crmCases] : crmCases.map((system) => [system])
  const named = together.map((systems) => [systems.map(({ kind }) => kind).join(', '), systems] as const)
  it.each(cases.flatMap((one) => named.map((each) => [...one, ...each] as const)))(
    'a copy %s it, case %i, %s: one person, one deal, one note',
    async (moment, seed, _kinds, systems) => {
      const random = createRandom(seed)
      const crm = await startFakeCrm()
      const bench = await startBench({
        limits: null,
        backend: {
          crmUrl: crm.url,
          crmTimings: { retryAfterMs: [50, 100, 200, 400, 800, 1_600], lockedMs: 50, lateMs: 200 },
        },
      })
      try {
        const { app, workspaceId } = bench
        for (const { kind, access, chosen } of systems)
          await app.call('crm.connect', { workspaceId, name: kind, access, ...chosen })
        const areDone = async () => {
          const { rows } = await app.call('crm.deliveries', { workspaceId })
          return rows.length === systems.length && rows.every(({ state }) => state === 'done')
        }
        let copy = moment === 'before' ? await backUp(bench) : ''
        if (moment === 'middle') {
          for (const { create } of systems) {
            const part = (['person', 'deal', 'note'] as const)[Math.floor(random() * 3)] ?? 'deal'
            crm.fault('POST', create[part], { kind: 'answer', status: 503 })
          }
        }
        await app.call('crm.handOver', { workspaceId, lead: qualified() })
        if (moment === 'middle') copy = await backUp(bench)
        await until('it to arrive', areDone)
        if (moment === 'after') copy = await backUp(bench)
        await restoreAndRelease(bench, copy)
        // The inbox hands over again what it does not know was handed over.
        if (moment === 'before') await app.call('crm.handOver', { workspaceId, lead: qualified() })
        if (moment === 'before') await app.call('backups.release', { item: null }).catch(() => null)
        await until('it to be settled', areDone)
        for (const { kind, holds } of systems) {
          const { persons, deals, notes } = holds(crm)
          expect({ kind, persons, deals, notes: notes.length }).toEqual({ kind, persons: 1, deals: 1, notes: 1 })
        }
      } finally {
        await bench.close()
        await crm.close()
      }
    },
  )
})

describe('a move into a subsequence', () => {
  const start = useBench(() => startCampaigns())
  it.each(cases)('a copy %s it, case %i: every lead is added once', async (moment, seed) => {
    const random = createRandom(seed)
    const count = 12
    const bench = await start()
    const { campaignId, remoteId, warm, rows } = await withSubsequences(bench, count)
    const leads = await leadsOf(bench.app, campaignId)
    let copy = moment === 'before' ? await backUp(bench) : ''
    const goOn =
      moment === 'middle'
        ? bench.fake.faults.hold({ method: 'POST', path: '/subsequences', nth: 1 + Math.floor(random() * (count - 1)) })
        : () => undefined
    await ask(bench.app, campaignId, idOf(rows, 'Warm'), leads)
    if (moment === 'middle') {
      copy = await backUp(bench)
      goOn()
    }
    const allIn = () => placesAt(bench, remoteId).every((place) => place === warm)
    await until('everybody to be in', allIn)
    if (moment === 'after') copy = await backUp(bench)
    await restoreAndRelease(bench, copy)
    await until('the move to be over', async () => {
      const moves = await bench.app.call('subsequenceMoves.ofCampaign', { campaignId })
      return moves.every(({ state }) => state !== 'running' && state !== 'held')
    })
    expect(allIn()).toBe(true)
    expect(carriedOut(bench)).toHaveLength(count)
  })
})

describe('an opt-out on its way to the block list', () => {
  const start = useBench(() => startBench({ limits: null, backend: { optOutTimings: quickOptOuts } }))
  it.each(cases)('a copy %s it, case %i: one entry, whatever the copy knows', async (moment, seed) => {
    const random = createRandom(seed)
    const bench = await start()
    const { app, workspaceId } = bench
    const value = 'stop@prospect.example'
    const entries = () => [...(bench.fake.world.workspaces[0]?.blocked.keys() ?? [])]
    const posts = () => bench.fake.journal.requests('POST', /block-lists-entries/).length
    let copy = moment === 'before' ? await backUp(bench) : ''
    const goOn =
      moment === 'middle' && random() < 0.7
        ? bench.fake.faults.hold({ method: 'POST', path: '/block-lists-entries', nth: 1 })
        : () => undefined
    await app.call('optOuts.add', { workspaceId, scope: 'client', text: value })
    if (moment === 'middle') copy = await backUp(bench)
    goOn()
    await until('it to be blocked', () => entries().includes(value))
    if (moment === 'after') copy = await backUp(bench)
    await restoreAndRelease(bench, copy)
    if (moment === 'before') await app.call('optOuts.add', { workspaceId, scope: 'client', text: value })
    await app.call('optOuts.tellNow', { workspaceId })
    await until('Instantly to know', async () => (await app.call('optOuts.counts', { workspaceId })).waiting === 0)
    expect(entries()).toEqual([value])
    expect(posts()).toBe(1)
  })
})
