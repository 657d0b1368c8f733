/**
 * Runs a lead file through the product's own reading, recognition, mapping and gates with the settings of a new import,
 * and returns the outcome. If the product rejects the whole file, its error is thrown (`code`, `data.line`).
 */
import path from 'node:path'
import { createRowMapper } from '#backend/leads/rows/row-mapper.ts'
import { optOutTitleOf } from '../../src/main/backend/leads/import/opt-out-title.ts'
import { runParseJob } from '../../src/main/backend/leads/import/run-parse-job.ts'
import { mappingFault } from '../../src/shared/domain/leads/import/check-mapping.ts'
import { recogniseColumns } from '../../src/shared/domain/leads/import/columns/recognise-columns.ts'
import { createGateCounter } from '../../src/shared/domain/leads/import/count-gates.ts'
import { gateOfCode } from '../../src/shared/domain/leads/import/gates.ts'
import { findQuirks } from '../../src/shared/domain/leads/import/quirks.ts'
import { recogniseSource } from '../../src/shared/domain/leads/import/recognise-source.ts'
import { defaultSettings } from '../../src/shared/domain/leads/import/row-settings.ts'

const SAMPLE_ROWS = 5
/** Reasons that have a different name outside the app. */
const reasonNames = { duplicate_in_file: 'duplicate' }

const outletInto = (chunk) => ({ progress() {}, chunk, ready: () => true, drained: async () => undefined })

export async function importFile(file, settings = defaultSettings) {
  const at = path.resolve(String(file))
  const { whole: survey } = await runParseJob(
    { kind: 'survey', path: at, hash: true },
    outletInto(() => undefined),
  )
  const { facts, firstRows } = survey
  const looks = facts.header.map((header, position) => ({ header, cells: survey.filledCells[position] ?? [] }))
  const suggestions = recogniseColumns(looks, firstRows)
  const source = recogniseSource(facts.header)
  const mapping = suggestions.map(({ target }) => target)
  const fault = mappingFault(mapping)
  const format = { encoding: facts.encoding, delimiter: facts.delimiter, sheet: facts.sheet, layout: facts.layout }

  const aboutNo = optOutTitleOf(facts, path.basename(at))
  const counter = createGateCounter(() => false)
  if (facts.rowCount > 0) {
    await runParseJob(
      { kind: 'check', path: at, format, mapping, aboutNo, ...settings },
      outletInto(({ values }) => {
        for (let i = 0; i < values.length; i += 4) counter.add(values[i], values[i + 1], values[i + 2], values[i + 3])
      }),
    )
  }
  const tally = counter.result()
  const { ready, ...held } = tally.gates
  const mapper = createRowMapper(mapping, { ...settings, aboutNo })
  const quirks = findQuirks(looks, suggestions)
  return {
    source: source?.id ?? 'unknown',
    sourceSure: source?.sure ?? null,
    evidence: source?.evidence ?? [],
    encoding: facts.encoding,
    delimiter: facts.delimiter,
    sheet: facts.sheet,
    /** 0 if the table has no header. */
    headerLine: facts.layout.headerLine ?? 0,
    header: facts.header,
    columns: byHeader(facts.header, mapping.map(outwardTarget)),
    targets: byHeader(facts.header, mapping),
    rows: facts.rowCount,
    leads: ready,
    derivedLeads: tally.derived,
    reasons: Object.fromEntries(Object.entries(held).map(([gate, count]) => [reasonNames[gate] ?? gate, count])),
    flags: tally.flags,
    quirks,
    warnings: warningsOf(survey, tally, quirks, fault),
    sample: firstRows.slice(0, SAMPLE_ROWS).map((cells, index) => {
      const row = mapper.judge(cells, cells.length > facts.header.length)
      const person = mapper.derive(cells, row)
      return {
        row: index + 1,
        gate: gateOfCode(row.gate),
        verification: row.verification,
        otherEmails: row.otherEmails,
        lead: JSON.parse(mapper.payload(cells, row.email)),
        derived: person ? JSON.parse(person.payload) : null,
      }
    }),
  }
}

/** Returns a field's name, `custom` for any variable, and `ignore` for a column that is not sent. */
function outwardTarget(target) {
  if (target.kind === 'field') return target.field
  return target.kind === 'variable' ? 'custom' : 'ignore'
}

/** Numbers repeated names and names a column without a header by its position, so that none hides another. */
function byHeader(header, values) {
  const named = {}
  header.forEach((name, position) => {
    const wanted = name.trim() === '' ? `Column ${position + 1}` : name.trim()
    let key = wanted
    for (let twice = 2; Object.hasOwn(named, key); twice += 1) key = `${wanted} (${twice})`
    Object.defineProperty(named, key, { value: values[position], enumerable: true })
  })
  return named
}

function warningsOf({ issues, facts }, tally, quirks, fault) {
  const warnings = []
  const warn = (code, count) => count > 0 && warnings.push({ code, count })
  warn('ragged_rows', issues.row_too_short + issues.row_too_long)
  warn('text_after_quote', issues.text_after_quote)
  if (facts.rowCount === 0) warnings.push({ code: 'no_rows', count: 0 })
  else if (fault || tally.withAddress === 0) warnings.push({ code: 'no_email', count: facts.rowCount })
  if (facts.layout.headerLine === null) warnings.push({ code: 'no_header', count: 1 })
  else warn('lines_above_header', facts.layout.fromLine - 1)
  for (const { code, cells } of quirks) warnings.push({ code, count: cells })
  for (const [flag, count] of Object.entries(tally.flags)) warn(flag, count)
  return warnings
}
