import { expect, test } from 'vitest'
import { firstKeyQuestions } from '#backend/clients/workspaces/first-key-questions.ts'
import { operations, operationsInUse } from '#backend/core/instantly/operations.ts'
import { compareFacts } from '../../../support/instantly/compare-facts.ts'
import { apiFacts } from '../../../support/instantly/facts.ts'
import type { ApiFacts, JsonSchema } from '../../../support/instantly/facts-types.ts'

const add = 'POST /api/v2/leads/add'

const body = {
  type: 'object',
  required: ['leads'],
  properties: {
    leads: {
      type: 'array',
      maxItems: 1000,
      items: { type: 'object', properties: { email: { type: ['string', 'null'] } } },
    },
    mode: { type: 'string', enum: ['a', 'b'] },
  },
}
const answer = { type: 'object', required: ['count'], properties: { count: { type: 'integer' } } }

function facts(sent: JsonSchema = body, received: JsonSchema = answer, scope = 'leads:create'): ApiFacts {
  const operation = { scope, parameters: [], body: { required: true, schema: sent }, responses: { '200': received } }
  return { version: '2', operations: { [add]: operation }, schemas: {} }
}

function changes(now: ApiFacts): string[] {
  return compareFacts(facts(), now, [add]).map(({ breaking, text }) => `${breaking ? 'breaks' : 'note'}: ${text}`)
}

test('The same document changes nothing', () => {
  expect(changes(facts())).toEqual([])
  expect(compareFacts(apiFacts, apiFacts, operationsInUse)).toEqual([])
})

test('Every operation in use is in the facts', () => {
  for (const operation of operationsInUse) expect(apiFacts.operations[operation], operation).toBeDefined()
})

test('A read is a GET, or one of the few that read by POST: it is repeated, and allowed after a restore', () => {
  const readByPost = ['POST /leads/list', 'POST /accounts/warmup-analytics', 'POST /accounts/test/vitals']
  for (const [name, { is, routes }] of Object.entries(operations)) {
    const reading = routes.filter((route) => route.startsWith('GET ') || readByPost.includes(route))
    expect([name, ...reading]).toEqual([name, ...(is === 'reads' ? routes : [])])
  }
})

test('The scope of an operation is the one in the facts, if they name one', () => {
  for (const [name, { routes, scope }] of Object.entries(operations)) {
    const told = routes.map((route) => apiFacts.operations[route.replace(' ', ' /api/v2')]?.scope ?? scope)
    expect([name, ...told]).toEqual([name, ...routes.map(() => scope)])
  }
})

test('Operations of the first-key check are in use', async () => {
  const asked = new Set<string>()
  const json = { items: [{ id: 'c1', email: 'a@b.example' }] }
  for (const { ask } of firstKeyQuestions) {
    await ask(
      async (path) => {
        asked.add(`GET /api/v2${path}`)
        return { status: 200, json }
      },
      Date.UTC(2026, 0, 5),
    )
  }
  expect(asked.size).toBeGreaterThan(10)
  expect([...asked].filter((route) => !operationsInUse.includes(route))).toEqual([])
})

test('A removed operation breaks us only if we use it', () => {
  const empty: ApiFacts = { version: '2', operations: {}, schemas: {} }
  expect(changes(empty)).toEqual(['breaks: is gone'])
  expect(compareFacts(facts(), empty, [])).toEqual([])
})

test('For what we send, new requirements, tighter limits, lost keys and values break us', () => {
  const { leads, mode } = body.properties
  expect(changes(facts({ ...body, required: ['leads', 'mode'] }))).toEqual(['breaks: body/mode is required now'])
  expect(changes(facts({ ...body, properties: { leads, mode: { type: 'string', enum: ['a'] } } }))).toEqual([
    'breaks: body/mode lost the values b',
  ])
  expect(changes(facts({ ...body, properties: { mode, leads: { ...leads, maxItems: 500 } } }))).toEqual([
    'breaks: body/leads: maxItems is 500, was 1000',
  ])
  expect(changes(facts({ ...body, properties: { leads } }))).toEqual(['breaks: body/mode is gone'])
  const strict = { ...leads, items: { type: 'object', properties: { email: { type: 'string' } } } }
  expect(changes(facts({ ...body, properties: { mode, leads: strict } }))).toEqual([
    'breaks: body/leads[]/email is string, was null or string',
  ])
})

test('For what we send, looser limits, new keys and values are notes', () => {
  const { leads } = body.properties
  const looser = {
    leads: { ...leads, maxItems: 2000 },
    mode: { type: 'string', enum: ['a', 'b', 'c'] },
    extra: { type: 'string' },
  }
  expect(changes(facts({ ...body, properties: looser }))).toEqual([
    'note: body/leads: maxItems is 2000, was 1000',
    'note: body/mode got the values c',
    'note: body/extra is new',
  ])
})

test('For what we read, an unknown type and a lost or uncertain key break us', () => {
  expect(changes(facts(body, { ...answer, properties: { count: { type: ['integer', 'null'] } } }))).toEqual([
    'breaks: answer/count is integer or null, was integer',
  ])
  expect(changes(facts(body, { type: 'object', properties: answer.properties }))).toEqual([
    'breaks: answer/count is no longer certain to be there',
  ])
  expect(changes(facts(body, { ...answer, properties: {} }))).toEqual(['breaks: answer/count is gone'])
})

test("Another scope breaks us, as users' keys were made for the old one", () => {
  expect(changes(facts(body, answer, 'leads:write'))).toEqual(['breaks: needs the scope leads:write, was leads:create'])
})
