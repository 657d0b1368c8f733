/** Finds the leads an export would send. */

import { type SumReason, sumReasons } from '#shared/contract/exports/exports.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { firstExclusionReason } from '../../leads/gates/current-exclusions.ts'
import type { EachLead, SumParts, SumRequest, SumRows } from './export-sum.ts'
import { createLeadLimit } from './lead-limit.ts'
import { isReady } from './lead-snapshot.ts'
import { createValueRule, variablesOfRules } from './lead-values.ts'

type SumFound = {
  readonly rows: SumRows
  /** Rows of the chosen part before it is limited; null for the whole list. */
  readonly chosen: Uint8Array | null
  readonly afterFirst: number
  readonly beyondContacts: number
  readonly beyondVerified: number
}

const codes = new Map(sumReasons.map((reason, at) => [reason, at + 1]))

export const reasonCode = (reason: SumReason): number => codes.get(reason) ?? 0

export function createLeadFinder(parts: SumParts, each: EachLead, cutTo: ReturnType<typeof createLeadLimit>) {
  /** Throws NOT_FOUND. */
  async function find(workspaceId: WorkspaceId, { listId, part, rules, ...target }: SumRequest): Promise<SumFound> {
    const [look, chosen] = await Promise.all([
      parts.leadSnapshots.of(listId, workspaceId, target, rules.holdOtherCompanies ?? false),
      parts.partRows.of(listId, part),
    ])
    const { length } = look.gateAt
    const isIn = new Uint8Array(length).fill(1, 1)
    if (chosen) for (let at = 1; at < length; at += 1) isIn[at] = chosen[at] ?? 0
    const reasonAt = new Uint8Array(length)
    const goes = new Uint8Array(length)
    for (let at = 1; at < length; at += 1) {
      if (isIn[at] === 0 || !isReady(look, at)) continue
      const reason = firstExclusionReason(look.bitsAt[at] ?? 0, rules)
      if (reason === null) goes[at] = 1
      else reasonAt[at] = reasonCode(reason)
    }
    const leaveOut = (position: number, reason: SumReason) => {
      goes[position] = 0
      reasonAt[position] = reasonCode(reason)
    }
    if (rules.onlyVerified) {
      const isVerified = parts.rules.verifiedOf(workspaceId, listId)
      await each(
        listId,
        (position) => goes[position] === 1,
        (lead) => {
          if (!isVerified(lead)) leaveOut(lead.position, 'not_verified')
        },
      )
    }
    const names = variablesOfRules(rules)
    if (names.length > 0) {
      const leftOut = createValueRule(await parts.values.of(listId, names), rules)
      if (leftOut) {
        for (let at = 1; at < length; at += 1) {
          const left = goes[at] === 1 ? leftOut(at) : null
          if (left) leaveOut(at, left.why)
        }
      }
    }
    const cut = await cutTo(workspaceId, listId, goes, part?.first ?? null, rules.contactsLeft ?? null)
    if (part?.first) for (let at = 1; at < length; at += 1) isIn[at] = isIn[at] === 1 && cut.first[at] === 1 ? 1 : 0
    for (const at of cut.beyond) isIn[at] = 0
    return {
      rows: {
        look,
        reasonAt,
        isIn,
        goes,
        isPart: chosen !== null || part?.first !== undefined,
        isCut: cut.beyond.length > 0,
      },
      chosen,
      afterFirst: cut.afterFirst,
      beyondContacts: cut.beyond.length,
      beyondVerified: cut.beyondVerified,
    }
  }
  return find
}
