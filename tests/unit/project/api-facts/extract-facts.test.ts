import { expect, test } from 'vitest'
import { extractFacts, printFacts } from '../../../support/instantly/extract-facts.ts'
import { apiFacts, resolved } from '../../../support/instantly/facts.ts'

const prose = 'A sentence that tells what this is for'

function documentWith(order: 'one' | 'other') {
  const tag = {
    type: 'object',
    description: prose,
    properties: {
      label: { type: 'string', title: prose, example: prose, minLength: 1 },
      description: { type: ['string', 'null'], description: prose, 'x-note': prose },
    },
    required: order === 'one' ? ['label', 'description'] : ['description', 'label'],
  }
  const get = {
    operationId: prose,
    summary: prose,
    tags: [prose],
    description: `${prose}\n\nRequires one of the following scopes: \`custom_tags:read\`, \`all:all\``,
    parameters: [
      { in: 'query', name: 'limit', required: false, description: prose, schema: { type: 'integer', maximum: 100 } },
    ],
    responses: {
      '200': { description: prose, content: { 'application/json': { schema: { $ref: '#/components/schemas/Tag' } } } },
      '204': { description: prose },
    },
  }
  const paths = { '/b': { get }, '/a': { post: { responses: {} } } }
  const entries = Object.entries(paths)
  return {
    openapi: '3.1.0',
    info: { title: prose, version: '2.0.0' },
    components: { schemas: { Tag: tag, Unused: { type: 'object', description: prose } } },
    paths: Object.fromEntries(order === 'one' ? entries : entries.toReversed()),
  }
}

test('Names, types, required keys and limits are kept, and no prose', () => {
  const facts = extractFacts(documentWith('one'))
  expect(JSON.stringify(facts)).not.toContain('sentence')
  const operation = facts.operations['GET /b']
  expect(operation?.scope).toBe('custom_tags:read')
  expect(operation?.parameters).toEqual([
    { in: 'query', name: 'limit', required: false, schema: { type: 'integer', maximum: 100 } },
  ])
  expect(operation?.responses['204']).toBeNull()
  expect(resolved(operation?.responses['200'] ?? {}, facts)).toEqual({
    type: 'object',
    required: ['description', 'label'],
    properties: { description: { type: ['string', 'null'] }, label: { type: 'string', minLength: 1 } },
  })
})

test('A property named like a prose keyword is a property', () => {
  const schema = extractFacts(documentWith('one')).schemas['Tag'] as { properties: object }
  expect(Object.keys(schema.properties)).toEqual(['description', 'label'])
})

test('The same document in another order gives the same file', () => {
  expect(printFacts(extractFacts(documentWith('other')))).toBe(printFacts(extractFacts(documentWith('one'))))
})

test('A document that is not OpenAPI is refused', () => {
  expect(() => extractFacts({ hello: 1 })).toThrow('not an OpenAPI document')
})

test('The printed file reads back as the same facts', () => {
  const facts = extractFacts(documentWith('one'))
  expect(JSON.parse(printFacts(facts))).toEqual(facts)
})

test('The stored facts contain the whole API, resolvable, without prose keywords', () => {
  expect(Object.keys(apiFacts.operations).length).toBeGreaterThan(200)
  for (const operation of Object.values(apiFacts.operations)) {
    for (const parameter of operation.parameters) resolved(parameter.schema)
    if (operation.body) resolved(operation.body.schema)
    for (const schema of Object.values(operation.responses)) if (schema) resolved(schema)
  }
  expect(proseIn(apiFacts.operations)).toEqual([])
  expect(proseIn(apiFacts.schemas)).toEqual([])
})

/** Returns prose keywords with text; a property of that name contains a schema. */
function proseIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const named = ['description', 'summary', 'title', 'example', 'examples', 'operationId', 'tags'].includes(key)
    return (named && typeof inner === 'string') || key.startsWith('x-enum') ? [`${key}: ${inner}`] : proseIn(inner)
  })
}
