/** Where costs are seen: shown when one is taken back from elsewhere. */
export const costsPath = '/analytics/money/costs'
