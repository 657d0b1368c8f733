import type { ExportSettings, Ledger } from '#shared/contract/exports/exports.ts'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, until } from './backend.ts'
import { type FakeInstantly, type FakeInstantlyOptions, startFakeInstantly } from './instantly/server.ts'

export type Bench = {
  readonly fake: FakeInstantly
  readonly app: TestBackend
  readonly workspaceId: WorkspaceId
  close(): Promise<void>
}

/** Starts a backend with one workspace and its key, against a simulated Instantly over HTTP. */
export async function startBench(
  options: FakeInstantlyOptions & { readonly backend?: Partial<Parameters<typeof startBackend>[0]> } = {},
): Promise<Bench> {
  const { backend, ...fakeOptions } = options
  const fake = await startFakeInstantly({
    workspaces: [
      { name: 'Northwind Outreach', keys: [{ key: 'northwind-key-0001' }], leadLimit: 1_000_000, mailboxes: 2 },
    ],
    ...fakeOptions,
  })
  const app = startBackend({ instantlyUrl: fake.url, ...paceAt(fakeOptions), ...backend })
  const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
  return {
    fake,
    app,
    workspaceId: workspace.id,
    async close() {
      await app.stop()
      await fake.close()
    },
  }
}

/** Lifts the app's own pace for emails if the simulated Instantly has no limits. */
export const paceAt = ({ limits }: FakeInstantlyOptions): { readonly emailsPerMinute?: number } =>
  limits === null ? { emailsPerMinute: 6_000 } : {}

let clicks = 0
export const newIdempotencyKey = () => `click-${process.pid}-${(clicks += 1)}`

export async function startExport(app: TestBackend, listId: ListId, settings: ExportSettings): Promise<ExportId> {
  return (await app.call('exports.start', { listId, settings, idempotencyKey: newIdempotencyKey() })).id
}

/** Waits until an export has ended and returns its ledger. */
export async function ended(app: Pick<TestBackend, 'call'>, exportId: ExportId, ms?: number): Promise<Ledger> {
  return until(
    `export ${exportId} to end`,
    async () => {
      const ledger = await app.call('exports.ledger', { exportId })
      const over = ['done', 'failed', 'cancelled'].includes(ledger.summary.state)
      return over ? ledger : null
    },
    ms,
  )
}

/** Checks what must hold for every ledger: the sum, and that reasons and totals agree. */
export function ledgerFaults(ledger: Ledger): readonly string[] {
  const { totals } = ledger.summary
  const faults: string[] = []
  const sum = totals.uploaded + totals.stayedBehind + totals.refused + totals.failed + totals.waiting
  if (sum !== totals.rows) faults.push(`${totals.rows} rows but ${sum} accounted for`)
  for (const outcome of ['stayed_behind', 'refused', 'failed'] as const) {
    const total = { stayed_behind: totals.stayedBehind, refused: totals.refused, failed: totals.failed }[outcome]
    const counted = ledger.reasons.filter((row) => row.outcome === outcome).reduce((n, row) => n + row.count, 0)
    if (counted !== total) faults.push(`${outcome}: ${total} in the totals, ${counted} with a reason`)
  }
  return faults
}
