import type { PullSpec, SupabaseRelation, TableFilter } from '#shared/contract/leads/supabase.ts'

/** The operator's query to a source while it is being composed. */
export type Question = {
  readonly kind: 'table' | 'platform'
  readonly schema: string
  readonly relation: string
  /** Null for all. */
  readonly columns: readonly string[] | null
  readonly keyColumn: string | null
  readonly filters: readonly TableFilter[]
  readonly campaignId: string | null
}

export const firstQuestion: Question = {
  kind: 'table',
  schema: 'public',
  relation: '',
  columns: null,
  keyColumn: null,
  filters: [],
  campaignId: null,
}

/** Returns the query in the form the backend expects; null while it is incomplete. */
export function specOf(question: Question): PullSpec | null {
  const { kind, campaignId, relation, schema, columns, keyColumn, filters } = question
  if (kind === 'platform') return campaignId === null ? null : { kind, campaignId }
  if (relation.trim() === '' || columns?.length === 0) return null
  const needsValue = (filter: TableFilter) => filter.op !== 'is_empty' && filter.op !== 'is_filled'
  if (filters.some((filter) => filter.column === '' || (needsValue(filter) && filter.value === ''))) return null
  return {
    kind,
    schema,
    relation: relation.trim(),
    columns: columns === null ? null : [...columns],
    keyColumn,
    filters: [...filters],
  }
}

export const relationKey = ({ schema, name }: Pick<SupabaseRelation, 'schema' | 'name'>): string => `${schema}.${name}`
