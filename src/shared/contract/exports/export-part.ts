import { z } from 'zod'
import { type LeadFilter, leadChoice } from '../leads/lists.ts'

export const partOrders = ['verified', 'list'] as const
export type PartOrder = (typeof partOrders)[number]

/** Which leads of a list an export takes. Each property narrows it down; without any, the whole list. */
export const exportPart = z.object({
  choice: leadChoice.optional(),
  /** Only leads that no export of the list has taken yet. */
  rest: z.boolean().optional(),
  /** The first `count` of the leads that would go out: verified ones first, or in list order. */
  first: z.object({ count: z.number().int().min(1).max(1_000_000), order: z.enum(partOrders) }).optional(),
})
export type ExportPart = z.output<typeof exportPart>

/** The part of a list chosen when an export was started; its rows are fixed from then on. */
export type PartOfList = {
  /** Number of rows chosen by hand. */
  readonly rows: number | null
  readonly filter: LeadFilter | null
  /** The name of the filter's tag. */
  readonly tag: string | null
  readonly rest: boolean
  readonly first: NonNullable<ExportPart['first']> | null
  /** The number of contacts left at Instantly that the part was cut to. */
  readonly contactsLeft: number | null
}
