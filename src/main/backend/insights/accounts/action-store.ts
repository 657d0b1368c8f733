/** Stores the actions requested for accounts. Every function is one statement or transaction. */

import type { Database } from 'better-sqlite3'
import type {
  AccountAction,
  AccountActionKind,
  AccountChange,
  AccountOutcome,
} from '#shared/contract/insights/accounts.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError, type ErrorCode, requireFound } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { problemColumns, storedProblem } from '../../core/lib/stored-problem.ts'

export type ActionRow = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly kind: AccountActionKind
  /** JSON. */
  readonly value: string | null
  readonly state: AccountAction['state']
  readonly askedAt: number
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
  readonly done: number
  readonly failed: number
  readonly open: number
}
export type ActionItem = {
  readonly actionId: number
  readonly place: number
  readonly email: string
  readonly state: AccountOutcome['state']
  readonly jobId: string | null
  readonly tries: number
  readonly sentAt: number | null
}

const shownForMs = dayMs

export type ActionStore = ReturnType<typeof createActionStore>

const countItemsSql = (states: string) =>
  `(select count(*) from account_action_item i where i.action_id = a.id and i.state in (${states}))`

const columns = `a.id, a.workspace_id as workspaceId, a.kind, a.value, a.state, a.asked_at as askedAt,
    a.problem_code as problemCode, a.problem_data as problemData, ${countItemsSql(`'done'`)} as done,
    ${countItemsSql(`'failed'`)} as failed, ${countItemsSql(`'waiting', 'sent', 'following'`)} as open from account_action a`

const outcomeColumns = `i.workspace_id as workspaceId, i.email, i.state,
    a.kind in ('pause', 'resume') and i.was = '2' as paused, i.problem_code as code, i.problem_data as data from account_action_item i join account_action a on a.id = i.action_id`

/** Returns an SQL expression for the value in account `m` that an action of this kind changes, as JSON. */
export const changedColumn = (kind: string): string => `json_quote(case ${kind}
  when 'pause' then m.status when 'resume' then m.status
  when 'warmup_on' then m.warmup_status when 'warmup_off' then m.warmup_status
  when 'daily_limit' then m.daily_limit when 'sending_gap' then m.sending_gap
  when 'tracking_domain' then m.tracking_domain end)`

/** Returns the kinds that change the same setting as this one, in SQL; the last action of these wins. */
const sameSettingSql = (kind: string): string => `(${kind}, case ${kind}
  when 'pause' then 'resume' when 'resume' then 'pause'
  when 'warmup_on' then 'warmup_off' when 'warmup_off' then 'warmup_on' end)`
const sameSettingAsKindSql = sameSettingSql('@kind')

const statementsOf = (raw: Database) => ({
  byId: raw.prepare<[number], ActionRow>(`select ${columns} where a.id = ?`),
  bySubmission: raw.prepare<[string], ActionRow>(`select ${columns} where a.submission = ? order by a.id`),
  unended: raw.prepare<[], ActionRow>(`select ${columns} where a.state <> 'done' order by a.id`),
  recent: raw.prepare<[object], ActionRow>(
    `select ${columns} where (@workspaceId is null or a.workspace_id = @workspaceId)
       and (a.state <> 'done' or a.ended_at > @since) order by a.id desc limit 50`,
  ),
  insert: raw.prepare(
    `insert into account_action (workspace_id, submission, kind, value, state, asked_at)
       values (@workspaceId, @submission, @kind, @value, 'running', @at)`,
  ),
  insertItem: raw.prepare(
    `insert into account_action_item (action_id, place, workspace_id, email, state, was)
       values (@actionId, @place, @workspaceId, @email, 'waiting', (select ${changedColumn('@kind')}
         from mailbox m where m.workspace_id = @workspaceId and m.email = @email))`,
  ),
  // If the earlier action remained waiting, it could be sent after the one requested last, which is what the operator
  // wants.
  supersede: raw.prepare(
    `delete from account_action_item where workspace_id = @workspaceId and email = @email and state = 'waiting'
       and action_id in (select id from account_action where state <> 'done' and kind in ${sameSettingAsKindSql})`,
  ),
  // The same for a request that was sent without effect, when a later action has already been sent.
  dropOutdated: raw.prepare(
    `delete from account_action_item where action_id = @actionId and place = @place and exists (
       select 1 from account_action_item n join account_action a on a.id = n.action_id
        where n.workspace_id = account_action_item.workspace_id and n.email = account_action_item.email
          and n.action_id > @actionId and a.kind in ${sameSettingSql('(select kind from account_action where id = @actionId)')})`,
  ),
  open: raw.prepare<[number], ActionItem>(
    `select action_id as actionId, place, email, state, job_id as jobId, tries, sent_at as sentAt
       from account_action_item where action_id = ? and state in ('waiting', 'sent', 'following') order by place`,
  ),
  setSent: raw.prepare(
    `update account_action_item set state = 'sent', tries = tries + 1, sent_at = @at, job_id = null
       where action_id = @actionId and place = @place and state = 'waiting'`,
  ),
  setFollowing: raw.prepare(
    `update account_action_item set state = 'following', job_id = @jobId where action_id = @actionId and place = @place`,
  ),
  setItem: raw.prepare(
    `update account_action_item set state = @state, problem_code = @code, problem_data = @data
       where action_id = @actionId and place = @place`,
  ),
  setState: raw.prepare(
    `update account_action set state = @state, ended_at = @endedAt, problem_code = @code, problem_data = @data where id = @id`,
  ),
  outcomes: raw.prepare<[number], OutcomeRow>(
    `select ${outcomeColumns} where i.action_id = ?
       order by case i.state when 'failed' then 0 when 'done' then 2 else 1 end, i.place`,
  ),
  last: raw.prepare<[number, string], OutcomeRow>(
    `select ${outcomeColumns} where i.workspace_id = ? and i.email = ? order by a.id desc limit 1`,
  ),
})

