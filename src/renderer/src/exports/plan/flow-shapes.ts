import type { LedgerTotals } from '#shared/contract/exports/exports.ts'

export type FlowPart = 'stayedBehind' | 'uploaded' | 'refused' | 'failed' | 'waiting'

/** A bar at the end of a ribbon, the ribbon's place where it starts, and where its words stand. */
export type FlowBranch = {
  readonly part: FlowPart
  readonly count: number
  /** At the start of the ribbon. */
  readonly fromY: number
  readonly y: number
  readonly height: number
  /** Middle of the words' line. */
  readonly wordsY: number
}

export type Flow = {
  readonly height: number
  readonly rowsHeight: number
  readonly handedHeight: number
  readonly uploadedHeight: number
  readonly top: number
  /** From the list: what stayed behind. */
  readonly first: readonly FlowBranch[]
  /** Straight under what was uploaded, so that the one grows into the other's place; null for none. */
  readonly waiting: FlowBranch | null
  /** From what was handed over: refused, failed. */
  readonly second: readonly FlowBranch[]
}

const top = 4
const tallest = 128
/** Name, figure and remark of a main bar take this much. */
const mainWords = 88
const line = 22

/**
 * Where everything of the drawing stands. Heights are as the counts are to each other, but what is there is always seen:
 * at least two pixels. With `steady` the whole is as high as it can become, so that nothing jumps while an export runs.
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
  // Below the ribbons of the second column: its words would else stand on them.
  const lowest = endOf(second)
  const firstFrom = top + handedHeight
  const firstY = Math.max(firstFrom + 20, top + mainWords, lowest + 8)
  const first = placeBranches([['stayedBehind', totals.stayedBehind]], { from: firstFrom, y: firstY }, heightOf)

  const most = Math.max(firstFrom + 20, top + mainWords + line) + 3 * line + heightOf(totals.stayedBehind)
  // The least height of small bars can make them together taller than the whole.
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

/** A ribbon from one height to another, as an SVG path. */
export function ribbon(x1: number, x2: number, from: number, to: number, height: number, endHeight = height): string {
  const middle = (x1 + x2) / 2
  return [
    `M${x1} ${from}`,
    `C${middle} ${from} ${middle} ${to} ${x2} ${to}`,
    `V${to + endHeight}`,
    `C${middle} ${to + endHeight} ${middle} ${from + height} ${x1} ${from + height}`,
    'Z',
  ].join('')
}
