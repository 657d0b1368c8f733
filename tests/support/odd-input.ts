/** Generates inputs for a route from its own schema: some valid, some nearly valid, some entirely wrong. */

type Schema = {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly required?: readonly string[]
  readonly items?: Schema | boolean
  readonly prefixItems?: readonly Schema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly format?: string
}
type Random = () => number

const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T

/** Unreachable addresses, paths that do not exist or are not files, words of other languages, and malformed text. */
const texts: readonly string[] = [
  '',
  ' ',
  'a',
  'Kessler',
  'Autumn 2026',
  '\0',
  'a\0b',
  '__proto__',
  'constructor',
  `'; drop table lead; --`,
  '"',
  '%',
  '_',
  '*',
  '{{firstName}}',
  '{{',
  '{a|b}',
  '=1+1',
  '../../etc/passwd',
  '/dev/zero',
  '/dev/null',
  '/tmp',
  'C:\\con',
  'file:///etc/passwd',
  'http://127.0.0.1:9/',
  'https://127.0.0.1:9/x?y=%zz',
  'javascript:alert(1)',
  'x@y.example',
  '@@@@@@@@',
  'Sub: <x@y.example>',
  '2026-11-22',
  '9999-12-31',
  '0001-01-01',
  '2026-02-30',
  '2026-11-22T08:00:00.000Z',
  'Europe/Berlin',
  'Mars/Olympus',
  '🏳️‍🌈'.repeat(20),
  '\ud800',
  '\u202eright to left',
  'ﷺ'.repeat(40),
  'n'.repeat(1_000),
  ' '.repeat(5_000),
  '('.repeat(2_000),
  '1e999',
  '-1',
  'null',
  '{"a":',
  '[]',
  'de',
  '00000000-0000-0000-0000-000000000000',
]
const numbers: readonly number[] = [
  0,
  1,
  1,
  1,
  2,
  2,
  3,
  -1,
  0.5,
  7,
  100,
  65_535,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
]

const rubbish = (random: Random): unknown =>
  pick<() => unknown>(random, [
    () => null,
    () => undefined,
    () => true,
    () => pick(random, numbers),
    () => pick(random, texts),
    () => [],
    () => [[[[[[null]]]]]],
    () => ({}),
    () => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as unknown,
    () => Array.from({ length: 2_000 }, (_, at) => at),
    () => new Date(Number.NaN),
    () => new Uint8Array(9),
    () => new Map([['a', 1]]),
    () => 10n,
  ])()

function textFor(random: Random, { format, minLength = 0, maxLength = 5_000 }: Schema): string {
  const fitting: Readonly<Record<string, readonly string[]>> = {
    date: ['2026-11-22', '2026-02-28', '1970-01-01', '9999-12-31', '0001-01-01'],
    'date-time': ['2026-11-22T08:00:00.000Z', '1970-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
    email: ['x@y.example', 'lead1@prospect.example'],
    uri: ['https://127.0.0.1:9/'],
    uuid: ['6f9619ff-8b86-4d11-b42d-00c04fc964ff'],
  }
  const known = format === undefined ? undefined : fitting[format]
  if (known && random() < 0.8) return pick(random, known)
  return pick(random, texts).padEnd(minLength, 'x').slice(0, maxLength)
}

/**
 * Returns an input the schema accepts, as far as a schema can say that; with `odd`, a share of its parts are something
 * else.
 */
function inputOf(schema: Schema, random: Random, odd: number): unknown {
  if (random() < odd) return rubbish(random)
  const inner = (of: Schema) => inputOf(of, random, odd)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return pick(random, schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return inner(pick(random, choices))
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(inner))
  const type = typeof schema.type === 'object' ? pick(random, schema.type) : schema.type
  if (type === 'null') return null
  if (type === 'object') {
    const fields = Object.entries(schema.properties ?? {}).filter(
      ([name]) => schema.required?.includes(name) || random() < 0.6,
    )
    const more =
      typeof schema.additionalProperties === 'object' && random() < 0.7
        ? [[pick(random, texts).slice(0, 60), schema.additionalProperties] as const]
        : []
    return Object.fromEntries([...fields, ...more].map(([name, of]) => [name, inner(of)]))
  }
  if (type === 'array') {
    if (schema.prefixItems) return schema.prefixItems.map(inner)
    const { minItems = 0, maxItems = 8 } = schema
    const length = Math.min(maxItems, minItems + Math.floor(random() * 4))
    const items = typeof schema.items === 'object' ? schema.items : {}
    return Array.from({ length }, () => inner(items))
  }
  if (type === 'boolean') return random() < 0.5
  if (type === 'integer' || type === 'number') {
    const least = schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1
    const most = schema.maximum ?? 2 ** 53
    const fit = numbers.filter((one) => one >= least && one <= most && (type === 'number' || Number.isInteger(one)))
    return random() < 0.9 && fit.length > 0 ? pick(random, fit) : pick(random, [least, most])
  }
  if (type === 'string') return textFor(random, schema)
  return rubbish(random)
}

/** Returns mostly valid input, sometimes corrupted in places, sometimes something else entirely. */
export function oddInput(schema: unknown, random: Random): unknown {
  const kind = random()
  if (kind < 0.12) return rubbish(random)
  // What zod returns for the input of a route.
  return inputOf(schema as Schema, random, kind < 0.4 ? 0.15 : 0)
}
