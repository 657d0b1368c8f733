import { z } from 'zod'

/** A page of a long list: SQL sorts and filters, the table shows one page. */
export const pageInput = z.object({
  offset: z.number().int().min(0).max(10_000_000).default(0),
  limit: z.number().int().min(1).max(500).default(100),
})

export type Page<Row> = { readonly rows: readonly Row[]; readonly total: number }
