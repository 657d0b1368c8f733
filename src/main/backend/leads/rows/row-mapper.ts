/** Maps one row of a file to a lead as `POST /leads/add` takes it, and determines the reasons against sending it. */
import { domainsOf } from '#shared/domain/leads/import/block-value.ts'
import { repairText, type ValueFlag } from '#shared/domain/leads/import/cell-value.ts'
import { flagOfField } from '#shared/domain/leads/import/flag-of-field.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { LeadField, Mapping, PersonField } from '#shared/domain/leads/import/mapping.ts'
import { isSaidOfEach } from '#shared/domain/leads/import/opt-out-titles.ts'
import { nameInfix } from '#shared/domain/leads/import/person-names.ts'
import { type FullSettings, fullSettings, type ImportSettings } from '#shared/domain/leads/import/row-settings.ts'
import { mailboxOf } from '#shared/domain/leads/import/same-mailbox.ts'
import type { CellMarks } from '../files/cell-marks.ts'
import { type CheckedRow, createAddressChooser } from './address-of-row.ts'
import { arrangeColumns, type Places } from './column-places.ts'
import { createPersonBuilder, type DerivedLead } from './derive-person.ts'
import { createNameBuilder } from './names-of-row.ts'
import { type OptOutGate, strongerOptOut } from './opt-out-of-row.ts'
import type { PayloadSink } from './payload-text.ts'
import { createPersonChooser, personColumns } from './person-of-address.ts'
import { type Composed, companyFlagColumns, prepareComposed, readFields, VALUE_MAX } from './sent-values.ts'
import { createLeadBuilder } from './write-lead.ts'

export type RowMapper = {
  /**
   * Excludes all further rows with one of these addresses, or at one of these domains (`@acme.example`), because
   * another row of the file says so.
   */
  bar(addresses: ReadonlyMap<string, OptOutGate>): void
  /** Judges a row; `ragged`: it had fewer or more cells than the header. */
  judge(cells: readonly string[], ragged?: boolean): CheckedRow
  /** Returns the lead as JSON for `POST /leads/add`; empty values are left out. */
  payload(cells: readonly string[], email: string | null): string
  /** Does the same, writing into a sink instead of a string. */
  write(cells: readonly string[], email: string | null, sink: PayloadSink): void
  /** Returns a field of the lead last made by `payload` or `write`; null if it is empty. */
  made(field: LeadField): string | null
  /** Returns the lead of the person whose address the row has beside its own; null if there is none. */
  derive(cells: readonly string[], row: CheckedRow, ragged?: boolean): DerivedLead | null
  /** Columns that are not read: `write` only copies them, using their marks if they contain only usual characters. */
  readonly copied: readonly number[]
  /** Columns that variables are composed of: read even if the column itself is left out. */
  readonly composedOf: readonly number[]
  /** Returns irregularities of the values that would be sent, each flag once. */
  flags(cells: readonly string[]): readonly ValueFlag[]
}

/** `aboutNo`: the name or title of the file, if it says that the people in it get no mail. */
export type RowRules = ImportSettings & { readonly aboutNo?: string | null }

/**
 * Prepares the mapping once, so that rows are cheap to process. The mapping must be valid. `marks` come from the
 * tokenizer that produces the rows; without them every cell is examined.
 */
export function createRowMapper(mapping: Mapping, given: RowRules, marks: CellMarks | null = null): RowMapper {
  const settings = fullSettings(given)
  const places = arrangeColumns(mapping)
  const { fields, variables } = places
  const sent = [...fields, ...variables, ...personColumns(mapping)]
  const { aboutNo = null } = given
  const isHeld = aboutNo !== null && settings.holdAboutNo && !isSaidOfEach(aboutNo, mapping)
  const everybody = isHeld ? gateCodes.unclear : undefined
  let barred: ReadonlyMap<string, OptOutGate> | null = null
  let barsDomains = false
  const noOf = (email: string): OptOutGate | undefined =>
    barred?.get(mailboxOf(email)) ??
    (barsDomains ? domainsOf(email).flatMap((domain) => barred?.get(`@${domain}`) ?? [])[0] : undefined) ??
    everybody
  const asPerson = createPersonChooser(mapping, {
    addresses: places.addresses.map(({ at }) => at),
    placeOf: new Map<PersonField, number>([...places.fieldAt, ...places.variableAt] as [PersonField, number][]),
  })
  const address = createAddressChooser(places, settings)
  const names = createNameBuilder(places, settings)
  const composed = prepareComposed(settings)
  const own = createLeadBuilder(places, settings, names, marks, composed)
  const person = createPersonBuilder(mapping, places, settings, composed)

  return {
    bar(addresses) {
      const mailboxes = new Map<string, OptOutGate>()
      for (const [email, gate] of addresses) {
        const mailbox = mailboxOf(email)
        if (strongerOptOut(gate, mailboxes.get(mailbox)) === gate) mailboxes.set(mailbox, gate)
      }
      barred = mailboxes
      barsDomains = [...addresses.keys()].some((key) => key.startsWith('@'))
    },
    judge(cells, ragged = false) {
      const judged = address(cells, ragged)
      const no = (barred ?? everybody) != null && judged.email !== null ? noOf(judged.email) : undefined
      if (no !== undefined) return { ...judged, gate: strongerOptOut(judged.gate, no) }
      if (judged.gate !== gateCodes.ready) return judged
      if (composed.some(({ mostLength }) => mostLength(cells) > VALUE_MAX))
        return { ...judged, gate: gateCodes.too_long }
      // No cell can be longer than its row.
      if (marks !== null && marks.row === cells && marks.rowEnd - marks.rowStart <= VALUE_MAX) return judged
      const tooLong = sent.some(({ at }) => (cells[at]?.length ?? 0) > VALUE_MAX)
      return tooLong ? { ...judged, gate: gateCodes.too_long } : judged
    },
    payload: asPerson ? (cells, email) => own.payload(asPerson(cells, email), email) : own.payload,
    write: asPerson ? (cells, email, sink) => own.write(asPerson(cells, email), email, sink) : own.write,
    made: own.made,
    derive(cells, row, ragged) {
      const made = person(cells, row, ragged)
      return made && { ...made, gate: strongerOptOut(made.gate, noOf(made.email)) }
    },
    copied: asPerson ? [] : copiedColumns(places, settings, composed),
    composedOf: [...new Set(composed.flatMap(({ columns }) => columns))],
    flags(cells) {
      const found = new Set<ValueFlag>()
      for (const { at, name } of sent) {
        const cell = cells[at]
        if (cell === undefined || cell === '') continue
        const flag = flagOfField(name, settings.mendValues ? repairText(cell) : cell, settings.tidyNames)
        if (flag) found.add(flag)
      }
      return [...found]
    },
  }
}

function copiedColumns(
  { fields, variables, variableAt }: Places,
  settings: FullSettings,
  composed: readonly Composed[],
): readonly number[] {
  if (settings.derivePersons && variableAt.has('linkedin_email')) return []
  const copied = [
    ...fields.filter(({ name }) => !readFields.has(name)),
    ...variables.filter(({ name }) => name !== 'full_name' && name !== nameInfix && !companyFlagColumns.has(name)),
  ]
  const read = new Set(composed.flatMap(({ columns }) => columns))
  return copied.map(({ at }) => at).filter((at) => !read.has(at))
}
