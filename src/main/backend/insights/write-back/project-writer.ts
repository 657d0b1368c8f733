/** Writes through a Supabase project's Data API (PostgREST). */
import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import {
  createProjectRequest,
  type ProjectAccess,
  projectHeaders,
  tryParse,
} from '../../leads/supabase/project-request.ts'
import { type OutRow, ownKey, ownTable, platformKey, toWriteError, type Writer } from './writer.ts'

const refusal = z.object({ code: z.string().nullish(), message: z.string().nullish() })
const keys = z.array(z.object({ campaign_id: z.string(), lead_key: z.string() }))
const places = z.array(z.object({ table: z.string(), id: z.string() }))

export function createProjectWriter(access: ProjectAccess): Writer {
  const { host } = new URL(access.origin)
  const send = createProjectRequest(access, () => undefined)

  async function post(path: string, body: unknown, prefer: string, signal: AbortSignal): Promise<unknown> {
    const response = await send(`${access.origin}/rest/v1/${path}`, {
      method: 'POST',
      headers: { ...projectHeaders(access), 'content-type': 'application/json', prefer },
      body: JSON.stringify(body),
      signal,
    })
    const answer = tryParse(await response.text())
    if (response.ok) return answer
    const { code, message } = refusal.safeParse(answer).data ?? {}
    if (response.status === 401 && code !== '42501') throw new AppError('WRITE_BACK_REFUSED', { reason: 'key' })
    if (response.status === 404) throw new AppError('WRITE_BACK_NOT_READY')
    if (response.status >= 500 && !code) throw new AppError('SUPABASE_UNREACHABLE', { host })
    throw toWriteError(code ?? '', message ?? `HTTP ${response.status}`, host)
  }

  /** A page from something in between can also come with a 200, and then it is unknown what was written. */
  function read<T>(shape: z.ZodType<T>, answer: unknown): T {
    const found = shape.safeParse(answer)
    if (!found.success) throw new AppError('SUPABASE_UNREACHABLE', { host })
    return found.data
  }

  return {
    async put(rows: readonly OutRow[], signal) {
      const path = `${ownTable}?on_conflict=workspace_id,campaign_id,lead_key&select=campaign_id,lead_key`
      // Requests the rows as stored, because a policy or a trigger can drop a row without an error.
      const answer = await post(path, rows, 'resolution=merge-duplicates,return=representation', signal)
      return new Set(read(keys, answer).map((row) => ownKey(row.campaign_id, row.lead_key)))
    },
    async putPlatform(batch, signal) {
      const answer = await post('rpc/outreach_write_platform', { batch }, '', signal)
      return new Set(read(places, answer).map(({ table, id }) => platformKey(table, id)))
    },
    async check(place, workspaceKey, signal) {
      const answer =
        place === 'own'
          ? await post('rpc/outreach_check', { workspace: workspaceKey }, '', signal)
          : await post('rpc/outreach_check_platform', {}, '', signal)
      return answer === true
    },
    close: async () => undefined,
  }
}
