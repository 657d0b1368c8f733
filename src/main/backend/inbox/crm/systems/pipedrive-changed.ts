/** Finds recently changed records in Pipedrive before its search index has them. */
import { z } from 'zod'
import type { CrmRequester } from './ask.ts'

/** Allowed difference between Pipedrive's clock and this machine's. */
const clockToleranceMs = 10 * 60_000

/** Pages of recent changes to read, 500 records each; no more than that are created in half a minute. */
const maxPages = 10

export const listAnswer = <T extends z.ZodType>(of: T) =>
  z.object({
    data: z
      .array(of)
      .nullable()
      .transform((rows) => rows ?? []),
    additional_data: z.object({ next_cursor: z.string().nullish() }).nullish(),
  })

type Page<T> = {
  readonly data: readonly T[]
  readonly additional_data?: { next_cursor?: string | null | undefined } | null | undefined
}

export const withClockTolerance = (since: string) =>
  new Date(Date.parse(since) - clockToleranceMs).toISOString().replace(/\.\d+Z$/, 'Z')

export function createChangeReader(ask: CrmRequester, now: () => number) {
  /** Returns records changed since then, or recently, newest first. Listed, as Pipedrive's search index lags. */
  async function changed<T>(
    of: z.ZodType<T>,
    kind: 'persons' | 'organizations',
    since: string | null,
  ): Promise<readonly T[]> {
    const rows: T[] = []
    let cursor: string | null = null
    for (let page = 0; page < maxPages; page++) {
      const query = {
        updated_since: withClockTolerance(since ?? new Date(now()).toISOString()),
        sort_by: 'update_time',
        sort_direction: 'desc',
        limit: '500',
      }
      const answer: Page<T> = await ask(listAnswer(of), {
        path: `/api/v2/${kind}`,
        query: { ...query, ...(cursor === null ? {} : { cursor }) },
      })
      rows.push(...answer.data)
      cursor = answer.additional_data?.next_cursor ?? null
      if (cursor === null) break
    }
    return rows
  }
  return changed
}
