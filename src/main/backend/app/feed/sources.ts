/** Reads what happened where each area stores it. The feed has no table of its own, so it cannot differ from them. */

import type { FeedEntry, FeedEvent, FeedUndo } from '#shared/contract/app/feed.ts'
import type { JobKind } from '#shared/contract/background/health.ts'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { ExportState } from '#shared/contract/exports/exports.ts'
import type { InboxThread } from '#shared/contract/inbox/inbox.ts'
import type { AccountActionKind } from '#shared/contract/insights/accounts.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { CampaignId, ExportId, ListId, OptOutId, WorkspaceId } from '#shared/ids.ts'
import { ofPartSql } from '../../clients/clients/filter-sql.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { storedProblem } from '../../core/lib/stored-problem.ts'
import { changedColumn } from '../../insights/accounts/action-store.ts'
import { accountsUndo, campaignUndo, parseAccountItems, shownBefore } from './undo.ts'

/** Newest entries per kind: more than anybody reads. */
const maxOfAKind = 500

type Row = { readonly id: number; readonly workspaceId: WorkspaceId | null; readonly at: number }
type Bound = ClientFilter & { readonly since: number; readonly sinceText: string; readonly most: number }

/** The list row of a conversation's lead. */
const leadOfThread = `from lead where email = t.lead_email and workspace_id = t.workspace_id and gate = 0 and removed = 0
  order by id desc limit 1`

const msOf = (iso: string) => `cast(unixepoch(${iso}, 'subsec') * 1000 as integer)`

/** A stored value, which may be JSON: a text without quotation marks; null if it was removed. */
function shownValue(stored: string): string | null {
  const value = parseJson(stored)
  if (value === null) return null
  return typeof value === 'string' ? value : stored
}

/** Converts a row to what is shown. */
type RowMapping<Fields, What> = (row: Row & Fields) => What
type AddSource = <Fields>(
  sql: string,
  event: RowMapping<Fields, FeedEvent>,
  mine: RowMapping<Fields, boolean>,
  undo?: RowMapping<Fields, FeedUndo | null>,
) => void

/** SQL conditions for the clients to read, by the name of the table in the statement. */
type ClientConditions = {
  readonly part: boolean
  readonly everyClient: boolean
  readonly shown: (of: string) => string
  readonly remote: (of: string) => string
  readonly own: (of: string) => string
  readonly whole: (of: string) => string
}

const always = () => true
const never = () => false

/** Leads: imports, exports, and opt-outs. */
function addLeadSources(put: AddSource, { remote, whole }: ClientConditions): void {
  const exportAt = 'coalesce(e.finished_at, e.started_at, e.created_at)'
  put<{ list: string; campaign: string; state: ExportState; promised: number; uploaded: number }>(
    `select e.id, e.workspace_id as workspaceId, ${msOf(exportAt)} as at, l.name as list, e.campaign_name as campaign,
       e.state, coalesce(e.promised, e.ready_count - e.stayed_behind) as promised,
       (select coalesce(sum(b.uploaded), 0) from export_batch b where b.export_id = e.id) as uploaded
     from export_run e join lead_list l on l.id = e.list_id
     where ${remote('e')} and ${exportAt} >= @sinceText order by at desc limit @most`,
    ({ id, list, campaign, state, promised, uploaded }) => ({
      kind: 'export',
      exportId: id as ExportId,
      list,
      campaign,
      state,
      promised,
      uploaded,
    }),
    always,
  )
  put<{ listId: ListId; list: string; file: string; rows: number }>(
    `select i.id, i.workspace_id as workspaceId, ${msOf('i.imported_at')} as at, i.list_id as listId, l.name as list,
       i.file_name as file, i.row_count as rows
     from list_import i join lead_list l on l.id = i.list_id
     where ${whole('i')} and i.state = 'ready' and i.imported_at >= @sinceText order by at desc limit @most`,
    ({ listId, list, file, rows }) => ({ kind: 'import', listId, list, file, rows }),
    always,
  )
  put<{ value: string; source: string }>(
    `select o.id, o.workspace_id as workspaceId, o.since as at, o.value, o.source
     from opt_out o where ${whole('o')} and o.state != 'undone' and o.since >= @since order by at desc limit @most`,
    ({ value, source }) => ({ kind: 'opt_out', value, byHand: source === 'hand' || source === 'file' }),
    ({ source }) => source === 'hand' || source === 'file',
    ({ id }) => ({ kind: 'opt_out', id: id as OptOutId }),
  )
}

