import { expect, test } from 'vitest'
import { resolveLanguage, systemLanguage } from '#shared/language.ts'

test.each([
  [['de-AT', 'en-US'], 'de'],
  [['fr-FR', 'nl-BE', 'en-GB'], 'nl'],
  [['NL_nl'], 'nl'],
  [['fr-FR', 'es'], 'en'],
  [['dex', 'den-CA'], 'en'],
  [[], 'en'],
])('A computer that prefers %j gets %s', (preferred, language) => expect(systemLanguage(preferred)).toBe(language))

test("The operator's choice overrides the computer's language", () => {
  expect(resolveLanguage('nl', 'de')).toBe('nl')
  expect(resolveLanguage('system', 'de')).toBe('de')
})
