/** Stores and reads subsequences. Every function is one statement or transaction. */

import type { Database } from 'better-sqlite3'
import type { CampaignStepRow } from '#shared/contract/campaigns/campaigns.ts'
import type { CampaignSubsequences, SubsequenceRow } from '#shared/contract/campaigns/subsequences.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import { measuresOf } from '#shared/domain/campaigns/rates.ts'
import { readSubsequence, type SubsequenceCopy } from '#shared/domain/campaigns/read-subsequence.ts'
import { AppError, type ErrorCode, requireFound } from '#shared/errors.ts'
import type { CampaignId, SubsequenceId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { CampaignStep, SendingStatus } from '../../core/instantly/schemas-campaigns.ts'
import type { RemoteSubsequence, SubsequenceTotals } from '../../core/instantly/schemas-subsequences.ts'
import { longestAnswerMs } from '../../core/lib/clock-spans.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import { problemColumns, storedProblem } from '../../core/lib/stored-problem.ts'
import { toSendingReason } from '../campaigns/queries.ts'

type Known = {
  readonly id: SubsequenceId
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly remoteId: string
  readonly name: string
  readonly status: number
  readonly contentAt: number
  readonly goneAt: number | null
  readonly campaignGoneAt: number | null
}
type Found = Known & {
  readonly raw: string
  readonly sent: number
  readonly openedUnique: number
  readonly repliedUnique: number
  readonly totalsAt: number | null
  readonly steps: string | null
  readonly stepsAt: number | null
  readonly sendingStatus: string | null
  readonly sendingStatusAt: number | null
  readonly opens: number | null
  readonly clicks: number | null
}
type Reading = {
  readonly readAt: number | null
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
}

type FiguresOf = { readonly workspaceId: WorkspaceId; readonly campaignId: CampaignId }

export type SubsequenceStore = ReturnType<typeof createSubsequenceStore>

const knownColumns = `s.id, s.campaign_id as campaignId, s.workspace_id as workspaceId, s.remote_id as remoteId, s.name,
    s.status, s.content_at as contentAt, s.gone_at as goneAt, c.gone_at as campaignGoneAt`

const columns = `${knownColumns}, s.raw, s.sent, s.opened_unique as openedUnique, s.replied_unique as repliedUnique,
    s.totals_at as totalsAt, s.steps, s.steps_at as stepsAt, s.sending_status as sendingStatus,
    s.sending_status_at as sendingStatusAt, c.open_tracking as opens, c.link_tracking as clicks`

const fromSql = 'from subsequence s join campaign c on c.id = s.campaign_id'

const statementsOf = (raw: Database) => ({
  byId: raw.prepare<[number], Known>(`select ${knownColumns} ${fromSql} where s.id = ?`),
  byRemote: raw.prepare<[number, string], Known>(
    `select ${knownColumns} ${fromSql} where s.workspace_id = ? and s.remote_id = ?`,
  ),
  whole: raw.prepare<[number], Found>(`select ${columns} ${fromSql} where s.id = ?`),
  ofCampaign: raw.prepare<[number], Found>(`select ${columns} ${fromSql} where s.campaign_id = ? order by s.id`),
  present: raw.prepare<[number], { id: SubsequenceId; remoteId: string }>(
    'select id, remote_id as remoteId from subsequence where campaign_id = ? and gone_at is null order by id',
  ),
  parent: raw
    .prepare<[number, string], CampaignId>('select id from campaign where workspace_id = ? and remote_id = ?')
    .pluck(),
  put: raw.prepare(
    `insert into subsequence (workspace_id, campaign_id, remote_id, name, status, raw, content_at, first_seen_at)
     values (@workspaceId, @campaignId, @remoteId, @name, @status, @raw, @at, @at)
       on conflict (workspace_id, remote_id) do update set campaign_id = excluded.campaign_id, name = excluded.name,
         status = excluded.status, raw = excluded.raw, content_at = excluded.content_at, gone_at = null
       -- Read by a clock that has been put back since, it counts as old.
       where max(content_at, coalesce(gone_at, 0)) <= excluded.content_at
         or max(content_at, coalesce(gone_at, 0)) - excluded.content_at > ${longestAnswerMs}`,
  ),
  markGone: raw.prepare('update subsequence set gone_at = ? where id = ? and gone_at is null'),
  reading: raw.prepare<[number], Reading>(
    `select read_at as readAt, problem_code as problemCode, problem_data as problemData
       from subsequence_reading where campaign_id = ?`,
  ),
  putRead: raw.prepare(
    `insert into subsequence_reading (campaign_id, workspace_id, read_at) values (@campaignId, @workspaceId, @at)
       on conflict do update set read_at = excluded.read_at, problem_code = null, problem_data = null, problem_at = null`,
  ),
  putKey: raw.prepare(
    `insert into subsequence_reading (campaign_id, workspace_id, figures_key) values (@campaignId, @workspaceId, @key)
       on conflict do update set figures_key = excluded.figures_key`,
  ),
  putProblem: raw.prepare(
    `insert into subsequence_reading (campaign_id, workspace_id, problem_code, problem_data, problem_at)
     values (@campaignId, @workspaceId, @code, @data, @at)
       on conflict do update set problem_code = excluded.problem_code, problem_data = excluded.problem_data,
         problem_at = excluded.problem_at`,
  ),
  totalsKey: raw.prepare<[number], string | null>('select totals_key from campaign where id = ?').pluck(),
  putTotals: raw.prepare(
    `update subsequence set sent = @sent, opened_unique = @openedUnique, replied_unique = @repliedUnique, totals_at = @at
       where campaign_id = @campaignId and remote_id = @subsequenceId`,
  ),
  nothingSent: raw.prepare(
    'update subsequence set totals_at = @at where campaign_id = @campaignId and gone_at is null and sent = 0',
  ),
  putSteps: raw.prepare('update subsequence set steps = ?, steps_at = ? where id = ?'),
  putSending: raw.prepare('update subsequence set sending_status = ?, sending_status_at = ? where id = ?'),
  /** Starts from the smaller table, as few of a thousand campaigns have a subsequence. */
  stale: raw.prepare<[number], { id: CampaignId; remoteId: string }>(
    `select c.id, c.remote_id as remoteId from campaign c
       where c.id in (select campaign_id from subsequence where workspace_id = ? and gone_at is null)
         and c.gone_at is null and c.totals_key is not null
         and c.totals_key is not (select r.figures_key from subsequence_reading r where r.campaign_id = c.id)
       order by c.id`,
  ),
  missing: raw.prepare<[number, string], { id: SubsequenceId; remoteId: string }>(
    `select s.id, s.remote_id as remoteId from subsequence s join campaign c on c.id = s.campaign_id
       where s.workspace_id = ? and s.gone_at is null and c.gone_at is null
         and s.remote_id not in (select value from json_each(?))`,
  ),
  withParent: raw
    .prepare<[number], CampaignId>('select id from campaign where workspace_id = ? and gone_at is null')
    .pluck(),
})

export function createSubsequenceStore({ raw }: Store) {
  const sql = statementsOf(raw)

  const take = raw.transaction((workspaceId: WorkspaceId, listed: readonly RemoteSubsequence[], at: number): void => {
    for (const one of listed) {
      const campaignId = sql.parent.get(workspaceId, one.campaignId)
      // Its campaign has not been read yet, so it is stored with the next list.
      if (campaignId === undefined) continue
      sql.put.run({
        workspaceId,
        campaignId,
        remoteId: one.id,
        name: nameOf(one.name),
        status: Math.trunc(one.status),
        raw: JSON.stringify(one.raw),
        at,
      })
    }
  })

  const allListed = raw.transaction((workspaceId: WorkspaceId, at: number): void => {
    for (const campaignId of sql.withParent.all(workspaceId)) sql.putRead.run({ workspaceId, campaignId, at })
  })
  const putAllTotals = raw.transaction(
    (of: FiguresOf, rows: readonly SubsequenceTotals[], key: string | null, at: number): void => {
      sql.nothingSent.run({ campaignId: of.campaignId, at })
      for (const row of rows) sql.putTotals.run({ ...row, campaignId: of.campaignId, at })
      sql.putKey.run({ ...of, key })
    },
  )

  return {
    /** Throws NOT_FOUND. */
    get(id: SubsequenceId): Known {
      return requireFound(sql.byId.get(id), 'subsequence')
    },
    find: (workspaceId: WorkspaceId, remoteId: string): Known | null => sql.byRemote.get(workspaceId, remoteId) ?? null,
    row(id: SubsequenceId): SubsequenceRow {
      const row = requireFound(sql.whole.get(id), 'subsequence')
      return toSubsequenceRow(row)
    },
    shown(campaignId: CampaignId): CampaignSubsequences {
      const syncState = sql.reading.get(campaignId)
      const rows = sql.ofCampaign.all(campaignId).map(toSubsequenceRow)
      return {
        // Those existing at Instantly come first, each group in order of creation.
        rows: rows.toSorted((a, b) => Number(a.goneAt !== null) - Number(b.goneAt !== null)),
        readAt: isoOrNull(syncState?.readAt ?? null),
        problem: storedProblem(syncState?.problemCode ?? null, syncState?.problemData ?? null),
      }
    },
    readAt: (campaignId: CampaignId): number | null => sql.reading.get(campaignId)?.readAt ?? null,
    present: (campaignId: CampaignId) => sql.present.all(campaignId),
    /** Stores subsequences listed by a request sent at `at`. */
    take: (workspaceId: WorkspaceId, listed: readonly RemoteSubsequence[], at: number): void =>
      take.immediate(workspaceId, listed, at),
    gone: (id: SubsequenceId, at: number): void => void sql.markGone.run(at, id),
    /** Returns a client's subsequences missing from a complete list, except those of campaigns that are gone. */
    missing: (workspaceId: WorkspaceId, listed: readonly RemoteSubsequence[]) =>
      sql.missing.all(workspaceId, JSON.stringify(listed.map(({ id }) => id))),
    listed: (workspaceId: WorkspaceId, campaignId: CampaignId, at: number): void =>
      void sql.putRead.run({ workspaceId, campaignId, at }),
    /** Records that all subsequences of a client were listed. */
    allListed: (workspaceId: WorkspaceId, at: number): void => allListed.immediate(workspaceId, at),
    failed: (workspaceId: WorkspaceId, campaignId: CampaignId, problem: AppError, at: number): void =>
      void sql.putProblem.run({ workspaceId, campaignId, at, ...problemColumns(problem) }),
    /** Returns campaigns whose totals changed since the figures of their subsequences were read. */
    stale: (workspaceId: WorkspaceId) => sql.stale.all(workspaceId),
    totalsKey: (campaignId: CampaignId): string | null => sql.totalsKey.get(campaignId) ?? null,
    /** Stores figures read at version `key` of the campaign's totals. Subsequences without figures sent nothing. */
    putTotals: (of: FiguresOf, rows: readonly SubsequenceTotals[], key: string | null, at: number): void =>
      putAllTotals.immediate(of, rows, key, at),
    putSteps: (id: SubsequenceId, steps: readonly CampaignStep[], at: number): void =>
      void sql.putSteps.run(JSON.stringify(steps), at, id),
    putSending: (id: SubsequenceId, status: SendingStatus, at: number): void =>
      void sql.putSending.run(JSON.stringify(status), at, id),
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()

function toSubsequenceRow(row: Found): SubsequenceRow {
  const goneAt = row.goneAt ?? row.campaignGoneAt
  // Written above.
  const copy = readSubsequence(JSON.parse(row.raw) as Record<string, unknown>)
  const steps = row.steps === null ? [] : stepRows(JSON.parse(row.steps) as CampaignStep[], copy)
  const clicked = steps.reduce((sum, step) => sum + step.clicked, 0)
  return {
    id: row.id,
    remoteId: row.remoteId,
    name: row.name,
    state: campaignStateOf(row.status, goneAt !== null),
    copy,
    contentAt: iso(row.contentAt),
    goneAt: isoOrNull(goneAt),
    totals:
      row.totalsAt === null
        ? null
        : { sent: row.sent, openedUnique: row.openedUnique, repliedUnique: row.repliedUnique },
    totalsAt: isoOrNull(row.totalsAt),
    steps,
    stepsAt: isoOrNull(row.stepsAt),
    measures: measuresOf(
      { opens: row.opens === null ? null : row.opens === 1, clicks: row.clicks === null ? null : row.clicks === 1 },
      { opened: row.openedUnique, clicked },
    ),
    sending:
      row.sendingStatus === null || row.sendingStatusAt === null
        ? null
        : toSendingReason(JSON.parse(row.sendingStatus) as SendingStatus, row.sendingStatusAt),
  }
}

/** Instantly counts steps of a subsequence from 0. */
const stepRows = (steps: readonly CampaignStep[], { steps: mails }: SubsequenceCopy): readonly CampaignStepRow[] =>
  steps
    .toSorted((a, b) => a.step - b.step || a.variant - b.variant)
    .map(({ step, variant, ...counts }) => ({
      ...counts,
      contacted: 0,
      step: step < 0 ? null : step + 1,
      variant: variant < 0 ? null : variant,
      interested: null,
      subject: step < 0 ? null : (mails[step]?.variants[Math.max(0, variant)]?.subject ?? null),
    }))

const nameOf = (name: string): string =>
  name
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)
