/** Computes how long people waited for an answer. */
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { ResponseTime } from '#shared/contract/inbox/inbox.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { remoteIdsOfPartSql } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import { shownClientsSql } from './thread-filter.ts'

const days = 7

/**
 * Creates the computation for answers written by hand in the last seven days by Instantly's clock. Each is timed from
 * the first email received after the previous answer; an answer that follows no email, or only an automatic reply, is
 * not counted.
 */
export function createResponseTime({ raw }: Store, nowOf: (workspaceId: WorkspaceId) => number) {
  const shown = raw.prepare<[], WorkspaceId>(shownClientsSql).pluck()
  const waitedSql = (ofPart: string) => `select waited from (
      select m.at - (select min(r.at) from inbox_message r
          where r.thread_id = m.thread_id and r.direction = 'received' and r.at < m.at
            and r.at > coalesce((select max(b.at) from inbox_message b where b.thread_id = m.thread_id
              and b.direction = 'sent' and b.manual = 1 and b.at < m.at), 0)) as waited
        from inbox_message m indexed by inbox_message_manual
       where m.workspace_id = @of and m.direction = 'sent' and m.manual = 1 and m.at > @since and m.at <= @now ${ofPart})
    where waited is not null`
  const ofClient = raw.prepare<[object], number>(waitedSql('')).pluck()
  const ofPart = raw
    .prepare<[object], number>(
      waitedSql(
        `and exists (select 1 from inbox_thread t where t.id = m.thread_id and ${remoteIdsOfPartSql('t.campaign_id')})`,
      ),
    )
    .pluck()

  return ({ workspaceId, partId }: ClientFilter): ResponseTime => {
    const waited = (workspaceId === null ? shown.all() : [workspaceId]).flatMap((of) => {
      const now = nowOf(of)
      const asked = { of, now, since: now - days * dayMs }
      return partId === null ? ofClient.all(asked) : ofPart.all({ ...asked, workspaceId, partId })
    })
    return { answers: waited.length, medianMs: medianOf(waited) }
  }
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  if (upper === undefined) return null
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper
  return Math.round((lower + upper) / 2)
}
