/** Searches conversations by the words of their mails. */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { clientSearchTerm } from './mail-values.ts'
import type { ThreadConditions } from './thread-filter.ts'
import type { ThreadPageRequest } from './thread-pages.ts'
import { type ThreadRow, threadColumns } from './thread-rows.ts'

/** Matches of a search that are considered, newest first. */
export const maxMatches = 2_000
const minPrefixLength = 3

export function createThreadSearch({ raw: db }: Store) {
  const search = db.prepare<{ match: string; before: number; limit: number }, { id: number; threadId: number }>(
    `select m.id, m.thread_id as threadId from inbox_search s join inbox_message m on m.id = s.rowid
     where inbox_search match @match and s.rowid < @before order by s.rowid desc limit @limit`,
  )

  // The sixth column is the text; a match in another column leaves no mark in it.
  const around = db
    .prepare<{ match: string; id: number }, string | null>(
      `select snippet(inbox_search, 5, char(57344), '', '…', 20) from inbox_search
        where inbox_search match @match and rowid = @id`,
    )
    .pluck()

  /** Returns the text around a match; null if the match is in another column. */
  function textAroundMatch(match: string, id: number): string | null {
    const said = around.get({ match, id })
    return said?.includes('\ue000') ? said.replaceAll('\ue000', '').replaceAll(/\s+/g, ' ').trim() : null
  }

  /** Yields threads of the newest matching messages, in growing steps because the first usually fills the page. */
  function* newestWith(match: string): Generator<{ readonly id: number; readonly threadId: number }> {
    let before = Number.MAX_SAFE_INTEGER
    let limit = 100
    for (let seen = 0; seen < maxMatches; ) {
      const rows = search.all({ match, before, limit })
      yield* rows
      if (rows.length < limit) return
      seen += rows.length
      before = rows.at(-1)?.id ?? 0
      limit = Math.min(1_000, limit * 4)
    }
  }

  /** Returns threads with messages that contain the words, newest first; `total` counts those considered. */
  return (
    { search: typed, workspaceId, page }: ThreadPageRequest,
    { where, values }: ThreadConditions,
  ): { readonly rows: readonly ThreadRow[]; readonly total: number } => {
    const wanted = page.offset + page.limit
    const passes = db.prepare(`select ${threadColumns} from inbox_thread t where t.id = @id and ${where}`)
    const found = new Set<number>()
    const rows: (readonly [row: ThreadRow, match: string, id: number])[] = []
    for (const match of matchesFor(typed, workspaceId)) {
      for (const { id, threadId } of newestWith(match)) {
        if (rows.length > wanted) break
        if (found.has(threadId)) continue
        found.add(threadId)
        const row = passes.get({ ...values, id: threadId }) as ThreadRow | undefined
        if (row) rows.push([row, match, id])
      }
      if (rows.length >= wanted) break
    }
    const shown = rows
      .slice(page.offset, wanted)
      .map(([row, match, id]) => ({ ...row, snippet: textAroundMatch(match, id) ?? row.snippet }))
    return { rows: shown, total: rows.length }
  }
}

/**
 * Returns queries for the full-text index, narrowest first: the words as typed, then with the last one as a prefix.
 * Quoted words stay together. Every word is quoted so that no input is read as query syntax.
 */
function matchesFor(typed: string, workspaceId: WorkspaceId | null): readonly string[] {
  // The full-text index reads a query only up to the first NUL.
  const parts = [...typed.replaceAll('\0', ' ').matchAll(/"(?<phrase>[^"]+)"|(?<word>[^\s"]+)/g)].map(
    ({ groups }) => groups?.['phrase'] ?? groups?.['word'] ?? '',
  )
  const terms = parts.filter((part) => /[\p{L}\p{N}]/u.test(part)).slice(0, 12)
  if (terms.length === 0) return []
  const quoted = terms.map((term) => `"${term.replaceAll('"', ' ')}"`)
  const columns = '{from_name from_address to_list subject text} :'
  const scope = workspaceId === null ? '' : `scope : "${clientSearchTerm(workspaceId)}" AND `
  const exact = `${scope}${columns} (${quoted.join(' AND ')})`
  const last = terms.at(-1) ?? ''
  if (last.length < minPrefixLength || typed.trimEnd() !== typed) return [exact]
  return [exact, `${scope}${columns} (${[...quoted.slice(0, -1), `${quoted.at(-1)} *`].join(' AND ')})`]
}
