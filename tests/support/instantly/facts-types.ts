/** Instantly's published API reduced to facts: what may be sent and what is returned, without any prose. */
export type JsonSchema = { readonly [keyword: string]: unknown }

export type ParameterFacts = {
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly name: string
  readonly required: boolean
  readonly schema: JsonSchema
}

export type OperationFacts = {
  /** The narrowest scope that grants access (`leads:create`); null if none is named. */
  readonly scope: string | null
  readonly parameters: readonly ParameterFacts[]
  readonly body: { readonly required: boolean; readonly schema: JsonSchema } | null
  /** By status; null if an answer has no JSON body. */
  readonly responses: Readonly<Record<string, JsonSchema | null>>
}

export type ApiFacts = {
  readonly version: string
  /** `POST /api/v2/leads/add` → its input and its answers. */
  readonly operations: Readonly<Record<string, OperationFacts>>
  /** Referred to as `#/schemas/NAME`. */
  readonly schemas: Readonly<Record<string, JsonSchema>>
}
