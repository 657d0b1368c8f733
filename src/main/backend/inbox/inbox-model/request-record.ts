/** Record of the requests to language models, written before each is sent and without its text. */
import type { ModelRecord, ModelRequest, ModelTokens } from '#shared/contract/inbox/inbox-model.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Clock, Store } from '../../core/deps.ts'

const recentMs = 30 * dayMs

export type NewRequest = {
  readonly use: ModelRequest['use']
  readonly workspaceId: WorkspaceId | null
  readonly threadId: number | null
  readonly messageId: number | null
  readonly host: string
  readonly model: string
  readonly characters: number
}

type Row = Omit<ModelRequest, 'at' | 'workspaceId'> & { readonly at: number; readonly workspaceId: number }

export function createRequestRecord({ raw }: Store, clock: Clock) {
  const insert = raw.prepare(
    `insert into inbox_model_request (workspace_id, thread_id, message_id, use, at, host, model, characters, state)
     values (@workspaceId, @threadId, @messageId, @use, @at, @host, @model, @characters, 'sent')`,
  )
  const settle = raw.prepare(
    'update inbox_model_request set state = ?, prompt_tokens = ?, completion_tokens = ?, problem_code = ? where id = ?',
  )
  const sums = raw.prepare<[number], { requests: number; characters: number; sent: number; answered: number }>(
    `select count(*) as requests, coalesce(sum(characters), 0) as characters, coalesce(sum(prompt_tokens), 0) as sent,
       coalesce(sum(completion_tokens), 0) as answered
     from inbox_model_request where at >= ?`,
  )
  const newest = raw.prepare<[], Row>(
    `select id, workspace_id as workspaceId, thread_id as threadId, use, at, host, model, characters,
       state, problem_code as problem
     from inbox_model_request order by id desc limit 50`,
  )
  const countSince = raw
    .prepare<[string, number], number>('select count(*) from inbox_model_request where use = ? and at >= ?')
    .pluck()
  // Requests still open at the start belong to an earlier run, so nobody waits for their answers.
  raw.prepare(`update inbox_model_request set state = 'failed', problem_code = 'CANCELLED' where state = 'sent'`).run()

  return {
    leaves: (request: NewRequest): number =>
      Number(insert.run({ ...request, workspaceId: request.workspaceId ?? 0, at: clock.now() }).lastInsertRowid),
    answered: (id: number, tokens: ModelTokens | null): void =>
      void settle.run('done', tokens?.sent ?? null, tokens?.answered ?? null, null, id),
    failed: (id: number, code: ErrorCode): void => void settle.run('failed', null, null, code, id),
    since: (use: ModelRequest['use'], ms: number): number => countSince.get(use, clock.now() - ms) ?? 0,
    read(): ModelRecord {
      const all = sums.get(0)
      const recent = sums.get(clock.now() - recentMs)
      return {
        requests: all?.requests ?? 0,
        characters: all?.characters ?? 0,
        recentRequests: recent?.requests ?? 0,
        recentCharacters: recent?.characters ?? 0,
        recentTokens: { sent: recent?.sent ?? 0, answered: recent?.answered ?? 0 },
        last: newest.all().map((row) => ({
          ...row,
          at: new Date(row.at).toISOString(),
          workspaceId: row.workspaceId === 0 ? null : (row.workspaceId as WorkspaceId),
        })),
      }
    },
  }
}
export type RequestRecord = ReturnType<typeof createRequestRecord>
