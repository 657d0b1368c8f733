/** Previews the rows of a file as they would be added to the list. */
import type { ImportSettings, LeadPreview } from '#shared/contract/leads/imports.ts'
import { mappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import { type GateCode, gateOfCode } from '#shared/domain/leads/import/gates.ts'
import { findLookupGate } from '#shared/domain/leads/import/lookups.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { AppError } from '#shared/errors.ts'
import type { Store } from '../../core/deps.ts'
import { createLookups } from '../gates/lookups.ts'
import { readPayload } from '../lists/queries.ts'
import { createRowMapper } from '../rows/row-mapper.ts'
import type { Drafts, OpenDraft } from './import-draft.ts'
import type { PreviewInput } from './imports.ts'
import { createDraftReader } from './read-draft.ts'

export function assertWidth(mapping: Mapping, open: OpenDraft) {
  if (mapping.length === open.facts.header.length) return
  throw new AppError('INVALID_INPUT', { field: 'mapping', message: 'one target per column' })
}

export function assertMapping(mapping: Mapping, settings: ImportSettings, { emailNeeded } = { emailNeeded: true }) {
  const found = mappingFault(mapping, settings.composed)
  switch (found?.fault) {
    case undefined:
      return
    case 'no_email':
      if (emailNeeded) throw new AppError('MAPPING_NO_EMAIL')
      return
    case 'target_twice':
      throw new AppError('MAPPING_TARGET_TWICE', { target: found.target })
    case 'column_missing':
      throw new AppError('INVALID_INPUT', { field: 'composed', message: 'no such column' })
    case 'name_invalid':
      throw new AppError('MAPPING_NAME_INVALID', { name: found.name })
  }
}

/** Shows some rows with their results. */
export function createPreview(
  store: Store,
  drafts: Drafts,
  readRows: ReturnType<typeof createDraftReader>['readRows'],
) {
  async function preview(input: PreviewInput) {
    const { importId, mapping, settings, fromRow, count } = input
    const open = drafts.get(importId)
    assertWidth(mapping, open)
    // A preview also shows an incomplete mapping; only saving requires an address.
    assertMapping(mapping, settings, { emailNeeded: false })
    const mapper = createRowMapper(mapping, { ...settings, aboutNo: open.draft.aboutNo })
    const last = Math.min(open.facts.rowCount, fromRow + count - 1)
    const wanted = input.rowNumbers ?? Array.from({ length: Math.max(0, last - fromRow + 1) }, (_, i) => fromRow + i)
    const rows = await readRows(open, wanted)
    const { lookups } = createLookups(store, open.draft.workspaceId, settings)
    const gateNow = (gate: GateCode, email: string | null) =>
      gateOfCode(gate === 0 && email !== null ? (findLookupGate(lookups, email) ?? gate) : gate)
    return rows.map(({ rowNumber, cells, ragged }): LeadPreview => {
      const row = mapper.judge(cells, ragged)
      const person = mapper.derive(cells, row, ragged)
      return {
        rowNumber,
        gate: gateNow(row.gate, row.email),
        email: row.email,
        otherEmails: row.otherEmails,
        emailColumn: row.emailColumn,
        cells,
        ...readPayload(mapper.payload(cells, row.email)),
        person: person && {
          gate: gateNow(person.gate, person.email),
          email: person.email,
          ...readPayload(person.payload),
          textsLeftOut: person.textsLeftOut,
        },
      }
    })
  }
  return preview
}
