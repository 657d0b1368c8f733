/** The sum of a review without space for every line. */
import { expect, it } from 'vitest'
import { en } from '#shared/texts/en.ts'
import { mergeSmallParts } from '../../../../src/renderer/src/exports/plan/merge-small-parts.ts'

const parts = [3, 9, 1, 5].map((count) => ({ label: `${count} of them`, count }))
const lines = (most: number) => mergeSmallParts(parts, most, () => undefined).map(({ label, count }) => [label, count])

it('The smallest reasons are combined into one line, as other than those above it', () => {
  expect(lines(4)).toHaveLength(4)
  expect(lines(3)).toEqual([
    ['9 of them', 9],
    ['5 of them', 5],
    [en.review.otherReasons(2), 4],
  ])
})

it('If only one line fits, nothing is above the combined line', () => {
  expect(lines(1)).toEqual([[en.review.reasons(4), 18]])
})
