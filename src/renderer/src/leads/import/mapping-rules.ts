import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import {
  type LeadField,
  leadFields,
  type Mapping,
  personFields,
  type Target,
} from '#shared/domain/leads/import/mapping.ts'
import { optOutColumnRules } from '#shared/domain/leads/import/opt-out-cells.ts'

export const leftOut: Target = { kind: 'left_out' }

/** Returns a key that is equal for equal targets; used as an option's value. */
export function targetKey(target: Target): string {
  switch (target.kind) {
    case 'field':
      return `field:${target.field}`
    case 'variable':
      return `variable:${target.name.trim()}`
    case 'verification':
    case 'catch_all':
      return target.column === undefined ? target.kind : `${target.kind}:${target.column}`
    case 'email_other':
      return target.own ? `${target.kind}:own` : target.kind
    case 'opt_out':
      return target.read === undefined ? target.kind : `${target.kind}:${target.read}`
    case 'of_address':
      return `${target.kind}:${target.field}:${target.column}`
    case 'consent':
    case 'consent_source':
    case 'consent_date':
    case 'left_out':
      return target.kind
  }
}

/** Returns the target for an option's key; null if the key is not a target. */
export function targetOfKey(key: string): Target | null {
  const at = key.indexOf(':')
  const [kind, name] = at < 0 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)]
  if (kind === 'field' && (leadFields as readonly string[]).includes(name)) return { kind, field: name as LeadField }
  if (kind === 'variable' && name !== '') return { kind, name }
  if (kind === 'verification' || kind === 'catch_all') {
    return name === '' ? { kind } : { kind, column: Number(name) }
  }
  if (kind === 'email_other') return name === 'own' ? { kind, own: true } : { kind }
  if (kind === 'opt_out') {
    const read = optOutColumnRules.find((reading) => reading === name)
    return read === undefined ? { kind } : { kind, read }
  }
  if (kind === 'of_address') {
    const [fieldName = '', column = ''] = name.split(':')
    const field = personFields.find((each) => each === fieldName)
    return field !== undefined && /^\d+$/.test(column) ? { kind, field, column: Number(column) } : null
  }
  if (kind === 'left_out') return { kind }
  if (kind === 'consent' || kind === 'consent_source' || kind === 'consent_date') return { kind }
  return null
}

/**
 * Returns a key that only one column may have, or null if several columns may share the target. Variable names must
 * differ by more than their case.
 */
const exclusiveKey = (target: Target): string | null =>
  target.kind === 'left_out' || target.kind === 'email_other' || target.kind === 'opt_out'
    ? null
    : targetKey(target).toLowerCase()

/** Returns the column, other than `except`, that has this target; -1 for none. */
export function holderOf(mapping: Mapping, target: Target, except: number): number {
  const key = exclusiveKey(target)
  if (key === null) return -1
  return mapping.findIndex((other, at) => at !== except && exclusiveKey(other) === key)
}

/** Gives a column its target. A column that had the target before is left out instead, and returned. */
export function chooseTarget(
  mapping: Mapping,
  at: number,
  target: Target,
): { readonly mapping: Mapping; readonly movedFrom: number | null } {
  const holder = holderOf(mapping, target, at)
  return {
    mapping: mapping.map((old, each) => (each === at ? target : each === holder ? leftOut : old)),
    movedFrom: holder < 0 ? null : holder,
  }
}

/** Applies a remembered mapping except where the operator chose: a chosen target stays, and no other column gets it. */
export function applyTemplate(template: Mapping, mapping: Mapping, chosen: ReadonlySet<number>): Mapping {
  const held = new Set([...chosen].map((at) => exclusiveKey(mapping[at] ?? leftOut)))
  return mapping.map((own, at) => {
    if (chosen.has(at)) return own
    const target = template[at] ?? leftOut
    const key = exclusiveKey(target)
    return key !== null && held.has(key) ? leftOut : target
  })
}

/**
 * Returns a mapping made for another file, except that columns by whose values this file excludes people do so,
 * where the other file had none such: nobody has decided that they do not count. `isDecided`: columns left as they are.
 */
export function withOwnExclusions(
  columns: readonly ImportColumn[],
  mapping: Mapping,
  isDecided: (at: number) => boolean,
): Mapping {
  return columns.reduce((sum, { position, suggestion: { target } }) => {
    const kind = sum[position]?.kind
    const excludes = target.kind === 'opt_out' || target.kind === 'verification' || target.kind === 'catch_all'
    if (!excludes || (kind !== 'variable' && kind !== 'left_out') || isDecided(position)) return sum
    return holderOf(sum, target, position) < 0 ? sum.with(position, target) : sum
  }, mapping)
}

/** Returns a lookup for frequent calls of `holderOf`, prepared from the targets that only one column can have. */
export function holdersOf(mapping: Mapping): (target: Target, except: number) => number {
  const columns = new Map<string, number>()
  mapping.forEach((target, at) => {
    const key = exclusiveKey(target)
    if (key !== null && !columns.has(key)) columns.set(key, at)
  })
  return (target, except) => {
    const at = columns.get(exclusiveKey(target) ?? '') ?? -1
    return at === except ? -1 : at
  }
}

export type ConfidenceCounts = {
  readonly certain: number
  readonly likely: number
  readonly ask: number
  readonly leftOut: number
}

/** Counts the columns that are certain, likely, undecided and left out. The operator's choices count as certain. */
export function countByConfidence(
  columns: readonly ImportColumn[],
  mapping: Mapping,
  chosen: ReadonlySet<number>,
): ConfidenceCounts {
  const counts = { certain: 0, likely: 0, ask: 0, leftOut: 0 }
  for (const column of columns) {
    if (mapping[column.position]?.kind === 'left_out') counts.leftOut += 1
    else counts[chosen.has(column.position) ? 'certain' : column.suggestion.sure] += 1
  }
  return counts
}

/** Formats a variable as it is written in copy. */
export const tagOf = (name: string): string => `{{${name}}}`
