import fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { askOperations, buildAskRequest, curlOf, operationOf } from '#shared/domain/clients/ask-operations.ts'

type Schema = { readonly type?: string; readonly $ref?: string }
type Parameter = { readonly in: string; readonly name: string; readonly required?: boolean; readonly schema: Schema }
type Facts = { operations: Record<string, { parameters: Parameter[] }>; schemas: Record<string, Schema> }
const facts = JSON.parse(
  fs.readFileSync(new URL('../../../support/instantly/api-facts.json', import.meta.url), 'utf8'),
) as Facts
const isList = ({ $ref = '', type = facts.schemas[$ref.replace('#/schemas/', '')]?.type }: Schema) => type === 'array'
const operation = (id: string) => {
  const found = askOperations.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return found
}
/** Operations that read by POST: repeating them gives the same answer. */
const readByPost = ['POST /leads/list', 'POST /accounts/warmup-analytics', 'POST /accounts/test/vitals']
/** Their answers contain keys and sessions, or a file. */
const leftOut = ['/api-keys', '/oauth/session/status/{sessionId}', '/block-lists-entries/download']

describe('the operations that can be called', () => {
  it('are every documented read operation, with its parameters, and none that writes', () => {
    const documented = Object.keys(facts.operations)
      .filter((id) => id.startsWith('GET '))
      .map((id) => id.replace('/api/v2', ''))
      .filter((id) => !leftOut.includes(id.slice(4)))
    expect(askOperations.map(({ id }) => id).toSorted()).toEqual([...documented, ...readByPost].toSorted())
    for (const { id, method, path, fields } of askOperations) {
      if (method !== 'GET') continue
      const told = facts.operations[`GET /api/v2${path}`]?.parameters ?? []
      expect([id, fields.map(({ name }) => name).toSorted()]).toEqual([id, told.map(({ name }) => name).toSorted()])
      expect([id, fields.filter(({ required }) => required).length]).toEqual([
        id,
        told.filter((one) => one.required || one.in === 'path').length,
      ])
      const listsOf = fields.filter(({ kind }) => kind === 'list').map(({ name }) => name)
      expect([id, listsOf]).toEqual([id, told.filter(({ schema }) => isList(schema)).map(({ name }) => name)])
    }
  })

  it('cannot be turned into another operation by input', () => {
    for (const id of ['..', '.', ''])
      expect(buildAskRequest(operation('GET /campaigns/{id}'), { id })).toEqual({ field: 'id' })
    expect(buildAskRequest(operation('GET /campaigns/{id}'), { id: 'a/../../leads?x=1#y' })).toMatchObject({
      path: '/campaigns/a%2F..%2F..%2Fleads%3Fx%3D1%23y',
    })
    expect(buildAskRequest(operation('GET /campaigns'), { limit: '5&status=1', other: 'x' })).toMatchObject({
      query: { limit: '5&status=1' },
    })
  })
})

it('Operations are safe to paste as curl, with a placeholder for the key', () => {
  const asking = buildAskRequest(operation('POST /leads/list'), { search: `x' ; rm -rf ~ '`, limit: '5' })
  if ('field' in asking) throw new Error(asking.field)
  expect(curlOf(asking)).toBe(
    [
      `curl -X POST 'https://api.instantly.ai/api/v2/leads/list'`,
      `-H 'Authorization: Bearer YOUR_API_KEY'`,
      `-H 'Content-Type: application/json'`,
      String.raw`-d '{"search":"x\u0027 \u003b rm -rf ~ \u0027","limit":5}'`,
    ].join(' \\\n  '),
  )
  const get = buildAskRequest(operation('GET /campaigns'), { search: `it's` })
  if ('field' in get) throw new Error(get.field)
  expect(curlOf(get)).toContain(`'https://api.instantly.ai/api/v2/campaigns?search=it%27s'`)
  const lists = buildAskRequest(operation('GET /campaigns/analytics'), { ids: 'c1, c2', start_date: '2026-11-01' })
  if ('field' in lists) throw new Error(lists.field)
  expect(curlOf(lists)).toContain('/campaigns/analytics?ids=c1&ids=c2&start_date=2026-11-01')
})

it('A body as curl holds the same values, and nothing that a shell of any system would run', () => {
  // In cmd a quotation mark within JSON ends the text; in PowerShell a typographic one does.
  const name =
    String.raw`a" & calc & "\" | b > c ^ %PATH% \'; calc; ’; calc; “$(id)` + '`id`! \u009b201~ é 漢 😀 \u202e'
  const line = curlOf({ method: 'POST', path: '/leads/list', query: {}, body: { [name]: name } })
  const data = /-d '(.*)'$/s.exec(line)?.[1] ?? ''
  expect(JSON.parse(data)).toEqual({ [name]: name })
  expect(data).not.toMatch(/[&|<>^%!;$`'‘’‚‛“”„\u0080-\u009f\u202e]|\\"/)
  expect(data).toContain('é 漢 😀')
})

it('Operations are recognised in the log by path, and only reading ones', () => {
  expect(operationOf('GET', '/api/v2/campaigns/analytics')?.operation.id).toBe('GET /campaigns/analytics')
  expect(operationOf('GET', '/campaigns/c%2F1')).toMatchObject({
    operation: { id: 'GET /campaigns/{id}' },
    values: { id: 'c/1' },
  })
  for (const [method, path] of [
    ['DELETE', '/campaigns/c1'],
    ['PATCH', '/accounts/a@b.example'],
    ['POST', '/leads/add'],
    ['GET', '/api-keys'],
  ] as const)
    expect(operationOf(method, path)).toBeNull()
})