type OutcomeRow = Omit<AccountOutcome, 'problem' | 'wasPaused'> & {
  readonly paused: 0 | 1 | null
  readonly code: ErrorCode | null
  readonly data: string | null
}

export function createActionStore({ raw }: Store) {
  const sql = statementsOf(raw)
  const inOne = <Given>(work: (given: Given) => void): ((given: Given) => void) => {
    const one = raw.transaction(work)
    return (given: Given): void => one.immediate(given)
  }
  const find = (id: number): ActionRow => requireFound(sql.byId.get(id), 'action')
  const add = raw.transaction(
    (
      accounts: readonly { readonly workspaceId: WorkspaceId; readonly email: string }[],
      change: AccountChange,
      submission: string,
      at: number,
    ): readonly number[] => {
      const before = sql.bySubmission.all(submission)
      if (before.length > 0) return before.map(({ id }) => id)
      const byClient = new Map<WorkspaceId, Set<string>>()
      for (const { workspaceId, email } of accounts)
        byClient.set(workspaceId, (byClient.get(workspaceId) ?? new Set()).add(email))
      return [...byClient].map(([workspaceId, emails]) => {
        const value = 'value' in change ? JSON.stringify(change.value) : null
        const { lastInsertRowid } = sql.insert.run({ workspaceId, submission, kind: change.kind, value, at })
        const of = { actionId: lastInsertRowid, workspaceId, kind: change.kind }
        for (const [place, email] of [...emails].entries()) {
          sql.supersede.run({ workspaceId, email, kind: change.kind })
          sql.insertItem.run({ ...of, place, email })
        }
        return Number(lastInsertRowid)
      })
    },
  )

  const markSent = raw.transaction((items: readonly ActionItem[], at: number): readonly ActionItem[] =>
    items.filter(({ actionId, place }) => sql.setSent.run({ actionId, place, at }).changes > 0),
  )

  return {
    /** Adds one action per client; the same submission again returns the existing ones. */
    add: (
      accounts: readonly { readonly workspaceId: WorkspaceId; readonly email: string }[],
      change: AccountChange,
      submission: string,
      at: number,
    ): readonly number[] => add.immediate(accounts, change, submission, at),
    find,
    shown: (id: number): AccountAction => toAccountAction(find(id)),
    unended: (): readonly ActionRow[] => sql.unended.all(),
    recent: (workspaceId: WorkspaceId | null, now: number): readonly AccountAction[] =>
      sql.recent.all({ workspaceId, since: now - shownForMs }).map(toAccountAction),
    open: (id: number): readonly ActionItem[] => sql.open.all(id),
    /** Marks items as sent, committed before the request. Returns those still waiting; others were superseded. */
    sent: (items: readonly ActionItem[], at: number): readonly ActionItem[] => markSent.immediate(items, at),
    following: inOne(({ items, jobId }: { items: readonly ActionItem[]; jobId: string }) => {
      for (const { actionId, place } of items) sql.setFollowing.run({ actionId, place, jobId })
    }),
    /**
     * Stores an outcome; `problem` only for failed items. An item to be sent again is dropped if the same setting was
     * changed by a later action.
     */
    outcome(
      { actionId, place }: ActionItem,
      state: 'done' | 'failed' | 'waiting',
      problem: AppError | null = null,
    ): void {
      if (state === 'waiting' && sql.dropOutdated.run({ actionId, place }).changes > 0) return
      sql.setItem.run({ actionId, place, state, ...problemColumns(problem) })
    },
    state: (id: number, state: ActionRow['state'], problem: AppError | null, endedAt: number | null): void =>
      void sql.setState.run({ id, state, endedAt, ...problemColumns(problem) }),
    outcomes: (ids: readonly number[]): readonly AccountOutcome[] =>
      ids.flatMap((id) => sql.outcomes.all(id).map(toAccountOutcome)),
    last(workspaceId: WorkspaceId, email: string): AccountOutcome | null {
      const row = sql.last.get(workspaceId, email)
      return row ? toAccountOutcome(row) : null
    },
  }
}

const toAccountOutcome = ({ code, data, paused, ...row }: OutcomeRow): AccountOutcome => ({
  ...row,
  wasPaused: paused === 1,
  problem: storedProblem(code, data),
})

function toAccountAction(action: ActionRow): AccountAction {
  const { problemCode, problemData, askedAt, value: _, ...row } = action
  return { ...row, askedAt: new Date(askedAt).toISOString(), problem: storedProblem(problemCode, problemData) }
}
