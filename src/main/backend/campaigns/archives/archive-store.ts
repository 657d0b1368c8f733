/** Stores archives. Every function is one statement or a short transaction. */

import type { Database } from 'better-sqlite3'
import type { Archive, ArchiveCount, ArchivedLeadRow, ArchivedMail } from '#shared/contract/campaigns/campaign-edits.ts'
import type { Page } from '#shared/contract/core/page.ts'
import { htmlToText } from '#shared/domain/inbox/html-text.ts'
import { AppError, type ErrorCode, requireFound } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { getErasedLookup } from '../../clients/people/erased.ts'
import type { campaignArchive } from '../../core/db/schema/campaigns/campaign-edits.ts'
import type { Store } from '../../core/deps.ts'
import type { LeadRecord, RemoteEmail } from '../../core/instantly/types.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { problemColumns, storedProblem } from '../../core/lib/stored-problem.ts'

export type ArchiveRow = Readonly<
  Omit<typeof campaignArchive.$inferSelect, 'campaignId' | 'workspaceId' | 'safe' | 'problemCode'>
> & {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly safe: 0 | 1
  readonly problemCode: ErrorCode | null
}

/** Result of the comparison, as stored. */
export type ArchiveComparison = { readonly counts: readonly ArchiveCount[]; readonly running: boolean }

export type ArchiveStore = ReturnType<typeof createArchiveStore>

const columns = `campaign_id as campaignId, workspace_id as workspaceId, state, step, pass, lead_cursor as leadCursor,
    mail_cursor as mailCursor, started_at as startedAt, ended_at as endedAt, leads_there as leadsThere,
    mails_there as mailsThere, counts, safe, problem_code as problemCode, problem_data as problemData`

const matchingLeadsSql = `from archived_lead l where l.campaign_id = @id and (@search = '' or instr(l.email, @search) > 0)`

const statementsOf = (raw: Database) => ({
  byId: raw.prepare<[number], ArchiveRow>(`select ${columns} from campaign_archive where campaign_id = ?`),
  running: raw.prepare<[], ArchiveRow>(`select ${columns} from campaign_archive where state = 'running'`),
  begin: raw.prepare(
    `insert into campaign_archive (campaign_id, workspace_id, state, step, pass, started_at) values (?, ?, 'running', 'leads', 1, ?)`,
  ),
  anew: raw.prepare(
    `update campaign_archive set state = 'running', step = 'leads', pass = pass + 1, lead_cursor = null,
       mail_cursor = null, started_at = ?, ended_at = null, counts = null, safe = 0, problem_code = null,
       problem_data = null where campaign_id = ?`,
  ),
  goOn: raw.prepare(
    `update campaign_archive set state = 'running', ended_at = null, problem_code = null, problem_data = null where campaign_id = ?`,
  ),
  setThere: raw.prepare('update campaign_archive set leads_there = ?, mails_there = ? where campaign_id = ?'),
  setStep: raw.prepare('update campaign_archive set step = ? where campaign_id = ?'),
  end: raw.prepare(
    `update campaign_archive set state = @state, ended_at = @at, problem_code = @code, problem_data = @data where campaign_id = @id`,
  ),
  compared: raw.prepare(
    `update campaign_archive set state = 'done', ended_at = @at, counts = @counts, safe = @safe where campaign_id = @id`,
  ),
  unsafe: raw.prepare('update campaign_archive set safe = 0 where campaign_id = ?'),
  putLead: raw.prepare(
    `insert into archived_lead (campaign_id, remote_id, workspace_id, pass, email, raw) values (?, ?, ?, ?, ?, ?)
       on conflict do update set pass = excluded.pass, email = excluded.email, raw = excluded.raw`,
  ),
  leadCursor: raw.prepare('update campaign_archive set lead_cursor = ?, step = ? where campaign_id = ?'),
  putMail: raw.prepare(
    `insert into archived_mail (campaign_id, remote_id, workspace_id, pass, kind, lead, at, raw) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict do update set pass = excluded.pass, kind = excluded.kind, lead = excluded.lead, at = excluded.at, raw = excluded.raw`,
  ),
  mailCursor: raw.prepare('update campaign_archive set mail_cursor = ?, step = ? where campaign_id = ?'),
  leadCount: raw.prepare('select count(*) from archived_lead where campaign_id = ? and pass = ?').pluck(),
  mailCount: raw
    .prepare('select count(*) from archived_mail where campaign_id = ? and pass = ? and (? is null or kind = ?)')
    .pluck(),
  hasLead: raw.prepare('select 1 from archived_lead where campaign_id = ? and remote_id = ? and pass = ?').pluck(),
  lead: raw
    .prepare<[number, string, number], string>(
      'select raw from archived_lead where campaign_id = ? and remote_id = ? and pass = ?',
    )
    .pluck(),
  hasMail: raw.prepare('select 1 from archived_mail where campaign_id = ? and remote_id = ? and pass = ?').pluck(),
  inInbox: raw.prepare('select 1 from inbox_thread where workspace_id = ? and remote_id = ?').pluck(),
  sentMails: raw
    .prepare<[number, string, number], string>(
      `select raw from archived_mail where campaign_id = ? and remote_id > ? and pass = ? and kind = 1 and raw <> '{}'
         order by remote_id limit 100`,
    )
    .pluck(),
  leads: raw.prepare<unknown[], { id: string; email: string | null; raw: string; mails: number }>(
    `select l.remote_id as id, l.email, l.raw,
       (select count(*) from archived_mail m where m.campaign_id = l.campaign_id and m.lead = l.email) as mails
       ${matchingLeadsSql} order by l.campaign_id, l.remote_id limit @limit offset @offset`,
  ),
  leadTotal: raw.prepare(`select count(*) ${matchingLeadsSql}`).pluck(),
  mails: raw.prepare<[number, string], { id: string; kind: number | null; at: string; raw: string }>(
    `select remote_id as id, kind, at, raw from archived_mail where campaign_id = ? and lead = ? order by at limit 500`,
  ),
})

