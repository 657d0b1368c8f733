/** Turns cells into the values that are sent. */
import { cellValue, repairText } from '#shared/domain/leads/import/cell-value.ts'
import { type ComposedVariable, columnsOfComposed, createValueComposer } from '#shared/domain/leads/import/composed.ts'
import type { FullSettings } from '#shared/domain/leads/import/row-settings.ts'

/** Maximum length of a value that is sent; a longer one is a page in a cell, and would make the whole request fail. */
export const VALUE_MAX = 20_000

/** Creates the function that turns a cell into the value that is sent. */
export function createValueCleaner({
  repairMojibake: repair,
  mendValues,
}: FullSettings): (cell: string | undefined) => string {
  if (!mendValues) return (cell) => cellValue(cell, repair)
  return (cell) => repairText(cellValue(cell, repair))
}

export type Composed = {
  readonly name: string
  readonly columns: readonly number[]
  value(cells: readonly string[]): string
  mostLength(cells: readonly string[]): number
}

/** Prepares the variables composed of several columns and text. */
export function prepareComposed(settings: FullSettings): readonly Composed[] {
  const valueOf = createValueCleaner(settings)
  return settings.composed.map((variable: ComposedVariable): Composed => {
    const compose = createValueComposer(variable)
    const columns = variable.parts.flatMap((part) => ('column' in part ? [part.column] : []))
    const textLength = variable.parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0)
    return {
      name: variable.name.trim(),
      columns: columnsOfComposed(variable),
      value: (cells) => compose((column) => valueOf(cells[column])),
      mostLength: (cells) => columns.reduce((sum, at) => sum + (cells[at]?.length ?? 0), textLength),
    }
  })
}

/** Fields that are stored beside the payload, or made of others. */
export const readFields = new Set<string>(['first_name', 'last_name', 'company_name', 'job_title'])

/** Address books keep companies and people in one name column, and say in another one which a row is. */
export const companyFlagColumns = new Set(['is_a_company', 'is_company', 'company_type'])
