import { type LeadField, leadFields } from '#shared/domain/leads/import/mapping.ts'
import { t } from '../../core/lib/texts.ts'

type Values = {
  readonly email: string | null
  readonly fields: Readonly<Record<string, string>>
}
type Row = { readonly term: string; readonly value: string }

/** Returns the lead's non-empty Instantly fields in Instantly's order. */
export function fieldRows({ email, fields }: Values): readonly Row[] {
  const valueOf = (field: LeadField) => (field === 'email' ? (email ?? fields.email) : fields[field])
  return leadFields.flatMap((field) => {
    const value = valueOf(field)
    return value ? [{ term: t.lists.fields[field], value }] : []
  })
}

export const variableRows = (variables: Readonly<Record<string, string | number | boolean>>): readonly Row[] =>
  Object.entries(variables)
    .filter(([, value]) => value !== '')
    .map(([term, value]) => ({ term, value: String(value) }))
