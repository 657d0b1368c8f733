import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRowMapper } from '#backend/leads/rows/row-mapper.ts'
import { VALUE_MAX } from '#backend/leads/rows/sent-values.ts'
import { isWrittenText } from '#shared/domain/leads/import/business-texts.ts'
import { mappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import { composedText, createValueComposer, parseComposed } from '#shared/domain/leads/import/composed.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { createLeadMerger } from '#shared/domain/leads/import/re-import.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const header = ['city', 'state', 'zip', 'company']
const columnOf = (name: string) => {
  const at = header.indexOf(name)
  return at < 0 ? undefined : at
}
const partsOf = (text: string) => {
  const parsed = parseComposed(text, columnOf)
  if ('unknown' in parsed) throw new Error(parsed.unknown)
  return parsed.parts
}
const compose = (text: string, cells: readonly string[], fallback = '') =>
  createValueComposer({ name: 'x', parts: partsOf(text), fallback })((at) => cells[at] ?? '')

describe('a composed variable', () => {
  it.each([
    ['{city}, {state}', ['Austin', 'Texas'], 'Austin, Texas'],
    ['{city}, {state}', ['Austin', ''], 'Austin'],
    ['{city}, {state}', ['', 'Texas'], 'Texas'],
    ['{city}, {state} {zip}', ['Austin', '', '78701'], 'Austin, 78701'],
    ['{city} ({state})', ['Austin', ''], 'Austin'],
    ['{city} ({state})', ['', 'Texas'], '(Texas)'],
    ['{city} ({state}), {zip}', ['Austin', '', '78701'], 'Austin, 78701'],
    ['based in {city}, {state}', ['', 'Texas'], 'based in Texas'],
    ['{company} in {city}, {state}', ['', 'Texas', '', 'Acme'], 'Acme in Texas'],
    ['{city} area', ['Austin'], 'Austin area'],
    ['{city} area', [''], ''],
    ['“{company}”, {city}', ['Austin', '', '', ''], 'Austin'],
    ['{{city}}', ['Austin'], 'Austin'],
  ])('%s with %j is “%s”', (text, cells, made) => {
    expect(compose(text, cells)).toBe(made)
  })

  it('is its fallback if no column has a value, and a text without columns is the same for every lead', () => {
    expect(compose('{city}, {state}', ['', ''], 'your area')).toBe('your area')
    expect(compose('{city}, {state}', ['Austin', ''], 'your area')).toBe('Austin')
    expect(compose('Northbeam', ['Austin'])).toBe('Northbeam')
  })

  it('never begins or ends with a separator, and contains each existing value once, in order', () => {
    const value = fc.constantFrom('', 'Aa', 'Bb', 'Cc')
    fc.assert(
      fc.property(fc.tuple(value, value, value), fc.constantFrom(', ', ' - ', ' | ', ' / '), (cells, by) => {
        const made = compose(`{city}${by}{state}${by}{zip}`, cells)
        expect(made).toBe(cells.filter(Boolean).join(by))
      }),
    )
  })

  it('is parsed in time proportional to its length, whatever braces are pasted', () => {
    for (const text of ['{'.repeat(300_000), '{a'.repeat(150_000), `${'{'.repeat(300_000)}city}`])
      expect(threadCpuMs(() => parseComposed(text, columnOf))).toBeLessThan(10_000)
    expect(parseComposed('{{{city}}} x', columnOf)).toEqual({ parts: [{ column: 0 }, { text: ' x' }] })
  })

  it('reads back as written, and names a column the file lacks', () => {
    const text = 'in {city}, {state} today'
    expect(composedText(partsOf(text), (at) => header[at] ?? '')).toBe(text)
    expect(parseComposed('{town}', columnOf)).toEqual({ unknown: 'town' })
  })
})

const location = { name: 'business_location', parts: partsOf('{city}, {state}'), fallback: '' }
const mapping: Mapping = [{ kind: 'left_out' }, { kind: 'variable', name: 'state' }, { kind: 'field', field: 'email' }]

describe('a row with composed variables', () => {
  it('has them beside its own, even of columns that are left out', () => {
    const mapper = createRowMapper(mapping, { holdUnverified: false, composed: [location] })
    expect(JSON.parse(mapper.payload(['Austin ', 'Texas', 'a@b.co'], 'a@b.co'))).toEqual({
      email: 'a@b.co',
      custom_variables: { state: 'Texas', business_location: 'Austin, Texas' },
    })
    expect(mapper.payload(['', '', 'a@b.co'], 'a@b.co')).toBe('{"email":"a@b.co"}')
  })

  it('is excluded as too long if one exceeds what is sent', () => {
    const twice = { name: 'twice', parts: [{ column: 0 }, { text: ' ' }, { column: 0 }], fallback: '' }
    const mapper = createRowMapper(mapping, { holdUnverified: false, composed: [twice] })
    expect(mapper.judge(['x'.repeat(VALUE_MAX / 2), '', 'a@b.co']).gate).toBe(gateCodes.too_long)
    expect(mapper.judge(['x'.repeat(VALUE_MAX / 2 - 1), '', 'a@b.co']).gate).toBe(gateCodes.ready)
  })

  it('may not have two variables of one name, a reserved name, or a missing column', () => {
    expect(mappingFault(mapping, [location])).toBeNull()
    expect(mappingFault(mapping, [{ ...location, name: 'State' }])).toMatchObject({ fault: 'target_twice' })
    expect(mappingFault(mapping, [{ ...location, name: 'first_name' }])).toMatchObject({ fault: 'name_invalid' })
    expect(mappingFault(mapping, [{ ...location, parts: [{ column: 3 }] }])).toMatchObject({ fault: 'column_missing' })
  })

  it('updates a changed part with a newer file, and may clear it', () => {
    const settings = { holdUnverified: false, composed: [location] }
    const merge = (clearEmpty: boolean) => createLeadMerger(mapping, settings, { mode: 'both', keep: [], clearEmpty })
    const stored = '{"email":"a@b.co","custom_variables":{"business_location":"Austin, Texas"}}'
    const newer = '{"email":"a@b.co","custom_variables":{"business_location":"Dallas, Texas"}}'
    expect(merge(false)(stored, newer, false)?.changes).toEqual([
      { kind: 'variable', name: 'business_location', before: 'Austin, Texas', after: 'Dallas, Texas' },
    ])
    expect(merge(false)(stored, '{"email":"a@b.co"}', false)).toBeNull()
    expect(merge(true)(stored, '{"email":"a@b.co"}', false)?.changes).toHaveLength(1)
  })
})

describe('the person behind a business', () => {
  const ofBusiness: Mapping = [
    { kind: 'field', field: 'email' },
    { kind: 'variable', name: 'linkedin_email' },
    { kind: 'variable', name: 'icebreaker' },
    { kind: 'variable', name: 'subject_line' },
    { kind: 'variable', name: 'city' },
    { kind: 'field', field: 'personalization' },
  ]
  const cells = ['info@acme.com', 'ann@acme.com', 'Loved your shop!', 'Your shop', 'Austin', 'Hi shop']
  const composed = [
    { name: 'opening_words', parts: [{ column: 2 }, { text: ' ' }, { column: 4 }], fallback: '' },
    { name: 'place', parts: [{ text: 'in ' }, { column: 4 }], fallback: '' },
  ]
  const derive = (personTexts: boolean) => {
    const mapper = createRowMapper(ofBusiness, { holdUnverified: false, composed, personTexts })
    const person = mapper.derive(cells, mapper.judge(cells))
    return { ...person, lead: JSON.parse(person?.payload ?? '{}') as Record<string, unknown> }
  }

  it('gets no icebreaker, subject or other text written for the business', () => {
    const { lead, textsLeftOut } = derive(false)
    expect(lead).toEqual({
      email: 'ann@acme.com',
      custom_variables: { linkedin_email: 'ann@acme.com', city: 'Austin', place: 'in Austin' },
    })
    expect(textsLeftOut).toEqual(['icebreaker', 'subject_line', 'opening_words', 'personalization'])
  })

  it('gets them if the operator wants it', () => {
    const { lead, textsLeftOut } = derive(true)
    expect(textsLeftOut).toEqual([])
    expect(lead).toMatchObject({
      personalization: 'Hi shop',
      custom_variables: {
        icebreaker: 'Loved your shop!',
        subject_line: 'Your shop',
        opening_words: 'Loved your shop! Austin',
      },
    })
  })

  it.each([
    'icebreaker',
    'Ice_Breaker',
    'subject',
    'subjectLine',
    'betreff',
    'onderwerp',
    'first_line',
    'custom_line',
    'ps',
    'email_2',
    'openingszin',
  ])('%s is text written for the business', (name) => expect(isWrittenText(name)).toBe(true))
  it.each([
    'city',
    'email_source',
    'category',
    'website',
    'products',
    'linkedin_email',
    'company_description',
    'opening_hours',
  ])('%s is not', (name) => expect(isWrittenText(name)).toBe(false))
})
