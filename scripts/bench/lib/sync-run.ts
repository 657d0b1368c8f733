/** One product process: reads the campaigns of its clients and reports what it measured, while screens query it. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkspaceId } from '#shared/ids.ts'
import { answer } from './processes.ts'
import { startProduct } from './product.ts'
import { percentile } from './report.ts'

export type SyncFigures = {
  readonly seconds: number
  readonly requests: number
  readonly refused: number
  readonly mainStallMs: number
  readonly queryP95Ms: number
  readonly queryMaxMs: number
  readonly unchangedRequests: number
  readonly unchangedSeconds: number
  readonly campaigns: number
  readonly days: number
}

const [dataDir = '', url = '', what = '', clients = '1'] = process.argv.slice(2)
const product = startProduct(dataDir, url)
await product.call('app.status', {})

if (what === 'connect') {
  const added: WorkspaceId[] = []
  for (let at = 0; at < Number(clients); at += 1) {
    const key = `bench-key-of-client-${String(at).padStart(4, '0')}`
    const { workspace } = await product.call('workspaces.addKey', { workspaceId: null, name: `Client ${at}`, key })
    added.push(workspace.id)
  }
  // The first check of a new key is not part of a reading.
  for (const workspaceId of added) {
    while (!(await product.call('workspaces.firstKeyReport', { workspaceId }))) await sleep(50)
  }
  await product.stop()
  answer({})
} else {
  const control = async (order: string) =>
    (await (await fetch(`${url}/api/v2/__${order}`)).json()) as { requests: number; refused: number }
  const queryMs: number[] = []
  const state = { measuring: true }
  const asking = askLikeAScreen()
  await sleep(300)
  queryMs.length = 0
  await control('open')
  await control('reset')
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const startedAt = performance.now()
  const readings = await product.call('campaigns.readNow', { workspaceId: null })
  const seconds = (performance.now() - startedAt) / 1000
  delay.disable()
  state.measuring = false
  await asking
  for (const { state: ended, problem } of readings) {
    if (ended !== 'done') throw new Error(`a reading ended as ${ended}: ${problem?.code}`)
  }
  const { requests, refused } = await control('reset')
  const list = await product.call('campaigns.list', { workspaceId: null, page: { limit: 1 } })
  const first = list.rows[0]
  const figures = first ? await product.call('campaigns.figures', { campaignId: first.id }) : null
  const again = performance.now()
  await product.call('campaigns.readNow', { workspaceId: null })
  const unchangedSeconds = (performance.now() - again) / 1000
  const unchanged = await control('reset')
  await product.stop()
  answer({
    seconds,
    requests,
    refused,
    mainStallMs: Math.max(0, delay.max / 1e6 - 1),
    queryP95Ms: percentile(queryMs, 0.95),
    queryMaxMs: Math.max(0, ...queryMs),
    unchangedRequests: unchanged.requests,
    unchangedSeconds,
    campaigns: list.total,
    days: figures?.days.length ?? 0,
  } satisfies SyncFigures)

  /**
   * Runs the queries of open screens meanwhile: the list, one campaign, its figures, background jobs, the record of
   * calls.
   */
  async function askLikeAScreen(): Promise<void> {
    for (let turn = 0; state.measuring; turn += 1) {
      const askedAt = performance.now()
      if (turn % 5 === 0) await product.call('campaigns.list', { workspaceId: null, page: { limit: 100 } })
      else if (turn % 5 === 1) await product.call('campaigns.health', {})
      else if (turn % 5 === 2) {
        const { rows } = await product.call('campaigns.list', { workspaceId: null, search: 'campaign 7', page: {} })
        if (rows[0]) await product.call('campaigns.detail', { campaignId: rows[0].id })
      } else if (turn % 5 === 3) await product.call('exports.running', {})
      else await product.call('audit.list', { workspaceId: null, page: { offset: 0, limit: 100 } })
      queryMs.push(performance.now() - askedAt)
      await sleep(20)
    }
  }
}
