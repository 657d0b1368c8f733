/** Lists everything that was given up, across features. The items stay in their own tables; here they are combined. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import {
  type DeadLetter,
  type DeadLetterKind,
  type DeadLetterRef,
  deadLetterKinds,
} from '#shared/contract/background/health.ts'
import type { Page } from '#shared/contract/core/page.ts'
import { AppError, type ErrorCode, type ErrorData, requireFound } from '#shared/errors.ts'
import type { CampaignId, CrmDeliveryId, ExportId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../core/deps.ts'
import { chunk } from '../core/lib/chunk.ts'
import { parseJson } from '../core/lib/parse-json.ts'

/** Actions of the features. They throw if an item cannot be retried. */
export type DeadLetterActions = {
  /** Returns how many events could be read this time. */
  retryEvents(workspaceId: WorkspaceId, ids: readonly number[]): number
  dropEvents(workspaceId: WorkspaceId, ids: readonly number[]): number
  retryDelivery(id: CrmDeliveryId): void
  retryCampaign(id: CampaignId): Promise<void>
  settleMail(id: number, as: 'again' | 'drop' | 'restore'): Promise<void>
  retryExport(id: ExportId): void
}

type Row = {
  readonly kind: DeadLetterKind
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly at: number
  readonly about: string
  readonly detail: string
  readonly reason: string
  readonly data: string | null
  /** HTTP status of the answer; for an export, its refused leads. */
  readonly first: number | null
  /** For an export, its failed leads; for a mail, its conversation. */
  readonly second: number | null
}
type Ref = { readonly kind: DeadLetterKind; readonly id: number; readonly workspaceId: WorkspaceId }
type Wanted = {
  readonly workspaceId: WorkspaceId | null
  readonly kind: DeadLetterKind | null
  readonly only: readonly DeadLetterRef[] | null
}

const eventsAtOnce = 200
/** Number of drops that can be undone, the same as the window remembers. */
const maxUndos = 50
const epochMsSql = (iso: string) => `cast(unixepoch(${iso}, 'subsec') * 1000 as integer)`
const seen = (kind: DeadLetterKind, at: string, table: string) =>
  `not exists (select 1 from given_up_aside a where a.workspace_id = ${table}.workspace_id and a.kind = '${kind}'
     and a.ref = ${table}.id and a.at >= ${at})`
const clientIdsSql = '(select value from json_each(@of))'

const exportAt = epochMsSql('coalesce(r.finished_at, r.created_at)')
const deliveryAt = epochMsSql('coalesce(d.settled_at, h.handed_at)')
/** For each kind: the tables with the condition for being given up, and when that happened. */
const kindQueries: Readonly<
  Record<DeadLetterKind, { readonly from: string; readonly at: string; readonly columns: string }>
> = {
  event: {
    from: `dead_event x where x.workspace_id in ${clientIdsSql}`,
    at: 'x.received_at',
    columns: `x.id as id, x.workspace_id as workspaceId, substr(x.raw, 1, 200) as about, '' as detail,
      x.reason as reason, null as data, null as first, null as second`,
  },
  crm: {
    from: `crm_delivery d join crm_handover h on h.id = d.handover_id join crm_target t on t.id = d.target_id
      where d.state = 'dead' and t.removed_at is null and d.workspace_id in ${clientIdsSql} and ${seen('crm', deliveryAt, 'd')}`,
    at: deliveryAt,
    columns: `d.id as id, d.workspace_id as workspaceId, h.email as about, t.name as detail,
      coalesce(d.problem, 'unclear') as reason, null as data, d.status as first, null as second`,
  },
  campaign: {
    from: `campaign c where c.problem_code is not null and c.gone_at is null and c.workspace_id in ${clientIdsSql}`,
    at: 'coalesce(c.problem_at, 0)',
    columns: `c.id as id, c.workspace_id as workspaceId, c.name as about, '' as detail, c.problem_code as reason,
      null as data, null as first, null as second`,
  },
  mail: {
    from: `inbox_send s where s.state in ('failed', 'unclear') and s.workspace_id in ${clientIdsSql}`,
    at: 'coalesce(s.settled_at, s.sent_at, s.created_at)',
    columns: `s.id as id, s.workspace_id as workspaceId, s.to_list as about, s.subject as detail,
      coalesce(s.problem_code, 'OUTCOME_UNKNOWN') as reason, s.problem_data as data, null as first, s.thread_id as second`,
  },
  export: {
    from: `(select export_id, sum(refused) as refused, sum(failed) as failed from export_batch group by export_id) b
      join export_run r on r.id = b.export_id
      where b.refused + b.failed > 0 and r.state in ('done', 'failed', 'cancelled') and r.workspace_id in ${clientIdsSql}
        and ${seen('export', exportAt, 'r')}`,
    at: exportAt,
    columns: `r.id as id, r.workspace_id as workspaceId, r.campaign_name as about, '' as detail, '' as reason,
      null as data, b.refused as first, b.failed as second`,
  },
}

