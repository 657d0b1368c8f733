import { useEffect, useRef, useState } from 'react'
import {
  type AccountRow,
  type CollapsedAccounts,
  type DomainRow,
  maxSelectedAccounts,
} from '#shared/contract/insights/accounts.ts'
import type { Chosen } from './account-actions.tsx'

export type Row = AccountRow | DomainRow | CollapsedAccounts

export const idOf = (row: Row): string =>
  `${row.workspaceId} ${row.kind === 'account' ? row.email : row.kind === 'domain' ? `@${row.domain}` : `${row.does}@${row.domain}`}`

/** The accounts selected in the table, none after `view` changed. A domain's or joint row stands for all of them. */
export function useAccountSelection(view: string) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map())
  const known = useRef(new Map<string, Row>())
  /** Selected rows stay visible when the table is reloaded. */
  const kept = useRef<readonly Chosen[]>([])
  kept.current = [...chosen.values()]
  useEffect(() => setChosen(new Map()), [view])

  const choose = (next: ReadonlySet<number | string>) => {
    const result = new Map(chosen)
    for (const row of known.current.values()) {
      const id = idOf(row)
      const members = row.kind === 'account' ? [row.email] : row.emails
      const keys = members.map((email) => `${row.workspaceId} ${email}`)
      const was = row.kind === 'account' ? chosen.has(id) : keys.every((key) => chosen.has(key))
      if (next.has(id) === was) continue
      for (const [at, key] of keys.entries())
        if (next.has(id)) result.set(key, { workspaceId: row.workspaceId, email: members[at] ?? '' })
        else result.delete(key)
    }
    setChosen(result)
  }

  // Only visible rows can be selected in the table, so a collapsed account is represented by the row that contains it.
  const selected = new Set<string>(chosen.keys())
  const heads = [...known.current.values()].filter((row) => row.kind !== 'account')
  for (const { workspaceId, emails, folded } of heads)
    if (folded) for (const email of emails) selected.delete(`${workspaceId} ${email}`)
  for (const row of heads)
    if (row.emails.every((email) => chosen.has(`${row.workspaceId} ${email}`))) selected.add(idOf(row))

  const pausedIds = new Set(
    [...known.current.values()].flatMap((row) => (row.kind === 'account' && row.state === 'paused' ? [idOf(row)] : [])),
  )
  return {
    accounts: [...chosen.values()],
    allPaused: [...chosen.keys()].every((id) => pausedIds.has(id)),
    /** Ids of the table's selected rows. */
    selected,
    choose,
    clear: () => setChosen(new Map()),
    toKeep: () => kept.current.slice(0, maxSelectedAccounts),
    /** Remembers the rows of a page that was loaded; the first page replaces those before it. */
    remember(rows: readonly Row[], offset: number): void {
      if (offset === 0) known.current = new Map()
      for (const row of rows) known.current.set(idOf(row), row)
    },
  }
}
