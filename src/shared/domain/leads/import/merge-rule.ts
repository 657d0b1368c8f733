/** The operator's choices for a newer file that is imported into a list which has some of its leads. */
import { z } from 'zod'

export const mergeRule = z.object({
  /** New addresses only, known ones only, or both. */
  mode: z.enum(['add', 'update', 'both']),
  /** Values that are filled in only if they are missing, as `field:first_name` or `variable:city`. */
  keep: z.array(z.string().max(80)).max(1000).default([]),
  /** Whether an empty cell of a mapped column removes the value. */
  clearEmpty: z.boolean().default(false),
})
export type MergeRule = Readonly<z.output<typeof mergeRule>>
