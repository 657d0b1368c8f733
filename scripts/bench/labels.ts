/**
 * Counts the requests it takes to sync the labels of a client with 50,000 leads, of which 500 are labelled. The app and
 * the simulated Instantly share a process, so the time excludes the network.
 */
import { setInterest } from '#demo/reactions/interest.ts'
import { startBench } from '../../tests/support/export-bench.ts'
import { createAsk } from '../../tests/support/instantly/ask.ts'
import { scheduleOf, stepsOf } from '../../tests/support/instantly/living-campaign.ts'
import { quick, report } from './lib/report.ts'

const bench = 'labels'
const leadCount = quick ? 5_000 : 50_000
/** Labels in a typical distribution: many interested, many not, few further along. */
const labelled: readonly (readonly [value: number, count: number])[] = [
  [1, 260],
  [-1, 150],
  [2, 40],
  [3, 20],
  [4, 10],
  [-2, 10],
  [-3, 5],
  [-4, 5],
]
const labels = labelled.flatMap(([value, count]) => Array.from({ length: count }, () => value))

async function main(): Promise<void> {
  const run = await startBench({ limits: null })
  try {
    const ask = createAsk(run.fake)
    const created = await ask('POST', '/campaigns', {
      name: 'Labelled',
      campaign_schedule: scheduleOf(),
      sequences: stepsOf(2, 3, 0),
    })
    const id = String(created.body['id'])
    for (let first = 0; first < leadCount; first += 1_000) {
      const leads = Array.from({ length: 1_000 }, (_, at) => ({ email: `lead${first + at}@labelled.example` }))
      await ask('POST', '/leads/add', { campaign_id: id, leads })
    }
    const [workspace] = run.fake.world.workspaces
    if (!workspace) throw new Error('no workspace')
    const apart = Math.floor(leadCount / labels.length)
    for (const [at, value] of labels.entries()) {
      const lead = workspace.leads[at * apart]
      if (lead) setInterest(run.fake.world, workspace, lead, value, 'operator', run.fake.clock.now())
    }
    run.fake.clock.advance(3_600_000)
    const requests: number[] = []
    const seconds: number[] = []
    // The first sync, one that checks whether lists still end the same way, and one like all others.
    for (let round = 0; round < 3; round += 1) {
      run.fake.journal.clear()
      const begun = performance.now()
      await run.app.call('jobs.run', { kind: 'lead_labels', workspaceId: run.workspaceId })
      seconds.push((performance.now() - begun) / 1_000)
      requests.push(run.fake.journal.entries.filter(({ path }) => path.endsWith('/leads/list')).length)
    }
    const { rows } = await run.app.call('jobs.list', { workspaceId: run.workspaceId }).then((list) => ({ rows: list }))
    const last = rows.find(({ kind }) => kind === 'lead_labels')?.last
    if (last?.counts?.items !== labels.length) throw new Error(`not all labels came: ${JSON.stringify(last)}`)
    report({ bench, figure: 'labels_sync_requests', value: Math.max(...requests), unit: 'requests', target: '<= 12' })
    report({ bench, figure: 'labels_sync_s', value: Math.max(...seconds), unit: 's', target: 'none' })
  } finally {
    await run.close()
  }
}

await main()
