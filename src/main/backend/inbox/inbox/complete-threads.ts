/**
 * Completes conversations whose reply came after the email it answers was read: at that time there was no conversation,
 * so the email's text was not stored. Each is read once as a whole in the background, so that search finds it before
 * anybody opens it.
 */
import type { WorkspaceId } from '#shared/ids.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { createReadingState } from '../../events/events/reading-state.ts'
import type { createThreadActions } from './thread-actions.ts'

/** The operator's requests and new mails have priority; the rate limiter applies on top of this. */
const atOnce = 2
const maxPerLook = 200

type BareThread = { readonly id: number; readonly workspaceId: WorkspaceId }

export function createThreadCompletion(deps: Deps, work: Pick<ReturnType<typeof createThreadActions>, 'readThrough'>) {
  const { store, clock } = deps
  const reading = createReadingState(store, createDemoLookup(store))
  // The terms match those of the index.
  const bare = store.raw.prepare<[string, number], BareThread>(
    `select id, workspace_id as workspaceId from inbox_thread indexed by inbox_thread_bare
      where workspace_id in (select value from json_each(?)) and has_sent = 0 and read_through_at is null
        and remote_id is not null and last_received_at is not null order by last_received_at desc limit ?`,
  )
  /** Clients whose sent emails have all been read; until then that brings most missing text, a hundred a request. */
  const clients = (): readonly WorkspaceId[] =>
    deps.background
      .clients('emails:read')
      .filter(({ workspaceId, held }) => held === null && reading([workspaceId], clock.now()).state === 'done')
      .map(({ workspaceId }) => workspaceId)

  // Runs at the start and after each reading of a client's emails.
  return deps.background.defineJob<BareThread>({
    kind: 'whole_threads',
    network: true,
    atOnce,
    next: () => ({ due: bare.all(JSON.stringify(clients()), maxPerLook) }),
    of: ({ id, workspaceId }) => ({ key: id, client: workspaceId }),
    run: async ({ id }) => {
      await work.readThrough(id, 'poll')
      return { end: 'done' }
    },
  })
}
