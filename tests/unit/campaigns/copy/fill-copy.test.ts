import { describe, expect, it } from 'vitest'
import { resolveCopyName, resolveCopyNames } from '#shared/domain/campaigns/copy/copy-names.ts'
import { fillCopy, valuesOf } from '#shared/domain/campaigns/copy/fill-copy.ts'
import { variablesIn } from '#shared/domain/campaigns/copy/read-copy.ts'

const values = valuesOf({
  email: 'mara@clinic.example',
  fields: { first_name: 'Mara', company_name: 'Clinic, Inc.', job_title: '' },
  variables: { city: 'Köln', reviews: 12, open: false },
})

it('Instantly’s own fields have its template names, variables their own, and blanks are left out', () => {
  expect(values).toEqual({
    email: 'mara@clinic.example',
    firstName: 'Mara',
    companyName: 'Clinic, Inc.',
    city: 'Köln',
    reviews: '12',
    open: 'false',
  })
})

describe('copy for one lead', () => {
  it('has the lead’s values, with blanks visible', () => {
    expect(fillCopy('Hi {{firstName}} in {{ city }}, {{jobTitle}}!', values)).toEqual([
      { kind: 'text', text: 'Hi ' },
      { kind: 'value', text: 'Mara' },
      { kind: 'text', text: ' in ' },
      { kind: 'value', text: 'Köln' },
      { kind: 'text', text: ', ' },
      { kind: 'blank', text: 'jobTitle' },
      { kind: 'text', text: '!' },
    ])
  })

  it('does not fill a value that looks like a variable again', () => {
    expect(fillCopy('{{a}}', { a: '{{firstName}}', firstName: 'X' })).toEqual([
      { kind: 'value', text: '{{firstName}}' },
    ])
  })

  it('keeps what Instantly fills in itself, and shows one of several wordings', () => {
    const shown = (pick: number) => fillCopy('{{RANDOM | Hi {{firstName}} | Hello}} {{accountSignature}}', values, pick)
    expect(shown(0)).toEqual([
      { kind: 'choice', text: 'Hi ' },
      { kind: 'value', text: 'Mara' },
      { kind: 'text', text: ' ' },
      { kind: 'own', text: '{{accountSignature}}' },
    ])
    expect(shown(1)[0]).toEqual({ kind: 'choice', text: 'Hello' })
    expect(shown(2)).toEqual(shown(0))
  })

  it('shows the fallback if the lead has no value, and the value otherwise', () => {
    expect(fillCopy('{{jobTitle|friend}} {{ firstName | there }}', values)).toEqual([
      { kind: 'fallback', text: 'friend' },
      { kind: 'text', text: ' ' },
      { kind: 'value', text: 'Mara' },
    ])
  })
})

describe('names with another meaning', () => {
  it('are the company and facts about a business, in their many spellings', () => {
    const own = new Set(Object.keys(values))
    const meant = (name: string) => resolveCopyName(name, own)
    expect(['company', 'Company', 'company_name', 'business_name', 'businessName'].map(meant)).toEqual(
      Array.from({ length: 5 }, () => 'companyName'),
    )
    expect(
      ['business_email', 'business_phone', 'business_website', 'business_city', 'business_reviews'].map(meant),
    ).toEqual(['email', 'phone', 'website', 'city', 'reviews'])
    expect(['business_plan', 'machine', 'first_name'].map(meant)).toEqual(['business_plan', 'machine', 'firstName'])
  })

  it('are filled and are not unknown', () => {
    expect(fillCopy('{{company}}', values)).toEqual([{ kind: 'value', text: 'Clinic, Inc.' }])
    const own = new Set(Object.keys(values))
    expect(variablesIn(['{{company}} {{business_city}} {{business_plan}}'], own).map(({ name }) => name)).toEqual([
      'companyName',
      'city',
      'business_plan',
    ])
  })

  it('go to Instantly under its own names, except for variables of the leads', () => {
    const own = new Set(['company', 'business_name'])
    expect(resolveCopyNames('{{ company }} {{business_city|your town}} {{RANDOM | Hi | Hey}} {{firstName}}', own)).toBe(
      '{{ company }} {{city|your town}} {{RANDOM | Hi | Hey}} {{firstName}}',
    )
    expect(resolveCopyNames('{{Company}}', new Set())).toBe('{{companyName}}')
  })
})

it('Each variable is named once, with whether a blank could be visible', () => {
  const found = variablesIn(
    ['{{firstName}} {{city|here}} {{city|x}} {{first_name}}', '{{machine}} {{RANDOM | a | {{b|}}}} {{}}'],
    new Set(),
  )
  expect(found).toEqual([
    { name: 'firstName', written: ['firstName', 'first_name'], bare: true },
    { name: 'city', written: ['city'], bare: false },
    { name: 'machine', written: ['machine'], bare: true },
    { name: 'b', written: ['b'], bare: true },
  ])
})
