/** Adds up figures of days. */
import type { DaySums } from '../../campaigns/campaigns/day-sums.ts'

export const zeroDaySums: DaySums = {
  sent: 0,
  contacted: 0,
  openedUnique: 0,
  clickedUnique: 0,
  repliedUnique: 0,
  automatic: 0,
}

/** Adds two sums; only the figures of a period. */
export function addDaySums(so: DaySums, more: DaySums): DaySums {
  return {
    sent: so.sent + more.sent,
    contacted: so.contacted + more.contacted,
    openedUnique: so.openedUnique + more.openedUnique,
    clickedUnique: so.clickedUnique + more.clickedUnique,
    repliedUnique: so.repliedUnique + more.repliedUnique,
    automatic: so.automatic + more.automatic,
  }
}

/** Adds many sums without creating an object for each step. */
export function sumDaySums(all: readonly DaySums[]): DaySums {
  const sum = { ...zeroDaySums }
  for (const one of all) {
    sum.sent += one.sent
    sum.contacted += one.contacted
    sum.openedUnique += one.openedUnique
    sum.clickedUnique += one.clickedUnique
    sum.repliedUnique += one.repliedUnique
    sum.automatic += one.automatic
  }
  return sum
}
