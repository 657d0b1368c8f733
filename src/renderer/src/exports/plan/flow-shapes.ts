import type { LedgerTotals } from '#shared/contract/exports/exports.ts'

export type FlowPart = 'stayedBehind' | 'uploaded' | 'refused' | 'failed' | 'waiting'

/** A bar at the end of a ribbon, with the position of the ribbon's start and of the label. */
export type FlowBranch = {
  readonly part: FlowPart
  readonly count: number
  /** Position at the start of the ribbon. */
  readonly fromY: number
  readonly y: number
  readonly height: number
  /** Middle of the label's line. */
  readonly wordsY: number
}

export type Flow = {
  readonly height: number
  readonly rowsHeight: number
  readonly handedHeight: number
  readonly uploadedHeight: number
  readonly top: number
  /** Branches from the list: rows that were left out. */
  readonly first: readonly FlowBranch[]
  /** Directly below the uploaded rows, so that one can grow into the place of the other; null if no row is waiting. */
  readonly waiting: FlowBranch | null
  /** Branches from the rows handed over: refused, failed. */
  readonly second: readonly FlowBranch[]
}

const top = 4
const tallest = 128
/** Height of the name, figure and remark of a main bar. */
const mainWords = 88
const line = 22

/**
 * Computes the layout of the drawing. Heights are proportional to counts, but at least two pixels so that no bar is
 * invisible. With `steady`, the total height is the largest it can become, so that nothing jumps while an export runs.
 */
export function layoutFlow(totals: LedgerTotals, steady = false): Flow {
  const scale = totals.rows === 0 ? 0 : tallest / totals.rows
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(2, count * scale))
  const handedHeight = heightOf(totals.rows - totals.stayedBehind)
  const uploadedHeight = heightOf(totals.uploaded)

  const waitingHeight = heightOf(totals.waiting)
  const waitingY = top + uploadedHeight
  const waiting: FlowBranch | null =
    totals.waiting === 0
      ? null
      : {
          part: 'waiting',
          count: totals.waiting,
          fromY: waitingY,
          y: waitingY,
          height: waitingHeight,
          wordsY: Math.max(waitingY + waitingHeight / 2, top + mainWords + 8),
        }

  const secondFrom = waitingY + waitingHeight
  const underWaiting = waiting ? waiting.wordsY + line : 0
  const second = placeBranches(
    [
      ['refused', totals.refused],
      ['failed', totals.failed],
    ],
    { from: secondFrom, y: Math.max(secondFrom + 20, top + mainWords, underWaiting) },
    heightOf,
  )
  // Below the ribbons of the second column, as its label would otherwise overlap them.
  const lowest = endOf(second)
  const firstFrom = top + handedHeight
  const firstY = Math.max(firstFrom + 20, top + mainWords, lowest + 8)
  const first = placeBranches([['stayedBehind', totals.stayedBehind]], { from: firstFrom, y: firstY }, heightOf)

  const most = Math.max(firstFrom + 20, top + mainWords + line) + 3 * line + heightOf(totals.stayedBehind)
  // The minimum height of small bars can make their sum taller than the whole.
  const height = Math.max(top + tallest, firstFrom, secondFrom, endOf(first), lowest, underWaiting, steady ? most : 0)
  return {
    height: Math.ceil(height),
    rowsHeight: totals.rows === 0 ? 0 : tallest,
    handedHeight,
    uploadedHeight,
    top,
    first,
    waiting,
    second,
  }
}

function placeBranches(
  parts: readonly (readonly [FlowPart, number])[],
  start: { readonly from: number; readonly y: number },
  heightOf: (count: number) => number,
): readonly FlowBranch[] {
  let { from, y } = start
  let wordsFrom = start.y
  return parts
    .filter(([, count]) => count > 0)
    .map(([part, count]) => {
      const height = heightOf(count)
      const wordsY = Math.max(y + height / 2, wordsFrom)
      const branch = { part, count, fromY: from, y, height, wordsY }
      wordsFrom = wordsY + line
      from += height
      y += Math.max(height + 8, line)
      return branch
    })
}

const endOf = (branches: readonly FlowBranch[]): number =>
  Math.max(0, ...branches.map((branch) => Math.max(branch.y + branch.height, branch.wordsY + line / 2)))

/** Returns the SVG path of a ribbon between two heights. */
export function ribbon(x1: number, x2: number, from: number, to: number, height: number): string {
  const middle = (x1 + x2) / 2
  return [
    `M${x1} ${from}`,
    `C${middle} ${from} ${middle} ${to} ${x2} ${to}`,
    `V${to + height}`,
    `C${middle} ${to + height} ${middle} ${from + height} ${x1} ${from + height}`,
    'Z',
  ].join('')
}
