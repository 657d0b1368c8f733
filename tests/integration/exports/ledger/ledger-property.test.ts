import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import { createRunStore } from '#backend/exports/engine/run-store.ts'
import { createLedgerQueries } from '#backend/exports/ledger/ledger.ts'
import type { LedgerRow } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import type { TestBackend } from '../../../support/backend.ts'
import { ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import type { Fault } from '../../../support/instantly/fault-rules.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'

const outcomes = ['uploaded', 'stayed_behind', 'refused', 'failed', 'waiting'] as const
const faults: readonly Fault[] = [
  { kind: 'reset', when: 'after_commit' },
  { kind: 'reset', when: 'part_way' },
  { kind: 'status', status: 400, when: 'before_commit' },
  { kind: 'status', status: 500, when: 'after_commit' },
]

/** Returns every row of an outcome, page by page as the screen requests them. */
async function allRows(
  app: TestBackend,
  exportId: ExportId,
  outcome: (typeof outcomes)[number] | 'all',
): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = []
  for (let offset = 0; ; offset += 170) {
    const page = await app.call('exports.rows', { exportId, outcome, page: { offset, limit: 170 } })
    rows.push(...page.rows)
    if (rows.length >= page.total || page.rows.length === 0) {
      expect(rows.length).toBe(page.total)
      return rows
    }
  }
}

it('Reports add up row by row, whatever is excluded, rejected, fails or is only known by reading', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        count: fc.integer({ min: 1, max: 2_600 }),
        heldEvery: fc.integer({ min: 2, max: 40 }),
        blockedEvery: fc.integer({ min: 2, max: 50 }),
        knownEvery: fc.integer({ min: 2, max: 50 }),
        leadLimit: fc.integer({ min: 1, max: 4_000 }),
        faultRate: fc.constantFrom(0, 0, 0.4),
        seed: fc.integer({ min: 1, max: 1_000 }),
      }),
      async ({ count, heldEvery, blockedEvery, knownEvery, leadLimit, faultRate, seed }) => {
        const address = (row: number) => `lead${row}@list.example`
        const every = (n: number) =>
          Array.from({ length: Math.floor(count / n) }, (_, index) => address((index + 1) * n))
        const bench = await startBench({
          workspaces: [{ name: 'N', keys: [{ key: 'property-key-0001' }], leadLimit, blocked: every(blockedEvery) }],
        })
        try {
          const { app, fake } = bench
          const workspace = fake.world.workspaces[0]
          if (!workspace) throw new Error('no workspace')
          const other = fake.world.addCampaign(workspace, { name: 'Other' })
          await fetch(`${fake.url}/api/v2/leads/add`, {
            method: 'POST',
            headers: { authorization: `Bearer ${fake.key}`, 'content-type': 'application/json' },
            body: JSON.stringify({ campaign_id: other.id, leads: [{ email: address(knownEvery) }] }),
          })
          fake.faults.random({ seed, method: 'POST', path: '/leads/add', rate: faultRate, faults })
          const { listId } = makeList(app.dir, { workspaceId: bench.workspaceId, name: 'P', count, heldEvery })
          const exportId = await startExport(app, listId, newCampaignSettings('Property'))
          const ledger = await ended(app, exportId)
          expect(ledgerFaults(ledger)).toEqual([])

          const all = await allRows(app, exportId, 'all')
          expect(all.map((row) => row.position)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
          const { totals } = ledger.summary
          const total = {
            uploaded: totals.uploaded,
            stayed_behind: totals.stayedBehind,
            refused: totals.refused,
            failed: totals.failed,
            waiting: totals.waiting,
          }
          for (const outcome of outcomes) {
            expect(all.filter((row) => row.outcome === outcome)).toHaveLength(total[outcome])
            expect((await allRows(app, exportId, outcome)).map((row) => row.position)).toEqual(
              all.filter((row) => row.outcome === outcome).map((row) => row.position),
            )
          }
          if (faultRate === 0) {
            expect(ledger.answers.leads_uploaded).toBe(totals.uploaded)
            expect(ledger.answers.total_sent).toBe(totals.uploaded + totals.refused)
          }
          // By Instantly's own record, exactly the uploaded rows were created, each under the id in the ledger.
          const uploaded = all.filter((row) => row.outcome === 'uploaded')
          expect(new Set(uploaded.map((row) => row.remoteLeadId)).size).toBe(uploaded.length)
          // A lead that is not there may be sent again; one that is there never.
          const there = new Set(uploaded.map((row) => row.email))
          const twice = fake.journal.addressesCommittedTwice().filter(({ email }) => there.has(email))
          expect(twice.slice(0, 3)).toEqual([])
          for (const row of all) if (row.outcome === 'refused') expect(row.refusals.length).toBeGreaterThan(0)
        } finally {
          await bench.close()
        }
      },
    ),
    { numRuns: times(6, 14), seed: 20_261_120 },
  )
})

it('A file of problems has each row once, even if others get a problem while it is written', async () => {
  let store: ReturnType<typeof openStore> | null = null
  const bench = await startBench({ backend: { openStore: (...args) => (store = openStore(...args)) } })
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 4_200, heldEvery: 2 })
  const id = await startExport(bench.app, listId, newCampaignSettings('File'))
  await ended(bench.app, id)
  const { raw } = store as unknown as ReturnType<typeof openStore>
  const positions: number[] = []
  for (const rows of createLedgerQueries(raw, createRunStore(raw)).everyRow(id, 'problems')) {
    positions.push(...rows.map(({ position }) => position))
    raw.exec(`insert or ignore into export_problem (workspace_id, export_id, position, lead_id, outcome, reason)
      select workspace_id, ${id}, position, id, 'refused', 'skipped_count' from lead where list_id = ${listId} and position = 1`)
  }
  expect(positions).toEqual(Array.from({ length: 2_100 }, (_, at) => (at + 1) * 2))
  await bench.close()
})
