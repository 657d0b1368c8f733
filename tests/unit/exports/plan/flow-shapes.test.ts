import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LedgerTotals } from '#shared/contract/exports/exports.ts'
import { type FlowBranch, layoutFlow } from '../../../../src/renderer/src/exports/plan/flow-shapes.ts'

const totalsOf = (parts: Omit<LedgerTotals, 'rows'>): LedgerTotals => ({
  rows: parts.uploaded + parts.stayedBehind + parts.refused + parts.failed + parts.waiting,
  ...parts,
})
const count = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 1_000_000 }))
const anyTotals = fc
  .record({ uploaded: count, stayedBehind: count, refused: count, failed: count, waiting: count })
  .map(totalsOf)

describe("the chart of an export's rows", () => {
  it('shows every part, however small beside the rest', () => {
    fc.assert(
      fc.property(anyTotals, (totals) => {
        const flow = layoutFlow(totals)
        const drawn: readonly FlowBranch[] = [...flow.first, ...flow.second, ...(flow.waiting ? [flow.waiting] : [])]
        for (const part of ['stayedBehind', 'refused', 'failed', 'waiting'] as const) {
          const branch = drawn.find((each) => each.part === part)
          expect(branch !== undefined).toBe(totals[part] > 0)
          if (branch) expect(branch.height).toBeGreaterThanOrEqual(2)
        }
        if (totals.uploaded > 0) expect(flow.uploadedHeight).toBeGreaterThanOrEqual(2)
      }),
    )
  })

  it('has room for every bar and label, none over another', () => {
    fc.assert(
      fc.property(anyTotals, fc.boolean(), (totals, steady) => {
        const flow = layoutFlow(totals, steady)
        const column = [...(flow.waiting ? [flow.waiting] : []), ...flow.second]
        for (const branch of [...column, ...flow.first]) {
          expect(branch.y + branch.height).toBeLessThanOrEqual(flow.height)
          expect(branch.wordsY + 10).toBeLessThanOrEqual(flow.height)
        }
        column.forEach((branch, at) => {
          const next = column[at + 1]
          if (next) expect(next.wordsY - branch.wordsY).toBeGreaterThanOrEqual(20)
        })
      }),
    )
  })

  it('draws widths in proportion to the counts', () => {
    const flow = layoutFlow(totalsOf({ uploaded: 500, stayedBehind: 250, refused: 250, failed: 0, waiting: 0 }))
    expect(flow.handedHeight).toBeCloseTo(flow.rowsHeight * 0.75)
    expect(flow.uploadedHeight).toBeCloseTo(flow.rowsHeight * 0.5)
    expect(flow.first[0]?.height).toBeCloseTo(flow.rowsHeight * 0.25)
  })

  it('keeps its height while leads go from waiting to uploaded', () => {
    const heights = [0, 100, 500, 900, 1000].map(
      (uploaded) =>
        layoutFlow(totalsOf({ uploaded, stayedBehind: 40, refused: 0, failed: 0, waiting: 1000 - uploaded }), true)
          .height,
    )
    expect(new Set(heights).size).toBe(1)
  })
})
