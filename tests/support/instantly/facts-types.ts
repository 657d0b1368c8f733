/** Instantly's published API reduced to facts: what may be sent and what comes back, without a word of prose. */
export type JsonSchema = { readonly [keyword: string]: unknown }

export type ParameterFacts = {
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly name: string
  readonly required: boolean
  readonly schema: JsonSchema
}

export type OperationFacts = {
  /** The narrowest scope that opens it (`leads:create`); null where none is named. */
  readonly scope: string | null
  readonly parameters: readonly ParameterFacts[]
  readonly body: { readonly required: boolean; readonly schema: JsonSchema } | null
  /** By status; null where an answer has no JSON body. */
  readonly responses: Readonly<Record<string, JsonSchema | null>>
}

export type ApiFacts = {
  readonly version: string
  /** `POST /api/v2/leads/add` → what it takes and gives. */
  readonly operations: Readonly<Record<string, OperationFacts>>
  /** Referred to as `#/schemas/NAME`. */
  readonly schemas: Readonly<Record<string, JsonSchema>>
}