/** Conversations: replies and answers. */
function addConversationSources(put: AddSource, { remote }: ClientConditions): void {
  put<{ name: string; words: string; sorted: InboxThread['sorted']; returnDate: string | null }>(
    `select t.id, t.workspace_id as workspaceId, t.last_received_at as at,
       coalesce(nullif((select trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')) ${leadOfThread}), ''),
         nullif(t.from_name, ''), (select nullif(company_name, '') ${leadOfThread}), t.lead_email, '') as name,
       t.snippet as words, t.sorted, t.return_date as returnDate
     from inbox_thread t
     where ${remote('t')} and t.last_at >= @since and t.last_received_at >= @since
     order by t.last_at desc limit @most`,
    ({ id, name, words, sorted, returnDate }) => ({ kind: 'reply', threadId: id, name, words, sorted, returnDate }),
    never,
  )
  put<{ threadId: number; name: string; subject: string }>(
    `select s.id, s.workspace_id as workspaceId, coalesce(s.sent_at, s.created_at) as at, s.thread_id as threadId,
       coalesce(nullif(t.from_name, ''), (select nullif(company_name, '') ${leadOfThread}), t.lead_email, '') as name, s.subject
     from inbox_send s join inbox_thread t on t.id = s.thread_id
     where ${remote('t')} and s.state in ('sent', 'done') and coalesce(s.sent_at, s.created_at) >= @since
     order by at desc limit @most`,
    ({ threadId, name, subject }) => ({ kind: 'answer', threadId, name, subject }),
    always,
  )
}

/** Changes to campaigns and accounts, and problems of accounts. */
function addCampaignSources(put: AddSource, { own, whole }: ClientConditions): void {
  put<{
    campaignId: CampaignId
    name: string
    was: number
    status: number
    by: 'operator' | 'blackout' | 'instantly'
    stands: 0 | 1
  }>(
    `select x.id, x.workspace_id as workspaceId, x.at, x.campaign_id as campaignId, c.name, x.was, x.status,
       x.changed_by as by, c.status = x.status and c.gone_at is null and not exists
         (select 1 from campaign_change y where y.campaign_id = x.campaign_id and y.id > x.id) as stands
     from campaign_change x join campaign c on c.id = x.campaign_id
     where ${own('x')} and x.at >= @since order by x.at desc limit @most`,
    ({ campaignId, name, was, status, by }) => ({
      kind: 'campaign',
      campaignId,
      name,
      was: campaignStateOf(was, false),
      state: campaignStateOf(status, false),
      by,
    }),
    ({ by }) => by === 'operator',
    ({ was, status, stands }) =>
      campaignUndo(stands === 1, campaignStateOf(was, false), campaignStateOf(status, false)),
  )
  put<{ name: string }>(
    `select x.campaign_id as id, x.workspace_id as workspaceId, x.changed_at as at, c.name
     from campaign_edit x join campaign c on c.id = x.campaign_id
     where ${own('x')} and x.changed_at >= @since order by at desc limit @most`,
    ({ id, name }) => ({ kind: 'edit', campaignId: id as CampaignId, name }),
    always,
  )
  put<{ campaignId: CampaignId; name: string }>(
    `select x.id, x.workspace_id as workspaceId, coalesce(x.ended_at, x.asked_at) as at, x.campaign_id as campaignId, c.name
     from campaign_deletion x join campaign c on c.id = x.campaign_id
     where ${own('x')} and x.state = 'done' and coalesce(x.ended_at, x.asked_at) >= @since order by at desc limit @most`,
    ({ campaignId, name }) => ({ kind: 'deletion', campaignId, name }),
    always,
  )
  put<{ action: AccountActionKind; value: string | null; items: string; failed: number }>(
    `select x.id, x.workspace_id as workspaceId, x.asked_at as at, x.kind as action, x.value,
       (select json_group_array(json_object('email', i.email, 'done', i.state = 'done', 'was', json(i.was),
           'now', json(${changedColumn('x.kind')})))
         from account_action_item i left join mailbox m
           on m.workspace_id = i.workspace_id and m.email = i.email and m.gone_at is null
         where i.action_id = x.id) as items,
       (select count(*) from account_action_item i where i.action_id = x.id and i.state = 'failed') as failed
     from account_action x where ${whole('x')} and x.asked_at >= @since order by at desc limit @most`,
    ({ action, value, items, failed }) => ({
      kind: 'accounts',
      action,
      value: value === null ? null : shownValue(value),
      emails: parseAccountItems(items).map(({ email }) => email),
      was: parseAccountItems(items).map(({ was }) => shownBefore(action, was)),
      failed,
    }),
    always,
    ({ action, value, items }) =>
      accountsUndo(action, value === null ? null : parseJson(value), parseAccountItems(items)),
  )
  put<{ email: string | null }>(
    `select e.id, e.workspace_id as workspaceId, e.at, a.email
     from event e left join event_account a on a.id = e.account_id
     where ${whole('e')} and e.type = ${eventTypes.account_error.code} and e.at >= @since
     order by e.at desc limit @most`,
    ({ email }) => ({ kind: 'account_error', email: email ?? '' }),
    never,
  )
}

