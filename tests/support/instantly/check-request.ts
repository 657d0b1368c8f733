/** Checks a request or an answer against the published facts of Instantly's API. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { emailFormat } from '#demo/api/validate.ts'
import { findOperation, resolved } from './facts.ts'
import type { JsonSchema, OperationFacts } from './facts-types.ts'

type CheckedRequest = {
  readonly method: string
  /** With /api/v2, without query. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  /** Parsed body; undefined if there is none. */
  readonly body?: unknown
  readonly contentType?: string | null
}

/** Optimising takes half of the time a check is made in, and each is made in every process but used only now and then. */
const options = { strict: false, allErrors: true, code: { optimize: false } } as const
const plain = formats(new Ajv(options))
const fromText = formats(new Ajv({ ...options, coerceTypes: 'array' }))
const checks = new Map<string, ValidateFunction>()

/** Returns the violations in a request, one line each; the live API ignores most of them silently. */
export function checkRequest(request: CheckedRequest): string[] {
  const operation = findOperation(request.method, request.path)
  if (!operation) return [`${request.method} ${request.path} is not an operation of the API`]
  const { name, facts } = operation
  return [
    ...checkQuery(name, facts, request.query ?? {}),
    ...checkBody(name, facts, request),
    ...ownRules(name, request),
  ]
}

/** Returns the violations in an answer. An undocumented error status must still have the usual envelope. */
export function checkResponse(method: string, path: string, status: number, body: unknown): string[] {
  const operation = findOperation(method, path)
  if (!operation) return [`${method} ${path} is not an operation of the API`]
  const documented = operation.facts.responses[String(status)]
  if (documented === null) return body === undefined ? [] : [`${status} has no body`]
  if (documented) {
    const check = compiled(`${operation.name} ${status}`, plain, () => resolved(documented))
    return check(body) ? [] : said('answer', check.errors)
  }
  if (status < 400) return [`${status} is not an answer of ${operation.name}`]
  const check = compiled('envelope', plain, () => envelope)
  return check(body) ? [] : said('answer', check.errors)
}

const envelope: JsonSchema = {
  type: 'object',
  required: ['statusCode', 'error', 'message'],
  properties: { statusCode: { type: 'number' }, error: { type: 'string' }, message: { type: 'string' } },
}

function checkQuery(
  name: string,
  facts: OperationFacts,
  query: Readonly<Record<string, string | readonly string[]>>,
): string[] {
  const check = compiled(`${name} query`, fromText, () => {
    const known = facts.parameters.filter((parameter) => parameter.in === 'query')
    return {
      type: 'object',
      properties: Object.fromEntries(known.map((parameter) => [parameter.name, resolved(parameter.schema)])),
      required: known.filter((parameter) => parameter.required).map((parameter) => parameter.name),
      additionalProperties: false,
    }
  })
  const values = Object.entries(query).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : value.length === 1 ? value[0] : [...value],
  ])
  return check(Object.fromEntries(values)) ? [] : said('query', check.errors)
}

function checkBody(name: string, facts: OperationFacts, request: CheckedRequest): string[] {
  const { body } = request
  const described = facts.body
  if (body === undefined) {
    const problems = described?.required ? ['body is required'] : []
    if (request.contentType) problems.push('a content type without a body is answered 400')
    return problems
  }
  if (!described || described.schema['type'] === 'null') return ['body: this operation takes none']
  const check = compiled(`${name} body`, plain, () => closed(resolved(described.schema)))
  return check(body) ? [] : said('body', check.errors)
}

/** Checks pitfalls of this API that no schema describes. */
function ownRules(name: string, request: CheckedRequest): string[] {
  const body = (typeof request.body === 'object' && request.body !== null ? request.body : {}) as JsonSchema
  const problems: string[] = []
  if (name === 'DELETE /api/v2/leads') {
    const { ids } = body
    if (!Array.isArray(ids) || ids.length === 0) problems.push('body/ids is missing: this deletes every lead there is')
  }
  if (name === 'POST /api/v2/leads/add' && (body['campaign_id'] === undefined) === (body['list_id'] === undefined)) {
    problems.push('body must have exactly one of campaign_id and list_id')
  }
  if (keyedByCampaign.includes(name) && 'campaign_id' in body) {
    problems.push('body/campaign_id is ignored here: the key is campaign')
  }
  if (name === 'POST /api/v2/leads/list' && typeof body['limit'] === 'number' && body['limit'] > 100) {
    problems.push('body/limit is above 100')
  }
  return problems
}
const keyedByCampaign = [
  'POST /api/v2/leads',
  'POST /api/v2/leads/list',
  'POST /api/v2/leads/move',
  'POST /api/v2/webhooks',
]

function compiled(key: string, validator: Ajv, schema: () => JsonSchema): ValidateFunction {
  const known = checks.get(key)
  if (known) return known
  const check = validator.compile(schema())
  checks.set(key, check)
  return check
}

/**
 * Closes an object whose keys are listed to other keys, whether or not the document says so. Branches are left
 * unchanged.
 */
function closed(schema: JsonSchema): JsonSchema {
  const properties = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined
  const items = schema['items'] as JsonSchema | undefined
  return {
    ...schema,
    ...(properties
      ? { properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, closed(inner)])) }
      : {}),
    ...(items ? { items: closed(items) } : {}),
    ...(properties && schema['additionalProperties'] === undefined ? { additionalProperties: false } : {}),
  }
}

function said(where: string, errors: readonly ErrorObject[] | null | undefined): string[] {
  return (errors ?? []).map((error) => {
    const unknownKey = error.params['additionalProperty'] as string | undefined
    if (unknownKey !== undefined) return `${where}${error.instancePath}/${unknownKey} is not a known key`
    return `${where}${error.instancePath} ${error.message ?? 'is invalid'}`
  })
}

function formats(validator: Ajv): Ajv {
  validator.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  validator.addFormat('email', emailFormat)
  validator.addFormat('date', /^\d{4}-\d{2}-\d{2}$/)
  validator.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/)
  validator.addFormat('uri', (value) => URL.canParse(value))
  return validator
}
