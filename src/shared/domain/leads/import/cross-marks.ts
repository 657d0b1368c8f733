/** Crosses and signs of prohibition, with which people cross somebody off a list that they keep by hand. */

const cross = '(?:[✖✗✘❌⛔]|🚫)'

/** Returns whether there is one beside other text. */
export const hasCross = (text: string): boolean => anywhere.test(text)
const anywhere = new RegExp(cross, 'u')

/** Returns whether a cell is only that. */
export const isCross = (cell: string): boolean => cell.length <= LONGEST && alone.test(cell)
const alone = new RegExp(`^\\s*(?:${cross}\\ufe0f?\\s*)+$`, 'u')
const LONGEST = 10
