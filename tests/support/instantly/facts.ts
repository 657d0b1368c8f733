import { readFileSync } from 'node:fs'
import type { ApiFacts, JsonSchema, OperationFacts } from './facts-types.ts'

/** The facts the repository carries, made by `npm run api:facts`. */
export const apiFacts = JSON.parse(readFileSync(new URL('api-facts.json', import.meta.url), 'utf8')) as ApiFacts

/** A schema with every reference written out. */
export function resolved(schema: JsonSchema, facts: ApiFacts = apiFacts, depth = 0): JsonSchema {
  if (depth > 40) throw new Error('a schema of the facts refers to itself')
  const ref = schema['$ref']
  if (typeof ref === 'string') {
    const target = facts.schemas[ref.slice('#/schemas/'.length)]
    if (!target) throw new Error(`${ref} is not among the facts`)
    return resolved(target, facts, depth + 1)
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, resolvedValue(value, facts, depth)]))
}

function resolvedValue(value: unknown, facts: ApiFacts, depth: number): unknown {
  if (Array.isArray(value)) return value.map((inner) => resolvedValue(inner, facts, depth))
  return typeof value === 'object' && value !== null ? resolved(value as JsonSchema, facts, depth + 1) : value
}

type FoundOperation = { readonly name: string; readonly facts: OperationFacts }

/** The operation a concrete path belongs to: `/campaigns/analytics` is not a campaign's id. */
export function findOperation(method: string, path: string): FoundOperation | null {
  const parts = path.split('/')
  let best: FoundOperation | null = null
  let fewestHoles = Number.POSITIVE_INFINITY
  for (const [name, facts] of operationsOf(method.toUpperCase())) {
    const holes = holesIn(name.slice(name.indexOf(' ') + 1).split('/'), parts)
    if (holes !== null && holes < fewestHoles) {
      best = { name, facts }
      fewestHoles = holes
    }
  }
  return best
}

const byMethod = Map.groupBy(Object.entries(apiFacts.operations), ([name]) => name.slice(0, name.indexOf(' ')))
function operationsOf(method: string): readonly (readonly [string, OperationFacts])[] {
  return byMethod.get(method) ?? []
}

function holesIn(template: readonly string[], parts: readonly string[]): number | null {
  if (template.length !== parts.length) return null
  let holes = 0
  for (const [at, part] of template.entries()) {
    if (part.startsWith('{')) holes++
    else if (part !== parts[at]) return null
  }
  return holes
}
