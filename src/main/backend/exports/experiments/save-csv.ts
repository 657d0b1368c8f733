/** Saves the assignment of leads to variants, and the results of the variants, as CSV. */
import type {
  Experiment,
  ExperimentResult,
  ResultOfColumn,
  VariantResult,
} from '#shared/contract/exports/experiments.ts'
import type { Store } from '../../core/deps.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'
import { createValueReader, type ReadPayload } from '../../leads/lists/column-values.ts'
import { listStateOf } from '../../leads/lists/queries.ts'
import { seededKey } from './address-key.ts'
import { currentValue } from './fill-variant.ts'
import { createAssignedVariants, type ListSplitRequest } from './gather.ts'

const stepPlaces = 500

type Row = {
  readonly email: string
  readonly payload: string
  readonly companyName: string | null
  readonly importId: number
  readonly rowNumber: number
  readonly original: string
}

/** Saves the leads of the list that have a variant, in list order. Column names are what other tools know. */
export function saveAssignmentCsv(store: Store, path: string, asked: ListSplitRequest): Promise<number> {
  const { plan, listId, seed } = asked
  const { rowCount } = listStateOf(store, listId)
  const valuesOf = createValueReader(store.raw, plan.stratum === null ? [] : [plan.stratum])
  const memory = createAssignedVariants(store, asked)
  const read = store.raw.prepare<[number, number, number], Row>(
    `select email, payload, company_name as companyName, import_id as importId, row_number as rowNumber, original
     from lead where list_id = ? and position between ? and ? and email is not null and removed = 0 order by position`,
  )
  const stratum = plan.stratum === null ? [] : [plan.stratum.slice(plan.stratum.indexOf(':') + 1)]
  return saveCsv(path, ['Email', 'Company Name', 'Variant', ...stratum, plan.variable], pages(), (cells) => cells)

  function* pages() {
    for (let from = 1; from <= rowCount; from += stepPlaces) {
      const rows = read.all(listId, from, from + stepPlaces - 1)
      const keys = rows.map(({ email }) => seededKey(seed, email))
      const had = memory(keys)
      yield rows.flatMap((row, at) => {
        const known = had.get(keys[at] as number)
        if (!known) return []
        const lead = JSON.parse(row.payload) as ReadPayload
        const name = plan.variants[known.variant]?.name ?? ''
        return [[row.email, row.companyName, name, ...valuesOf(row, lead), currentValue(lead, plan.variable)]]
      })
    }
  }
}

const share = (part: number | null, base: number): string =>
  part === null || base === 0 ? '' : (part / base).toFixed(4)

const figures: readonly (readonly [head: string, cell: (one: VariantResult) => string | number])[] = [
  ['Leads Uploaded', ({ uploaded }) => uploaded],
  ['People Contacted', ({ contacted }) => contacted],
  ['People Opened', ({ opened }) => opened ?? ''],
  ['Open Rate', ({ opened, openedOf }) => share(opened, openedOf)],
  ['People Replied', ({ replied }) => replied],
  ['Reply Rate', ({ replied, contacted }) => share(replied, contacted)],
  ['Automatic Replies', ({ automatic }) => automatic],
  ['Positive', ({ positive }) => positive],
  ['Positive Rate', ({ positive, contacted }) => share(positive, contacted)],
  ['Bounced', ({ bounced }) => bounced ?? ''],
  ['Unsubscribed', ({ unsubscribed }) => unsubscribed ?? ''],
]

/** One row per variant, or per variant and value of a column. What was not measured is empty, never 0. */
export function saveResultCsv(
  path: string,
  { plan, listName }: Experiment,
  result: ExperimentResult,
  byColumn: { readonly name: string; readonly found: ResultOfColumn } | null,
): Promise<number> {
  const place = ['Experiment', 'List', 'Counted At']
  const own = [plan.name, listName, result.at]
  const lines: readonly (readonly [string | null, VariantResult])[] = byColumn
    ? [
        ...byColumn.found.values.map(({ value, variants }) => ({ value, variants })),
        ...(byColumn.found.others ? [{ value: '(others)', variants: byColumn.found.others.variants }] : []),
        ...(byColumn.found.empty ? [{ value: '', variants: byColumn.found.empty.variants }] : []),
      ].flatMap(({ value, variants }) => variants.map((one) => [value, one] as const))
    : result.variants.map((one) => [null, one] as const)
  const head = [...place, ...(byColumn ? [byColumn.name] : []), 'Variant', ...(byColumn ? [] : ['Leads'])]
  return saveCsv(path, [...head, ...figures.map(([name]) => name)], [lines], ([value, one]) => [
    ...own,
    ...(value === null ? [one.name, one.leads] : [value, one.name]),
    ...figures.map(([, cell]) => cell(one)),
  ])
}
