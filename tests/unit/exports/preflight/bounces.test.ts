import { expect, test } from 'vitest'
import { type BounceFacts, estimateBounces } from '#shared/domain/exports/preflight/bounces.ts'

const none = { people: 0, bounced: 0, campaigns: 0 }
const facts = (changes: Partial<BounceFacts>): BounceFacts => ({
  leads: 1000,
  verified: 0,
  checked: { good: 0, bad: 0 },
  list: none,
  source: none,
  ...changes,
})

test('The list’s own campaigns come before its checks, and those before other lists of the source', () => {
  const list = { people: 200, bounced: 10, campaigns: 1 }
  const source = { people: 5000, bounced: 50, campaigns: 4 }
  const checked = { good: 150, bad: 50 }
  expect(estimateBounces(facts({ list, source, checked }))).toMatchObject({ by: 'list', leads: 50, share: 0.05 })
  expect(estimateBounces(facts({ source, checked }))).toMatchObject({
    by: 'checks',
    leads: 250,
    people: 200,
    bounced: 50,
  })
  expect(estimateBounces(facts({ source }))).toMatchObject({ by: 'source', leads: 10 })
})

test('Too few people give no estimate, and the next experience counts', () => {
  const list = { people: 99, bounced: 50, campaigns: 1 }
  expect(estimateBounces(facts({ list }))).toBeNull()
  expect(estimateBounces(facts({ list, source: { people: 100, bounced: 1, campaigns: 1 } }))).toMatchObject({
    by: 'source',
    leads: 10,
  })
})

test('Leads Instantly verified are not expected to bounce', () => {
  const list = { people: 100, bounced: 10, campaigns: 1 }
  expect(estimateBounces(facts({ list, verified: 900 }))).toMatchObject({ leads: 10, share: 0.01 })
  expect(estimateBounces(facts({ list, verified: 1000 }))).toBeNull()
  expect(estimateBounces(facts({ list, leads: 0 }))).toBeNull()
})
