/**
 * Determines which of several rows with one address wins if it is not simply the first; this requires reading the file
 * beforehand.
 */

import { createAddressSet } from '#shared/domain/leads/import/address-set.ts'
import { toAsciiDomain } from '#shared/domain/leads/import/ascii-domain.ts'
import { cellValue } from '#shared/domain/leads/import/cell-value.ts'
import { optOutInPlaceOf } from '#shared/domain/leads/import/columns/misplaced-opt-outs.ts'
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import {
  type OptOutColumnRule,
  onlyForbidsEmail,
  type ValueToDecide,
} from '#shared/domain/leads/import/opt-out-cells.ts'
import { fullSettings } from '#shared/domain/leads/import/row-settings.ts'
import { secondTableAt } from '#shared/domain/leads/import/second-table.ts'
import { verificationRank } from '#shared/domain/leads/import/verification.ts'
import { readLeadFile } from '../files/read-file.ts'
import { cutLongCells } from '../files/read-table.ts'
import type { CheckedRow } from '../rows/address-of-row.ts'
import { collectNamed, createMarkedRows, type Legend, legendsIn } from '../rows/legends.ts'
import { type OptOutGate, optOutGates } from '../rows/opt-out-of-row.ts'
import type { RowMapper } from '../rows/row-mapper.ts'
import {
  collectAddresses,
  collectListedAddresses,
  collectListedDomains,
  collectSecondTable,
  createSections,
} from '../rows/sections.ts'
import type { MappedJob } from './parse-jobs.ts'
import { createValuesToDecide, isAllowed, markToDecide } from './values-to-decide.ts'

export type Duplicates = {
  /** Returns the gate of a row that loses to another one with its address; null for every other row. */
  gateOf(row: CheckedRow, rowNumber: number): GateCode | null
  /** Returns the winner's cells, completed from the other rows; null if they are its own. */
  cellsOf(row: CheckedRow, rowNumber: number): readonly string[] | null
}

type Winner = { rowNumber: number; points: number; cells: string[] | null }

/** Reads the file twice more; returns null if the first row of an address wins anyway. */
export async function findDuplicates(job: MappedJob, mapper: RowMapper): Promise<Duplicates | null> {
  if (job.duplicates === undefined || job.duplicates === 'first') return null
  const merge = job.duplicates === 'merge'
  const mapped = job.mapping.flatMap((target, at) =>
    target.kind === 'field' || target.kind === 'variable' ? [at] : [],
  )
  const used = [...new Set([...mapped, ...mapper.composedOf])]
  const twice = await findRepeatedAddresses(job, mapper)
  const winners = new Map<string, Winner>()
  const worth = (row: CheckedRow, cells: readonly string[]) =>
    verificationRank[row.verification] * 10_000 + used.filter((at) => cellValue(cells[at], false) !== '').length
  await readReady(job, mapper, (row, email, cells, rowNumber) => {
    const key = toAsciiDomain(email)
    if (!twice.has(key)) return
    const winner = winners.get(key)
    if (!winner) winners.set(key, { rowNumber, points: worth(row, cells), cells: merge ? [...cells] : null })
    else if (winner.cells) {
      for (const at of used) if (cellValue(winner.cells[at], false) === '') winner.cells[at] = cells[at] ?? ''
    } else {
      const points = worth(row, cells)
      if (points > winner.points) winners.set(key, { rowNumber, points, cells: null })
    }
  })
  const winnerOf = (row: CheckedRow) =>
    row.gate === gateCodes.ready && row.email !== null ? winners.get(toAsciiDomain(row.email)) : undefined
  return {
    gateOf(row, rowNumber) {
      const winner = winnerOf(row)
      return winner && winner.rowNumber !== rowNumber ? gateCodes.duplicate_in_file : null
    },
    cellsOf(row, rowNumber) {
      const winner = winnerOf(row)
      return winner?.rowNumber === rowNumber ? winner.cells : null
    },
  }
}

/**
 * Excludes everyone who opted out in any row, or who is listed below a line or in a table of people who did, in all
 * other rows. This requires reading the file once, if it has a column for it or may have such lines or tables.
 *
 * Returns the values of these columns, and of columns of remarks, about which the operator decides.
 */
