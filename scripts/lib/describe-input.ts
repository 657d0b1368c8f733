/** Describes a JSON schema in the style of a TypeScript type, with its limits as comments. */

export type JsonSchema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly default?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
}

export function describeInput(schema: JsonSchema, indent = ''): string {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map((choice) => describeInput(choice, indent)))].join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  switch (schema.type) {
    case 'object':
      return describeObject(schema, indent)
    case 'array':
      return `Array<${describeInput(schema.items ?? {}, indent)}>`
    case undefined:
      return 'unknown'
    default:
      return schema.type
  }
}

function describeObject({ properties = {}, required = [], additionalProperties }: JsonSchema, indent: string): string {
  const fields = Object.entries(properties)
  if (fields.length === 0)
    return typeof additionalProperties === 'object'
      ? `Record<string, ${describeInput(additionalProperties, indent)}>`
      : '{}'
  const inner = `${indent}  `
  const lines = fields.map(([name, field]) => {
    const optional = required.includes(name) ? '' : '?'
    const limits = limitsOf(field)
    return `${inner}${name}${optional}: ${describeInput(field, inner)}${limits ? ` // ${limits}` : ''}`
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

/** Returns the limits the type alone does not show. Limits inside a choice or an array are described at the field. */
function limitsOf(schema: JsonSchema): string {
  const inside = [schema, ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])]
  const parts = inside.flatMap((one) => (one.type === 'object' ? [] : ownLimits(one)))
  const fallback = schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]
  return [...parts, ...fallback].join(', ')
}

function ownLimits(schema: JsonSchema): readonly string[] {
  const unit = schema.type === 'array' ? ' entries' : ' characters'
  const least = schema.minimum ?? (schema.exclusiveMinimum === undefined ? undefined : schema.exclusiveMinimum + 1)
  // Without an explicit limit, the schema gives the largest safe integer.
  const most = schema.maximum === Number.MAX_SAFE_INTEGER ? undefined : schema.maximum
  return [
    ...range(least === Number.MIN_SAFE_INTEGER ? undefined : least, most, ''),
    ...range(schema.minLength ?? schema.minItems, schema.maxLength ?? schema.maxItems, unit),
    ...(schema.format ? [schema.format] : []),
    ...(schema.pattern && !schema.format ? [`/${schema.pattern}/`] : []),
  ]
}

function range(least: number | undefined, most: number | undefined, unit: string): readonly string[] {
  const group = (value: number) => value.toLocaleString('en-GB')
  if (least !== undefined && most !== undefined) return [`${group(least)} to ${group(most)}${unit}`]
  if (least !== undefined) return [`${group(least)}${unit} or more`]
  return most === undefined ? [] : [`up to ${group(most)}${unit}`]
}
