import type { ApiFacts, JsonSchema, OperationFacts, ParameterFacts } from './facts-types.ts'

type Json = Record<string, unknown>

const plainKeywords = [
  '$ref',
  'type',
  'format',
  'pattern',
  'enum',
  'const',
  'required',
  'readOnly',
  'writeOnly',
  'deprecated',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const // prettier-ignore
const namedSchemas = ['properties', 'patternProperties']
const schemaLists = ['anyOf', 'oneOf', 'allOf', 'prefixItems']
const singleSchemas = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames']
const methods = ['get', 'post', 'put', 'patch', 'delete']

/**
 * Reduces an official OpenAPI document to what a machine can check. The same document gives the same result, in any
 * order.
 */
export function extractFacts(document: unknown): ApiFacts {
  const root = asObject(document, 'document')
  const operations: Record<string, OperationFacts> = {}
  for (const [path, item] of Object.entries(asObject(root['paths'], 'paths'))) {
    for (const method of methods) {
      const operation = asObject(item, path)[method]
      if (operation !== undefined)
        operations[`${method.toUpperCase()} ${path}`] = operationFacts(asObject(operation, path))
    }
  }
  const schemas: Record<string, JsonSchema> = {}
  const components = isObject(root['components']) ? root['components'] : {}
  const named = isObject(components['schemas']) ? components['schemas'] : {}
  for (const [name, schema] of Object.entries(named)) schemas[name] = schemaFacts(schema)
  const info = isObject(root['info']) ? root['info'] : {}
  return shareRepeated({
    version: typeof info['version'] === 'string' ? info['version'] : '',
    operations: sorted(operations),
    schemas: onlyReached(schemas, operations),
  })
}

function operationFacts(operation: Json): OperationFacts {
  const parameters = (Array.isArray(operation['parameters']) ? operation['parameters'] : []).map(parameterFacts)
  const responses: Record<string, JsonSchema | null> = {}
  for (const [status, answer] of Object.entries(asObject(operation['responses'], 'responses'))) {
    responses[status] = jsonContent(answer)
  }
  const body = operation['requestBody']
  const bodySchema = jsonContent(body)
  return {
    scope: narrowestScope(operation['description']),
    parameters: parameters.toSorted((a, b) => compare(a.in + a.name, b.in + b.name)),
    body: bodySchema && isObject(body) ? { required: body['required'] === true, schema: bodySchema } : null,
    responses: sorted(responses),
  }
}

function parameterFacts(parameter: unknown): ParameterFacts {
  const facts = asObject(parameter, 'parameter')
  return {
    in: facts['in'] as ParameterFacts['in'],
    name: String(facts['name']),
    required: facts['required'] === true,
    schema: schemaFacts(facts['schema'] ?? {}),
  }
}

function jsonContent(holder: unknown): JsonSchema | null {
  const content = isObject(holder) ? holder['content'] : null
  const json = isObject(content) ? content['application/json'] : null
  return isObject(json) && json['schema'] !== undefined ? schemaFacts(json['schema']) : null
}

/** The scope is the one fact that the document gives only in prose: the first of "one of the following scopes". */
function narrowestScope(description: unknown): string | null {
  if (typeof description !== 'string') return null
  return /scopes?:\s*`([a-z_-]+:[a-z]+)`/i.exec(description)?.[1] ?? null
}

function schemaFacts(schema: unknown): JsonSchema {
  if (!isObject(schema)) return {}
  const facts: Json = {}
  for (const keyword of plainKeywords) {
    const value = schema[keyword]
    if (value === undefined) continue
    if (keyword === '$ref') facts[keyword] = text(value).replace('#/components/schemas/', '#/schemas/')
    else if (keyword === 'required') {
      if (Array.isArray(value) && value.length > 0) facts[keyword] = value.map(String).toSorted(compare)
    } else facts[keyword] = value
  }
  const fallback = schema['default']
  if (fallback === null || typeof fallback === 'number' || typeof fallback === 'boolean') facts['default'] = fallback
  for (const keyword of namedSchemas) {
    const map = schema[keyword]
    if (!isObject(map)) continue
    facts[keyword] = sorted(Object.fromEntries(Object.entries(map).map(([name, inner]) => [name, schemaFacts(inner)])))
  }
  for (const keyword of schemaLists) {
    const list = schema[keyword]
    if (Array.isArray(list)) facts[keyword] = list.map(schemaFacts)
  }
  for (const keyword of singleSchemas) {
    const inner = schema[keyword]
    if (inner !== undefined) facts[keyword] = typeof inner === 'boolean' ? inner : schemaFacts(inner)
  }
  return facts
}

/** Keeps the file small: a long schema used in several places (error answers, the time zones) is stored once. */
function shareRepeated(facts: ApiFacts): ApiFacts {
  const counts = new Map<string, number>()
  count(facts.operations, counts)
  count(facts.schemas, counts)
  const repeated = [...counts].filter(([text, times]) => times > 1 && text.length > 120).map(([text]) => text)
  const names = new Map(repeated.toSorted(compare).map((text) => [text, `shared-${fingerprint(text)}`]))
  if (new Set(names.values()).size < names.size) throw new Error('two shared schemas got the same name')
  const schemas: Record<string, JsonSchema> = {}
  for (const [name, schema] of Object.entries(facts.schemas)) schemas[name] = replaceInside(schema, names)
  const operations = replaceInside(facts.operations, names)
  // Only outermost repeats stay references: a part of a shared schema that is used nowhere else is dropped again.
  const shared = Object.fromEntries([...names].map(([text, name]) => [name, replaceInside(JSON.parse(text), names)]))
  return { ...facts, operations, schemas: onlyReached({ ...schemas, ...shared }, operations) }
}

function count(value: unknown, counts: Map<string, number>): void {
  if (Array.isArray(value)) {
    for (const inner of value) count(inner, counts)
  } else if (isObject(value)) {
    if (isSchema(value)) {
      const text = JSON.stringify(value)
      counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    for (const inner of Object.values(value)) count(inner, counts)
  }
}

function replaceInside<T>(value: T, names: ReadonlyMap<string, string>): T {
  if (Array.isArray(value)) return value.map((inner) => replaceWhole(inner, names)) as T
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceWhole(inner, names)])) as T
}