const statementsOf = (raw: Database) => ({
  one: raw.prepare<[number], number>('select id from workspace where id = ? and archived_at is null').pluck(),
  together: raw
    .prepare<[], number>(
      `select id from workspace where archived_at is null and (demo is null or demo = 'ready') and ${allClientsSql('id')}`,
    )
    .pluck(),
  rowsOf: byKind((kind) =>
    raw.prepare<{ of: string; most: number }, Omit<Row, 'kind'>>(
      `select ${kindQueries[kind].columns}, ${kindQueries[kind].at} as at from ${kindQueries[kind].from}
         order by ${kind === 'event' ? 'id' : 'at'} desc limit @most`,
    ),
  ),
  countOf: byKind((kind) =>
    raw.prepare<{ of: string }, number>(`select count(*) from ${kindQueries[kind].from}`).pluck(),
  ),
  aside: raw.prepare(
    `insert into given_up_aside (workspace_id, kind, ref, at) values (?, ?, ?, ?)
     on conflict do update set at = excluded.at`,
  ),
  notAside: raw.prepare('delete from given_up_aside where workspace_id = ? and kind = ? and ref = ?'),
})

export function createDeadLetters(deps: Deps, acts: DeadLetterActions) {
  const sql = statementsOf(deps.store.raw)
  const undos = new Map<number, readonly Ref[]>()
  let lastUndo = 0

  const asked = (workspaceId: WorkspaceId | null) =>
    JSON.stringify(workspaceId === null ? sql.together.all() : sql.one.all(workspaceId))
  const kindsOf = (kind: DeadLetterKind | null): readonly DeadLetterKind[] => (kind === null ? deadLetterKinds : [kind])

  function counts(workspaceId: WorkspaceId | null): Readonly<Record<DeadLetterKind, number>> {
    const of = asked(workspaceId)
    return byKind((kind) => sql.countOf[kind].get({ of }) ?? 0)
  }

  function list(
    workspaceId: WorkspaceId | null,
    kind: DeadLetterKind | null,
    { offset, limit }: { readonly offset: number; readonly limit: number },
  ): Page<DeadLetter> {
    const of = asked(workspaceId)
    const kinds = kindsOf(kind)
    const rows = kinds
      .flatMap((each) => sql.rowsOf[each].all({ of, most: offset + limit }).map((row): Row => ({ ...row, kind: each })))
      .toSorted((a, b) => b.at - a.at || b.id - a.id)
      .slice(offset, offset + limit)
    return {
      rows: rows.map(toDeadLetter),
      total: kinds.reduce((sum, each) => sum + (sql.countOf[each].get({ of }) ?? 0), 0),
    }
  }

  /** Returns the selected items that are given up at this moment. */
  function found({ workspaceId, kind, only }: Wanted): readonly Ref[] {
    const of = asked(workspaceId)
    const named = only && new Set(only.map((ref) => `${ref.kind} ${ref.id}`))
    return kindsOf(kind).flatMap((each) =>
      sql.rowsOf[each]
        .all({ of, most: -1 })
        .filter(({ id }) => !named || named.has(`${each} ${id}`))
        .map(({ id, workspaceId: whose }) => ({ kind: each, id, workspaceId: whose })),
    )
  }

  async function retry(wanted: Wanted): Promise<{ readonly done: number; readonly left: number }> {
    const refs = found(wanted)
    let done = 0
    for (const [workspaceId, ids] of eventsByClient(refs)) {
      for (const some of chunk(ids, eventsAtOnce)) {
        done += acts.retryEvents(workspaceId, some)
        await nextTurn()
      }
    }
    for (const ref of refs) {
      if (ref.kind === 'event') continue
      if (await tried(acts, ref)) done += 1
      await nextTurn()
    }
    return { done, left: refs.length - done }
  }

  async function drop(wanted: Wanted): Promise<{ readonly dropped: number; readonly undo: number | null }> {
    const refs = found(wanted)
    const kept: Ref[] = []
    let dropped = 0
    for (const [workspaceId, ids] of eventsByClient(refs)) {
      for (const some of chunk(ids, eventsAtOnce)) {
        dropped += acts.dropEvents(workspaceId, some)
        await nextTurn()
      }
    }
    for (const ref of refs) {
      const { kind, id, workspaceId } = ref
      if (kind === 'mail') await acts.settleMail(id, 'drop')
      // It stays in the CRM's log and in the ledger.
      else if (kind === 'crm' || kind === 'export') sql.aside.run(workspaceId, kind, id, deps.clock.now())
      else continue
      kept.push(ref)
    }
    return { dropped: dropped + kept.length, undo: kept.length === 0 ? null : remember(kept) }
  }

  function remember(kept: readonly Ref[]): number {
    lastUndo += 1
    undos.set(lastUndo, kept)
    undos.delete(lastUndo - maxUndos)
    return lastUndo
  }

  async function undoDrop(undo: number): Promise<void> {
    for (const { kind, id, workspaceId } of requireFound(undos.get(undo), 'step')) {
      if (kind === 'mail') await acts.settleMail(id, 'restore')
      else sql.notAside.run(workspaceId, kind, id)
    }
    undos.delete(undo)
  }

  return { list, counts, retry, drop, undoDrop }
}

