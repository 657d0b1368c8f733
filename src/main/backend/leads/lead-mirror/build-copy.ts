/** Builds the rows of a copy from the pages that were read. */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { Built, CopyRow } from './copy-store.ts'

/** Rows written in one transaction, and the pause after it. */
const buildStep = 1_000

const buildRestMs = 2

/** Addresses are grouped by this many first letters, then each group is sorted separately. */
const groupLength = 4

/** Address, place, seconds of the last mail, status, interest; pages of an earlier version lack the last two. */
export type StagedLead = [
  email: string | null,
  place: number,
  at: number | null,
  status?: number | null,
  interest?: number | null,
]

/** Sorts leads by address; for an address listed twice in one place, the later mail counts. */
function mergeDuplicates(leads: readonly StagedLead[]): readonly StagedLead[] {
  const merged = new Map<string, StagedLead>()
  for (const lead of leads) {
    const key = `${lead[0]} ${lead[1]}`
    const known = merged.get(key)
    if (known) known[2] = known[2] === null ? lead[2] : Math.max(known[2], lead[2] ?? 0)
    else merged.set(key, lead)
  }
  return [...merged.values()].toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : a === b ? 0 : 1))
}

/** Builds the rows of a copy step by step. */
export function createCopyBuilder(raw: Store['raw'], assertThere: (workspaceId: WorkspaceId) => void) {
  const putWhole = raw.prepare(
    'insert or replace into lead_copy_row (email, copy_id, place_id, contacted_at, status, interest) values (?, ?, ?, ?, ?, ?)',
  )
  const bodies = raw.prepare<[number, number], { id: number; body: string }>(
    'select id, body from lead_copy_page where copy_id = ? and id > ? order by id limit 100',
  )
  return {
    /**
     * Builds the rows of all pages, sorted by address and step by step; starts from the first row again after any
     * interruption. Gates do not see the rows before `finish`.
     */
    async build(copy: CopyRow, signal: AbortSignal): Promise<Built> {
      const groups = new Map<string, StagedLead[]>()
      let withoutAddress = 0
      for (let after = 0; ; ) {
        const some = bodies.all(copy.id, after)
        for (const { id, body } of some) {
          after = id
          // Written only by this file.
          for (const lead of JSON.parse(body) as StagedLead[]) {
            const key = lead[0]?.slice(0, groupLength)
            if (key === undefined) {
              withoutAddress += 1
              continue
            }
            const group = groups.get(key)
            if (group) group.push(lead)
            else groups.set(key, [lead])
          }
        }
        if (some.length === 0) break
        await nextTurn()
        if (signal.aborted) throw new AppError('CANCELLED')
      }
      const built: Built = { leads: withoutAddress, addresses: 0, contacted: 0, places: new Map() }
      let batch: StagedLead[] = []
      const write = async () => {
        raw.transaction(() => {
          assertThere(copy.workspaceId)
          for (const [email, place, at, status = null, interest = null] of batch) {
            putWhole.run(email, copy.id, place, at, status, interest)
          }
        })()
        batch = []
        await sleep(buildRestMs)
        if (signal.aborted) throw new AppError('CANCELLED')
      }
      for (const key of [...groups.keys()].toSorted()) {
        const group = mergeDuplicates(groups.get(key) ?? [])
        groups.delete(key)
        let before: string | null = null
        for (const lead of group) {
          const [email, place, at] = lead
          built.leads += 1
          if (email !== before) built.addresses += 1
          if (at !== null) built.contacted += 1
          built.places.set(place, (built.places.get(place) ?? 0) + 1)
          before = email
          batch.push(lead)
          if (batch.length >= buildStep) await write()
        }
      }
      await write()
      return built
    },
  }
}