export function createArchiveStore({ raw }: Store) {
  const sql = statementsOf(raw)

  return {
    find: (id: CampaignId): ArchiveRow | null => sql.byId.get(id) ?? null,
    /** Throws NOT_FOUND. */
    get(id: CampaignId): ArchiveRow {
      return requireFound(sql.byId.get(id), 'campaign')
    },
    running: (): readonly ArchiveRow[] => sql.running.all(),
    /** Starts or continues an archive; a finished one is started again from the beginning. */
    start(id: CampaignId, workspaceId: WorkspaceId, at: number): void {
      const row = sql.byId.get(id)
      if (!row) sql.begin.run(id, workspaceId, at)
      else if (row.state === 'done') sql.anew.run(at, id)
      else sql.goOn.run(id)
    },
    there: (id: CampaignId, leadsThere: number | null, mailsThere: number | null): void =>
      void sql.setThere.run(leadsThere, mailsThere, id),
    step: (id: CampaignId, step: Archive['step']): void => void sql.setStep.run(step, id),
    /** Stores a page of leads, and where the next page begins; null if there is none. */
    putLeads(row: ArchiveRow, items: readonly LeadRecord[], next: string | null): void {
      raw.transaction(() => {
        // The client was removed meanwhile, so nothing of it is stored again.
        if (!sql.byId.get(row.campaignId)) return
        const erasedAt = getErasedLookup({ raw })
        for (const { id, email, raw: whole } of items) {
          const isErased = email !== null && (erasedAt?.(email) ?? null) !== null
          const [of, text] = isErased ? [null, '{}'] : [email, JSON.stringify(whole)]
          sql.putLead.run(row.campaignId, id, row.workspaceId, row.pass, of, text)
        }
        sql.leadCursor.run(next, next === null ? 'mails' : 'leads', row.campaignId)
      })()
    },
    /**
     * `read`: mails in the form in which they may be stored. A mail missing from it belongs to an erased person; it is
     * counted without any address.
     */
    putMails(
      row: ArchiveRow,
      items: readonly RemoteEmail[],
      read: ReadonlyMap<string, RemoteEmail>,
      next: string | null,
    ): void {
      raw.transaction(() => {
        if (!sql.byId.get(row.campaignId)) return
        for (const { id, kind, at } of items) {
          const mail = read.get(id)
          const whole = mail ? JSON.stringify(mail) : '{}'
          sql.putMail.run(row.campaignId, id, row.workspaceId, row.pass, kind, mail?.lead ?? null, at, whole)
        }
        sql.mailCursor.run(next, next === null ? 'figures' : 'mails', row.campaignId)
      })()
    },
    /** Returns up to a hundred mails the campaign sent, after an id. */
    sentMails: (row: ArchiveRow, after: string): readonly RemoteEmail[] =>
      // Written only by this file.
      sql.sentMails.all(row.campaignId, after, row.pass).map((text) => JSON.parse(text) as RemoteEmail),
    /** Whether the thread is in the inbox and its mails must be complete there too. */
    inInbox: (workspaceId: WorkspaceId, threadId: string | null): boolean =>
      threadId !== null && sql.inInbox.get(workspaceId, threadId) === 1,
    leadCount: (row: ArchiveRow): number => sql.leadCount.get(row.campaignId, row.pass) as number,
    /** Returns the number of mails of one kind, or of all. */
    mailCount: (row: ArchiveRow, kind: number | null): number =>
      sql.mailCount.get(row.campaignId, row.pass, kind, kind) as number,
    hasLead: (row: ArchiveRow, remoteId: string): boolean => sql.hasLead.get(row.campaignId, remoteId, row.pass) === 1,
    /** Returns a lead as received from Instantly; null if it is not archived. */
    lead: (row: ArchiveRow, remoteId: string): unknown => {
      const text = sql.lead.get(row.campaignId, remoteId, row.pass)
      return text === undefined ? null : parseJson(text)
    },
    hasMail: (row: ArchiveRow, remoteId: string): boolean => sql.hasMail.get(row.campaignId, remoteId, row.pass) === 1,
    ended: (id: CampaignId, state: 'cancelled' | 'failed', problem: AppError | null, at: number): void =>
      void sql.end.run({ id, state, at, ...problemColumns(problem) }),
    compared: (id: CampaignId, result: ArchiveComparison, safe: boolean, at: number): void =>
      void sql.compared.run({ id, at, counts: JSON.stringify(result), safe: Number(safe) }),
    unsafe: (id: CampaignId): void => void sql.unsafe.run(id),
    shown(row: ArchiveRow): Archive {
      return toArchive(row, { leads: this.leadCount(row), mails: this.mailCount(row, null) })
    },
    leads(
      id: CampaignId,
      search: string,
      page: { readonly offset: number; readonly limit: number },
    ): Page<ArchivedLeadRow> {
      const given = { id, search: search.trim().toLowerCase() }
      return {
        rows: sql.leads.all({ ...given, ...page }).map((row) => toLeadRow(row)),
        total: sql.leadTotal.get(given) as number,
      }
    },
    mails: (id: CampaignId, email: string): readonly ArchivedMail[] => sql.mails.all(id, email).map(toArchivedMail),
  }
}

