import type { ExportSettings, Ledger } from '#shared/contract/exports/exports.ts'
import type { ListId } from '#shared/ids.ts'
import { type CrashBench, goneIsNothing } from './crash-bench.ts'

/** Errors that leave the decision to the operator because the outcome of a creation at Instantly is unknown. */
const questions = new Set(['CAMPAIGN_CREATION_UNCLEAR', 'LEAD_LIST_CREATION_UNCLEAR'])

/**
 * Clicks Export with the same idempotency key each time; a process that dies during it leaves either nothing or the
 * whole export behind.
 */
export async function clickExport({ app }: CrashBench, listId: ListId, settings: ExportSettings): Promise<void> {
  await app.call('exports.start', { listId, settings, idempotencyKey: 'the-one-click' }).catch(goneIsNothing)
}

/**
 * Restarts the app whenever it dies, until the export has ended or needs a decision; returns its ledger. `clickAgain`
 * is what the operator does after every start; after `killAfterMs`, evaluated at every start, the app is killed (null:
 * it is not).
 */
export async function carryToEnd(
  bench: CrashBench,
  clickAgain: () => Promise<void>,
  killAfterMs: () => number | null = () => null,
): Promise<Ledger> {
  for (const end = Date.now() + 240_000; Date.now() < end; ) {
    const ms = killAfterMs()
    if (bench.app.dead()) await (ms === null ? bench.startAfterKill() : bench.startKillable())
    const timer = ms === null ? null : killIn(ms, bench.pid)
    try {
      // Repeats the same click: one that never got through must not be lost, and one that did must not count twice.
      await clickAgain()
      const ledger = await watch(bench).catch(goneIsNothing)
      if (ledger) return ledger
    } finally {
      if (timer) clearTimeout(timer)
    }
  }
  throw new Error('the export did not end')
}

const killIn = (ms: number, pid: number) => setTimeout(() => process.kill(pid, 'SIGKILL'), ms)

async function watch({ app, workspaceId }: CrashBench): Promise<Ledger> {
  for (;;) {
    const { rows } = await app.call('exports.list', { workspaceId, page: {} })
    const run = rows[0]
    const stands = run && (run.finishedAt !== null || questions.has(run.problem?.code ?? ''))
    if (stands) return app.call('exports.ledger', { exportId: run.id })
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
