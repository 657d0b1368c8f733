import { expect, it } from 'vitest'
import { en } from '#shared/texts/en.ts'
import { verdictText } from '../../../../src/renderer/src/exports/experiments/experiment-text.ts'

it('says of a running experiment whose result is still being counted only that', () => {
  expect(verdictText(null, ['A', 'B'])).toBe(en.experiments.page.notCounted)
})
