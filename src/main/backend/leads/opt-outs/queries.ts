/** Opt-outs as screens and files show them, with what Instantly is known to know. */

import type { Page } from '#shared/contract/core/page.ts'
import type {
  OptOutAtInstantly,
  OptOutCounts,
  OptOutFilter,
  OptOutHeld,
  OptOutOrder,
  OptOutRow,
  OptOutState,
} from '#shared/contract/leads/opt-outs.ts'
import type { ErrorCode, ErrorData } from '#shared/errors.ts'
import type { LeadId, OptOutId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-teller.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { coversSql, optOutOf } from './covers.ts'

type Wanted = {
  readonly workspaceId: WorkspaceId | null
  readonly filter: OptOutFilter
  readonly search: string
}
type Listed = Wanted & {
  readonly order: OptOutOrder
  readonly descending: boolean
  readonly page: { readonly offset: number; readonly limit: number }
}
type HeldOf = (workspaceId: WorkspaceId) => OptOutHeld | null

type Stored = Omit<OptOutRow, 'since' | 'atInstantly'> & { readonly since: number }
type StoredSync = {
  readonly workspaceId: WorkspaceId
  readonly wanted: 0 | 1
  readonly state: 'waiting' | 'done' | 'differs'
  readonly entryId: string | null
  readonly entryOrigin: 'ours' | 'theirs' | null
  readonly readAt: number | null
  readonly differs: 'entry_gone' | 'lead_active' | null
  readonly code: ErrorCode | null
  readonly data: string | null
  readonly stopped: number
  readonly removed: number
  readonly subsequences: number
  readonly left: number
}

/** Rows a file is made of at a time. */
const rowsAtOnce = 500

/** Clients whose sync is of an opt-out `o`: those it holds for, or would if it were not undone. */
const syncOf = `opt_out_sync s join workspace w on w.id = s.workspace_id and w.archived_at is null
  where s.value = o.value and ${coversSql('o', 's.workspace_id')}`
const hasSync = (state: string) => `exists (select 1 from ${syncOf} and s.wanted = 1 and s.state = '${state}')`

const filters: Readonly<Record<OptOutFilter, string>> = {
  all: `o.state <> 'undone'`,
  asked: `o.state = 'asked'`,
  waiting: `o.state = 'on' and ${hasSync('waiting')}`,
  differs: `o.state = 'on' and ${hasSync('differs')}`,
  undone: `o.state = 'undone'`,
}
const orders: Readonly<Record<OptOutOrder, string>> = { since: 'o.since', value: 'o.value', source: 'o.source' }

const ofClient = `((@workspaceId is null and ${allClientsSql('nullif(o.workspace_id, 0)')})
  or (@workspaceId is not null and ${coversSql('o', '@workspaceId')}))`

export function createOptOutQueries(store: Store, heldOf: HeldOf) {
  const { raw } = store
  const columns = `o.id, nullif(o.workspace_id, 0) as workspaceId,
    (select name from workspace where id = o.workspace_id) as clientName, o.value, o.state, o.scope, o.source, o.words,
    (select id from inbox_thread where id = o.thread_id) as threadId, o.since`
  const one = raw.prepare<[number], Stored>(`select ${columns} from opt_out o where o.id = ?`)
  const undone = raw
    .prepare<[number, string], OptOutId>(
      `select id from opt_out where workspace_id = ? and value = ? and state = 'undone'`,
    )
    .pluck()
  const leadOf = raw.prepare<[number], { workspaceId: WorkspaceId; email: string | null }>(
    'select workspace_id as workspaceId, email from lead where id = ?',
  )
  const acts = (where: string) =>
    `(select count(distinct a.campaign_id) from opt_out_lead a where a.sync_id = s.id and ${where})`
  const syncs = raw.prepare<[number], StoredSync>(
    `select s.workspace_id as workspaceId, s.wanted, s.state, s.entry_id as entryId, s.entry_origin as entryOrigin,
       nullif(max(coalesce(s.entry_read_at, 0), coalesce(s.leads_read_at, 0)), 0) as readAt, s.differs,
       s.problem_code as code, s.problem_data as data, ${acts(`a.how = 'status' and a.state = 'done'`)} as stopped,
       ${acts(`a.how = 'removed' and a.state in ('done', 'left')`)} as removed,
       ${acts(`a.how = 'subsequence' and a.state in ('done', 'left')`)} as subsequences,
       ${acts(`a.state = 'left' and (a.how <> 'status' or s.wanted = 0)`)} as left
     from opt_out o, ${syncOf} and o.id = ? order by s.workspace_id`,
  )

  const likeOf = (search: string) =>
    `%${search
      .trim()
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&')}%`
  const whereOf = ({ filter }: Wanted) =>
    `${ofClient} and ${filters[filter]}
       and (@pattern = '%%' or o.value like @pattern escape '\\' or lower(coalesce(o.words, '')) like @pattern escape '\\')`
  const valuesOf = ({ workspaceId, search }: Wanted) => ({ workspaceId, pattern: likeOf(search) })

  function atInstantly({ id, state }: { readonly id: OptOutId; readonly state: OptOutState }): OptOutAtInstantly {
    const all = syncs.all(id)
    // One that is undone here may hold for another reason: then it is that one's to tell.
    const some = all.filter(({ wanted }) => wanted === (state === 'undone' ? 0 : 1))
    const sum = (of: (sync: StoredSync) => number) => some.reduce((total, sync) => total + of(sync), 0)
    const waiting = some.find((sync) => sync.state === 'waiting' && sync.code !== null) ?? some.find(isWaiting)
    const differs = some.find((sync) => sync.state === 'differs')?.differs ?? null
    const readAt = some.map((sync) => sync.readAt).filter((at) => at !== null)
    const held = waiting ? heldOf(waiting.workspaceId) : null
    return {
      state: stateOf(state, some, waiting !== undefined, differs !== null),
      clients: some.length,
      blocked: sum((sync) => (sync.entryId === null ? 0 : 1)),
      blockedBefore: sum((sync) => (sync.entryId !== null && sync.entryOrigin === 'theirs' ? 1 : 0)),
      stopped: sum((sync) => sync.stopped),
      removed: sum((sync) => sync.removed),
      takenFromSubsequences: sum((sync) => sync.subsequences),
      left: sum((sync) => sync.left),
      differs,
      readAt: readAt.length === 0 ? null : new Date(Math.min(...readAt)).toISOString(),
      problem:
        waiting === undefined || waiting.code === null || held !== null
          ? null
          : // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this feature alone
            { code: waiting.code, data: (parseJson(waiting.data ?? '{}') ?? {}) as ErrorData },
      held,
    }
  }

  const shown = (row: Stored): OptOutRow => ({
    ...row,
    since: new Date(row.since).toISOString(),
    atInstantly: atInstantly(row),
  })

  function list(wanted: Listed): Page<OptOutRow> {
    const where = whereOf(wanted)
    const values = valuesOf(wanted)
    const total = raw.prepare(`select count(*) from opt_out o where ${where}`).pluck().get(values) as number
    const way = wanted.descending ? 'desc' : 'asc'
    const rows = raw
      .prepare(
        `select ${columns} from opt_out o where ${where} order by ${orders[wanted.order]} ${way}, o.id ${way}
         limit @limit offset @offset`,
      )
      .all({ ...values, ...wanted.page }) as Stored[]
    return { rows: rows.map(shown), total }
  }

  return {
    list,
    /** All rows of a filter, some at a time, newest first. */
    *each(wanted: Wanted): Generator<readonly OptOutRow[]> {
      for (let offset = 0; ; offset += rowsAtOnce) {
        const { rows } = list({ ...wanted, order: 'since', descending: true, page: { offset, limit: rowsAtOnce } })
        if (rows.length > 0) yield rows
        if (rows.length < rowsAtOnce) return
      }
    },
    counts(workspaceId: WorkspaceId | null): OptOutCounts {
      const count = (filter: OptOutFilter) => {
        const wanted = { workspaceId, filter, search: '' }
        return raw
          .prepare(`select count(*) from opt_out o where ${whereOf(wanted)}`)
          .pluck()
          .get(valuesOf(wanted)) as number
      }
      const [all, asked] = [count('all'), count('asked')]
      return {
        on: all - asked,
        asked,
        waiting: count('waiting'),
        differs: count('differs'),
        undone: count('undone'),
        onlyThere: workspaceId === null ? 0 : onlyThere(store, workspaceId).length,
      }
    },
    of(whom: { readonly workspaceId: WorkspaceId; readonly email: string } | { readonly leadId: LeadId }) {
      const person = 'leadId' in whom ? leadOf.get(whom.leadId) : whom
      if (!person?.email) return null
      const { workspaceId } = person
      const value = person.email.trim().toLowerCase()
      const id = optOutOf(store, workspaceId, value)?.id ?? undone.get(workspaceId, value)
      const row = id === undefined ? undefined : one.get(id)
      return { workspaceId, email: value, row: row ? shown(row) : null }
    },
  }
}

/** Addresses on Instantly's block list, as last copied, of people who did not opt out here. */
export function onlyThere({ raw }: Store, workspaceId: WorkspaceId): readonly string[] {
  return raw
    .prepare(
      `select b.value from block_entry b where b.workspace_id = @workspaceId and b.origin = 'instantly'
         and b.removed_at is null and instr(b.value, '@') > 0
         and not exists (select 1 from opt_out o where o.value = b.value and ${coversSql('o', '@workspaceId')})`,
    )
    .pluck()
    .all({ workspaceId }) as string[]
}

const isWaiting = (sync: StoredSync): boolean => sync.state === 'waiting'

function stateOf(
  state: OptOutState,
  syncs: readonly StoredSync[],
  waiting: boolean,
  differs: boolean,
): OptOutAtInstantly['state'] {
  if (state === 'undone') return waiting ? 'undoing' : 'undone'
  if (syncs.length === 0) return 'none'
  if (waiting) return 'waiting'
  return differs ? 'differs' : 'confirmed'
}
