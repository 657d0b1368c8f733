/** New batches: the next rows nobody sent yet, without those who may not go. */
import type { Database } from 'better-sqlite3'
import type { LeadBodies, Slice } from './lead-body.ts'
import type { LeaveOut } from './leave-out.ts'
import type { Run } from './run-store.ts'
import type { SharedClaims } from './shared-claims.ts'

export type Batch = Slice & {
  readonly id: number
  readonly no: number
  /** When it first left; a repeated batch keeps it. */
  readonly sentAt: string
  /** By how much Instantly's clock was ahead then; null where it was not written down. */
  readonly aheadMs: number | null
  readonly tries: number
  /** Whether leads in its range may be left out; false only where it is known that none is. */
  readonly withoutExcluded: boolean
}

/** When a batch leaves by the computer's clock, and by how much Instantly's is ahead of it. */
export type Leaving = { readonly at: string; readonly aheadMs: number }

/** A batch, and its request where that is known with it; else `bodies.body` makes it. */
export type TakenBatch = { readonly batch: Batch; readonly body: Uint8Array | null }

type Parts = {
  readonly bodies: LeadBodies
  readonly leaveOut: LeaveOut
  readonly claims: Pick<SharedClaims, 'limitOf'> | null
  /** Whether a batch waits to be sent again. */
  readonly isPending: (run: Run) => boolean
}

export function createCutBatch(db: Database, { bodies, leaveOut, claims, isPending }: Parts) {
  const lastNo = db.prepare<[number], { no: number }>(
    'select coalesce(max(no), 0) as no from export_batch where export_id = likely(?)',
  )
  const insert = db.prepare(`
    insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, sent_at, ahead_ms, tries)
    values (?, ?, ?, ?, ?, 'sent', ?, ?, ?, 1)`)
  const advance = db.prepare('update export_run set cut_position = ? where id = ?')
  const addStayed = db.prepare('update export_run set stayed_behind = stayed_behind + ? where id = ?')
  const cutPosition = db.prepare<[number], { cut: number }>('select cut_position as cut from export_run where id = ?')

  /** `head`: what the request begins with, where leads go as they are stored and it can be made of them at once. */
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

  /** Leaves out of a slice who may not go; true where nobody of it is left, and the slice is done with. */
  function leaveOutOf(run: Run, slice: Slice): { readonly excluded: number; readonly isEmpty: boolean } {
    const removed = leaveOut.removed(run, slice)
    const excluded = removed + leaveOut.held(run, slice) + leaveOut.ruled(run, slice)
    if (excluded > 0) addStayed.run(excluded, run.id)
    const isEmpty = excluded === slice.leadCount
    if (isEmpty) advance.run(slice.lastPosition, run.id)
    return { excluded, isEmpty }
  }

  /** Cuts the next new batch. */
  function cut(run: Run, leaving: Leaving, head: string | null = null): TakenBatch | null {
    for (;;) {
      const next = nextSlice(run, head)
      if (!next) return null
      const { slice, body } = next
      const { excluded, isEmpty } = leaveOutOf(run, slice)
      if (isEmpty) continue
      // Between the rows of a share lie those of others.
      const hasGaps = excluded > 0 || run.zoneId !== null
      const batch = insertBatch(run, { ...slice, leadCount: slice.leadCount - excluded }, leaving, hasGaps)
      return { batch, body: hasGaps ? null : body }
    }
  }

  /** One step, in a transaction of its own: leaves out a slice of which nobody is left. */
  const passEmpty = db.transaction((run: Run): 'leads' | 'passed' | 'none' => {
    if (isPending(run)) return 'leads'
    const next = nextSlice(run, null)
    if (!next) return 'none'
    if (leaveOutOf(run, next.slice).isEmpty) return 'passed'
    // Somebody is: who goes is decided when the batch is cut.
    throw new SomebodyIsLeft()
  })

  function insertBatch(run: Run, slice: Slice, { at, aheadMs }: Leaving, withoutExcluded: boolean): Batch {
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

  return {
    cut,
    /**
     * Passes over the next leads of whom nobody may go. Called until it is not `passed`: `none` where nobody of the whole
     * export is left, before anything was asked of Instantly.
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
