/** Collects in one pass what is known of every lead of a list now, as the basis of everything a plan shows. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import {
  type createCurrentExclusions,
  type ExclusionTarget,
  exclusionBits,
  type LeadToCheck,
} from '../../leads/gates/current-exclusions.ts'
import type { MailedDomains } from '../../leads/gates/mailed-domains.ts'
import { createListCache } from '../../leads/lists/settled-list.ts'
import type { SharedMemories } from '../../leads/shared-memory/shared-memory.ts'

/** Leads read per step, which takes about ten milliseconds. */
const STEP = 2000
/** Addresses per request to a shared memory. */
const askedAtOnce = 10_000
/** Number of lists whose gates are cached. */
const LISTS_KEPT = 3

/** By position, index 0 unused: the gate's code, and whether the lead was removed from the list. */
type ListRows = { readonly gateAt: Uint8Array; readonly removedAt: Uint8Array }
export type LeadSnapshot = ListRows & {
  /** The reasons against each lead, as bits. */
  readonly bitsAt: Uint16Array
}

export type LeadSnapshots = ReturnType<typeof createLeadSnapshots>

/** Passes in progress are shared, as the screen asks several things at once. Reasons against leads are not cached. */
export function createLeadSnapshots(
  { store }: Pick<Deps, 'store'>,
  parts: {
    readonly currentExclusions: ReturnType<typeof createCurrentExclusions>
    readonly companies: Pick<MailedDomains, 'catchUp'>
    readonly shared?: Pick<SharedMemories, 'memberOf' | 'taken'> | null
  },
) {
  const { raw } = store
  const kept = createListCache<ListRows>(store, LISTS_KEPT)
  const looking = new Map<string, Promise<LeadSnapshot>>()
  const next = raw
    .prepare<[number, number, number], readonly [number, number, number]>(
      'select position, gate, removed from lead where list_id = ? and position > ? order by position limit ?',
    )
    .raw()
  const withAddress = raw.prepare<[number, number, number], { position: number; email: string }>(
    `select position, email from lead
     where list_id = ? and position between ? and ? and gate = 0 and removed = 0 order by position`,
  )

  /** Gates and removals, which change only with actions on the list. */
  async function read(listId: ListId, rowCount: number): Promise<ListRows> {
    const gateAt = new Uint8Array(rowCount + 1)
    const removedAt = new Uint8Array(rowCount + 1)
    for (let after = 0; ; ) {
      const page = next.all(listId, after, STEP)
      for (const [position, gate, removed] of page) {
        if (position > rowCount) continue
        gateAt[position] = gate
        removedAt[position] = removed === 0 ? 0 : 1
      }
      const last = page.at(-1)
      if (!last || page.length < STEP) break
      after = last[0]
      await nextTurn()
    }
    return { gateAt, removedAt }
  }

  async function readSnapshot(listId: ListId, workspaceId: WorkspaceId, target: ExclusionTarget, companies: boolean) {
    if (companies) await parts.companies.catchUp()
    const { gateAt, removedAt } = kept.known(listId) ?? (await kept.read(listId, (rowCount) => read(listId, rowCount)))
    const bitsAt = new Uint16Array(gateAt.length)
    const look = { gateAt, removedAt, bitsAt }
    await markTaken(listId, workspaceId, look)
    const held = parts.currentExclusions(workspaceId, target, { companies, places: 'anywhere' })
    if (!held) return look
    for (let first = 1; first < gateAt.length; first += STEP) {
      const last = Math.min(first + STEP, gateAt.length) - 1
      if (held.nobody(listId, first, last)) continue
      const ready = held.byAddress ? withAddress.all(listId, first, last) : readyIn(look, first, last)
      const bits = ready.length === 0 ? [] : held(listId, ready)
      for (const [at, { position }] of ready.entries()) bitsAt[position] = (bitsAt[position] ?? 0) | (bits[at] ?? 0)
      await nextTurn()
    }
    return look
  }

  /** Marks leads another computer has claimed. Without an answer nobody is: the export asks again before uploading. */
  async function markTaken(listId: ListId, workspaceId: WorkspaceId, { gateAt, bitsAt }: LeadSnapshot): Promise<void> {
    if (!parts.shared?.memberOf(workspaceId)) return
    for (let first = 1; first < gateAt.length; first += askedAtOnce) {
      const ready = withAddress.all(listId, first, first + askedAtOnce - 1)
      const isTaken = await parts.shared.taken(
        workspaceId,
        ready.map(({ email }) => email),
      )
      if (!isTaken) return
      for (const { position, email } of ready) {
        if (position < bitsAt.length && isTaken(email))
          bitsAt[position] = (bitsAt[position] ?? 0) | exclusionBits.claimed_elsewhere
      }
    }
  }

  return {
    /** `companies`: whether to look also for companies that other clients contacted. */
    of(listId: ListId, workspaceId: WorkspaceId, target: ExclusionTarget, companies = false): Promise<LeadSnapshot> {
      const key = JSON.stringify([listId, target, companies])
      const known = looking.get(key)
      if (known) return known
      const look = readSnapshot(listId, workspaceId, target, companies).finally(() => {
        if (looking.get(key) === look) looking.delete(key)
      })
      looking.set(key, look)
      return look
    },
  }
}

export const isReady = ({ gateAt, removedAt }: ListRows, position: number): boolean =>
  gateAt[position] === 0 && removedAt[position] === 0

function readyIn(rows: ListRows, first: number, last: number): readonly LeadToCheck[] {
  const ready: LeadToCheck[] = []
  for (let position = first; position <= last; position += 1) {
    if (rows.gateAt[position] === 0 && rows.removedAt[position] === 0) ready.push({ position, email: '' })
  }
  return ready
}
