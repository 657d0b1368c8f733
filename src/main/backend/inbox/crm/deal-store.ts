/** Stores what is created in CRMs. Each is recorded before its request, and its id once the CRM has returned it. */

import { randomUUID } from 'node:crypto'
import type { CrmDeal, CrmKind, CrmProblem } from '#shared/contract/inbox/crm.ts'
import { AppError } from '#shared/errors.ts'
import type { CrmDealId, CrmDeliveryId, CrmTargetId, WorkspaceId } from '#shared/ids.ts'
import { notArchivedSql } from '../../clients/workspaces/queries.ts'
import type { crmDeal } from '../../core/db/schema/inbox/crm.ts'
import type { Store } from '../../core/deps.ts'
import { stableId } from './restore-gap.ts'
import { sameAccountSql } from './same-account.ts'
import type { DealReading } from './systems/adapter.ts'

export type DealRow = typeof crmDeal.$inferSelect

const columns = `id, workspace_id as workspaceId, target_id as targetId, email, campaign_id as campaignId, uid,
  company_id as companyId, company_sent_at as companySentAt, person_id as personId, person_sent_at as personSentAt,
  remote_id as remoteId, remote_sent_at as remoteSentAt, state, pipeline, stage, value, currency, closed_at as closedAt,
  read_at as readAt`

/** Records that make up a deal, in the order in which they are created. */
export type DealPart = 'company' | 'person' | 'remote'

export type DealStore = ReturnType<typeof createDealStore>

export function createDealStore(store: Store) {
  const { raw } = store
  const insert = raw.prepare(
    `insert into crm_deal (workspace_id, target_id, email, campaign_id, uid) values (?, ?, ?, ?, ?) on conflict do nothing`,
  )
  const find = raw.prepare<[number, string, string], DealRow>(
    `select ${columns} from crm_deal where target_id = ? and campaign_id = ? and email = ?`,
  )
  // The deal was deleted in the CRM and the lead has qualified again, so the record is reset and gets a new `uid`.
  const anew = raw.prepare(
    `update crm_deal set uid = ?, company_id = null, company_sent_at = null, person_id = null, person_sent_at = null,
       remote_id = null, remote_sent_at = null, state = null, pipeline = null, stage = null, value = null,
       currency = null, closed_at = null, read_at = null where id = ? and state = 'gone'`,
  )
  const point = raw.prepare('update crm_delivery set deal_id = ? where id = ?')
  const noteOf = raw.prepare<[number], { id: string | null; sentAt: string | null }>(
    'select note_id as id, note_sent_at as sentAt from crm_delivery where id = ?',
  )
  const others = raw
    .prepare<[number, number], string>(
      `select d.remote_id from crm_deal d join crm_target o on o.id = d.target_id join crm_target t on t.id = ?
       where d.id <> ? and d.remote_id is not null and ${sameAccountSql('o', 't')}`,
    )
    .pluck()
  const schedule = raw.prepare(
    'update crm_target set next_read_at = ? where id = ? and (next_read_at is null or next_read_at > ?)',
  )
  // A deal read later than now was read before the clock was put back.
  const due = raw.prepare<[number, string, string, string], { id: number; remoteId: string }>(
    `select id, remote_id as remoteId from crm_deal where target_id = ? and remote_id is not null
       and (read_at is null or read_at > ? or read_at < case when state = 'open' then ? else ? end)
      order by read_at, id limit 100`,
  )
  const write = raw.prepare(
    `update crm_deal set state = ?, pipeline = ?, stage = ?, value = ?, currency = ?, closed_at = ?, read_at = ? where id = ?`,
  )
  const gone = raw.prepare(`update crm_deal set state = 'gone', read_at = ? where id = ?`)

  return {
    /** Returns the only record of a campaign's lead in a CRM, and creates it if there is none. */
    take(
      delivery: { readonly id: CrmDeliveryId; readonly workspaceId: WorkspaceId; readonly targetId: CrmTargetId },
      lead: { readonly email: string; readonly campaignId: string | null },
    ): DealRow {
      const campaign = lead.campaignId ?? ''
      const email = lead.email.toLowerCase()
      return raw.transaction(() => {
        insert.run(
          delivery.workspaceId,
          delivery.targetId,
          email,
          campaign,
          stableId(store, delivery.workspaceId, 'deal', String(delivery.targetId), campaign, email),
        )
        const before = find.get(delivery.targetId, campaign, email)
        if (before?.state === 'gone') anew.run(randomUUID(), before.id)
        const row = find.get(delivery.targetId, campaign, email)
        if (!row) throw new AppError('INTERNAL', { what: 'crm_deal' })
        point.run(row.id, delivery.id)
        return row
      })()
    },
    /** Records when a creation request was sent; null if the creation is known not to have been carried out. */
    markPart: (id: number, part: DealPart, at: string | null): void =>
      void raw.prepare(`update crm_deal set ${part}_sent_at = ? where id = ?`).run(at, id),
    keepPart: (id: number, part: DealPart, remoteId: string): void =>
      void raw.prepare(`update crm_deal set ${part}_id = ? where id = ?`).run(remoteId, id),
    note: (id: CrmDeliveryId) => noteOf.get(id) ?? { id: null, sentAt: null },
    markNote: (id: CrmDeliveryId, at: string | null): void =>
      void raw.prepare('update crm_delivery set note_sent_at = ? where id = ?').run(at, id),
    keepNote: (id: CrmDeliveryId, remoteId: string): void =>
      void raw.prepare('update crm_delivery set note_id = ? where id = ?').run(remoteId, id),
    /** Returns the ids of the other known deals in the same CRM account. */
    others: (targetId: CrmTargetId, id: number): ReadonlySet<string> => new Set(others.all(targetId, id)),
    /** Makes sure that the target's deals are read back no later than `at`. */
    readBy: (targetId: CrmTargetId, at: string): void => void schedule.run(at, targetId, at),
    /** Returns deals to read: open ones last read before `openBefore`, others last read before `closedBefore`. */
    due: (targetId: CrmTargetId, at: string, openBefore: string, closedBefore: string) =>
      due.all(targetId, at, openBefore, closedBefore),
    /** Stores a CRM's answer about the deals asked for; deals missing from the answer are marked as gone. */
    written(
      asked: readonly { id: number; remoteId: string }[],
      answer: ReadonlyMap<string, DealReading>,
      at: string,
    ): void {
      raw.transaction(() => {
        for (const { id, remoteId } of asked) {
          const read = answer.get(remoteId)
          if (read) write.run(read.state, read.pipeline, read.stage, read.value, read.currency, read.closedAt, at, id)
          else gone.run(at, id)
        }
      })()
    },
  }
}