/** Retries an item. Returns whether it is delivered or on its way; why it failed is stored with the item. */
async function tried(acts: DeadLetterActions, { kind, id }: Ref): Promise<boolean> {
  try {
    if (kind === 'crm') acts.retryDelivery(id as CrmDeliveryId)
    else if (kind === 'campaign') await acts.retryCampaign(id as CampaignId)
    else if (kind === 'mail') await acts.settleMail(id, 'again')
    else if (kind === 'export') acts.retryExport(id as ExportId)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

function eventsByClient(refs: readonly Ref[]): ReadonlyMap<WorkspaceId, readonly number[]> {
  const events = Map.groupBy(
    refs.filter(({ kind }) => kind === 'event'),
    ({ workspaceId }) => workspaceId,
  )
  return new Map([...events].map(([workspaceId, own]) => [workspaceId, own.map(({ id }) => id)]))
}

const byKind = <T>(make: (kind: DeadLetterKind) => T): Readonly<Record<DeadLetterKind, T>> => ({
  event: make('event'),
  crm: make('crm'),
  campaign: make('campaign'),
  mail: make('mail'),
  export: make('export'),
})

function toDeadLetter({ kind, id, workspaceId, at, about, detail, reason, data, first, second }: Row): DeadLetter {
  const routes: Readonly<Record<DeadLetterKind, string>> = {
    event: '/settings/diagnostics/unread',
    crm: '/settings/crm',
    campaign: `/campaigns/${id}`,
    mail: `/inbox/${second ?? ''}`,
    export: `/exports/${id}`,
  }
  return {
    kind,
    id,
    workspaceId,
    at: new Date(at).toISOString(),
    about,
    detail,
    why: reasonOf({ kind, reason, data, first, second }),
    route: routes[kind],
  }
}

function reasonOf(row: Pick<Row, 'kind' | 'reason' | 'data' | 'first' | 'second'>): DeadLetter['why'] {
  const { kind, reason, data, first, second } = row
  if (kind === 'event' || kind === 'crm') return { of: kind, reason, status: first }
  if (kind === 'export') return { of: 'rows', refused: first ?? 0, failed: second ?? 0 }
  return {
    of: 'error',
    code: reason as ErrorCode,
    data: data === null ? {} : ((parseJson(data) ?? {}) as ErrorData),
  }
}
