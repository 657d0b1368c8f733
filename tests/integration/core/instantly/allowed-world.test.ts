/** An Instantly that returns anything its document allows: the app reads all it can, and every screen has an answer. */
import { expect, test } from 'vitest'
import { jobKinds } from '#shared/contract/background/health.ts'
import type { QueryName } from '#shared/contract/index.ts'
import { askEverything, type Known, queryNames } from '../../../support/ask-everything.ts'
import { startBackend } from '../../../support/backend.ts'
import { startAnything } from '../../../support/instantly/anything.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'

/** Not answered by Instantly. */
const elsewhere = new Set<QueryName>(['supabase.offer', 'supabase.columns', 'supabase.campaigns', 'inboxModel.preview'])
const seeds = (process.env['ALLOWED_SEEDS'] ?? '1').split(',').map(Number)

test.for(seeds)('Random answers of seed %i', async (seed) => {
  const instantly = await startAnything(createRandom(seed))
  const app = startBackend({ instantlyUrl: instantly.url })
  try {
    const { id: workspaceId } = await app.call('workspaces.create', { name: 'Kessler', colour: 1 })
    await app.call('workspaces.addKey', { workspaceId, key: 'a2V5LW9mLXRoZS10ZXN0' })
    for (const kind of jobKinds) await app.backend.call('jobs.run', { kind, workspaceId })
    await app.backend.call('blocklist.pull', { workspaceId })
    const { rows } = await app.call('campaigns.list', { workspaceId, page: {} })
    const { rows: threads } = await app.call('inbox.threads', { workspaceId, box: 'all', page: {} })
    const known: Known = {
      workspaceId,
      campaignId: rows[0]?.id,
      remoteId: rows[0]?.remoteId,
      threadId: threads[0]?.id,
      email: threads[0]?.leadEmail ?? 'a@b.example',
      zone: 'Europe/Berlin',
      timezone: 'Europe/Berlin',
      currency: 'EUR',
    }
    expect(rows.length).toBeGreaterThan(0)
    const names = queryNames.filter((name) => !elsewhere.has(name))
    const answers = await askEverything(app, names, () => known)
    expect([...answers].filter(([, answer]) => answer.includes('"INTERNAL"'))).toEqual([])
    expect(app.logs.filter(({ level }) => level === 'error')).toEqual([])
  } finally {
    await app.stop()
    instantly.stop()
  }
})
