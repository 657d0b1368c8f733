/** Stores the leads that Instantly lists for a copy, page by page. */

import type { Statement } from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { LeadPlace, RemotePlace } from '../../core/instantly/types.ts'
import type { StagedLead } from './build-copy.ts'
import type { CopyRow } from './copy-store.ts'

/**
 * Since this day Instantly guarantees that ids increase with time (POST /leads/list). Older leads have ids in any
 * order, and are all in the copy already.
 */
const idsRiseSince = Date.UTC(2025, 9, 15)

/** Writes pages of a copy that is being read, and of leads added after one. */
export function createPageWriter({
  raw,
  assertThere,
  open,
  whole,
}: {
  readonly raw: Store['raw']
  readonly assertThere: (workspaceId: WorkspaceId) => void
  readonly open: Statement<[number], CopyRow>
  readonly whole: Statement<[number], CopyRow>
}) {
  const findPlace = raw
    .prepare<[number, string, string], number>(
      'select id from lead_copy_place where workspace_id = ? and kind = ? and remote_id = ?',
    )
    .pluck()
  const putPlace = raw.prepare('insert into lead_copy_place (workspace_id, kind, remote_id) values (?, ?, ?)')
  const known = raw.prepare<[string, number]>('select 1 from lead_copy_row where email = ? and copy_id = ? limit 1')
  const putRow = raw.prepare(
    'insert or ignore into lead_copy_row (email, copy_id, place_id, contacted_at, status, interest) values (?, ?, ?, ?, ?, ?)',
  )
  const mailed = raw.prepare(
    `update lead_copy_row set status = coalesce(@status, status), interest = @interest,
       contacted_at = case when @at is null then contacted_at else max(@at, coalesce(contacted_at, 0)) end
     where email = @email and copy_id = @copy and place_id = @place`,
  )
  const placed = raw.prepare('update lead_copy_place set leads = leads + ? where id = ?')
  const step = raw.prepare(
    `update lead_copy set leads = leads + @leads, addresses = addresses + @addresses, contacted = contacted + @contacted,
       cursor = @cursor, read_at = @readAt, newest_id = coalesce(@newestId, newest_id),
       after_newest = case when @newestId is null then after_newest else 0 end + @after where id = @id`,
  )
  const putBody = raw.prepare('insert into lead_copy_page (copy_id, body) values (?, ?)')

  /** Returns the id of a place, which is created if it is new. */
  function placeId(workspaceId: WorkspaceId, place: RemotePlace | null): number {
    const { kind, id } = place ?? { kind: 'list' as const, id: '' }
    return findPlace.get(workspaceId, kind, id) ?? Number(putPlace.run(workspaceId, kind, id).lastInsertRowid)
  }

  /** Adds the leads of a page to a full copy; returns how many rows are new. */
  function putRows(copy: CopyRow, items: readonly LeadPlace[]): number {
    const sums = { leads: 0, addresses: 0, contacted: 0 }
    for (const { email, place, contactedAt, status, interest } of items) {
      // Leads without an address were counted with the full copy; it is impossible to tell which of them are new.
      if (email === null) continue
      const at = secondsOf(contactedAt)
      const where = placeId(copy.workspaceId, place)
      const isNew = known.get(email, copy.id) === undefined
      if (putRow.run(email, copy.id, where, at, status, interest).changes === 0) {
        mailed.run({ at, email, copy: copy.id, place: where, status, interest })
        continue
      }
      sums.leads += 1
      if (isNew) sums.addresses += 1
      if (at !== null) sums.contacted += 1
      placed.run(1, where)
    }
    step.run({ ...sums, cursor: null, readAt: copy.readAt, ...newestOnPage(items), id: copy.id })
    return sums.leads
  }
  return {
    /** Stores a page and the cursor of the next one; null if it was the last. `also` runs in the same transaction. */
    putListed(copy: CopyRow, items: readonly LeadPlace[], next: string | null, at: number, also: () => void): void {
      raw.transaction(() => {
        assertThere(copy.workspaceId)
        if (open.get(copy.workspaceId)?.id !== copy.id) throw new AppError('CANCELLED')
        also()
        const body: readonly StagedLead[] = items.map(({ email, place, contactedAt, status, interest }) => [
          email,
          placeId(copy.workspaceId, place),
          secondsOf(contactedAt),
          status,
          interest,
        ])
        if (body.length > 0) putBody.run(copy.id, JSON.stringify(body))
        const readAt = next === null ? at : null
        const sums = { leads: items.length, addresses: 0, contacted: 0 }
        step.run({ ...sums, cursor: next, readAt, ...newestOnPage(items), id: copy.id })
      })()
    },
    /** Stores leads added after a full copy; returns how many rows are new. */
    putNew(copy: CopyRow, items: readonly LeadPlace[], also: () => void): number {
      const put = raw.transaction(() => {
        assertThere(copy.workspaceId)
        if (whole.get(copy.workspaceId)?.id !== copy.id) throw new AppError('CANCELLED')
        also()
        return putRows(copy, items)
      })
      return put()
    },
  }
}

/** Returns the id of the newest lead on a page, and how many were listed after it. */
function newestOnPage(items: readonly LeadPlace[]): { readonly newestId: string | null; readonly after: number } {
  const at = items.findLastIndex(({ createdAt }) => createdAt !== null && createdAt >= idsRiseSince)
  return { newestId: items[at]?.id ?? null, after: items.length - 1 - at }
}

const secondsOf = (contactedAt: number | null): number | null =>
  contactedAt === null ? null : Math.floor(contactedAt / 1000)
