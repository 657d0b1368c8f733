import type { LedgerTotals } from '#shared/contract/exports.ts'

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
  /** From what was handed over: refused, failed, not sent yet. */
  readonly second: readonly FlowBranch[]
}

const top = 4
const tallest = 128
/** Name, figure and remark of a main bar take this much. */
const mainWords = 88
const line = 22

/**
 * Where everything of the drawing stands. Heights are as the counts are to each other, but what is there is always seen:
 * at least two pixels. The height of the whole does not change while an export runs.
 */
export function layoutFlow(totals: LedgerTotals): Flow {
  const scale = totals.rows === 0 ? 0 : tallest / totals.rows
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(2, count * scale))
  const toHand = totals.rows - totals.stayedBehind
  const handedHeight = heightOf(toHand)
  const uploadedHeight = heightOf(totals.uploaded)

  const first = branches([['stayedBehind', totals.stayedBehind]], top + handedHeight)
  const second = branches(
    [
      ['refused', totals.refused],
      ['failed', totals.failed],
      ['waiting', totals.waiting],
    ],
    top + uploadedHeight,
  )

  function branches(parts: readonly (readonly [FlowPart, number])[], mainEnd: number): readonly FlowBranch[] {
    let from = mainEnd
    let y = Math.max(mainEnd + 20, top + mainWords)
    return parts
      .filter(([, count]) => count > 0)
      .map(([part, count]) => {
        const height = heightOf(count)
        const branch = { part, count, fromY: from, y, height, wordsY: y + height / 2 }
        from += height
        y += Math.max(height + 8, line)
        return branch
      })
  }

  // Room for all that can still come, so that nothing jumps while it runs.
  const room = top + tallest + 20 + 3 * line
  const ends = [...first, ...second].map((branch) => Math.max(branch.y + branch.height, branch.wordsY + line / 2))
  return {
    height: Math.ceil(Math.max(room, ...ends)),
    rowsHeight: totals.rows === 0 ? 0 : tallest,
    handedHeight,
    uploadedHeight,
    top,
    first,
    second,
  }
}

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
