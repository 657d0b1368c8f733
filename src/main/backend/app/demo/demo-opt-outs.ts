/** People who opted out in the demo, besides those who unsubscribed in it. All names are made up. */
import { dayMs } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'

/** They are in no list of the demo, so its plans and reports do not change. */
const people = [
  {
    client: 0,
    daysAgo: 9,
    value: 'joan.okafor@brightmoor-storage.example',
    words: 'On the phone: no more emails, please.',
  },
  {
    client: 0,
    daysAgo: 4,
    value: 'hollins-freight.example',
    words: 'Their office manager asked for all of the company.',
  },
  { client: 1, daysAgo: 2, value: 'sabine.ulmer@planwerk-sued.example', words: 'Told us at the job fair.' },
] as const

/** Records them; repeating it changes nothing. `workspaces` in the order of the demo's clients. */
export function recordDemoOptOuts(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  workspaces: readonly WorkspaceId[],
): void {
  const optOuts = createOptOuts(store)
  for (const { client, daysAgo, value, words } of people) {
    const workspaceId = workspaces[client]
    if (workspaceId === undefined) continue
    optOuts.record({ workspaceId, value, words, at: clock.now() - daysAgo * dayMs, source: 'hand', scope: 'client' })
  }
}