/** `here`: how much is on this disk. */
function toArchive(row: ArchiveRow, here: Pick<Archive, 'leads' | 'mails'>): Archive {
  // Written only by this file.
  const result = (row.counts === null ? null : JSON.parse(row.counts)) as ArchiveComparison | null
  return {
    state: row.state,
    step: row.step,
    ...here,
    leadsThere: row.leadsThere,
    mailsThere: row.mailsThere,
    endedAt: isoOrNull(row.endedAt),
    counts: result?.counts ?? [],
    safe: row.safe === 1,
    running: result?.running ?? false,
    problem: storedProblem(row.problemCode, row.problemData),
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function toLeadRow(row: { id: string; email: string | null; raw: string; mails: number }): ArchivedLeadRow {
  // The JSON of an object.
  const raw = (parseJson(row.raw) ?? {}) as Readonly<Record<string, unknown>>
  return {
    id: row.id,
    email: row.email,
    name: [text(raw['first_name']), text(raw['last_name'])].filter(Boolean).join(' '),
    companyName: text(raw['company_name']),
    mails: row.mails,
  }
}

function toArchivedMail(row: { id: string; kind: number | null; at: string; raw: string }): ArchivedMail {
  // Written only by this file.
  const mail = JSON.parse(row.raw) as RemoteEmail
  return {
    id: row.id,
    kind: row.kind,
    at: row.at,
    subject: mail.subject,
    text: (mail.text ?? htmlToText(mail.html ?? '')).slice(0, 50_000),
  }
}
