/** Finds the columns of a mapping by what they hold. */
import type { LeadField, Mapping, Target } from '#shared/domain/leads/import/mapping.ts'
import type { ColumnAnswers, OptOutColumnRule } from '#shared/domain/leads/import/opt-out-cells.ts'
import { personColumns } from './person-of-address.ts'

export type Place = { readonly at: number; readonly name: string }
export type Places = ReturnType<typeof arrangeColumns>

export function arrangeColumns(mapping: Mapping) {
  const fieldAt = new Map<LeadField, number>()
  const variableAt = new Map<string, number>()
  const others: number[] = []
  const ofOthers = new Set<number>()
  const verdicts: { readonly kind: 'verification' | 'catch_all'; readonly at: number; readonly of: number }[] = []
  const optOuts: {
    readonly at: number
    readonly read: OptOutColumnRule
    readonly answers: ColumnAnswers | null
  }[] = []
  let surnameFirst = false
  let consentAt = -1
  let consentSourceAt = -1
  mapping.forEach((target, at) => {
    switch (target.kind) {
      case 'field':
        fieldAt.set(target.field, at)
        return
      case 'variable':
        variableAt.set(target.name.trim(), at)
        if (target.surnameFirst) surnameFirst = true
        return
      case 'email_other':
        others.push(at)
        if (target.own) ofOthers.add(at)
        return
      case 'verification':
      case 'catch_all':
        verdicts.push({ kind: target.kind, at, of: target.column ?? -1 })
        return
      case 'opt_out':
        optOuts.push({ at, read: target.read ?? 'yes_stops', answers: answersOf(target) })
        return
      case 'consent':
        consentAt = at
        return
      case 'consent_source':
        consentSourceAt = at
        return
      case 'consent_date':
      case 'of_address':
        return
      case 'left_out':
        return
    }
  })
  // A field that only a further person has gets a position beyond the last column; a whole name is split, whoever it
  // belongs to.
  const isSplit = variableAt.has('full_name') && !(fieldAt.has('first_name') && fieldAt.has('last_name'))
  for (const { name } of personColumns(mapping)) {
    if (name === 'linkedin_url') continue
    const isName = name.endsWith('_name')
    if (isName && isSplit) continue
    for (const field of isName ? (['first_name', 'last_name'] as const) : [name as LeadField])
      if (!fieldAt.has(field)) fieldAt.set(field, mapping.length + fieldAt.size)
  }
  const emailAt = fieldAt.get('email') ?? -1
  fieldAt.delete('email')
  const fields: Place[] = [...fieldAt].map(([name, at]) => ({ at, name }))
  const variables: Place[] = [...variableAt].map(([name, at]) => ({ at, name }))
  const addressAt = emailAt < 0 ? others : [emailAt, ...others]
  /** The first address may have two: the one for the row, and one that names its column. */
  const statusesOf = (column: number, kind: 'verification' | 'catch_all') =>
    verdicts
      .filter(
        (verdict) => verdict.kind === kind && (verdict.of === column || (verdict.of < 0 && column === addressAt[0])),
      )
      .toSorted((a, b) => a.of - b.of)
      .map(({ at }) => at)
  const addresses = addressAt.map((at) => {
    const [statusAt = -1, secondStatusAt = -1] = statusesOf(at, 'verification')
    const [catchAllAt = -1] = statusesOf(at, 'catch_all')
    return { at, statusAt, secondStatusAt, catchAllAt, isOfOther: ofOthers.has(at) }
  })
  // If only the source of a consent is given, it is the basis.
  if (consentAt < 0) consentAt = consentSourceAt
  if (consentAt >= 0) optOuts.push({ at: consentAt, read: 'refusal_stops', answers: null })
  return { width: mapping.length, addresses, optOuts, consentAt, fieldAt, variableAt, fields, variables, surnameFirst }
}

const answersOf = ({ allow, leaveOut }: Extract<Target, { kind: 'opt_out' }>): ColumnAnswers | null =>
  allow || leaveOut ? { allow: new Set(allow), leaveOut: new Set(leaveOut) } : null

export const nameColumns = ({ fieldAt, variableAt }: Places): readonly number[] =>
  [fieldAt.get('first_name'), fieldAt.get('last_name'), variableAt.get('full_name')].filter((at) => at !== undefined)
