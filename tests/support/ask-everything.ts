/** Runs every query of the backend, with inputs generated from their schemas and from what is in the store. */
import { z } from 'zod'
import { contract, type QueryName } from '#shared/contract/index.ts'
import type { TestBackend } from './backend.ts'

/** Input values by field name. */
export type Known = Readonly<Record<string, unknown>>
/** The parts of a JSON schema that the contract's inputs have. */
export type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly format?: string
}

export const queryNames = Object.entries(contract).flatMap(([name, { kind }]) =>
  kind === 'query' ? [name as QueryName] : [],
)

/** Returns the smallest input the schema accepts, with known ids. */
function inputOf(schema: Schema, known: Known, field = ''): unknown {
  if (known[field] !== undefined) return known[field]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return inputOf(choices.find(({ type }) => type === 'null') ?? (choices[0] as Schema), known)
  if (schema.type === 'null') return null
  if (schema.type === 'object') {
    const fields = Object.entries(schema.properties ?? {}).filter(
      ([name]) => known[name] !== undefined || schema.required?.includes(name),
    )
    return Object.fromEntries(fields.map(([name, of]) => [name, inputOf(of, known, name)]))
  }
  if (schema.type === 'array')
    return Array.from({ length: schema.minItems ?? 0 }, () => inputOf(schema.items ?? {}, known))
  if (schema.type === 'boolean') return false
  if (schema.type === 'integer' || schema.type === 'number')
    return schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1
  if (schema.format === 'date') return new Date().toISOString().slice(0, 10)
  if (schema.format === 'date-time') return new Date().toISOString()
  return 'x'.repeat(schema.minLength ?? 1)
}

export type Answers = ReadonlyMap<QueryName, string>

/** Returns the current answer of each of these queries, as text; a refusal is an answer too. */
export async function askEverything(
  app: TestBackend,
  names: readonly QueryName[],
  knownOf: (name: QueryName) => Known,
  around: (name: QueryName) => void = () => undefined,
): Promise<Answers> {
  const answers = new Map<QueryName, string>()
  for (const name of names) {
    around(name)
    answers.set(name, JSON.stringify(await app.backend.call(name, inputOf(schemaOf(name), knownOf(name)))))
  }
  return answers
}

/** Caches schemas: reading one takes longer than most queries, and every query runs dozens of times. */
const schemas = new Map<QueryName, Schema>()
function schemaOf(name: QueryName): Schema {
  const known = schemas.get(name)
  if (known) return known
  const { input } = contract[name as keyof typeof contract]
  const schema = z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }) as Schema
  schemas.set(name, schema)
  return schema
}
