/** Reads a client's own labels from Instantly, so that threads and events show their names. */
import { ageOf } from '#shared/domain/core/age-of.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'

/** Labels seldom change, so they are read at the start, then at this interval, and on a click. */
const everyMs = 6 * 60 * 60_000

export type LabelReader = ReturnType<typeof createLabelReader>

/** Takes the labels read, so that events can be matched to them. */
export type IngestLabels = (workspaceId: WorkspaceId, labels: readonly string[]) => void

export function createLabelReader(deps: Deps, know: IngestLabels) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const log = deps.log('inbox')
  const abort = new AbortController()
  const reading = new Set<Promise<void>>()
  const forget = raw.prepare('delete from inbox_label where workspace_id = ?')
  const putLabel = raw.prepare('insert into inbox_label (workspace_id, value, name, tone) values (?, ?, ?, ?)')
  /** Reads a client's labels. Returns how many there are. */
  async function readLabels(workspaceId: WorkspaceId, priority: 'poll' | 'click'): Promise<number> {
    const { signal } = abort
    const labels = await instantly.leadLabels({ workspaceId, priority, requestedBy: 'inbox', signal })
    if (abort.signal.aborted) throw new AppError('CANCELLED')
    raw.transaction(() => {
      forget.run(workspaceId)
      for (const { value, name, tone } of new Map(labels.map((label) => [label.value, label])).values()) {
        putLabel.run(workspaceId, value, name.slice(0, 200), tone)
      }
    })()
    // Webhooks send labels as event types.
    know(workspaceId, [...new Set(labels.map(({ name }) => name))])
    deps.changed('inbox', 'events')
    return labels.length
  }

  /** When each client's labels were last read, epoch ms. */
  const readAt = new Map<WorkspaceId, number>()
  const isDue = (id: WorkspaceId) => ageOf(readAt.get(id) ?? 0, clock.now()) >= everyMs

  function start(id: WorkspaceId, priority: 'poll' | 'click'): Promise<void> {
    // Set before the request, as another reading may start before this one has finished.
    readAt.set(id, clock.now())
    const read: Promise<void> = deps.jobs
      .during(
        'labels',
        id,
        () => readLabels(id, priority),
        (items) => ({ items }),
      )
      .then(() => undefined)
      .catch((error: unknown) => {
        readAt.delete(id)
        if (!abort.signal.aborted) log.info('labels not read', { code: toWire(error).code })
      })
      .finally(() => reading.delete(read))
    reading.add(read)
    return read
  }

  return {
    /** Reads the labels of clients that are due; on a click, of all of them. Never rejects. */
    async read(priority: 'poll' | 'click', clients: readonly WorkspaceId[]): Promise<void> {
      const due = clients.filter((id) => priority === 'click' || isDue(id))
      await Promise.all(due.map((id) => start(id, priority)))
    },
    /** When a client's labels are read again (epoch ms); null if they are due with the next reading of mails. */
    nextAt: (id: WorkspaceId): number | null => (isDue(id) ? null : (readAt.get(id) ?? 0) + everyMs),
    async stop(): Promise<void> {
      abort.abort()
      await Promise.allSettled(reading)
    },
  }
}
