/** Columns of the table of campaigns over a period, beside the campaign itself, in the order they can stand in. */
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

/** Those shown until the operator chooses. */
export const usualColumns: readonly TableColumnName[] = ['state', 'contacted', 'replied', 'interested', 'meetings']
