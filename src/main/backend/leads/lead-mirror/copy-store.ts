/** Stores copies of leads. Every function is one statement or a short transaction, except `sweep`. */
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createCopyBuilder } from './build-copy.ts'
import { createCopyNames } from './copy-names.ts'
import { createCopySweeper } from './sweep-copies.ts'
import { createPageWriter } from './write-pages.ts'

export type CopyRow = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly state: 'running' | 'stopped' | 'whole'
  readonly requestedBy: 'operator' | 'schedule'
  readonly cursor: string | null
  readonly startedAt: number
  readonly readAt: number | null
  readonly endedAt: number | null
  readonly leads: number
  readonly addresses: number
  readonly contacted: number
  readonly counted: number | null
  readonly listed: number | null
  readonly newestId: string | null
  readonly afterNewest: number
  readonly newAt: number | null
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
}

export type Built = {
  leads: number
  addresses: number
  contacted: number
  /** Number of leads by place. */
  readonly places: Map<number, number>
}

export type CopyStore = ReturnType<typeof createCopyStore>

export function createCopyStore({ raw }: Store) {
  const columns = `id, workspace_id as workspaceId, state, asked_by as requestedBy, cursor, started_at as startedAt,
    read_at as readAt, ended_at as endedAt, leads, addresses, contacted, counted, listed, newest_id as newestId,
    after_newest as afterNewest, new_at as newAt, problem_code as problemCode, problem_data as problemData`
  const whole = raw.prepare<[number], CopyRow>(
    `select ${columns} from lead_copy where workspace_id = ? and state = 'whole' order by id desc limit 1`,
  )
  const open = raw.prepare<[number], CopyRow>(
    `select ${columns} from lead_copy where workspace_id = ? and state in ('running', 'stopped') order by id desc limit 1`,
  )
  const unfinished = raw.prepare<[], CopyRow>(`select ${columns} from lead_copy where state in ('running', 'stopped')`)
  const isOpen = raw.prepare(`select 1 from workspace where id = ? and (demo is null or demo = 'ready')`)
  const forget = raw.prepare(
    `update lead_copy set state = 'gone' where workspace_id = ? and state in ('running', 'stopped')`,
  )
  const forgetOlder = raw.prepare(`update lead_copy set state = 'gone' where workspace_id = ? and id < ?`)
  const insert = raw.prepare(
    `insert into lead_copy (workspace_id, state, asked_by, started_at) values (?, 'running', ?, ?)`,
  )
  const goOn = raw.prepare(
    `update lead_copy set state = 'running', asked_by = ?, problem_code = null, problem_data = null where id = ?`,
  )
  const end = raw.prepare(
    `update lead_copy set state = 'stopped', problem_code = ?, problem_data = ? where id = ? and state = 'running'`,
  )
  const { putListed, putNew } = createPageWriter({ raw, assertThere, open, whole })
  const { build } = createCopyBuilder(raw, assertThere)
  const finish = raw.prepare(
    `update lead_copy set state = 'whole', ended_at = @at, cursor = null, counted = @counted, listed = @listed,
       leads = @leads, addresses = @addresses, contacted = @contacted, problem_code = null, problem_data = null
     where id = @id`,
  )
  const emptyPlaces = raw.prepare('update lead_copy_place set leads = 0 where workspace_id = ?')
  const fillPlace = raw.prepare('update lead_copy_place set leads = ? where id = ?')
  const campaignsOf = raw.prepare<[number], { id: number; remoteId: string }>(
    `select id, remote_id as remoteId from lead_copy_place where workspace_id = ? and kind = 'campaign'`,
  )
  const { sweep, hasGone } = createCopySweeper(raw)
  const names = createCopyNames(raw)
  const date = raw.prepare('update lead_copy set started_at = ? where id = ?')
  const addedTo = raw.prepare('update lead_copy set new_at = ?, after_newest = ? where id = ?')

  /** Throws for a demo that is being removed: anything stored after its tables were emptied would remain. */
  function assertThere(workspaceId: WorkspaceId): void {
    if (isOpen.get(workspaceId) === undefined) throw new AppError('NOT_FOUND', { what: 'workspace' })
  }

  return {
    whole: (workspaceId: WorkspaceId): CopyRow | null => whole.get(workspaceId) ?? null,
    open: (workspaceId: WorkspaceId): CopyRow | null => open.get(workspaceId) ?? null,
    unfinished: (): readonly CopyRow[] => unfinished.all(),
    ...names,
    /** Begins a copy; an unfinished one is discarded. */
    begin(workspaceId: WorkspaceId, requestedBy: CopyRow['requestedBy'], at: number): void {
      raw.transaction(() => {
        assertThere(workspaceId)
        forget.run(workspaceId)
        insert.run(workspaceId, requestedBy, at)
      })()
    },
    date: (id: number, startedAt: number): void => void date.run(startedAt, id),
    goOn: (id: number, requestedBy: CopyRow['requestedBy']): void => void goOn.run(requestedBy, id),
    putListed,
    build,
    putNew,
    newRead: (id: number, at: number, afterNewest: number): void => void addedTo.run(at, afterNewest, id),
    /** Returns how many leads were listed in the campaigns that `counts` knows. */
    listed: (workspaceId: WorkspaceId, { places }: Built, counts: ReadonlyMap<string, number>): number =>
      campaignsOf
        .all(workspaceId)
        .reduce((sum, { id, remoteId }) => sum + (counts.has(remoteId) ? (places.get(id) ?? 0) : 0), 0),
    /** Replaces the previous copy with this one, in one commit. */
    finish(
      copy: CopyRow,
      { places, ...sums }: Built,
      counts: { readonly counted: number; readonly listed: number } | null,
      at: number,
    ): void {
      raw.transaction(() => {
        assertThere(copy.workspaceId)
        if (open.get(copy.workspaceId)?.id !== copy.id) throw new AppError('CANCELLED')
        finish.run({ ...sums, id: copy.id, at, counted: counts?.counted ?? null, listed: counts?.listed ?? null })
        emptyPlaces.run(copy.workspaceId)
        for (const [id, leads] of places) fillPlace.run(leads, id)
        forgetOlder.run(copy.workspaceId, copy.id)
      })()
    },
    ended: (id: number, problem: AppError | null): void =>
      void end.run(problem?.code ?? null, problem ? JSON.stringify(problem.data) : null, id),
    hasGone,
    sweep,
  }
}