type ShownRow = Omit<CrmDeal, 'id'> & { readonly id: number }

const shownColumns = `d.id, t.name as targetName, t.kind, d.email, d.state, d.pipeline, d.stage, d.value, d.currency,
  d.closed_at as closedAt, d.read_at as readAt, t.read_problem as readProblem`

/** Returns the deals created for a person, newest first. */
export function dealsOf({ raw }: Store, workspaceId: WorkspaceId, email: string): readonly CrmDeal[] {
  return raw
    .prepare<[number, string], ShownRow>(
      `select ${shownColumns} from crm_deal d join crm_target t on t.id = d.target_id
       where d.workspace_id = ? and d.email = ? and d.remote_id is not null order by d.id desc limit 20`,
    )
    .all(workspaceId, email.toLowerCase())
    .map((row) => ({ ...row, id: row.id as CrmDealId }))
}

export function dealsById({ raw }: Store, ids: readonly number[]): ReadonlyMap<number, CrmDeal> {
  const rows = raw
    .prepare<[string], ShownRow>(
      `select ${shownColumns} from crm_deal d join crm_target t on t.id = d.target_id
       where d.id in (select value from json_each(?)) and d.remote_id is not null`,
    )
    .all(JSON.stringify(ids))
  return new Map(rows.map((row) => [row.id, { ...row, id: row.id as CrmDealId }]))
}

/** Returns what is needed to link to a deal's page. Throws NOT_FOUND if the deal has not been created. */
export function dealLinkParts({ raw }: Store, id: CrmDealId): { readonly remoteId: string; readonly settings: string } {
  const row = raw
    .prepare<[number], { remoteId: string; settings: string }>(
      `select d.remote_id as remoteId, t.settings from crm_deal d join crm_target t on t.id = d.target_id
       where d.id = ? and d.remote_id is not null and t.settings is not null`,
    )
    .get(id)
  if (!row) throw new AppError('NOT_FOUND', { what: 'deal' })
  return row
}

export type DealReadTarget = { readonly id: CrmTargetId; readonly kind: CrmKind }

/** Returns the connected CRMs whose deals are due to be read. */
export const targetsToRead = ({ raw }: Store, now: string): readonly DealReadTarget[] =>
  raw
    .prepare<[string], DealReadTarget>(
      `select id, kind from crm_target where removed_at is null and kind <> 'webhook' and next_read_at <= ? and ${notArchivedSql('workspace_id')}
        order by next_read_at`,
    )
    .all(now)

/** Makes CRMs due now whose next reading is later than `latest`. */
export const makeReadingsDue = ({ raw }: Store, now: string, latest = ''): void =>
  void raw
    .prepare(
      `update crm_target set next_read_at = @now where removed_at is null and kind <> 'webhook' and next_read_at > @latest`,
    )
    .run({ now, latest })

/** Returns the time of the next reading (ISO) among clients that are not paused. */
export const nextReadingAt = ({ raw }: Store, paused: readonly WorkspaceId[]): string | null =>
  raw
    .prepare<[string], string | null>(
      `select min(next_read_at) from crm_target where removed_at is null and kind <> 'webhook'
        and ${notArchivedSql('workspace_id')} and workspace_id not in (select value from json_each(?))`,
    )
    .pluck()
    .get(JSON.stringify(paused)) ?? null

/** Returns when each client's deals are next read (ISO); clients without a CRM are left out. */
export const nextReadingOfClients = ({
  raw,
}: Store): readonly { readonly workspaceId: WorkspaceId; readonly at: string | null }[] =>
  raw
    .prepare(
      `select t.workspace_id as workspaceId, min(t.next_read_at) as at from crm_target t
       join workspace w on w.id = t.workspace_id
       where t.removed_at is null and t.kind <> 'webhook' and w.archived_at is null group by t.workspace_id`,
    )
    .all() as { workspaceId: WorkspaceId; at: string | null }[]

export function saveReadingOutcome(
  { raw }: Store,
  id: CrmTargetId,
  outcome: { readonly readAt: string | null; readonly nextReadAt: string; readonly problem: CrmProblem | null },
): void {
  raw
    .prepare('update crm_target set read_at = coalesce(?, read_at), next_read_at = ?, read_problem = ? where id = ?')
    .run(outcome.readAt, outcome.nextReadAt, outcome.problem, id)
}
