/** What changed in Pipedrive lately: found there before its search knows it. */
import { z } from 'zod'
import type { Ask } from './ask.ts'

/** Pipedrive's clock and this machine's may differ by so much. */
const clocksApartMs = 10 * 60_000

/** Pages of what changed lately, each 500: more than that is not made in one half minute. */
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

/** Looks through what changed. */
export function createChangeReader(ask: Ask, now: () => number) {
  /** What changed since then, or lately, newest first, from the store itself: Pipedrive's search index lags behind. */
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
