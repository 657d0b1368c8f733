import { describe, expect, test } from 'vitest'
import { type ErrorData, errorCodes } from '../../../src/shared/errors.ts'
import { en } from '../../../src/shared/texts/en.ts'
import { errorsEn } from '../../../src/shared/texts/errors-en.ts'

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

describe('every error in words', () => {
  test.each(errorCodes)('%s says what happened, what it means and what to do', (code) => {
    for (const data of [noFacts, allFacts]) {
      const { what, means, todo, action } = errorsEn[code](data)
      for (const sentence of [what, means, todo]) {
        expect(sentence).toMatch(/^[A-Z“]/)
        expect(sentence).toMatch(/[.?]$/)
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\s{2}/)
        // Words for an operator: no name of the code, no jargon.
        expect(sentence).not.toMatch(/[A-Z]+_[A-Z]+|HTTP|JSON|exception|payload/)
      }
      if (action) expect(action).toMatch(/^[A-Z][^.]*$/)
    }
  })

  test('facts are quoted where they help', () => {
    expect(errorsEn.FILE_UNCLOSED_QUOTE(allFacts).what).toContain('“leads.csv”')
    expect(errorsEn.FILE_UNCLOSED_QUOTE(allFacts).means).toContain('line 7')
    expect(errorsEn.INTERNAL(allFacts).todo).toContain('i-42')
    expect(errorsEn.API_REFUSED(allFacts).means).toContain('“nope”')
  })
})

test('every key state says what to do', () => {
  for (const { word, means } of Object.values(en.keys)) {
    expect(word).toMatch(/^[A-Z]/)
    expect(means).toMatch(/\.$/)
  }
})
