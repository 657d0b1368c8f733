import { afterEach, beforeAll, expect, test } from 'vitest'
import { parseAmount } from '#shared/domain/insights/money/amounts.ts'
import { type Language, languages } from '#shared/language.ts'
import { loadTexts, speak } from '../../../../src/renderer/src/core/lib/texts.ts'
import {
  amountWords,
  figureOf,
  figureWords,
  percentOf,
  shareOf,
} from '../../../../src/renderer/src/core/lib/typed-figures.ts'

beforeAll(async () => {
  for (const language of languages) await loadTexts(language)
})
afterEach(() => speak('en'))

test.each<[Language, string]>([
  ['en', '1234.50'],
  ['de', '1234,50'],
  ['nl', '1234,50'],
])(
  'In %s, a field shows an amount as the language writes it, and it is read back as the same amount',
  (language, shown) => {
    speak(language)
    expect(amountWords(123_450, 'EUR')).toBe(shown)
    expect(parseAmount(amountWords(123_450, 'EUR'), 'EUR')).toBe(123_450)
    expect(amountWords(1_500, 'JPY')).toBe('1500')
    expect(figureOf(figureWords(0.125, 3))).toBe(0.125)
    expect(shareOf(percentOf(0.034))).toBeCloseTo(0.034)
  },
)