/** What Sendoff did automatically. */
function addAutomaticSources(put: AddSource, { part, shown, whole, everyClient }: ClientConditions): void {
  put<{ job: JobKind; runs: number; code: ErrorCode | null; data: string | null }>(
    `select j.id, nullif(j.workspace_id, 0) as workspaceId, j.started_at as at, j.kind as job, j.runs,
       j.problem_code as code, j.problem_data as data
     from job_run j where ${part ? '0' : `(${shown('j')}${everyClient ? ' or j.workspace_id = 0' : ''})`}
       and j.state = 'failed' and j.started_at >= @since order by at desc limit @most`,
    ({ job, runs, code, data }) => ({
      kind: 'job',
      job,
      runs,
      problem: storedProblem(code, data),
    }),
    never,
  )
  put<{ from: string; to: string; requestedBy: string }>(
    `select r.id, r.workspace_id as workspaceId, coalesce(r.ended_at, r.started_at) as at, r.from_date as "from",
       r.to_date as "to", r.asked_by as requestedBy
     from report_made r where ${shown('r')} and ${part ? 'r.part_id = @partId' : '1'} and r.state = 'done'
       and coalesce(r.ended_at, r.started_at) >= @since order by at desc limit @most`,
    ({ from, to, requestedBy }) => ({ kind: 'report', from, to, scheduled: requestedBy !== 'operator' }),
    ({ requestedBy }) => requestedBy === 'operator',
  )
  put<{ emails: number; payloads: number; archives: number; calls: number; bytes: number }>(
    `select json_extract(r.value, '$.at') as id, s.workspace_id as workspaceId, json_extract(r.value, '$.at') as at,
       json_extract(r.value, '$.counts.emails') as emails, json_extract(r.value, '$.counts.payloads') as payloads,
       json_extract(r.value, '$.counts.archives') as archives, json_extract(r.value, '$.counts.calls') as calls,
       json_extract(r.value, '$.bytes') as bytes
     from setting s, json_each(s.value) r where ${whole('s')} and s.key = 'retention.runs'
       and json_extract(r.value, '$.at') >= @since order by at desc limit @most`,
    ({ emails, payloads, archives, calls, bytes }) => ({
      kind: 'retention',
      emails,
      payloads,
      archives,
      calls,
      bytes,
    }),
    never,
  )
}

/** Everything of these clients since a time (epoch ms), newest first. */
export function createFeedSources({ raw }: Store) {
  const prepared = new Map<string, ReturnType<typeof raw.prepare>>()
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- named by whoever writes the statement
  const all = <Fields>(sql: string, bound: Bound): readonly (Row & Fields)[] => {
    const statement = prepared.get(sql) ?? raw.prepare(sql)
    prepared.set(sql, statement)
    // The columns of the statement.
    return statement.all(bound) as (Row & Fields)[]
  }

  return (client: ClientFilter, since: number): { readonly entries: readonly FeedEntry[]; readonly cut: boolean } => {
    const bound: Bound = { ...client, since, sinceText: new Date(since).toISOString(), most: maxOfAKind }
    const part = client.partId !== null
    const shown = (of: string) =>
      client.workspaceId !== null
        ? `${of}.workspace_id = @workspaceId`
        : `${of}.workspace_id in (select id from workspace where archived_at is null) and ${allClientsSql(`${of}.workspace_id`)}`
    /** A part of a client includes what happened in its campaigns, by Instantly's id or ours. */
    const remote = (of: string) =>
      part ? `${shown(of)} and ${of}.campaign_id in (select remote_id from campaign where ${ofPartSql('')})` : shown(of)
    const own = (of: string) =>
      part ? `${shown(of)} and ${of}.campaign_id in (select id from campaign where ${ofPartSql('')})` : shown(of)
    /** Only for the whole client. */
    const whole = (of: string) => (part ? '0' : shown(of))

    const entries: FeedEntry[] = []
    let cut = false
    const put: AddSource = <Fields>(
      sql: string,
      event: RowMapping<Fields, FeedEvent>,
      mine: RowMapping<Fields, boolean>,
      undo: RowMapping<Fields, FeedUndo | null> = () => null,
    ) => {
      const rows = all<Fields>(sql, bound)
      cut ||= rows.length >= maxOfAKind
      for (const row of rows) {
        const details = event(row)
        entries.push({
          key: `${details.kind} ${row.id}`,
          at: new Date(row.at).toISOString(),
          workspaceId: row.workspaceId,
          mine: mine(row),
          undo: mine(row) ? undo(row) : null,
          event: details,
        })
      }
    }
    const places: ClientConditions = { part, everyClient: client.workspaceId === null, shown, remote, own, whole }
    addLeadSources(put, places)
    addConversationSources(put, places)
    addCampaignSources(put, places)
    addAutomaticSources(put, places)
    return { entries: entries.toSorted((a, b) => b.at.localeCompare(a.at) || b.key.localeCompare(a.key)), cut }
  }
}
