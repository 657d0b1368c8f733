import { resolved } from './facts.ts'
import type { ApiFacts, JsonSchema, OperationFacts } from './facts-types.ts'

type Change = {
  readonly operation: string
  /** True if something we send would be rejected or ignored, or something we read may be gone. */
  readonly breaking: boolean
  readonly text: string
}

type Found = { readonly breaking: boolean; readonly text: string }
type Direction = 'sent' | 'received'

/** Returns what a newer document changes for the given operations. */
export function compareFacts(before: ApiFacts, after: ApiFacts, operations: readonly string[]): Change[] {
  return operations.flatMap((operation) => {
    const old = before.operations[operation]
    const now = after.operations[operation]
    if (!old) return [{ operation, breaking: true, text: 'is not among our own facts' }]
    const found = now ? compareOperation(old, now, before, after) : [{ breaking: true, text: 'is gone' }]
    return found.map((change) => ({ operation, ...change }))
  })
}

function compareOperation(old: OperationFacts, now: OperationFacts, before: ApiFacts, after: ApiFacts): Found[] {
  const found: Found[] = []
  if (old.scope !== now.scope) {
    const text = `needs the scope ${now.scope ?? '(none named)'}, was ${old.scope ?? '(none named)'}`
    found.push({ breaking: now.scope !== null, text })
  }
  found.push(...compareParameters(old, now, before, after))
  found.push(...compareBodies(old, now, before, after))
  for (const [status, schema] of Object.entries(old.responses)) {
    if (!status.startsWith('2')) continue
    const next = now.responses[status]
    if (next === undefined) found.push({ breaking: true, text: `no longer answers ${status}` })
    else if (schema && next) {
      found.push(...compareSchemas('answer', resolved(schema, before), resolved(next, after), 'received'))
    } else if (schema !== next)
      found.push({ breaking: true, text: `answer ${status} ${next ? 'got' : 'lost'} its body` })
  }
  return found
}

function compareParameters(old: OperationFacts, now: OperationFacts, before: ApiFacts, after: ApiFacts): Found[] {
  return compareSchemas('query', querySchema(old, before), querySchema(now, after), 'sent')
}

function querySchema(facts: OperationFacts, all: ApiFacts): JsonSchema {
  return {
    properties: Object.fromEntries(facts.parameters.map((one) => [one.name, resolved(one.schema, all)])),
    required: facts.parameters.filter((one) => one.required).map((one) => one.name),
  }
}

function compareBodies(old: OperationFacts, now: OperationFacts, before: ApiFacts, after: ApiFacts): Found[] {
  if (!old.body && !now.body) return []
  if (!old.body) return [{ breaking: now.body?.required === true, text: 'takes a body now' }]
  if (!now.body) return [{ breaking: true, text: 'takes no body any more' }]
  const found = compareSchemas('body', resolved(old.body.schema, before), resolved(now.body.schema, after), 'sent')
  if (!old.body.required && now.body.required) found.unshift({ breaking: true, text: 'body is required now' })
  return found
}

function compareSchemas(at: string, old: JsonSchema, now: JsonSchema, direction: Direction): Found[] {
  if (JSON.stringify(old) === JSON.stringify(now)) return []
  return [
    ...compareTypes(at, old, now, direction),
    ...compareEnums(at, old, now, direction),
    ...compareRequired(at, old, now, direction),
    ...(direction === 'sent' ? compareLimits(at, old, now) : []),
    ...compareShapes(at, old, now, direction),
    ...compareProperties(at, old, now, direction),
    ...compareInner(at, old, now, direction),
  ]
}

/** A type we send must still be among the types; what we read must have no type we did not know. */
function compareTypes(at: string, old: JsonSchema, now: JsonSchema, direction: Direction): Found[] {
  const was = typesOf(old)
  const is = typesOf(now)
  if (was.join() === is.join()) return []
  const lost = was.some((type) => !is.includes(type)) && is.length > 0
  const gained = is.some((type) => !was.includes(type)) && was.length > 0
  const text = `${at} is ${is.join(' or ') || 'of any type'}, was ${was.join(' or ') || 'of any type'}`
  return [{ breaking: direction === 'sent' ? lost || was.length === 0 : gained || is.length === 0, text }]
}

function typesOf(schema: JsonSchema): string[] {
  const { type } = schema
  return (Array.isArray(type) ? type.map(String) : typeof type === 'string' ? [type] : []).toSorted()
}

