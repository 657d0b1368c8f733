import { flagOf, type ValueFlag } from './cell-value.ts'
import { tidyFirstName, tidyLastName } from './person-names.ts'

const tidyNameOfField: Readonly<Record<string, (name: string) => string>> = {
  first_name: tidyFirstName,
  last_name: tidyLastName,
}

/** Returns the fault of a field or variable as it is sent. If names are tidied, capitals are not a fault. */
export function flagOfField(name: string, value: string, tidyNames: boolean): ValueFlag | null {
  const flag = flagOf(value, name.endsWith('name'))
  const isTidied = flag === 'all_caps' && tidyNames && (tidyNameOfField[name]?.(value) ?? value) !== value
  return isTidied ? null : flag
}
