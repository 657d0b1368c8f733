/** What Instantly calls things: a client's own labels and its campaigns, so that threads and events have their names. */
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import type { Asker } from '../../instantly/types.ts'

/** They change seldom: asked for at the start and then so often, labels on a click too. */
const everyMs = 6 * 60 * 60_000

export type NamesScope = 'lead-labels:read' | 'campaigns:read'
export type Names = ReturnType<typeof createNames>

/** Takes what was read to where events look it up. */
export type KnowNames = {
  readonly labels: (workspaceId: WorkspaceId, labels: readonly string[]) => void
  readonly campaigns: (
    workspaceId: WorkspaceId,
    listed: readonly { readonly id: string; readonly name: string }[],
  ) => void
}

export function createNames(deps: Deps, know: KnowNames) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const log = deps.log('inbox')
  const abort = new AbortController()
  const reading = new Set<Promise<void>>()
  const forget = raw.prepare('delete from inbox_label where workspace_id = ?')
  const putLabel = raw.prepare('insert into inbox_label (workspace_id, value, name, tone) values (?, ?, ?, ?)')
  const asker = (workspaceId: WorkspaceId): Asker => ({
    workspaceId,
    priority: 'poll',
    askedBy: 'inbox',
    signal: abort.signal,
  })

  async function readLabels(workspaceId: WorkspaceId): Promise<void> {
    const labels = await instantly.leadLabels(asker(workspaceId))
    if (abort.signal.aborted) return
    raw.transaction(() => {
      forget.run(workspaceId)
      for (const { value, name, tone } of new Map(labels.map((label) => [label.value, label])).values()) {
        putLabel.run(workspaceId, value, name.slice(0, 200), tone)
      }
    })()
    // Webhooks send them as types of events.
    know.labels(workspaceId, [...new Set(labels.map(({ name }) => name))])
    deps.changed('inbox', 'events')
  }

  /** Without it an operator has to press "Ask Instantly" for events to find their campaign. */
  async function readCampaigns(workspaceId: WorkspaceId): Promise<void> {
    const found = await instantly.campaigns(asker(workspaceId))
    if (abort.signal.aborted) return
    know.campaigns(workspaceId, found)
    deps.changed('events')
  }

  /** `next`: when a client is to be asked again. */
  const kinds = [
    { scope: 'lead-labels:read', onClick: true, next: new Map<WorkspaceId, number>(), work: readLabels },
    { scope: 'campaigns:read', onClick: false, next: new Map<WorkspaceId, number>(), work: readCampaigns },
  ] as const

  function start({ scope, next, work }: (typeof kinds)[number], id: WorkspaceId): Promise<void> {
    // Marked before it is asked: another reading begins before this one is over.
    next.set(id, clock.now() + everyMs)
    const read = work(id)
      .catch((error: unknown) => {
        next.delete(id)
        log.info('names not read', { scope, code: error instanceof AppError ? error.code : 'INTERNAL' })
      })
      .finally(() => reading.delete(read))
    reading.add(read)
    return read
  }

  return {
    /** Of the clients whose turn it is; a key that may not read mails may still read these. Never rejects. */
    async read(priority: 'poll' | 'click', clients: (scope: NamesScope) => readonly WorkspaceId[]): Promise<void> {
      const due = kinds.flatMap((kind) =>
        clients(kind.scope)
          .filter((id) => (priority === 'click' ? kind.onClick : clock.now() >= (kind.next.get(id) ?? 0)))
          .map((id) => start(kind, id)),
      )
      await Promise.all(due)
    },
    async stop(): Promise<void> {
      abort.abort()
      await Promise.allSettled(reading)
    },
  }
}
