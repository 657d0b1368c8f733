import { describe, expect, test } from 'vitest'
import { type ErrorData, errorCodes } from '../../../../src/shared/errors.ts'
import { languages } from '../../../../src/shared/language.ts'
import { textsOf } from '../../../../src/shared/texts/all-languages.ts'

const noFacts: ErrorData = {}
const allFacts: ErrorData = {
  incidentId: 'i-42',
  what: 'list',
  fileName: 'leads.csv',
  line: 7,
  encoding: 'UTF-8',
  columns: 2000,
  looksLike: 'xlsx',
  scope: 'leads:read',
  belongsTo: 'Northbeam',
  status: 500,
  message: 'nope',
  reason: 'damaged',
  name: '1st',
  candidates: 2,
}

describe.each(languages)('every error text, %s', (language) => {
  const { errors } = textsOf[language]
  test.each(errorCodes)('%s says what happened, what it means and what to do', (code) => {
    for (const data of [noFacts, allFacts]) {
      const { what, means, todo, action } = errors[code](data)
      for (const sentence of [what, means, todo]) {
        expect(sentence).toMatch(/^[\p{Lu}“„‘]/u)
        expect(sentence).toMatch(/[.?]$/)
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\s{2}/)
        // Words for an operator, without code names or jargon.
        expect(sentence).not.toMatch(/[A-Z]+_[A-Z]+|HTTP|JSON|exception|payload/)
      }
      if (action) expect(action).toMatch(/^\p{Lu}[^.]*$/u)
    }
  })

  test('Facts are quoted where they help', () => {
    expect(errors.FILE_UNCLOSED_QUOTE(allFacts).what).toContain('leads.csv')
    expect(errors.FILE_UNCLOSED_QUOTE(allFacts).means).toContain('7')
    expect(errors.FILE_TOO_WIDE(allFacts).means).toMatch(/2[.,]000/)
    expect(errors.INTERNAL(allFacts).todo).toContain('i-42')
    expect(errors.API_REFUSED(allFacts).means).toContain('nope')
    expect(errors.API_REFUSED(allFacts).means).toContain('500')
    expect(errors.KEY_OF_OTHER_WORKSPACE(allFacts).means).toContain('Northbeam')
    expect(errors.INSTANTLY_SCOPE_MISSING(allFacts).means).toContain('leads:read')
    expect(errors.MAPPING_NAME_INVALID(allFacts).what).toContain('1st')
  })
})

test.each(languages)('Every key state says what to do, %s', (language) => {
  for (const { word, means } of Object.values(textsOf[language].keys)) {
    expect(word).toMatch(/^\p{Lu}/u)
    expect(means).toMatch(/\.$/)
  }
})
