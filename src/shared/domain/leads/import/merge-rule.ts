/** What the operator decides about a newer file for a list that has some of its leads. */
import { z } from 'zod'

export const mergeRule = z.object({
  /** New addresses only; known ones only; both. */
  mode: z.enum(['add', 'update', 'both']),
  /** Values that are only filled in where they are missing, as `field:first_name` or `variable:city`. */
  keep: z.array(z.string().max(80)).max(1000).default([]),
  /** Whether an empty cell of a mapped column takes the value away. */
  clearEmpty: z.boolean().default(false),
})
export type MergeRule = Readonly<z.output<typeof mergeRule>>
