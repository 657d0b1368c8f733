/**
 * Claims the addresses of an export in a shared memory, far enough ahead that no batch waits. Only claimed addresses
 * are sent. Those claimed but not sent are released once the export has ended.
 */

import type { Database } from 'better-sqlite3'
import { hasCode } from '#shared/errors.ts'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { createOneAtATimeOf } from '../../core/lib/one-at-a-time.ts'
import { inZoneOfExportSql, inZoneOfRunSql } from '../../leads/lists/zone-sql.ts'
import type { SharedLink } from '../../leads/shared-memory/shared-memory.ts'
import { createClaimRanges } from './claim-ranges.ts'
import { createEarlierUploads, type Memories } from './earlier-uploads.ts'
import { type LeadBodies, maxBatchLeads } from './lead-body.ts'
import type { Run } from './run-store.ts'

type Claim = {
  readonly id: number
  readonly exportId: ExportId
  readonly first: number
  readonly last: number
  readonly state: 'asked' | 'held' | 'late' | 'settled'
  readonly hashes: Buffer | null
}

export type SharedClaims = ReturnType<typeof createSharedClaims>

export function createSharedClaims(db: Database, bodies: LeadBodies, memories: Memories) {
  const claimSql = `select id, export_id as exportId, first_position as first, last_position as last, state, hashes
    from shared_claim`
  const claimsOf = db.prepare<[number], Claim>(
    `${claimSql} where export_id = ? and state in ('held', 'late') order by first_position`,
  )
  const { endOf, nextStretchIsNone, uncovered, cutOf, nextStretch } = createClaimRanges(db, bodies)
  const covering = db.prepare(
    `select 1 from shared_claim where export_id = ? and state in ('held', 'late') and first_position <= ? and last_position >= ?`,
  )
  const asked = db
    .prepare<[number, number, number], number>(
      `select id from shared_claim where export_id = ? and first_position = ? and last_position = ? and state = 'asked'`,
    )
    .pluck()
  const ask = db.prepare(
    `insert into shared_claim (memory_id, workspace_id, export_id, first_position, last_position, state)
     values (?, ?, ?, ?, ?, 'asked')`,
  )
  const got = db.prepare('update shared_claim set state = ?, hashes = ? where id = ?')
  const settled = db.prepare(`update shared_claim set state = 'settled', hashes = null where id = ?`)
  const double = db.prepare(
    `insert into shared_double (memory_id, workspace_id, export_id, position)
       select @memoryId, @workspaceId, @exportId, @position
        where exists (select 1 from export_batch b where b.export_id = @exportId and b.state in ('sent', 'done')
            and @position between b.first_position and b.last_position)
          and not exists (select 1 from export_problem p where p.export_id = @exportId and p.position = @position)
       on conflict do nothing`,
  )
  const listOf = db.prepare<[number], ListId>('select list_id from export_run where id = ?').pluck()
  const late = db.prepare<[number], Claim>(`${claimSql} where memory_id = ? and state = 'late' order by id limit 1`)
  const over = db.prepare<[number], Claim>(
    `${claimSql} c where memory_id = ? and state in ('asked', 'held', 'late')
       and exists (select 1 from export_run r where r.id = c.export_id and r.state in ('done', 'failed', 'cancelled'))
       and not exists (select 1 from export_batch b where b.export_id = c.export_id and b.state = 'sent')
     order by id limit 1`,
  )
  // Claimed addresses of a range that were not sent, by this or any other export of the client.
  const unused = db
    .prepare<[object], string>(
      `select distinct l.email from lead l join export_run r on r.id = @exportId
       where l.list_id = r.list_id and l.position between @first and @last and l.gate = 0
         and ${inZoneOfExportSql('@exportId', 'l.position')}
         and not exists (
           select 1 from lead o join export_run q on q.list_id = o.list_id and q.workspace_id = @workspaceId
           where o.email = l.email and ${inZoneOfRunSql('q', 'o.position')} and (
             exists (select 1 from export_batch b where b.export_id = q.id and b.state in ('sent', 'done')
               and o.position between b.first_position and b.last_position
               and not exists (select 1 from export_problem p where p.export_id = q.id and p.position = o.position))
             or exists (select 1 from shared_claim c where c.export_id = q.id and c.id <> @id
               and c.state in ('asked', 'held', 'late') and o.position between c.first_position and c.last_position)))`,
    )
    .pluck()
  const registerEarlierUploads = createEarlierUploads(db, bodies, memories)

  /** The hashes each open export obtained, by claim. Each is read once. */
  const kept = new Map<number, ReadonlySet<string>>()
  const gotOf = ({ id, hashes }: Claim): ReadonlySet<string> => {
    const before = kept.get(id)
    if (before) return before
    const read = unpack(hashes)
    kept.set(id, read)
    return read
  }

  /** Claiming and releasing never overlap, so nothing is released that another export already counts on. */
  const inTurn = createOneAtATimeOf()

  const membersOf = (run: Pick<Run, 'id' | 'listId'>, first: number, last: number) =>
    bodies.members({ listId: run.listId, exportId: run.id, firstPosition: first, lastPosition: last })

  async function claim(run: Run, first: number, last: number, link: SharedLink): Promise<void> {
    const { member, key, ledger } = link
    // Stored before the request: a claim this computer does not know of would block people forever.
    const id =
      asked.get(run.id, first, last) ?? Number(ask.run(member.id, run.workspaceId, run.id, first, last).lastInsertRowid)
    const hashes = membersOf(run, first, last).map(({ email }) => key.hash(email))
    try {
      // People who opted out at another computer must be known before this range is cut into batches.
      await memories.catchUp(link)
      const missed = await ledger.claim(member.computer, hashes)
      got.run('held', pack(hashes.filter((hash) => !missed.has(hash))), id)
    } catch (error) {
      const now = memories.memberOf(run.workspaceId)
      const goes = hasCode(error, 'SHARED_MEMORY_UNREACHABLE') && now?.offline === 'go'
      if (!goes) throw error
      got.run('late', pack(hashes), id)
    }
    kept.delete(id)
  }

  /** For exports that continued without an answer: stores which of their addresses another computer has claimed too. */
  async function makeUp({ member, key, ledger }: SharedLink): Promise<void> {
    for (let one = late.get(member.id); one; one = late.get(member.id)) {
      const hashes = [...unpack(one.hashes)]
      const missed = await ledger.claim(member.computer, hashes)
      db.transaction((found: Claim) => {
        got.run('held', pack(hashes.filter((hash) => !missed.has(hash))), found.id)
        if (missed.size === 0) return
        const { exportId, first, last } = found
        const run = { id: exportId, listId: listOf.get(exportId) as ListId }
        for (const { position, email } of membersOf(run, first, last)) {
          if (!missed.has(key.hash(email))) continue
          double.run({ memoryId: member.id, workspaceId: member.workspaceId, exportId, position })
        }
      })(one)
      kept.delete(one.id)
    }
  }

  /** Releases what ended exports claimed and did not upload. */
  async function settle({ member, key, ledger }: SharedLink): Promise<void> {
    for (let one = over.get(member.id); one; one = over.get(member.id)) {
      const { id, exportId, first, last } = one
      const emails = unused.all({ id, exportId, first, last, workspaceId: member.workspaceId })
      await ledger.release(
        member.computer,
        emails.map((email) => key.hash(email)),
      )
      settled.run(id)
      kept.delete(id)
    }
  }

  return {
    /** Whether exports of a client use a shared memory. */
    isAsked: (workspaceId: WorkspaceId): boolean => memories.memberOf(workspaceId) !== null,
    /** The row of the list up to which an export may be cut into batches. */
    limitOf(run: Run): number {
      if (!memories.memberOf(run.workspaceId)) return run.rowCount
      // Addresses cannot be compared without the key.
      if (!memories.keyOf(run.workspaceId) || !memories.mayRely(run.workspaceId)) return 0
      const end = endOf.get(run.id) ?? 0
      return nextStretchIsNone(run, end) ? run.rowCount : end
    },
    /** Whether the addresses of a batch made earlier are claimed now, so that it may be sent. */
    covers: (run: Run, first: number, last: number): boolean =>
      !memories.memberOf(run.workspaceId) ||
      (memories.keyOf(run.workspaceId) !== null &&
        memories.mayRely(run.workspaceId) &&
        covering.get(run.id, first, last) !== undefined),
    /** Returns a test whether another computer has claimed a lead; null if no shared memory is used. */
    missedBy(run: Run): ((lead: { readonly position: number; readonly email: string }) => boolean) | null {
      if (!memories.memberOf(run.workspaceId)) return null
      const key = memories.keyOf(run.workspaceId)
      if (!key) return () => true
      const claims = claimsOf.all(run.id)
      return ({ position, email }) => {
        const hash = key.hash(email)
        return !claims.some((one) => one.first <= position && position <= one.last && gotOf(one).has(hash))
      }
    },
    /** Whether the next range should be claimed, given how many batches are already claimed ahead. */
    wantsMore(run: Run, batchesAhead: number): boolean {
      if (!memories.memberOf(run.workspaceId)) return false
      if (!memories.keyOf(run.workspaceId) || !memories.mayRely(run.workspaceId)) return true
      if (uncovered.get(run.id)) return true
      const end = endOf.get(run.id) ?? 0
      const cut = cutOf.get(run.id) ?? 0
      if (end - cut > batchesAhead * maxBatchLeads) return false
      return nextStretch(run) !== null
    },
    /** Claims the next range of an export. Throws the error that prevented it. */
    async ahead(run: Run): Promise<void> {
      const link = await memories.linkOf(run.workspaceId)
      if (!memories.mayRely(run.workspaceId)) await memories.confirm(link)
      await memories.prepare(link)
      await inTurn(run.workspaceId, async () => {
        // Until they are registered under its new number, people this computer contacted before look like another
        // computer's.
        if (memories.rows.row(link.member.id).formerly !== null) await registerEarlierUploads(link)
        const stretch = nextStretch(run)
        if (stretch) await claim(run, stretch.first, stretch.last, link)
      })
    },
    /** Runs at every poll: catches up on claims that are late, ended, or were never registered. */
    async lookAfter(link: SharedLink): Promise<void> {
      for (const work of [makeUp, settle, registerEarlierUploads])
        await inTurn(link.member.workspaceId, () => work(link))
    },
  }
}

function pack(hashes: readonly string[]): Buffer {
  return Buffer.from(hashes.join('').replaceAll('-', ''), 'hex')
}

function unpack(packed: Buffer | null): ReadonlySet<string> {
  const hashes = new Set<string>()
  const hex = packed?.toString('hex') ?? ''
  for (let at = 0; at < hex.length; at += 32) {
    const one = hex.slice(at, at + 32)
    hashes.add(`${one.slice(0, 8)}-${one.slice(8, 12)}-${one.slice(12, 16)}-${one.slice(16, 20)}-${one.slice(20)}`)
  }
  return hashes
}
