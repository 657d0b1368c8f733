/** Asks a language model about replies that the rules cannot sort, one at a time, in the background. */
import type { Database } from 'better-sqlite3'
import type { ReplySort } from '#shared/contract/inbox/inbox.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Job, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import type { ModelStore } from './connection-store.ts'
import type { PromptContext } from './prompt-context.ts'
import type { ClassificationAnswer } from './prompts.ts'
import type { RequestRecord } from './request-record.ts'

/** How far before the time it was switched on replies are still sorted. */
const lookBackMs = 7 * dayMs
const monthMs = 30 * dayMs
/** Limits the cost of a mistake. */
const maxPerDay = 500
const maxTries = 3
const everyMs = 30_000
const unavailableMs = 5 * 60_000

type Due = {
  readonly threadId: number
  readonly workspaceId: WorkspaceId
  readonly messageId: number
  readonly sorted: ReplySort
}

type Parts = {
  readonly models: ModelStore
  readonly record: RequestRecord
  readonly materialOf: (threadId: number) => PromptContext
  /** Sends the context to the model and returns its answer. */
  readonly ask: (promptContext: PromptContext, threadId: number) => Promise<ClassificationAnswer>
  /** Recomputes the thread's facts. */
  readonly refresh: (threadId: number) => void
}

/** Condition for a conversation `t` whose newest reply the rules cannot sort, of a client in use and no demo. */
const unsureReplySql = `(t.sorted = 'other' or t.sorted_unsure = 1) and t.sorted <> 'unsubscribe' and t.sorted_fixed = 0
  and t.sorted_message_id is not null and t.workspace_id in (select id from workspace where archived_at is null and demo is null)
  and t.workspace_id not in (select value from json_each(?)) and t.last_received_at >= ?`

const statementsOf = (raw: Database) => ({
  due: raw.prepare<[string, number, number], Due>(
    `select t.id as threadId, t.workspace_id as workspaceId, t.sorted_message_id as messageId, t.sorted
     from inbox_thread t
     where ${unsureReplySql} and t.model_message_id is not t.sorted_message_id
       and not exists (select 1 from opt_out o where o.id = t.opt_out_entry_id and o.state = 'on')
       and (select count(*) from inbox_model_request q where q.message_id = t.sorted_message_id and q.use = 'sort'
              and q.state = 'failed') < ?
     order by t.last_received_at desc limit 1`,
  ),
  count: raw.prepare<[string, number], number>(`select count(*) from inbox_thread t where ${unsureReplySql}`).pluck(),
  unchanged: raw
    .prepare<[number, number], string>(
      `select sorted from inbox_thread where id = ? and sorted_message_id = ? and sorted_fixed = 0
         and not exists (select 1 from opt_out o where o.id = opt_out_entry_id and o.state = 'on')`,
    )
    .pluck(),
  heard: raw.prepare('update inbox_thread set model_message_id = ?, model_wish = ? where id = ?'),
  wished: raw.prepare<[number], { email: string | null; at: number; text: string }>(
    `select coalesce(t.lead_email, m.from_address) as email, m.at, m.text
       from inbox_message m join inbox_thread t on t.id = m.thread_id where m.id = ?`,
  ),
  asked: raw.prepare('update inbox_thread set opt_out_entry_id = ? where id = ?'),
  relabel: raw.prepare(
    'update inbox_thread set sorted = ?, sorted_why = ?, sorted_model = ?, sorted_unsure = 0 where id = ?',
  ),
})

