import { Ajv, type ValidateFunction } from 'ajv'
import { isUuid } from '../state/ids.ts'
import { refuse } from './refusal.ts'

export type Schema = { readonly [keyword: string]: unknown }
type Part = 'body' | 'querystring' | 'params'

// Configured like Instantly's own framework: unknown keys are dropped silently, texts are converted to numbers where
// required.
const common = { removeAdditional: true, useDefaults: true, strict: false, allErrors: false } as const
let made: Readonly<Record<Part, Ajv>> | null = null

/** Created with the first request: nothing happens at import. */
function validators(): Readonly<Record<Part, Ajv>> {
  made ??= {
    body: withFormats(new Ajv({ ...common, coerceTypes: true })),
    querystring: withFormats(new Ajv({ ...common, coerceTypes: 'array' })),
    params: withFormats(new Ajv({ ...common, coerceTypes: 'array' })),
  }
  return made
}

/** An address as accepted by validators: ASCII only. */
export const emailFormat =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i

function withFormats(validator: Ajv): Ajv {
  validator.addFormat('uuid', isUuid)
  validator.addFormat('email', emailFormat)
  validator.addFormat('uri', (value: string) => URL.canParse(value))
  validator.addFormat('date-time', (value: string) => !Number.isNaN(Date.parse(value)))
  validator.addFormat('date', /^\d{4}-\d{2}-\d{2}$/)
  return validator
}

/** Checks and cleans a value in place; it throws Instantly's 400 with its message. */
export function createValidator(part: Part, schema: Schema): (value: unknown) => void {
  let check: ValidateFunction | null = null
  return (value) => {
    check ??= validators()[part].compile(schema)
    if (check(value)) return
    const first = check.errors?.[0]
    throw refuse(400, `${part}${first?.instancePath ?? ''} ${first?.message ?? 'is invalid'}`)
  }
}

/** Returns an object schema that allows only these keys; others are dropped. */
export function closed(properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema {
  return { type: 'object', properties, ...(required.length ? { required } : {}), additionalProperties: false }
}

export const text: Schema = { type: 'string' }
export const textOrNull: Schema = { type: ['string', 'null'] }
export const flag: Schema = { type: 'boolean' }
export const flagOrNull: Schema = { type: ['boolean', 'null'] }
export const numberOrNull: Schema = { type: ['number', 'null'] }
export const texts: Schema = { type: 'array', items: text }
export const pageSize: Schema = { type: 'integer', minimum: 1, maximum: 100, default: 10 }
export const pageQuery = { limit: pageSize, starting_after: text }