function compareEnums(at: string, old: JsonSchema, now: JsonSchema, direction: Direction): Found[] {
  const was = Array.isArray(old['enum']) ? old['enum'].map(String) : null
  const is = Array.isArray(now['enum']) ? now['enum'].map(String) : null
  if (!was && !is) return []
  if (!was) return [{ breaking: direction === 'sent', text: `${at} takes only ${is?.join(', ')} now` }]
  if (!is) return [{ breaking: false, text: `${at} is no longer limited to a list of values` }]
  const gone = was.filter((value) => !is.includes(value))
  const added = is.filter((value) => !was.includes(value))
  const found: Found[] = []
  if (gone.length) found.push({ breaking: direction === 'sent', text: `${at} lost the values ${gone.join(', ')}` })
  if (added.length) found.push({ breaking: false, text: `${at} got the values ${added.join(', ')}` })
  return found
}

function compareRequired(at: string, old: JsonSchema, now: JsonSchema, direction: Direction): Found[] {
  const was = namesIn(old)
  const is = namesIn(now)
  const added = is.filter((name) => !was.includes(name))
  const gone = was.filter((name) => !is.includes(name))
  return [
    ...added.map((name) => ({ breaking: direction === 'sent', text: `${at}/${name} is required now` })),
    ...gone.map((name) => ({
      breaking: direction === 'received',
      text: `${at}/${name} is no longer certain to be there`,
    })),
  ]
}

function namesIn(schema: JsonSchema): string[] {
  return Array.isArray(schema['required']) ? schema['required'].map(String) : []
}

const lowest = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']
const highest = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']

function compareLimits(at: string, old: JsonSchema, now: JsonSchema): Found[] {
  return [...lowest, ...highest].flatMap((limit) => {
    const was = old[limit]
    const is = now[limit]
    if (was === is) return []
    const text = `${at}: ${limit} is ${shown(is)}, was ${shown(was)}`
    if (typeof is !== 'number') return [{ breaking: false, text }]
    const tighter = typeof was !== 'number' || (lowest.includes(limit) ? is > was : is < was)
    return [{ breaking: tighter, text }]
  })
}

function compareShapes(at: string, old: JsonSchema, now: JsonSchema, direction: Direction): Found[] {
  return ['format', 'pattern', 'const'].flatMap((keyword) => {
    if (old[keyword] === now[keyword]) return []
    const text = `${at}: ${keyword} is ${shown(now[keyword])}, was ${shown(old[keyword])}`
    return [{ breaking: direction === 'sent' && now[keyword] !== undefined, text }]
  })
}

function shown(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value)
}

function compareProperties(at: string, old: JsonSchema, now: JsonSchema, direction: Direction): Found[] {
  const was = schemasIn(old['properties'])
  const is = schemasIn(now['properties'])
  const found: Found[] = []
  for (const [name, schema] of Object.entries(was)) {
    const next = is[name]
    if (next) found.push(...compareSchemas(`${at}/${name}`, schema, next, direction))
    else found.push({ breaking: true, text: `${at}/${name} is gone` })
  }
  for (const name of Object.keys(is)) {
    if (!was[name]) found.push({ breaking: false, text: `${at}/${name} is new` })
  }
  return found
}

/** Compares lists, free-form values and branches. */
function compareInner(at: string, old: JsonSchema, now: JsonSchema, direction: Direction): Found[] {
  const found: Found[] = []
  for (const [keyword, label] of [
    ['items', '[]'],
    ['additionalProperties', '/*'],
  ] as const) {
    const was = old[keyword]
    const is = now[keyword]
    if (isSchema(was) && isSchema(is)) found.push(...compareSchemas(at + label, was, is, direction))
    else if (JSON.stringify(was) !== JSON.stringify(is)) {
      const closed = keyword === 'additionalProperties' && is === false && direction === 'sent'
      found.push({ breaking: closed, text: `${at}: ${keyword} changed` })
    }
  }
  for (const keyword of ['anyOf', 'oneOf', 'allOf', 'not', 'if', 'then', 'else']) {
    if (JSON.stringify(old[keyword]) === JSON.stringify(now[keyword])) continue
    const was = listOf(old[keyword])
    const is = listOf(now[keyword])
    if (was.length === is.length && was.length > 0) {
      for (const [index, schema] of was.entries()) {
        found.push(...compareSchemas(at, schema, is[index] ?? {}, direction))
      }
    } else found.push({ breaking: true, text: `${at}: ${keyword} changed` })
  }
  return found
}

function listOf(value: unknown): JsonSchema[] {
  return (Array.isArray(value) ? value : [value]).filter(isSchema)
}

function schemasIn(value: unknown): Readonly<Record<string, JsonSchema>> {
  return isSchema(value) ? (value as Readonly<Record<string, JsonSchema>>) : {}
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
