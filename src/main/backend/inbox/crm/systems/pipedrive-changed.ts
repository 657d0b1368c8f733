/** Finds recently changed records in Pipedrive before its search index has them. */
import { z } from 'zod'
import type { Ask } from './ask.ts'

/** Allowed difference between Pipedrive's clock and this machine's. */
const clocksApartMs = 10 * 60_000

/** Pages of recent changes to read, 500 records each; no more than that are created in half a minute. */
const mostPages = 10

export const many = <T extends z.ZodType>(of: T) =>
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

export const earlier = (since: string) =>
  new Date(Date.parse(since) - clocksApartMs).toISOString().replace(/\.\d+Z$/, 'Z')

export function createChangeReader(ask: Ask, now: () => number) {
  /**
   * Returns records changed since then, or recently, newest first. They are listed and not searched, because
   * Pipedrive's search index lags.
   */
  async function changed<T>(
    of: z.ZodType<T>,
    kind: 'persons' | 'organizations',
    since: string | null,
  ): Promise<readonly T[]> {
    const rows: T[] = []
    let cursor: string | null = null
    for (let page = 0; page < mostPages; page++) {
      const query = {
        updated_since: earlier(since ?? new Date(now()).toISOString()),
        sort_by: 'update_time',
        sort_direction: 'desc',
        limit: '500',
      }
      const answer: Page<T> = await ask(many(of), {
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
