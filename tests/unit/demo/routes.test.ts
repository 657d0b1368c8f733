import { describe, expect, test } from 'vitest'
import { demoRoutes } from '#demo/api/app.ts'
import { allowsScope } from '#demo/api/scopes.ts'
import { instantlyZones } from '#shared/domain/core/instantly-zones.ts'
import { apiFacts, resolved } from '../../support/instantly/facts.ts'
import type { JsonSchema } from '../../support/instantly/facts-types.ts'

function keysOf(schema: JsonSchema | null | undefined): string[] {
  return Object.keys(schema?.['properties'] ?? {}).toSorted()
}

describe('each operation of the simulator accepts what the document says, for the scope it says', () => {
  test.each(demoRoutes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_, route) => {
    const facts = apiFacts.operations[`${route.method} /api/v2${route.path.replaceAll(/:(\w+)/g, '{$1}')}`]
    expect(facts).toBeDefined()
    expect(route.scope).toBe(facts?.scope)
    const query = facts?.parameters.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name)
    expect(keysOf(route.query)).toEqual(query?.toSorted())
    const body = facts?.body ? resolved(facts.body.schema) : null
    expect(keysOf(route.body)).toEqual(keysOf(body))
    expect(route.body?.['required'] ?? []).toEqual(expect.arrayContaining((body?.['required'] ?? []) as string[]))
  })
})

test('The accepted time zones are the 102 of the document', () => {
  const { schema } = apiFacts.operations['POST /api/v2/campaigns']?.body ?? { schema: {} }
  const zones = /"timezone":\{"type":"string","enum":(\[.*?\])\}/.exec(JSON.stringify(resolved(schema)))?.[1] ?? '[]'
  expect(instantlyZones).toEqual(JSON.parse(zones))
  expect(instantlyZones).toHaveLength(102)
})

test('A scope is satisfied by itself, its resource, its action or everything, and by nothing else', () => {
  for (const scope of ['leads:read', 'leads:all', 'all:read', 'all:all']) {
    expect(allowsScope(new Set([scope]), 'leads:read')).toBe(true)
  }
  for (const scope of ['leads:create', 'campaigns:read', 'campaigns:all', 'all:create']) {
    expect(allowsScope(new Set([scope]), 'leads:read')).toBe(false)
  }
  expect(allowsScope(new Set(['background-jobs:all']), 'background-jobs:read')).toBe(true)
  expect(allowsScope(new Set(), null)).toBe(true)
})
