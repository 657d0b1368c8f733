/** What is known of every lead of a list at this moment, in one pass: everything a plan asks of a list goes by it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { createHeldNow, HeldTarget } from '../../leads/gates/held-now.ts'
import type { MailedDomains } from '../../leads/gates/mailed-domains.ts'

/** Leads looked at in one go: some ten milliseconds. */
const STEP = 2000

export type LeadLook = {
  /** By position, 0 unused: the gate's code, whether the lead was removed from the list, what speaks against it. */
  readonly gateAt: Uint8Array
  readonly removedAt: Uint8Array
  readonly bitsAt: Uint16Array
}

export type LeadLooks = ReturnType<typeof createLeadLooks>

/** Looks under way are shared: the screen of a plan asks several things at once. None is kept for later. */
export function createLeadLooks(
  { store }: Pick<Deps, 'store'>,
  parts: { readonly heldNow: ReturnType<typeof createHeldNow>; readonly companies: Pick<MailedDomains, 'catchUp'> },
) {
  const { raw } = store
  const looking = new Map<string, Promise<LeadLook>>()
  const next = raw
    .prepare<[number, number, number], readonly [number, number, number, string | null]>(
      'select position, gate, removed, email from lead where list_id = ? and position > ? order by position limit ?',
    )
    .raw()
  const rowCountOf = raw.prepare<[number], number>('select row_count from lead_list where id = ?').pluck()

  async function lookAnew(listId: ListId, workspaceId: WorkspaceId, target: HeldTarget, companies: boolean) {
    if (companies) await parts.companies.catchUp()
    const rows = rowCountOf.get(listId) ?? 0
    const gateAt = new Uint8Array(rows + 1)
    const removedAt = new Uint8Array(rows + 1)
    const bitsAt = new Uint16Array(rows + 1)
    const held = parts.heldNow(workspaceId, target, companies)
    for (let after = 0; ; ) {
      const page = next.all(listId, after, STEP)
      const ready: { position: number; email: string }[] = []
      for (const [position, gate, removed, email] of page) {
        if (position > rows) continue
        gateAt[position] = gate
        removedAt[position] = removed === 0 ? 0 : 1
        if (gate === 0 && removed === 0 && email !== null) ready.push({ position, email })
      }
      if (held && ready.length > 0) {
        const bits = held(listId, ready)
        for (const [at, { position }] of ready.entries()) bitsAt[position] = bits[at] ?? 0
      }
      const last = page.at(-1)
      if (!last || page.length < STEP) return { gateAt, removedAt, bitsAt }
      after = last[0]
      await nextTurn()
    }
  }

  return {
    /** `companies`: whether companies other clients wrote to are looked for too. */
    of(listId: ListId, workspaceId: WorkspaceId, target: HeldTarget, companies = false): Promise<LeadLook> {
      const key = JSON.stringify([listId, target, companies])
      const known = looking.get(key)
      if (known) return known
      const look = lookAnew(listId, workspaceId, target, companies).finally(() => {
        if (looking.get(key) === look) looking.delete(key)
      })
      looking.set(key, look)
      return look
    },
  }
}

export const isReady = ({ gateAt, removedAt }: LeadLook, position: number): boolean =>
  gateAt[position] === 0 && removedAt[position] === 0
