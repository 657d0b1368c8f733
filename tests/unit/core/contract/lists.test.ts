import { expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '#shared/contract/index.ts'

/** Returns where in a JSON schema a list may have any length. */
function endlessLists(schema: unknown, place: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const isEndless = 'type' in schema && schema.type === 'array' && 'items' in schema && !('maxItems' in schema)
  const inner = Object.entries(schema).flatMap(([name, of]) => endlessLists(of, `${place} ${name}`))
  return isEndless ? [place, ...inner] : inner
}

it('every list a route takes has a greatest length, so that no input holds the backend', () => {
  const endless = Object.entries(contract).flatMap(([name, { input }]) =>
    endlessLists(z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }), name),
  )
  expect(endless).toEqual([])
})
