/** Columns of a list's table: built-in ones and, by key, any other field, variable or column of the file. */
import { z } from 'zod'
import { faultOf } from '../../campaigns/copy/coverage.ts'
import { leadFields, variableName } from './mapping.ts'

/** Columns that always exist and are stored in columns of the database. */
export const builtInColumns = [
  'last_name',
  'email',
  'company_name',
  'job_title',
  'tags',
  'source',
  'engagement',
  'state',
] as const
export type BuiltInColumn = (typeof builtInColumns)[number]
export const isBuiltIn = (id: string): id is BuiltInColumn => (builtInColumns as readonly string[]).includes(id)

/** What a file says about a lead's consent: its lawful basis (empty if there is none), its source and its date. */
export const consentColumns = ['basis', 'source', 'date'] as const
export type ConsentColumn = (typeof consentColumns)[number]

/** The location of another column's value: `field:phone`, `variable:city`, `original:Company Phone`, `consent:date`. */
export type OtherColumn =
  | { readonly kind: 'field' | 'variable'; readonly name: string }
  | { readonly kind: 'original'; readonly name: string }
  | { readonly kind: 'consent'; readonly name: ConsentColumn }

const HEADER_MAX = 500

/** Parses a column key; null if it is invalid. */
export function parseColumnKey(key: string): OtherColumn | null {
  const colon = key.indexOf(':')
  const kind = key.slice(0, colon)
  const name = key.slice(colon + 1)
  if (kind === 'field') return (leadFields as readonly string[]).includes(name) ? { kind, name } : null
  if (kind === 'consent') {
    const known = consentColumns.find((column) => column === name)
    return known ? { kind, name: known } : null
  }
  if (kind === 'variable') return variableName.safeParse(name).success ? { kind, name } : null
  return kind === 'original' && name !== '' && name.length <= HEADER_MAX ? { kind, name } : null
}

export const formatColumnKey = ({ kind, name }: OtherColumn): string => `${kind}:${name}`

export const otherColumnKey = z
  .string()
  .max(HEADER_MAX + 20)
  .refine((key) => parseColumnKey(key) !== null)

/** `fault`: a value that should not appear in an email; the value of the condition is the kind of fault. */
export const filterOps = ['contains', 'is', 'empty', 'filled', 'before', 'since', 'fault'] as const

/** A condition on another column. Ignores case and surrounding spaces; `before` and `since` compare dates. */
export const columnFilter = z.object({
  column: otherColumnKey,
  op: z.enum(filterOps),
  value: z.string().max(500).default(''),
})
export type ColumnFilter = z.output<typeof columnFilter>

/** Returns a function that checks whether a value meets a condition. */
export function columnMatcher({ op, value }: Pick<ColumnFilter, 'op' | 'value'>): (cell: string) => boolean {
  const wanted = value.trim().toLowerCase()
  switch (op) {
    case 'contains':
      return (cell) => cell.toLowerCase().includes(wanted)
    case 'is':
      return (cell) => cell.trim().toLowerCase() === wanted
    case 'empty':
      return (cell) => cell.trim() === ''
    case 'filled':
      return (cell) => cell.trim() !== ''
    case 'fault':
      return (cell) => faultOf(cell) === wanted
    case 'before':
    case 'since': {
      const limit = dayOf(wanted)
      return (cell) => {
        const day = dayOf(cell)
        return day !== null && limit !== null && (op === 'before' ? day < limit : day >= limit)
      }
    }
    default:
      return op satisfies never
  }
}

/**
 * Returns the day of a date as `2026-11-20`; null for anything else. With slashes, day and month are ambiguous unless
 * the year comes first.
 */
function dayOf(text: string): string | null {
  const iso = /^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)/.exec(text)
  const dotted = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\D|$)/.exec(text)
  const parts = iso ? [iso[1], iso[2], iso[3]] : dotted ? [dotted[3], dotted[2], dotted[1]] : null
  if (!parts) return null
  const [year = '', month = '', day = ''] = parts
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
