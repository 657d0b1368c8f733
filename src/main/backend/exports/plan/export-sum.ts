/** Computes the result of an export row by row before it starts, by the same rules its batches are cut by. */
import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import { type ExportSettings, type ExportSum, type SumReason, sumReasons } from '#shared/contract/exports/exports.ts'
import { gateOfCode } from '#shared/domain/leads/import/gates.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { leadMirrorStats } from '../../leads/gates/at-instantly.ts'
import type { ExclusionTarget } from '../../leads/gates/current-exclusions.ts'
import type { LeadInFile, LeadRules } from '../engine/lead-rules.ts'
import { createLeadIteration } from './each-lead.ts'
import { createLeadFinder, reasonCode } from './find-leads-of-sum.ts'
import { createLeadLimit } from './lead-limit.ts'
import type { LeadSnapshot, LeadSnapshots } from './lead-snapshot.ts'
import type { LeadValues } from './lead-values.ts'
import type { PartRows } from './part-rows.ts'
import { readPlannedList } from './plan.ts'

export type SumRules = Pick<
  ExportSettings,
  | 'skipIfInWorkspace'
  | 'skipIfInCampaign'
  | 'skipIfInList'
  | 'holdBlocked'
  | 'holdOtherClients'
  | 'holdOtherCompanies'
  | 'leaveOut'
  | 'blanksOut'
  | 'onlyVerified'
  | 'contactsLeft'
>
export type SumRequest = ExclusionTarget & {
  readonly listId: ListId
  readonly part?: ExportPart | undefined
  readonly rules: SumRules
}

/** Indexed by position in the list; index 0 is unused. */
export type SumRows = {
  readonly look: LeadSnapshot
  /** 0 if the row is not excluded, otherwise one more than the index of the reason in `sumReasons`. */
  readonly reasonAt: Uint8Array
  /** 1 for a row that belongs to the export. */
  readonly isIn: Uint8Array
  /** 1 for a lead that will be sent. */
  readonly goes: Uint8Array
  /** Whether only some rows of the list belong to the export. */
  readonly isPart: boolean
  /** Whether some leads are left out because the plan has no contacts left. */
  readonly isCut: boolean
}

/** Iterates over leads of a list in small steps. */
export type EachLead = (
  listId: ListId,
  isWanted: (position: number) => boolean,
  see: (lead: LeadInFile) => void,
) => Promise<void>

export type SumParts = {
  readonly leadSnapshots: LeadSnapshots
  readonly values: Pick<LeadValues, 'of'>
  readonly rules: Pick<LeadRules, 'verifiedOf'>
  readonly partRows: PartRows
}

export type ExportSums = ReturnType<typeof createExportSums>

export function createExportSums(deps: Deps, parts: SumParts) {
  const { raw } = deps.store
  const each = createLeadIteration(raw)
  const cutTo = createLeadLimit(parts.rules, each)
  const find = createLeadFinder(parts, each, cutTo)

  return {
    /** Row by row, for code that starts an export. Throws NOT_FOUND. */
    rows: async (workspaceId: WorkspaceId, asked: SumRequest): Promise<SumRows> =>
      (await find(workspaceId, asked)).rows,
    /** Throws NOT_FOUND. */
    async sum(asked: SumRequest): Promise<ExportSum> {
      const { workspaceId } = readPlannedList(deps, asked.listId)
      const { rows, chosen, ...found } = await find(workspaceId, asked)
      const { look, reasonAt, goes } = rows
      const gates = new Map<number, number>()
      const held = new Map<number, number>()
      let inList = 0
      let outside = 0
      let goOut = 0
      for (let at = 1; at < look.gateAt.length; at += 1) {
        if (look.removedAt[at] === 1) continue
        inList += 1
        if (chosen && chosen[at] !== 1) {
          outside += 1
          continue
        }
        const gate = look.gateAt[at] ?? 0
        if (gate !== 0) gates.set(gate, (gates.get(gate) ?? 0) + 1)
        const code = reasonAt[at] ?? 0
        if (code !== 0) held.set(code, (held.get(code) ?? 0) + 1)
        goOut += goes[at] ?? 0
      }
      const { own } = leadMirrorStats(deps.store, workspaceId)
      return {
        rows: inList,
        outside,
        gates: [...gates].toSorted(([a], [b]) => a - b).map(([gate, count]) => ({ gate: gateOfCode(gate), count })),
        held: sumReasons.flatMap((reason) => {
          const count = held.get(reasonCode(reason)) ?? 0
          return count > 0 ? [{ reason, count }] : []
        }),
        ...found,
        goOut,
        mirror: { readAt: own?.copiedAt ?? null, oldFrom: own?.oldFrom ?? null },
      }
    },
    /** Positions of the leads left out for one reason, ascending. Throws NOT_FOUND. */
    async positions(asked: SumRequest, reason: SumReason): Promise<readonly number[]> {
      const { workspaceId } = readPlannedList(deps, asked.listId)
      const { reasonAt } = (await find(workspaceId, asked)).rows
      const code = reasonCode(reason)
      return [...reasonAt.entries()].flatMap(([at, found]) => (found === code ? [at] : []))
    },
  }
}
