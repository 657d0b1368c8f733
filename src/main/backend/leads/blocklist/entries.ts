/** The stored block lists: a copy of Instantly's and the operator's own. */
import type { Page } from '#shared/contract/core/page.ts'
import type { BlockEntry, BlockOrigin, BlockState, EntriesAdded } from '#shared/contract/leads/blocklist.ts'
import { parseBlockValue, readBlockValues } from '#shared/domain/leads/import/block-value.ts'
import type { BlockEntryId, WorkspaceId } from '#shared/ids.ts'
import { getErasedLookup } from '../../clients/people/erased.ts'
import { inSeparateTransactions } from '../../core/db/separate-transactions.ts'
import type { Store } from '../../core/deps.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { optedOutValues } from '../opt-outs/covered-by-opt-out.ts'

const valuesPerStep = 500

/** Increases with every change made here, so that a list kept in memory can be known to be out of date. */
const revisions = new WeakMap<Store['raw'], number>()
export const blockRevision = ({ raw }: Pick<Store, 'raw'>): number => revisions.get(raw) ?? 0
export const markBlockListChanged = (raw: Store['raw']): void => void revisions.set(raw, (revisions.get(raw) ?? 0) + 1)

/** The entries that apply to a client: its own and those for every client. */
const appliesToClientSql = 'removed_at is null and workspace_id in (@workspaceId, 0)'

export function blockState(store: Store, workspaceId: WorkspaceId): BlockState {
  const { raw } = store
  const counts = raw
    .prepare(`select origin, count(*) as n from block_entry where ${appliesToClientSql} group by origin`)
    .all({ workspaceId }) as { origin: BlockOrigin; n: number }[]
  const of = (origin: BlockOrigin) => counts.find((each) => each.origin === origin)?.n ?? 0
  const pulledAt = raw.prepare('select pulled_at from block_pull where workspace_id = ?').pluck().get(workspaceId)
  return {
    pulledAt: (pulledAt as string | undefined) ?? null,
    instantly: of('instantly'),
    local: of('local'),
    optOuts: optedOutValues(store, workspaceId).length,
  }
}

type ListFilter = {
  readonly workspaceId: WorkspaceId
  readonly origin: BlockOrigin | 'all'
  readonly search: string
  readonly page: { readonly offset: number; readonly limit: number }
}

/** Returns one page of the entries that apply to a client, newest first. */
export function blockPage({ raw }: Store, { workspaceId, origin, search, page }: ListFilter): Page<BlockEntry> {
  const where = `${appliesToClientSql} and (@origin = 'all' or origin = @origin) and value like @pattern escape '\\'`
  const pattern = `%${search
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
  const values = { workspaceId, origin, pattern }
  const total = raw.prepare(`select count(*) from block_entry where ${where}`).pluck().get(values) as number
  const rows = raw
    .prepare(
      `select id, nullif(workspace_id, 0) as workspaceId, value, origin, added_at as addedAt from block_entry
        where ${where} order by id desc limit @limit offset @offset`,
    )
    .all({ ...values, ...page }) as BlockEntry[]
  return { rows, total }
}

/**
 * Adds the entries found in a text, some at a time with room for other work in between. An entry that was removed
 * before is restored.
 */
export async function addEntries(
  { raw }: Store,
  entry: {
    readonly workspaceId: WorkspaceId | null
    readonly text: string
    readonly at: string
  },
): Promise<EntriesAdded<BlockEntryId>> {
  const { values, unreadable } = readBlockValues(entry.text)
  const put = raw
    .prepare(
      `insert into block_entry (workspace_id, value, origin, added_at) values (?, ?, 'local', ?)
       on conflict (workspace_id, origin, value) do update set removed_at = null, added_at = excluded.added_at
         where removed_at is not null
       returning id`,
    )
    .pluck()
  const added: BlockEntryId[] = []
  await inSeparateTransactions(raw, chunk(values, valuesPerStep), (some) => {
    for (const value of some) {
      const id = put.get(entry.workspaceId ?? 0, value, entry.at) as BlockEntryId | undefined
      if (id !== undefined) added.push(id)
    }
    markBlockListChanged(raw)
  })
  return { added, known: values.length - added.length, unreadable }
}

/** Removes or restores entries made here; Instantly's copy is not touched. Returns how many changed. */
export function removeEntries({ raw }: Store, ids: readonly BlockEntryId[], at: string | null): number {
  const change = raw.prepare(
    `update block_entry set removed_at = @at where id = @id and origin <> 'instantly' and (removed_at is null) = (@at is not null)`,
  )
  const count = raw.transaction(() => ids.reduce((sum, id) => sum + change.run({ at, id }).changes, 0))()
  markBlockListChanged(raw)
  return count
}

/**
 * Replaces the copy of Instantly's list with one asked for at `askedAt`, in one transaction; what `updateCopiedEntry`
 * has recorded since then is newer. An erased person is kept only as a hash, so the copy must not bring the address
 * back.
 */
export function replaceCopy(
  store: Store,
  workspaceId: WorkspaceId,
  entries: readonly { readonly value: string }[],
  { askedAt, at }: { readonly askedAt: string; readonly at: string },
): void {
  const { raw } = store
  const erasedAt = getErasedLookup(store)
  const values = entries
    .map(({ value }) => parseBlockValue(value))
    .filter((value) => value !== null && (erasedAt?.(value) ?? null) === null)
  const put = raw.prepare(
    `insert into block_entry (workspace_id, value, origin, added_at) values (@workspaceId, @value, 'instantly', @at)
     on conflict (workspace_id, origin, value) do update set removed_at = null
       where removed_at not between @askedAt and @at`,
  )
  const known = raw
    .prepare(
      `select value from block_entry where workspace_id = @workspaceId and origin = 'instantly' and removed_at is null
         and added_at not between @askedAt and @at`,
    )
    .pluck()
  const remove = raw.prepare(
    `update block_entry set removed_at = @at where workspace_id = @workspaceId and value = @value and origin = 'instantly'`,
  )
  raw.transaction(() => {
    const gone = new Set(known.all({ workspaceId, askedAt, at }) as string[])
    for (const value of values) if (value !== null && !gone.delete(value)) put.run({ workspaceId, value, askedAt, at })
    for (const value of gone) remove.run({ workspaceId, value, at })
    raw
      .prepare(
        `insert into block_pull (workspace_id, pulled_at, entry_count) values (?, ?, ?)
         on conflict (workspace_id) do update set pulled_at = excluded.pulled_at, entry_count = excluded.entry_count`,
      )
      .run(workspaceId, at, values.length)
  })()
  markBlockListChanged(raw)
}

/** Also updates the copy with an entry read from Instantly, so nobody has to wait for the next full copy. */
export function updateCopiedEntry(
  { raw }: Store,
  workspaceId: WorkspaceId,
  value: string,
  isThere: boolean,
  at: string,
): void {
  if (isThere) {
    raw
      .prepare(
        `insert into block_entry (workspace_id, value, origin, added_at) values (?, ?, 'instantly', ?)
         on conflict (workspace_id, origin, value) do update set removed_at = null, added_at = excluded.added_at
           where removed_at is not null`,
      )
      .run(workspaceId, value, at)
  } else {
    raw
      .prepare(
        `update block_entry set removed_at = ? where workspace_id = ? and value = ? and origin = 'instantly' and removed_at is null`,
      )
      .run(at, workspaceId, value)
  }
  markBlockListChanged(raw)
}
