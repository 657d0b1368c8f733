/** Sums of days. */
import type { PeriodSums } from '#shared/contract/insights/analytics.ts'

export const nothing: PeriodSums = {
  sent: 0,
  contacted: 0,
  openedUnique: 0,
  clickedUnique: 0,
  repliedUnique: 0,
  automatic: 0,
  opportunities: 0,
}

/** Both together, of the figures of a period only. */
export function added(so: PeriodSums, more: PeriodSums): PeriodSums {
  return {
    sent: so.sent + more.sent,
    contacted: so.contacted + more.contacted,
    openedUnique: so.openedUnique + more.openedUnique,
    clickedUnique: so.clickedUnique + more.clickedUnique,
    repliedUnique: so.repliedUnique + more.repliedUnique,
    automatic: so.automatic + more.automatic,
    opportunities: so.opportunities + more.opportunities,
  }
}
