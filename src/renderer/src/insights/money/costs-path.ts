/** Path of the page with the costs; opened when a cost is undone from another page. */
export const costsPath = '/analytics/money/costs'
