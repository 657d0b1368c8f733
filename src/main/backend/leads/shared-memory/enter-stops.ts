/**
 * Records the stops of other computers as opt-outs of this one, so that Instantly is also updated from here. Only the
 * hash of a person arrives; it is recorded once the person is known here, from a list or from the copy of Instantly's
 * leads.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { domainsOf } from '#shared/domain/leads/import/block-value.ts'
import type { OptOutId, SharedMemoryId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { OptOuts } from '../opt-outs/opt-outs.ts'
import { createKnownAddresses, type Seen } from './known-addresses.ts'
import type { SharedLink } from './shared-memory.ts'

/** The computer where it was stated updates Instantly itself; this one checks afterwards and does what is missing. */
const otherFirstMs = 60_000

type Waiting = { readonly hash: string; readonly at: number }

/** Creates the step that runs with every check of a shared memory. */
export function createStopRecorder(
  { store, clock, instantly }: Pick<Deps, 'store' | 'clock' | 'instantly'>,
  optOuts: OptOuts,
): (link: SharedLink, signal: AbortSignal) => Promise<void> {
  const { raw } = store
  const waiting = raw.prepare<[number], Waiting>(
    `select hash, min(at) as at from shared_stop where memory_id = ? and stopped = 1 and opt_out_id is null group by hash`,
  )
  const entered = raw.prepare(
    `update shared_stop set opt_out_id = @optOutId where memory_id = @memoryId and hash = @hash and stopped = 1`,
  )
  const over = raw
    .prepare<[number, number], OptOutId>(
      `select o.id from opt_out o where o.workspace_id = ? and o.source = 'shared' and o.state = 'on'
         and exists (select 1 from shared_stop s where s.opt_out_id = o.id and s.memory_id = ?)
         and not exists (select 1 from shared_stop s where s.opt_out_id = o.id and s.stopped = 1)`,
    )
    .pluck()
  const known = createKnownAddresses(raw)
  const seen = new Map<SharedMemoryId, Seen>()

  const enter = raw.transaction(({ member }: SharedLink, { hash, at }: Waiting, value: string): void => {
    const { id: memoryId, workspaceId } = member
    const tellAt = clock.now() + otherFirstMs
    const optOutId =
      optOuts.record({ workspaceId, value, at, source: 'shared', scope: 'client', tellAt }) ??
      // It was undone here after it was stated there, so it is recorded and otherwise left unchanged.
      optOuts.find(workspaceId, value)?.id
    if (optOutId !== undefined) entered.run({ optOutId, memoryId, hash })
  })

  return async (link, signal) => {
    const { member, key } = link
    optOuts.undo(over.all(member.workspaceId, member.id), true, (workspaceId) => instantly.now(workspaceId))
    const open = new Map(waiting.all(member.id).map((one) => [one.hash, one]))
    const before = seen.get(member.id)
    const isMore = [...open.keys()].some((hash) => !before?.hashes.has(hash))
    const so: Seen = {
      hashes: new Set(open.keys()),
      lists: isMore ? new Map() : (before?.lists ?? new Map<number, number>()),
      copy: isMore ? '' : (before?.copy ?? ''),
    }
    if (open.size > 0) {
      const domains = new Set<string>()
      const meet = (value: string) => {
        const one = open.get(key.hash(value))
        if (!one) return
        enter(link, one, value)
        open.delete(one.hash)
      }
      for (const some of known(member.workspaceId, so)) {
        for (const value of some) {
          meet(value)
          for (const domain of domainsOf(value)) {
            if (domains.has(domain)) continue
            domains.add(domain)
            meet(domain)
          }
        }
        if (open.size === 0) break
        await nextTurn()
        // Processed again from the beginning the next time.
        if (signal.aborted) return
      }
    }
    seen.set(member.id, so)
  }
}
