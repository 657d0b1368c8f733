/**
 * Checks whether a mapping can be used. Separate from `row-mapper.ts`, which the parse thread loads, because this
 * module needs zod.
 */
import { type ComposedVariable, columnsOfComposed } from './composed.ts'
import { leadFields, type Mapping, variableName } from './mapping.ts'

export type MappingFault =
  | { readonly fault: 'no_email' }
  | { readonly fault: 'target_twice'; readonly target: string }
  | { readonly fault: 'name_invalid'; readonly name: string }
  /** A composed variable refers to a column that the file does not have. */
  | { readonly fault: 'column_missing'; readonly name: string }

/** Names a variable must not have: Instantly's own fields, in both spellings used in payloads. */
const takenNames = new Set<string>([...leadFields, 'firstname', 'lastname', 'companyname', 'jobtitle'])

/** Returns whether a variable may have this name. */
export const isVariableName = (name: string): boolean =>
  variableName.safeParse(name).success && !takenNames.has(name.trim().toLowerCase())

/** Returns what is wrong with a mapping and its composed variables; null if it can be used. */
export function mappingFault(mapping: Mapping, composed: readonly ComposedVariable[] = []): MappingFault | null {
  const seen = new Set<string>()
  let hasEmail = false
  for (const target of mapping) {
    let key: string
    switch (target.kind) {
      case 'left_out':
      case 'opt_out':
        continue
      case 'email_other':
        hasEmail = true
        continue
      case 'field':
        key = target.field
        if (key === 'email') hasEmail = true
        break
      case 'verification':
      case 'catch_all':
        key = `${target.kind} ${target.column ?? ''}`.trim()
        break
      case 'consent':
      case 'consent_source':
      case 'consent_date':
        key = target.kind
        break
      case 'of_address':
        key = `${target.kind} ${target.field} ${target.column}`
        break
      case 'variable':
        if (!isVariableName(target.name)) return { fault: 'name_invalid', name: target.name }
        key = `variable ${target.name.trim().toLowerCase()}`
        break
    }
    if (seen.has(key)) return { fault: 'target_twice', target: key }
    seen.add(key)
  }
  for (const variable of composed) {
    const { name } = variable
    if (!isVariableName(name)) return { fault: 'name_invalid', name }
    const key = `variable ${name.trim().toLowerCase()}`
    if (seen.has(key)) return { fault: 'target_twice', target: key }
    seen.add(key)
    if (columnsOfComposed(variable).some((at) => at >= mapping.length)) return { fault: 'column_missing', name }
  }
  return hasEmail ? null : { fault: 'no_email' }
}
