import type { JsonSchema } from './facts-types.ts'

/** How much of what a schema leaves optional is answered: as little or as much as possible, or at random. */
export type Fullness = 'least' | 'most' | 'any'

type Making = { readonly random: () => number; readonly fullness: Fullness }

/**
 * Returns a value that a schema of Instantly's document allows. Objects whose properties are all optional may also be
 * empty.
 */
export function allowedAnswer(schema: JsonSchema, making: Making, depth = 0): unknown {
  const of = (inner: unknown) => allowedAnswer(asSchema(inner), making, depth + 1)
  const listed = (key: string) => (Array.isArray(schema[key]) ? (schema[key] as readonly unknown[]) : null)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(making.random() * from.length)] as T
  if ('const' in schema) return schema['const']
  const choices = listed('anyOf') ?? listed('oneOf')
  if (choices) return of(pick(choices))
  const parts = listed('allOf')
  if (parts) return Object.assign({}, ...parts.map((part) => Object(of(part))))
  const values = listed('enum')
  if (values) return pick(values)
  const types = listed('type') ?? [schema['type'] ?? ('properties' in schema ? 'object' : 'string')]
  const isNull = schema['nullable'] === true || types.includes('null')
  if (isNull && (making.fullness === 'least' || (making.fullness === 'any' && making.random() < 0.3))) return null
  const type = pick(types.filter((one) => one !== 'null'))
  if (type === 'object') return objectOf(schema, making, depth, of)
  if (type === 'array') {
    const least = Number(schema['minItems'] ?? 0)
    const count = making.fullness === 'least' ? least : Math.max(least, 1 + Math.floor(making.random() * 3))
    return Array.from({ length: count }, () => of(schema['items'] ?? {}))
  }
  if (type === 'boolean') return making.random() < 0.5
  if (type === 'integer' || type === 'number') {
    // Without a documented minimum, a number can be negative, such as -1 for no limit.
    if (type === 'number' && !('minimum' in schema) && making.random() < 0.1) return -1
    const least = Number(schema['minimum'] ?? 0)
    const most = Number(schema['maximum'] ?? least + 1_000)
    const value = least + making.random() * (most - least)
    return type === 'integer' ? Math.floor(value) : making.random() < 0.5 ? Math.floor(value) : value
  }
  return type === 'null' || type === undefined ? null : textOf(schema, making)
}

const asSchema = (value: unknown): JsonSchema =>
  typeof value === 'object' && value !== null ? (value as JsonSchema) : {}

function objectOf(
  schema: JsonSchema,
  { random, fullness }: Making,
  depth: number,
  of: (inner: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const isThere = (name: string) =>
    required.includes(name) ||
    namesTheRow.has(name) ||
    fullness === 'most' ||
    (fullness === 'any' && depth < 8 && random() < 0.6)
  const listed = Object.entries(asSchema(schema['properties'])).flatMap(([name, inner]) =>
    isThere(name) ? [[name, named(name, of(inner))] as const] : [],
  )
  const more = schema['additionalProperties']
  const others =
    typeof more === 'object' && more !== null && fullness !== 'least'
      ? Array.from({ length: 2 }, (_, at) => [`more ${at}`, of(more)] as const)
      : []
  return Object.fromEntries([...listed, ...others])
}

/** Fields without which a row is meaningless; the document rarely requires them. */
const namesTheRow = new Set(['items', 'date', 'domain', 'email_account', 'count'])

/** The document describes ids and dates only as strings. */
function named(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (/(?:^|_)id$|^parent_campaign$|^domain$|^email_account$/.test(name))
    // Only a few ids, so that rows of one list refer to rows of another.
    return `01a20313-f8f3-7000-a001-00000000000${Buffer.from(value).reduce((sum, byte) => sum + byte, 0) % 5}`
  return name === 'date' ? '2026-10-02' : value
}

const words = ['', 'x', 'Ünïcode ✉ text', 'a'.repeat(300), '<b>bold</b>', 'null', '0']

function textOf(schema: JsonSchema, { random }: Making): string {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? ''
  const number = Math.floor(random() * 1e12)
    .toString(16)
    .padStart(12, '0')
  switch (schema['format']) {
    case 'date-time':
      return new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 3e10)).toISOString()
    case 'date':
      return new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 3e10)).toISOString().slice(0, 10)
    case 'email':
      return `p${number}@firm.example`
    case 'uri':
      return `https://firm.example/${number}`
  }
  const fits = typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern']) : null
  const candidates = [
    '09:30',
    `01a20313-f8f3-7000-a001-${number}`,
    `ptid_${number}`,
    `https://firm.example/${number}`,
    'x',
  ]
  const found = candidates.find((one) => fits?.test(one))
  if (found !== undefined) return found
  const least = Number(schema['minLength'] ?? 0)
  const most = Number(schema['maxLength'] ?? 1_000)
  return pick(words).padEnd(least, 'y').slice(0, most)
}
