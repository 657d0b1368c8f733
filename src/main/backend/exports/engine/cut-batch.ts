/** Makes new batches from the next unsent rows, without leads that must not be sent. */
import type { Database } from 'better-sqlite3'
import type { LeadBodies, Slice } from './lead-body.ts'
import type { LeaveOut } from './leave-out.ts'
import type { Run } from './run-store.ts'
import type { SharedClaims } from './shared-claims.ts'

export type Batch = Slice & {
  readonly id: number
  readonly no: number
  /** Time of the first request; kept when the batch is sent again. */
  readonly sentAt: string
  /** How far Instantly's clock was ahead at that time, in ms; null if not recorded. */
  readonly aheadMs: number | null
  readonly tries: number
  /** Whether leads within its range may have been left out; false only if it is known that none was. */
  readonly withoutExcluded: boolean
}

/** When a batch is sent by the computer's clock, and how far Instantly's clock is ahead of it. */
export type SendTime = { readonly at: string; readonly aheadMs: number }

/** A batch with its request body, if that was made along with it; otherwise `bodies.body` makes it. */
export type TakenBatch = { readonly batch: Batch; readonly body: Uint8Array | null }

type Parts = {
  readonly bodies: LeadBodies
  readonly leaveOut: LeaveOut
  readonly claims: Pick<SharedClaims, 'limitOf'> | null
  /** Whether the run has a batch that waits to be sent again. */
  readonly isPending: (run: Run) => boolean
}

function prepareCuts(db: Database) {
  const lastNo = db.prepare<[number], { no: number }>(
    'select coalesce(max(no), 0) as no from export_batch where export_id = likely(?)',
  )
  const insert = db.prepare(`
    insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, sent_at, ahead_ms, tries)
    values (?, ?, ?, ?, ?, 'sent', ?, ?, ?, 1)`)
  const advance = db.prepare('update export_run set cut_position = ? where id = ?')
  const addStayed = db.prepare('update export_run set stayed_behind = stayed_behind + ? where id = ?')
  const cutPosition = db.prepare<[number], { cut: number }>('select cut_position as cut from export_run where id = ?')
  return { lastNo, insert, advance, addStayed, cutPosition }
}

export function createBatchCutter(db: Database, { bodies, leaveOut, claims, isPending }: Parts) {
  const { lastNo, insert, advance, addStayed, cutPosition } = prepareCuts(db)

  /** `head`: the start of the request, if leads are sent as stored and the body can be made with the slice. */
  function nextSlice(
    run: Run,
    head: string | null,
  ): { readonly slice: Slice; readonly body: Uint8Array | null } | null {
    const after = cutPosition.get(run.id)?.cut ?? 0
    const of = { listId: run.listId, after, maxPosition: claims?.limitOf(run) ?? run.rowCount }
    if (head !== null && run.zoneId === null && (run.settings.fill ?? []).length === 0) {
      const found = bodies.nextWithBody({ ...of, head })
      if (found) return found
    }
    const slice = bodies.next({ ...of, zoneId: run.zoneId })
    if (!slice && of.maxPosition > after) advance.run(of.maxPosition, run.id)
    return slice && { slice, body: null }
  }

  /** Marks the leads that must not be sent as left out. `isEmpty` if nobody remains and the slice is finished. */
  function leaveOutOf(run: Run, slice: Slice): { readonly excluded: number; readonly isEmpty: boolean } {
    const excluded = leaveOut.all(run, slice)
    if (excluded > 0) addStayed.run(excluded, run.id)
    const isEmpty = excluded === slice.leadCount
    if (isEmpty) advance.run(slice.lastPosition, run.id)
    return { excluded, isEmpty }
  }

  function cut(run: Run, leaving: SendTime, head: string | null = null): TakenBatch | null {
    for (;;) {
      const next = nextSlice(run, head)
      if (!next) return null
      const { slice, body } = next
      const { excluded, isEmpty } = leaveOutOf(run, slice)
      if (isEmpty) continue
      // The rows of a share alternate with rows of other shares.
      const hasGaps = excluded > 0 || run.zoneId !== null
      const batch = insertBatch(run, { ...slice, leadCount: slice.leadCount - excluded }, leaving, hasGaps)
      return { batch, body: hasGaps ? null : body }
    }
  }

  /** One step in its own transaction: leaves out a slice of which nobody may be sent. */
  const passEmpty = db.transaction((run: Run): 'leads' | 'passed' | 'none' => {
    if (isPending(run)) return 'leads'
    const next = nextSlice(run, null)
    if (!next) return 'none'
    if (leaveOutOf(run, next.slice).isEmpty) return 'passed'
    // Somebody remains; who is sent is decided when the batch is cut.
    throw new SomebodyIsLeft()
  })

  function insertBatch(run: Run, slice: Slice, { at, aheadMs }: SendTime, withoutExcluded: boolean): Batch {
    const no = (lastNo.get(run.id)?.no ?? 0) + 1
    const { lastInsertRowid } = insert.run(
      run.workspaceId,
      run.id,
      no,
      slice.firstPosition,
      slice.lastPosition,
      slice.leadCount,
      at,
      aheadMs,
    )
    advance.run(slice.lastPosition, run.id)
    return { ...slice, id: Number(lastInsertRowid), no, sentAt: at, aheadMs, tries: 1, withoutExcluded }
  }

  /**
   * Cuts the next new batch of an export of which more may have been sent than is known here. Nobody is left out or has
   * to be claimed, because it is read from Instantly who was uploaded.
   */
  function cutToRead(run: Run, leaving: SendTime): Batch | null {
    const after = cutPosition.get(run.id)?.cut ?? 0
    const slice = bodies.next({ listId: run.listId, zoneId: run.zoneId, after, maxPosition: run.rowCount })
    return slice && insertBatch(run, slice, leaving, true)
  }

  return {
    cut,
    cutToRead,
    /**
     * Skips the next slice if none of its leads may be sent. Called until it returns something other than `passed`;
     * `none` means that nobody of the whole export remains, before any request to Instantly.
     */
    passEmpty(run: Run): 'leads' | 'passed' | 'none' {
      try {
        return passEmpty(run)
      } catch (error) {
        if (error instanceof SomebodyIsLeft) return 'leads'
        throw error
      }
    },
  }
}

class SomebodyIsLeft extends Error {}
