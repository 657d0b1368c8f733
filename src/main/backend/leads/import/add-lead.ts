/**
 * A lead added by hand is imported as a file of one row, so that it passes the same checks and can be undone in the
 * same way.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { LeadCheck, SavedImport } from '#shared/contract/leads/lists.ts'
import { gateCodes, gateOfCode } from '#shared/domain/leads/import/gates.ts'
import { findLookupGate, isOverriddenByList } from '#shared/domain/leads/import/lookups.ts'
import { type LeadField, leadFields, type Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { ImportSettings } from '#shared/domain/leads/import/row-settings.ts'
import { AppError } from '#shared/errors.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import type { Deps } from '../../core/deps.ts'
import { verbatimCsvLine } from '../../core/lib/csv-write.ts'
import { createLookups } from '../gates/lookups.ts'
import { getList } from '../lists/queries.ts'
import { createReadyLookup } from '../lists/ready-lookup.ts'
import { createRowMapper } from '../rows/row-mapper.ts'
import type { Imports } from './imports.ts'
import { newOwnFile } from './pasted-rows.ts'

export type NewLead = {
  readonly listId: ListId
  readonly fields: Readonly<Partial<Record<LeadField, string>>>
  readonly variables: Readonly<Record<string, string>>
}

/** Values are used exactly as typed: nothing is tidied, split or derived. */
const settings: ImportSettings = { holdUnverified: true, tidyNames: false, derivePersons: false }

function rowOf({ fields, variables }: NewLead) {
  const filled = [
    ...leadFields.map((field) => ({
      target: { kind: 'field', field } as const,
      name: field,
      value: fields[field] ?? '',
    })),
    ...Object.entries(variables).map(([name, value]) => ({
      target: { kind: 'variable', name } as const,
      name,
      value,
    })),
  ].filter(({ name, value }) => name === 'email' || value.trim() !== '')
  return {
    mapping: filled.map(({ target }) => target) satisfies Mapping,
    header: filled.map(({ name }) => name),
    cells: filled.map(({ value }) => value.trim()),
  }
}

/** Returns the result of the checks for a lead before it is added. */
export function checkLead({ store }: Pick<Deps, 'store'>, lead: NewLead): LeadCheck {
  const { workspaceId } = getList(store, lead.listId)
  const { mapping, cells } = rowOf(lead)
  const { gate: own, email } = createRowMapper(mapping, settings).judge(cells)
  if (email === null || (own !== gateCodes.ready && own !== gateCodes.too_long)) return { gate: gateOfCode(own), email }
  const isListed = createReadyLookup(store)(email, lead.listId) !== undefined
  const held = findLookupGate(createLookups(store, workspaceId, settings).lookups, email)
  if (held !== null && !(isListed && isOverriddenByList(held))) return { gate: gateOfCode(held), email }
  return { gate: isListed ? 'already_in_list' : gateOfCode(own), email }
}

/** Adds the lead at the end of its list. Throws INVALID_INPUT if the address is invalid or already in the list. */
export async function addLead(
  deps: Deps,
  imports: Imports,
  lead: NewLead,
): Promise<SavedImport & { readonly leadId: LeadId }> {
  const { gate } = checkLead(deps, lead)
  if (gate === 'no_address' || gate === 'bad_syntax' || gate === 'masked' || gate === 'already_in_list') {
    throw new AppError('INVALID_INPUT', { field: 'email', message: gate })
  }
  const { workspaceId } = getList(deps.store, lead.listId)
  const { mapping, header, cells } = rowOf(lead)
  const file = newOwnFile(deps)
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  try {
    await writeFile(file, verbatimCsvLine(header) + verbatimCsvLine(cells), { mode: 0o600 })
    const { importId } = await imports.openMade(workspaceId, {
      path: file,
      name: backendTexts[operatorLanguage(deps)].listWork.addLead.source,
      lastList: null,
      format: { encoding: 'utf-8', delimiter: ',', layout: { headerLine: 1, fromLine: 1 } },
    })
    const saved = await imports.save({ importId, mapping, settings, into: { listId: lead.listId } })
    const leadId = deps.store.raw
      .prepare(
        'select max(id) from lead where list_id = ? and import_id = (select import_id from list_action where id = ?)',
      )
      .pluck()
      .get(lead.listId, saved.step?.actionId ?? 0) as LeadId
    return { ...saved, leadId }
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}