function replaceWhole(value: unknown, names: ReadonlyMap<string, string>): unknown {
  const name = isObject(value) && isSchema(value) ? names.get(JSON.stringify(value)) : undefined
  return name ? { $ref: `#/schemas/${name}` } : replaceInside(value, names)
}

/**
 * A schema's `type` is a string or a list of strings: `properties` may itself have a property called type, which is a
 * schema.
 */
function isSchema(value: Json): boolean {
  return (typeof value['type'] === 'string' || Array.isArray(value['type'])) && !('in' in value)
}

function onlyReached(schemas: Record<string, JsonSchema>, from: unknown): Record<string, JsonSchema> {
  const reached = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (isObject(value)) {
      const ref = value['$ref']
      const name = typeof ref === 'string' ? ref.slice('#/schemas/'.length) : null
      if (name !== null && !reached.has(name)) {
        reached.add(name)
        visit(schemas[name])
      }
      Object.values(value).forEach(visit)
    }
  }
  visit(from)
  return sorted(Object.fromEntries(Object.entries(schemas).filter(([name]) => reached.has(name))))
}

/** 32-bit FNV-1a: a name that stays the same as long as the schema does. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

/** Prints one operation or schema per line, so that the file is small and a diff names what changed. */
export function printFacts(facts: ApiFacts): string {
  return `{"version":${JSON.stringify(facts.version)},"operations":{\n${lines(facts.operations)}\n},"schemas":{\n${lines(facts.schemas)}\n}}\n`
}

function lines(map: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(map).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  return entries.join(',\n')
}

function sorted<T>(map: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => compare(a, b)))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: unknown, what: string): Json {
  if (!isObject(value)) throw new Error(`not an OpenAPI document: ${what} is not an object`)
  return value
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
