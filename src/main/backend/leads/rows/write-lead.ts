/** Writes the lead of a row as JSON; cells that need no conversion are copied byte by byte. */
import { oneLine } from '#shared/domain/core/one-line.ts'
import { mayDiffer, textMayDiffer } from '#shared/domain/leads/import/cell-value.ts'
import type { LeadField } from '#shared/domain/leads/import/mapping.ts'
import type { FullSettings } from '#shared/domain/leads/import/row-settings.ts'
import { ACCENTED, type CellMarks, MARKUP, ODD, SLASH } from '../files/cell-marks.ts'
import { FILLED } from '../files/tokenizer.ts'
import type { Place, Places } from './column-places.ts'
import type { NameBuilder, NameValues } from './names-of-row.ts'
import {
  createPayloadText,
  isPlainJsonText,
  type PayloadLabel,
  type PayloadSink,
  payloadLabel,
} from './payload-text.ts'
import { asPlainText, mayContainMarkup } from './plain-text.ts'
import { type Composed, createValueCleaner, readFields } from './sent-values.ts'

export function createLeadBuilder(
  { addresses, fields, variables }: Places,
  settings: FullSettings,
  names: NameBuilder,
  marks: CellMarks | null,
  composed: readonly Composed[],
) {
  const keys = [...new Set<string>([...fields.map(({ name }) => name), ...names.makes])]
  /** Values by key, one list for all rows: looking up dynamic keys in an object takes twice as long. */
  const values: (string | undefined)[] = keys.map(() => undefined)
  let address: string | null = null
  const placeOf = new Map(keys.map((name, i) => [name, i]))
  // Needed in every row, where a map lookup would cost more than the result.
  const [firstAt, lastAt, companyAt, titleAt] = [
    placeOf.get('first_name'),
    placeOf.get('last_name'),
    placeOf.get('company_name'),
    placeOf.get('job_title'),
  ]
  const valueAt = (at: number | undefined) => (at === undefined ? undefined : values[at])
  const named: NameValues = { first: undefined, last: undefined, company: undefined }
  /** The column of each key whose value is written exactly as in the file; -1 for any other. */
  const columns = new Int32Array(keys.length)
  const emailLabel = payloadLabel('"email":')
  const keyLabels = keys.map((name) => payloadLabel(`"${name}":`))
  const variableLabels = variables.map(({ at, name }) => ({ at, label: payloadLabel(`"${name}":`) }))
  const composedLabels = composed.map(({ name, value }) => ({ value, label: payloadLabel(`"${name}":`) }))
  const customLabel = payloadLabel('"custom_variables":{')
  const isUsual = createPlainCellCheck(settings, marks)
  const valueOf = createValueCleaner(settings)
  const isName = fields.map(({ name }) => readFields.has(name))
  const isText = fields.map(({ name }) => name === 'personalization')
  const addressAt = addresses[0]?.at ?? -1
  const write = (cells: readonly string[], email: string | null, sink: PayloadSink): void => {
    const isMarked = marks !== null && marks.row === cells
    address = email
    // Written as a loop: there are few keys, and `fill` calls into the platform.
    for (let i = 0; i < keys.length; i += 1) {
      values[i] = undefined
      columns[i] = -1
    }
    for (let i = 0; i < fields.length; i += 1) {
      const { at } = fields[i] as Place
      const cell = cells[at]
      if (cell === undefined || cell === '') continue
      const mayHold = isName[i] && (!isMarked || ((marks.kinds[at] as number) & (ODD | MARKUP | SLASH)) !== 0)
      if (mayHold && mayContainMarkup(cell)) values[i] = oneLine(asPlainText(valueOf(cell))) || undefined
      else if (isMarked && isUsual(cell, at)) {
        values[i] = cell
        columns[i] = at
      } else values[i] = (isText[i] ? valueOf(cell) : oneLine(valueOf(cell))) || undefined
    }
    named.first = valueAt(firstAt)
    named.last = valueAt(lastAt)
    named.company = valueAt(companyAt)
    names.complete(named, cells, email)
    if (firstAt !== undefined) values[firstAt] = named.first
    if (lastAt !== undefined) values[lastAt] = named.last
    if (companyAt !== undefined) values[companyAt] = named.company
    sink.begin()
    if (email !== null) {
      const at = addressAt
      if (isMarked && marks !== null && cells[at] === email && isVerbatim(email, marks, at))
        writeCell(sink, emailLabel, marks, at)
      else {
        sink.label(emailLabel)
        sink.value(email)
      }
    }
    for (let i = 0; i < keyLabels.length; i += 1) {
      const value = values[i]
      if (value === undefined) continue
      const at = columns[i] as number
      // A name may have been tidied in the meantime.
      if (at >= 0 && marks !== null && value === cells[at]) writeCell(sink, keyLabels[i] as PayloadLabel, marks, at)
      else {
        sink.label(keyLabels[i] as PayloadLabel)
        sink.value(value)
      }
    }
    let any = false
    for (const { at, label } of variableLabels) {
      const cell = cells[at]
      if (cell === undefined || cell === '') continue
      const usual = isMarked && isUsual(cell, at)
      const value = usual ? cell : valueOf(cell)
      if (value === '') continue
      if (!any) sink.label(customLabel)
      any = true
      if (usual && marks !== null) writeCell(sink, label, marks, at)
      else {
        sink.label(label)
        sink.value(value)
      }
    }
    for (const { value: compose, label } of composedLabels) {
      const value = compose(cells)
      if (value === '') continue
      if (!any) sink.label(customLabel)
      any = true
      sink.label(label)
      sink.value(value)
    }
    sink.end(any)
  }
  const text = createPayloadText()
  return {
    write,
    payload(cells: readonly string[], email: string | null): string {
      write(cells, email, text)
      return text.text()
    },
    made(field: LeadField): string | null {
      switch (field) {
        case 'email':
          return address
        case 'first_name':
          return valueAt(firstAt) ?? null
        case 'last_name':
          return valueAt(lastAt) ?? null
        case 'company_name':
          return valueAt(companyAt) ?? null
        case 'job_title':
          return valueAt(titleAt) ?? null
        default:
          return valueAt(placeOf.get(field)) ?? null
      }
    },
  }
}

const writeCell = (sink: PayloadSink, label: PayloadLabel, { bytes, starts, ends }: CellMarks, at: number): void =>
  sink.cell(label, bytes, starts[at] as number, ends[at] as number)

/** Returns whether a cell that needs no conversion also needs no escaping in JSON, and its bytes can be copied. */
const isVerbatim = (cell: string, { starts }: CellMarks, at: number): boolean =>
  (starts[at] as number) >= 0 && isPlainJsonText(cell)

/** Creates a check whether a non-empty cell needs no conversion, from what was seen as its row was split. */
function createPlainCellCheck({ repairMojibake: repair, mendValues }: FullSettings, marks: CellMarks | null) {
  const notUsual = ODD | (repair ? ACCENTED : 0) | (mendValues ? MARKUP : 0)
  return (cell: string, at: number): boolean => {
    if (marks === null) return false
    const kind = marks.kinds[at] as number
    if ((kind & notUsual) !== 0) return false
    if (cell === FILLED) return true
    // Examines the bytes: strings have many internal representations, and examining one costs as much as a cell.
    const start = marks.starts[at] as number
    return (kind & ACCENTED) !== 0
      ? !textMayDiffer(cell)
      : !mayDiffer(marks.bytes[start] as number, (marks.ends[at] as number) - start)
  }
}
