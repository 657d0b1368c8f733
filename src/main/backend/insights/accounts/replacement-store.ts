/** Stores replacements of sending accounts, campaign by campaign. */

import type { Database } from 'better-sqlite3'
import type { Replacement, ReturningAccount } from '#shared/contract/insights/accounts.ts'
import { plainAddress } from '#shared/domain/core/plain-address.ts'
import { AppError, type ErrorCode, requireFound } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { problemColumns, storedProblem } from '../../core/lib/stored-problem.ts'

export type ReplacementRow = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly emails: string
  readonly withEmail: string | null
  readonly undoOf: number | null
  readonly undone: 0 | 1
  readonly state: 'running' | 'done'
}
export type ReplacementItem = {
  readonly campaignId: CampaignId
  readonly name: string
  readonly removed: string
  readonly added: string
  readonly state: Replacement['items'][number]['state']
  readonly code: ErrorCode | null
  readonly data: string | null
}
type NewItem = {
  readonly campaignId: CampaignId
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

type NewReplacement = {
  readonly workspaceId: WorkspaceId
  readonly submission: string
  readonly emails: readonly string[]
  readonly withEmail: string | null
  readonly undoOf: number | null
  readonly at: number
}

const columns = `r.id, r.workspace_id as workspaceId, r.emails, r.with_email as withEmail, r.undo_of as undoOf, r.state,
    exists (select 1 from account_replacement u where u.undo_of = r.id) as undone
    from account_replacement r`

const statementsOf = (raw: Database) => ({
  byId: raw.prepare<[number], ReplacementRow>(`select ${columns} where r.id = ?`),
  bySubmission: raw.prepare<[string], ReplacementRow>(`select ${columns} where r.submission = ?`),
  unended: raw.prepare<[], ReplacementRow>(`select ${columns} where r.state = 'running'`),
  itemsOf: raw.prepare<[number], ReplacementItem>(
    `select i.campaign_id as campaignId, c.name, i.removed, i.added, i.state, i.problem_code as code, i.problem_data as data
       from account_replacement_item i join campaign c on c.id = i.campaign_id where i.replacement_id = ?
      order by case i.state when 'refused' then 0 when 'done' then 2 else 1 end, name_order(c.name)`,
  ),
  insert: raw.prepare(
    `insert into account_replacement (workspace_id, submission, emails, with_email, undo_of, state, asked_at)
       values (@workspaceId, @submission, @emails, @withEmail, @undoOf, 'running', @at)`,
  ),
  insertItem: raw.prepare(
    `insert into account_replacement_item (replacement_id, workspace_id, campaign_id, removed, added, state)
       values (?, ?, ?, ?, ?, 'waiting')`,
  ),
  setItem: raw.prepare(
    `update account_replacement_item set state = @state, problem_code = @code, problem_data = @data
       where replacement_id = @id and campaign_id = @campaignId`,
  ),
  end: raw.prepare(`update account_replacement set state = 'done', ended_at = ? where id = ?`),
  statusOf: raw
    .prepare<[number, string], number | null>('select status from mailbox where workspace_id = ? and email = ?')
    .pluck(),
})

/** Parses the addresses stored in a column. */
// Written only by this file.
export const parseAddresses = (text: string) => parseJson(text) as readonly string[]

export type ReplacementStore = ReturnType<typeof createReplacementStore>

export function createReplacementStore({ raw }: Store) {
  const sql = statementsOf(raw)

  const find = (id: number): ReplacementRow => requireFound(sql.byId.get(id), 'replacement')

  /** Returns which accounts came back with an undo; those left out had been deleted. */
  function returningOf(workspaceId: WorkspaceId, id: number, undoOf: number): readonly ReturningAccount[] {
    const put = new Set(sql.itemsOf.all(id).flatMap(({ added }) => parseAddresses(added).map(plainAddress)))
    const meant = new Set(
      sql.itemsOf
        .all(undoOf)
        .flatMap(({ removed, state }) => (state === 'done' ? parseAddresses(removed).map(plainAddress) : [])),
    )
    return [...meant].toSorted().map((email): ReturningAccount => {
      const status = sql.statusOf.get(workspaceId, email) ?? null
      const standing = !put.has(email)
        ? 'gone'
        : status === null || status === 1
          ? 'ready'
          : status < 0
            ? 'cannot_send'
            : 'paused'
      return { email, standing }
    })
  }

  function shown(id: number): Replacement {
    const { workspaceId, undoOf } = find(id)
    return {
      id,
      returning: undoOf === null ? [] : returningOf(workspaceId, id, undoOf),
      items: sql.itemsOf.all(id).map(({ campaignId, name, state, code, data }) => ({
        campaignId,
        name,
        state,
        problem: storedProblem(code, data),
      })),
    }
  }

  const write = raw.transaction((head: NewReplacement, items: readonly NewItem[]): number => {
    const made = sql.insert.run({ ...head, emails: JSON.stringify(head.emails) })
    const id = Number(made.lastInsertRowid)
    for (const { campaignId, removed, added } of items)
      sql.insertItem.run(id, head.workspaceId, campaignId, JSON.stringify(removed), JSON.stringify(added))
    return id
  })

  return {
    find,
    shown,
    bySubmission: (submission: string): ReplacementRow | undefined => sql.bySubmission.get(submission),
    /** Returns replacements that have not ended. */
    unended: (): readonly ReplacementRow[] => sql.unended.all(),
    items: (id: number): readonly ReplacementItem[] => sql.itemsOf.all(id),
    /** Stores a whole replacement before any of it is sent. Returns its id. */
    write: (head: NewReplacement, items: readonly NewItem[]): number => write.immediate(head, items),
    outcome: (id: number, campaignId: CampaignId, state: ReplacementItem['state'], problem: AppError | null): void =>
      void sql.setItem.run({ id, campaignId, state, ...problemColumns(problem) }),
    end: (id: number, at: number): void => void sql.end.run(at, id),
  }
}
