import { z } from 'zod'
import { type LeadFilter, leadChoice } from '../leads/lists.ts'

export const partOrders = ['verified', 'list'] as const
export type PartOrder = (typeof partOrders)[number]

/** Which leads of a list an export takes; each said narrows it further. Not said: all of the list. */
export const exportPart = z.object({
  choice: leadChoice.optional(),
  /** Those no export of the list took yet. */
  rest: z.boolean().optional(),
  /** The first so many of those that would go out: verified ones first, or as they stand in the list. */
  first: z.object({ count: z.number().int().min(1).max(1_000_000), order: z.enum(partOrders) }).optional(),
})
export type ExportPart = z.output<typeof exportPart>

/** What was chosen of a list when an export was started; its rows are fixed since. */
export type PartOfList = {
  /** Rows chosen by hand. */
  readonly rows: number | null
  readonly filter: LeadFilter | null
  /** The name of the filter's tag. */
  readonly tag: string | null
  readonly rest: boolean
  readonly first: NonNullable<ExportPart['first']> | null
  /** Cut to so many contacts left at Instantly. */
  readonly contactsLeft: number | null
}
