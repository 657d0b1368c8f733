/** Limits an export to a maximum number of leads. */

import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { LeadRules } from '../engine/lead-rules.ts'
import type { EachLead } from './export-sum.ts'

export function createLeadLimit(rules: Pick<LeadRules, 'verifiedOf'>, each: EachLead) {
  /** Removes from `goes` leads beyond the first N, then beyond the remaining contacts, unverified first. */
  async function cutTo(
    workspaceId: WorkspaceId,
    listId: ListId,
    goes: Uint8Array,
    first: ExportPart['first'] | null,
    contactsLeft: number | null,
  ) {
    const count = () => goes.reduce((sum, one) => sum + one, 0)
    let left = count()
    const isFirstCut = first !== null && first !== undefined && left > first.count
    const isCut = contactsLeft !== null && Math.min(left, first?.count ?? left) > contactsLeft
    const byVerified = isCut || (isFirstCut && first.order === 'verified')
    const verified = new Uint8Array(goes.length)
    if (byVerified) {
      const isVerified = rules.verifiedOf(workspaceId, listId)
      await each(
        listId,
        (position) => goes[position] === 1,
        (lead) => {
          if (isVerified(lead)) verified[lead.position] = 1
        },
      )
    }
    /** Keeps the first leads in this order and returns those removed. */
    const keep = (most: number, verifiedFirst: boolean): readonly number[] => {
      const went: number[] = []
      let room = most
      for (const pass of verifiedFirst ? [1, 0] : [null]) {
        for (let at = 1; at < goes.length; at += 1) {
          if (goes[at] === 0 || (pass !== null && verified[at] !== pass)) continue
          if (room > 0) room -= 1
          else went.push(at)
        }
      }
      for (const at of went) goes[at] = 0
      return went
    }
    const after = isFirstCut ? keep(first.count, first.order === 'verified') : []
    left -= after.length
    const firstRows = first ? goes.slice() : goes
    const beyond = isCut && contactsLeft !== null ? keep(contactsLeft, true) : []
    return {
      afterFirst: after.length,
      first: firstRows,
      beyond,
      beyondVerified: beyond.filter((at) => verified[at] === 1).length,
    }
  }
  return cutTo
}
