/** Opt-outs for screens and files, with their known state at Instantly. */

import type { Page } from '#shared/contract/core/page.ts'
import type { OptOutCounts, OptOutFilter, OptOutOrder, OptOutRow } from '#shared/contract/leads/opt-outs.ts'
import type { LeadId, OptOutId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../../core/deps.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { coversSql, optOutOf } from './covered-by-opt-out.ts'
import { type HeldOf, prepareOptOutStatus, statusAtInstantly, syncRowsSql } from './status-at-instantly.ts'

type OptOutQuery = {
  readonly workspaceId: WorkspaceId | null
  readonly filter: OptOutFilter
  readonly search: string
}
type OptOutPageQuery = OptOutQuery & {
  readonly order: OptOutOrder
  readonly descending: boolean
  readonly page: { readonly offset: number; readonly limit: number }
}

type Stored = Omit<OptOutRow, 'since' | 'atInstantly'> & { readonly since: number }

/** Rows of a file written at a time. */
const rowsAtOnce = 500
const hasSync = (state: string) => `exists (select 1 from ${syncRowsSql} and s.wanted = 1 and s.state = '${state}')`

const filters: Readonly<Record<OptOutFilter, string>> = {
  all: `o.state <> 'undone'`,
  asked: `o.state = 'asked'`,
  waiting: `o.state = 'on' and ${hasSync('waiting')}`,
  differs: `o.state = 'on' and ${hasSync('differs')}`,
  undone: `o.state = 'undone'`,
}
const orders: Readonly<Record<OptOutOrder, string>> = { since: 'o.since', value: 'o.value', source: 'o.source' }

const ofClientSql = `((@workspaceId is null and ${allClientsSql('nullif(o.workspace_id, 0)')})
  or (@workspaceId is not null and ${coversSql('o', '@workspaceId')}))`

export function createOptOutQueries(store: Store, heldOf: HeldOf) {
  const optOutStatus = prepareOptOutStatus(store, heldOf)
  const { raw } = optOutStatus
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

  const likeOf = (search: string) =>
    `%${search
      .trim()
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&')}%`
  const whereOf = ({ filter }: OptOutQuery) =>
    `${ofClientSql} and ${filters[filter]}
       and (@pattern = '%%' or o.value like @pattern escape '\\' or lower(coalesce(o.words, '')) like @pattern escape '\\')`
  const valuesOf = ({ workspaceId, search }: OptOutQuery) => ({ workspaceId, pattern: likeOf(search) })

  const shown = (row: Stored): OptOutRow => ({
    ...row,
    since: new Date(row.since).toISOString(),
    atInstantly: statusAtInstantly(optOutStatus, row),
  })

  function list(wanted: OptOutPageQuery): Page<OptOutRow> {
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
    /** Yields all rows of a filter in batches, newest first: exactly those that match now, as they are when yielded. */
    *each(wanted: OptOutQuery): Generator<readonly OptOutRow[]> {
      const ids = raw
        .prepare<[object], OptOutId>(
          `select o.id from opt_out o where ${whereOf(wanted)} order by o.since desc, o.id desc`,
        )
        .pluck()
        .all(valuesOf(wanted))
      for (const some of chunk(ids, rowsAtOnce)) yield some.flatMap((id) => one.get(id) ?? []).map(shown)
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
        onlyThere: workspaceId === null ? 0 : blockedOnlyAtInstantly(store, workspaceId).length,
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

/** Returns addresses on the last copy of Instantly's block list that belong to people who did not opt out here. */
export function blockedOnlyAtInstantly({ raw }: Store, workspaceId: WorkspaceId): readonly string[] {
  return raw
    .prepare(
      `select b.value from block_entry b where b.workspace_id = @workspaceId and b.origin = 'instantly'
         and b.removed_at is null and instr(b.value, '@') > 0
         and not exists (select 1 from opt_out o where o.value = b.value and ${coversSql('o', '@workspaceId')})`,
    )
    .pluck()
    .all({ workspaceId }) as string[]
}