export async function excludeOptedOut(job: MappedJob, mapper: RowMapper): Promise<readonly ValueToDecide[]> {
  const { remarksAt = [], misplacedAt = [] } = job
  const asked = createValuesToDecide(job.mapping, remarksAt)
  const barred = new Map<string, OptOutGate>()
  const bar = (email: string, gate: OptOutGate) => {
    const before = barred.get(email)
    if (before === undefined || optOutGates.indexOf(gate) < optOutGates.indexOf(before)) barred.set(email, gate)
  }
  const bySection = new Map<string, OptOutGate>()
  if (job.format?.encoding === 'xlsx') {
    // Most files are not workbooks, and the module that reads them takes a while to load.
    const { readOptOutSheets: readNoSheets } = await import('../files/opt-out-sheets.ts')
    const onAskedSheets = new Map<string, OptOutGate>()
    await readNoSheets(job.path, job.format.sheet ?? null, (cells, isAsked) =>
      isAsked
        ? collectAddresses(cells, gateCodes.unclear, onAskedSheets)
        : collectAddresses(cells, gateCodes.opted_out, bySection),
    )
    if (fullSettings(job).holdAboutNo)
      for (const [email, gate] of onAskedSheets) if (!bySection.has(email)) bySection.set(email, gate)
  }
  const above = job.above ?? []
  for (const line of above) collectNamed(line, gateCodes.opted_out, bySection)
  const legends = above.flatMap(legendsIn)
  const hasColumn = job.mapping.some(({ kind }) => kind === 'opt_out' || kind === 'consent')
  if (!hasColumn && remarksAt.length === 0 && job.mayHaveSections === false && legends.length === 0) {
    if (bySection.size > 0) mapper.bar(bySection)
    return []
  }
  const sections = createSections()
  const columnsRead = (rule: OptOutColumnRule) =>
    job.mapping.flatMap((target, at) =>
      target.kind === 'opt_out' && (target.read ?? 'yes_stops') === rule ? [at] : [],
    )
  const listed = columnsRead('yes_stops')
  const listedDomains = columnsRead('lists_stop')
  let besideAt = -1
  let misplaced: { readonly at: number; readonly says: (cell: string) => boolean }[] = []
  const isMisplaced = (cells: readonly string[], isShort: boolean): boolean =>
    // The remark of a row with too few cells stands under some other column.
    (isShort && onlyForbidsEmail(cells.findLast((cell) => cell.trim() !== '') ?? '')) ||
    misplaced.some(({ at, says }) => says(cells[at] ?? ''))
  await readLeadFile({ path: job.path, format: job.format, hash: false }, () => ({
    onHeader(header) {
      const at = secondTableAt(header)
      besideAt = at >= 0 && job.mapping.slice(at).every(({ kind }) => kind === 'left_out') ? at : -1
      misplaced = misplacedAt.flatMap((column) => {
        const says = optOutInPlaceOf(header[column] ?? '')
        return says === null ? [] : [{ at: column, says }]
      })
    },
    onOptOut: (cells) => collectAddresses(cells, gateCodes.opted_out, bySection),
    onRow(cells, rowNumber, issue, line) {
      sections.take(besideAt < 0 ? cells : cells.slice(0, besideAt), line, bySection)
      if (besideAt >= 0) collectSecondTable(cells, besideAt, bySection)
      // Cells beyond the last column contain remarks of the person who keeps the file.
      const says = isMisplaced(cells, issue === 'row_too_short')
      if (!hasColumn && !says && remarksAt.length === 0 && cells.length <= job.mapping.length) return
      collectListedAddresses(cells, listed, bySection)
      collectListedDomains(cells, listedDomains, bySection)
      const row = mapper.judge(cells)
      asked.add(cells, rowNumber, row)
      // It is impossible to know what a row like this says about the addresses in it.
      const isOfOtherTable = cells.slice(0, job.mapping.length).every((cell) => cell.trim() === '')
      if (row.email === null && (hasColumn || isOfOtherTable)) collectSecondTable(cells, job.mapping.length, bySection)
      const said = says ? gateCodes.opted_out : optOutGates.find((gate) => gate === row.gate)
      if (said === undefined || row.email === null) return
      for (const email of [row.email, ...row.otherEmails]) bar(email, said)
    },
  }))
  legends.push(...sections.legends)
  const marks = legends.length === 0 ? [] : await barMarkedRows(job, mapper, legends, bar)
  for (const [email, gate] of bySection) bar(email, gate)
  if (barred.size > 0) mapper.bar(barred)
  return [...marks, ...asked.all()]
}

/**
 * Reads the file once more: a legend may be its last row. Returns the marks about which the operator decides, and leaves
 * in whom the operator allowed.
 */
async function barMarkedRows(
  job: MappedJob,
  mapper: RowMapper,
  legends: readonly Legend[],
  bar: (email: string, gate: OptOutGate) => void,
): Promise<readonly ValueToDecide[]> {
  const marked = createMarkedRows(legends)
  await readLeadFile({ path: job.path, format: job.format, hash: false }, () => ({
    onRow(cells, rowNumber, _issue, _line, long) {
      if (long) cutLongCells(cells)
      const { email, otherEmails } = mapper.judge(cells)
      if (email !== null) marked.add(cells, rowNumber, [email, ...otherEmails])
    },
  }))
  for (const [email, gate] of marked.behindValues) bar(email, gate)
  const asked: ValueToDecide[] = []
  for (const found of marked.inColumns()) {
    const value = markToDecide(found, job.mapping[found.column])
    if (value) asked.push(value)
    if (value && isAllowed(value, job.mapping)) continue
    for (const { emails } of found.rows) for (const email of emails) bar(email, found.gate)
  }
  return asked
}

async function findRepeatedAddresses(job: MappedJob, mapper: RowMapper): Promise<ReadonlySet<string>> {
  const seen = createAddressSet()
  const twice = new Set<string>()
  await readReady(job, mapper, (_row, email) => {
    if (!seen.add(email)) twice.add(toAsciiDomain(email))
  })
  return twice
}

type OnReady = (row: CheckedRow, email: string, cells: readonly string[], rowNumber: number) => void

async function readReady(job: MappedJob, mapper: RowMapper, onReady: OnReady): Promise<void> {
  await readLeadFile({ path: job.path, format: job.format, hash: false }, () => ({
    onRow(cells, rowNumber, issue, _line, long) {
      if (long) cutLongCells(cells)
      const row = mapper.judge(cells, issue === 'row_too_short' || issue === 'row_too_long')
      if (row.gate === gateCodes.ready && row.email !== null) onReady(row, row.email, cells, rowNumber)
    },
  }))
}
