/** Columns of the campaign table for a period, besides the campaign itself, in display order. */
export const tableColumns = [
  'state',
  'sent',
  'contacted',
  'replied',
  'automatic',
  'opened',
  'clicked',
  'interested',
  'meetings',
  'bounced',
  'unsubscribed',
] as const
export type TableColumnName = (typeof tableColumns)[number]

/** Columns shown until the operator chooses. */
export const defaultTableColumns: readonly TableColumnName[] = [
  'state',
  'contacted',
  'replied',
  'interested',
  'meetings',
]