/** Creates the job. Replies sorted as opt-outs or by the operator never go to the model. A failure changes nothing. */
export function createAiClassification(deps: Deps, parts: Parts) {
  const { store } = deps
  const { raw } = store
  const log = deps.log('inbox model')
  let problem: AppError | null = null
  /** Whether requests stop until the operator does something. */
  let needsOperator = false
  const sql = statementsOf(raw)
  const optOuts = createOptOuts(store)

  function next(): Due | null {
    const { sort, sortSince, excluded } = parts.models.uses()
    if (needsOperator || !sort || sortSince === null || !parts.models.find()) return null
    if (parts.record.since('sort', dayMs) >= maxPerDay) return null
    return (
      sql.due.get(JSON.stringify([...excluded, ...deps.pauses.clients()]), sortSince - lookBackMs, maxTries) ?? null
    )
  }

  async function run(one: Due, signal: AbortSignal): Promise<RunOutcome> {
    try {
      const { model } = parts.models.get()
      take(one, await parts.ask(parts.materialOf(one.threadId), one.threadId), model)
      problem = null
      return { end: 'done', counts: { items: 1 } }
    } catch (error) {
      if (signal.aborted) throw error
      return outcomeOf(asProblem(error, log))
    } finally {
      deps.changed('inbox')
    }
  }

  /** Stores the answer, unless a newer reply, a correction or an opt-out has come meanwhile. */
  function take(one: Due, { label, reason }: ClassificationAnswer, model: string): void {
    raw.transaction(() => {
      if (sql.unchanged.get(one.threadId, one.messageId) !== one.sorted) return
      sql.heard.run(one.messageId, label === 'unsubscribe' ? 1 : 0, one.threadId)
      if (label === 'unsubscribe') askAbout(one, reason)
      if (label === 'unsubscribe' || label === one.sorted || label === 'other') return
      sql.relabel.run(label, JSON.stringify(reason === '' ? [] : [reason]), model, one.threadId)
      parts.refresh(one.threadId)
    })()
  }

  /** Records a question about an opt-out. A model is never certain: the operator decides, and nobody is written to. */
  function askAbout({ threadId, workspaceId, messageId }: Due, reason: string): void {
    const mail = sql.wished.get(messageId)
    if (!mail?.email) return
    const { email: value, at, text } = mail
    const words = text.trim() || reason
    const id = optOuts.record({ workspaceId, value, at, source: 'model', words, threadId, certain: false })
    if (id !== null) sql.asked.run(id, threadId)
  }

  function outcomeOf(error: AppError): RunOutcome {
    // An unreadable answer is a problem of this reply, not of the connection.
    if (error.code === 'MODEL_ANSWER_UNREADABLE') return { end: 'failed', problem: error }
    problem = error
    const afterMs = retryDelayOf(error)
    if (afterMs !== null) return { end: 'retry', problem, afterMs }
    needsOperator = true
    return { end: 'failed', problem }
  }

  const job: Job<Due> = deps.background.defineJob<Due>({
    kind: 'model',
    network: true,
    regularly: { firstMs: everyMs, everyMs },
    next: () => {
      const one = next()
      return { due: one ? [one] : [] }
    },
    // All clients share one connection.
    of: () => ({ key: 'model', client: null }),
    run,
    places: () => {
      if (!parts.models.find()) return []
      const held = !parts.models.uses().sort ? ('off' as const) : deps.online() ? null : ('offline' as const)
      return [{ workspaceId: null, nextAt: job.waitsUntil('model'), held }]
    },
    runNow: retryUndone,
  })

  /** Clears the problem after the operator changed or tested something, as it may be solved. */
  function retryUndone(): void {
    problem = null
    needsOperator = false
    void job.wake()
  }

  return {
    look: job.look,
    /** Counts the replies of the last 30 days that a model would be asked about, to estimate the cost. */
    lastMonth: (): number =>
      sql.count.get(JSON.stringify(parts.models.uses().excluded), deps.clock.now() - monthMs) ?? 0,
    problem: () => problem,
    retryUndone,
  }
}

/** Problems that can end without any notification. */
const transientErrors: ReadonlySet<ErrorCode> = new Set([
  'MODEL_UNAVAILABLE',
  'KEYS_LOCKED',
  'STORE_FULL',
  'STORE_LOCKED',
])

/** Returns after how long the connection is retried; null if only the operator can solve the problem. */
function retryDelayOf({ code, data }: AppError): number | null {
  if (code === 'MODEL_BUSY') return Number(data['retryAfterMs'] ?? 60_000)
  return transientErrors.has(code) ? unavailableMs : null
}
