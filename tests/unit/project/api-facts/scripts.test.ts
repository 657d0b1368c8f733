import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { apiFacts } from '../../../support/instantly/facts.ts'
import type { ApiFacts, JsonSchema } from '../../../support/instantly/facts-types.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'api-facts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function run(script: string, ...given: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}`, ...given], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** Returns an official document from which these facts could come, without prose. */
function documentOf(facts: ApiFacts) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, operation] of Object.entries(facts.operations)) {
    const [method = '', path = ''] = name.split(' ')
    const content = (schema: JsonSchema) => ({ content: { 'application/json': { schema: asOfficial(schema) } } })
    const { body } = operation
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        description: operation.scope ? `Requires one of the following scopes: \`${operation.scope}\`` : 'Free',
        parameters: operation.parameters.map((one) => ({ ...one, schema: asOfficial(one.schema) })),
        ...(body ? { requestBody: { required: body.required, ...content(body.schema) } } : {}),
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, schema]) => [status, schema ? content(schema) : {}]),
        ),
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { version: facts.version },
    components: { schemas: asOfficial(facts.schemas) },
    paths,
  }
}

/** Returns references in the official document's form; definitions shared for brevity are expanded again. */
function asOfficial(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asOfficial)
  if (typeof value !== 'object' || value === null) return value
  const name = '$ref' in value ? String(value.$ref).slice('#/schemas/'.length) : null
  if (name?.startsWith('shared-')) return asOfficial(apiFacts.schemas[name])
  if (name) return { $ref: `#/components/schemas/${name}` }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asOfficial(inner)]))
}

function fileWith(document: unknown): string {
  const file = join(folder, 'official.json')
  writeFileSync(file, JSON.stringify(document))
  return file
}

function compact(file: string): string {
  return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))
}

test('api:facts makes the stored facts of the document, in the same order', () => {
  const target = join(folder, 'facts.json')
  expect(run('api-facts.ts', fileWith(documentOf(apiFacts)), target)).toMatchObject({ status: 0, stderr: '' })
  // Compared as text except for the layout, so that the order is checked too.
  expect(compact(target)).toBe(compact('tests/support/instantly/api-facts.json'))
})

test('api:diff passes for the same document and fails on one that breaks what we use, naming it', () => {
  const document = documentOf(apiFacts)
  expect(run('api-diff.ts', fileWith(document))).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d+ operations in use: 0 breaking, 0 other changes\n$/),
  })
  delete document.paths['/api/v2/leads/add']
  delete document.paths['/api/v2/audit-logs']
  expect(run('api-diff.ts', fileWith(document))).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^POST \/api\/v2\/leads\/add\n {2}BREAKS is gone\n\d+ operations in use: 1 breaking/),
  })
})

test('Without a file both print their usage', () => {
  expect(run('api-facts.ts')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Usage: npm run api:facts -- FILE'),
  })
  expect(run('api-diff.ts')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Usage: npm run api:diff -- FILE'),
  })
})
