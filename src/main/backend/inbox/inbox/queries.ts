/** Queries for the inbox screens: pages of threads, and details of one thread. */
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { InboxFilter, InboxLabel, InboxThread } from '#shared/contract/inbox/inbox.ts'
import { ownLabels } from '#shared/domain/events/lead-label.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { remoteIdsOfPartSql } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import { clientConditionSql, createBoxCounts } from './box-counts.ts'
import { createResponseTime } from './response-time.ts'
import { createThreadFilter } from './thread-filter.ts'
import { readThreadMessages } from './thread-messages.ts'
import { createThreadPages, type ThreadPageRequest } from './thread-pages.ts'
import { createThreadRows, type ThreadRow, threadColumns } from './thread-rows.ts'
import { createThreadSearch, maxMatches } from './thread-search.ts'

const instantlyLabels: readonly InboxLabel[] = ownLabels.map(({ value, tone }) => ({ value, name: null, tone }))

export function createInboxQueries(
  store: Store,
  parts: {
    readonly now: () => number
    /** Instantly's time for a client. */
    readonly nowOf: (workspaceId: WorkspaceId) => number
    readonly followUpDays: () => number
    /** Clients whose API key may read mails. */
    readonly mayRead: () => readonly WorkspaceId[]
  },
) {
  const db = store.raw
  const { shown, shownAll, nameOfCampaign } = createThreadRows(store, parts.nowOf)
  const filters = createThreadFilter(parts.now, parts.followUpDays)
  const boxes = createBoxCounts(store, filters, parts.mayRead)
  const pages = createThreadPages(store, filters, boxes)
  const searched = createThreadSearch(store)

  return {
    threads(filter: ThreadPageRequest): { readonly rows: readonly InboxThread[]; readonly total: number } {
      if (filter.search.trim() === '') return { rows: shownAll(pages.rowsOf(filter)), total: pages.totalOf(filter) }
      const { rows, total } = searched(filter, filters.conditions(filter))
      return { rows: shownAll(rows), total }
    },
    /** Returns the ids of all conversations that match a filter, without limit. */
    idsOf(filter: InboxFilter): readonly number[] {
      const { where, values } = filters.conditions(filter)
      if (filter.search.trim() !== '') {
        const page = { offset: 0, limit: maxMatches }
        return searched({ ...filter, page }, { where, values }).rows.map(({ id }) => id)
      }
      return db.prepare(`select t.id from inbox_thread t where ${where}`).pluck().all(values) as number[]
    },
    read(id: number): InboxThread {
      const row = db.prepare(`select ${threadColumns} from inbox_thread t where t.id = ?`).get(id) as
        | ThreadRow
        | undefined
      if (!row) throw new AppError('NOT_FOUND', { what: 'thread' })
      return shown(row)
    },
    nameOfCampaign,
    counts: boxes.counts,
    toAnswer: boxes.toAnswer,
    responseTime: createResponseTime(store, parts.nowOf),
    messages: (threadId: number, workspaceId: WorkspaceId) => readThreadMessages(store, threadId, workspaceId),
    campaigns({ workspaceId, partId }: ClientFilter): readonly { readonly id: string; readonly name: string | null }[] {
      const rows = db
        .prepare(
          `select campaign_id as id, workspace_id as workspaceId from inbox_thread
           where campaign_id is not null and ${clientConditionSql(workspaceId)} ${partId === null ? '' : `and ${remoteIdsOfPartSql('campaign_id')}`}
           group by workspace_id, campaign_id order by max(last_at) desc limit 500`,
        )
        .all({ workspaceId, partId }) as { id: string; workspaceId: WorkspaceId }[]
      return rows.map(({ id, workspaceId: client }) => ({ id, name: nameOfCampaign(client, id) }))
    },
    labels(workspaceId: WorkspaceId | null): readonly InboxLabel[] {
      const own = db
        .prepare('select value, name, tone from inbox_label where workspace_id = ? order by name_order(name), name')
        .all(workspaceId ?? 0) as InboxLabel[]
      return [...instantlyLabels, ...own.filter(({ value }) => !instantlyLabels.some((each) => each.value === value))]
    },
  }
}
