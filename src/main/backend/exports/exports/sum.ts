/** What an export comes to, row by row, before it is started: by the very rules its batches are cut by. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import { type ExportSettings, type ExportSum, type SumReason, sumReasons } from '#shared/contract/exports/exports.ts'
import { gateOfCode } from '#shared/domain/leads/import/gates.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { therePlaces } from '../../leads/gates/at-instantly.ts'
import { type HeldTarget, reasonOf } from '../../leads/gates/held-now.ts'
import { createCutTo } from './cut-to-most.ts'
import { isReady, type LeadLook, type LeadLooks } from './lead-look.ts'
import type { FiledLead, LeadRules } from './lead-rules.ts'
import { byValues, type LeadValues, namesOf } from './lead-values.ts'
import type { PartRows } from './part-rows.ts'
import { readPlannedList } from './plan.ts'

/** Leads looked at in one go: some ten milliseconds. */
const STEP = 2000

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
export type SumAsked = HeldTarget & {
  readonly listId: ListId
  readonly part?: ExportPart | undefined
  readonly rules: SumRules
}

/** By position of the list, 0 unused. */
export type SumRows = {
  readonly look: LeadLook
  /** 0 where nothing speaks against it, else one more than the place of its reason in `sumReasons`. */
  readonly reasonAt: Uint8Array
  /** 1 for a row the export answers for. */
  readonly isIn: Uint8Array
  /** 1 for a lead that goes out. */
  readonly goes: Uint8Array
  /** Whether only some rows of the list are in it. */
  readonly isPart: boolean
  /** Whether some leads stay out for lack of contacts. */
  readonly isCut: boolean
}

/** Goes through leads of a list, some at a time. */
export type EachLead = (
  listId: ListId,
  isWanted: (position: number) => boolean,
  see: (lead: FiledLead) => void,
) => Promise<void>

export type Sums = ReturnType<typeof createSums>

export function createSums(
  deps: Deps,
  parts: {
    readonly leadLooks: LeadLooks
    readonly values: Pick<LeadValues, 'of'>
    readonly rules: Pick<LeadRules, 'verifiedOf'>
    readonly partRows: PartRows
  },
) {
  const { raw } = deps.store
  const next = raw.prepare<[number, number, number], FiledLead>(
    `select position, email, import_id as importId, row_number as rowNumber from lead
     where list_id = ? and position > ? and gate = 0 and removed = 0 order by position limit ?`,
  )

  /** Goes through the ready leads a sum is still about, in small steps. */
  async function each(listId: ListId, isWanted: (position: number) => boolean, see: (lead: FiledLead) => void) {
    for (let after = 0; ; ) {
      const page = next.all(listId, after, STEP)
      for (const lead of page) if (isWanted(lead.position)) see(lead)
      const last = page.at(-1)
      if (!last || page.length < STEP) return
      after = last.position
      await nextTurn()
    }
  }

  /** Throws NOT_FOUND. */
  async function find(workspaceId: WorkspaceId, { listId, part, rules, ...target }: SumAsked): Promise<SumFound> {
    const [look, chosen] = await Promise.all([
      parts.leadLooks.of(listId, workspaceId, target, rules.holdOtherCompanies ?? false),
      parts.partRows.of(listId, part),
    ])
    const { length } = look.gateAt
    const isIn = new Uint8Array(length).fill(1, 1)
    if (chosen) for (let at = 1; at < length; at += 1) isIn[at] = chosen[at] ?? 0
    const reasonAt = new Uint8Array(length)
    const goes = new Uint8Array(length)
    for (let at = 1; at < length; at += 1) {
      if (isIn[at] === 0 || !isReady(look, at)) continue
      const reason = reasonOf(look.bitsAt[at] ?? 0, rules)
      if (reason === null) goes[at] = 1
      else reasonAt[at] = codeOf(reason)
    }
    const leaveOut = (position: number, reason: SumReason) => {
      goes[position] = 0
      reasonAt[position] = codeOf(reason)
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
    const names = namesOf(rules)
    if (names.length > 0) {
      const leftOut = byValues(await parts.values.of(listId, names), rules)
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
  const cutTo = createCutTo(parts.rules, each)

  return {
    /** Row by row, for what starts an export. Throws NOT_FOUND. */
    rows: async (workspaceId: WorkspaceId, asked: SumAsked): Promise<SumRows> => (await find(workspaceId, asked)).rows,
    /** Throws NOT_FOUND. */
    async sum(asked: SumAsked): Promise<ExportSum> {
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
      const { own } = therePlaces(deps.store, workspaceId)
      return {
        rows: inList,
        outside,
        gates: [...gates].toSorted(([a], [b]) => a - b).map(([gate, count]) => ({ gate: gateOfCode(gate), count })),
        held: sumReasons.flatMap((reason) => {
          const count = held.get(codeOf(reason)) ?? 0
          return count > 0 ? [{ reason, count }] : []
        }),
        ...found,
        goOut,
        mirror: { readAt: own?.copiedAt ?? null, oldFrom: own?.oldFrom ?? null },
      }
    },
    /** Positions of those that stay out for one reason, rising. Throws NOT_FOUND. */
    async positions(asked: SumAsked, reason: SumReason): Promise<readonly number[]> {
      const { workspaceId } = readPlannedList(deps, asked.listId)
      const { reasonAt } = (await find(workspaceId, asked)).rows
      const code = codeOf(reason)
      return [...reasonAt.entries()].flatMap(([at, found]) => (found === code ? [at] : []))
    },
  }
}

type SumFound = {
  readonly rows: SumRows
  /** Rows of the part before it is cut; null for the whole list. */
  readonly chosen: Uint8Array | null
  readonly afterFirst: number
  readonly beyondContacts: number
  readonly beyondVerified: number
}

const codes = new Map(sumReasons.map((reason, at) => [reason, at + 1]))
const codeOf = (reason: SumReason): number => codes.get(reason) ?? 0
