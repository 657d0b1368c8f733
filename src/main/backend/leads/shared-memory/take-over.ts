/**
 * Takes over the claims of a computer that is lost. It can claim nothing more from then on. People who are leads at
 * Instantly stay claimed; all other addresses are released. The lost computer is stored before anything is done, and
 * every step can be repeated.
 */
import { AppError } from '#shared/errors.ts'
import type { SharedMemoryId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { SharedLink, SharedMemories } from './shared-memory.ts'

type TakeOverResult = { readonly kept: number; readonly freed: number }

export function createComputerTakeOver({ instantly, changed }: Deps, { rows, doFirst, alsoDo }: SharedMemories) {
  const working = new Map<SharedMemoryId, Promise<TakeOverResult>>()

  async function carryOut(
    { member, key, ledger }: SharedLink,
    lost: number,
    signal?: AbortSignal,
  ): Promise<TakeOverResult> {
    await ledger.retire(member.computer, lost)
    const { workspaceId } = member
    const requestContext = {
      workspaceId,
      priority: 'job',
      requestedBy: 'shared memory',
      ...(signal ? { signal } : {}),
    } as const
    const there = new Set<string>()
    for (let after: string | null = null; ; ) {
      const page = await instantly.leadPlaces(requestContext, after)
      for (const { email } of page.items) if (email !== null) there.add(key.hash(email))
      if (page.next === null) break
      after = page.next
    }
    let [kept, freed] = [0, 0]
    for (let after: string | null = null; ; ) {
      const held = await ledger.heldBy(lost, after)
      const rest = held.filter((hash) => !there.has(hash))
      // People who stay remain claimed by the lost computer, because exports of this one release what they did not
      // upload themselves when they end.
      await ledger.release(lost, rest)
      kept += held.length - rest.length
      freed += rest.length
      const last = held.at(-1)
      if (last === undefined) break
      after = last
    }
    // People contacted by exports known here are moved to this computer next, as a restored copy may know exports of
    // the lost one.
    rows.set(member.id, { takingOver: null, formerly: lost, toldBatch: 0 })
    changed('shared_memory')
    return { kept, freed }
  }

  function run(link: SharedLink, lost: number, signal?: AbortSignal): Promise<TakeOverResult> {
    const { id } = link.member
    const work = working.get(id) ?? carryOut(link, lost, signal).finally(() => working.delete(id))
    working.set(id, work)
    return work
  }

  // These are the claims this computer itself had before it was restored; nothing is claimed until they are released or
  // its own again.
  doFirst(async (link) => {
    const { takingOver, formerly } = rows.row(link.member.id)
    if (takingOver !== null && takingOver === formerly) await run(link, takingOver)
  })

  // Work that was interrupted or failed resumes with the next check.
  alsoDo(async (link, signal) => {
    const lost = rows.row(link.member.id).takingOver
    if (lost !== null) await run(link, lost, signal)
  })

  /** Starts a takeover and resolves once it is complete. Work that fails in the meantime is retried automatically. */
  return async (link: SharedLink, lost: number): Promise<TakeOverResult> => {
    const { takingOver } = rows.row(link.member.id)
    if (lost === link.member.computer || (takingOver !== null && takingOver !== lost))
      throw new AppError('INVALID_INPUT', { field: 'computer' })
    rows.set(link.member.id, { takingOver: lost })
    changed('shared_memory')
    return run(link, lost)
  }
}
