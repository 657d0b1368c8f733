/** Collects everything stored about one address, through the indexes of every store. */
import type { Person, PersonCampaign, PersonLead, PersonMoment, PersonOptOut } from '#shared/contract/app/people.ts'
import { listedCounters } from '#shared/domain/events/lead-activity.ts'
import { nameOfSender } from '#shared/domain/inbox/person-name.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getErasedLookup } from '../../clients/people/erased.ts'
import type { Store } from '../../core/deps.ts'
import { keyTables } from '../../events/events/event-keys.ts'
import { createPayloads } from '../../events/events/payloads.ts'
import { createEventQueries } from '../../events/events/queries.ts'
import { replyWords } from '../../events/events/reply-words.ts'
import { combinedCountSql, joinActivitySql } from '../../events/lead-activity/activity-sql.ts'
import { clientsToAsk } from './erase-remote.ts'

const newest = 200
const maxLeads = 500
/** Replies whose text is included. */
const maxTold = 20

/** Counts of data outside the store. */
export type OutsideCounts = { readonly backups: number; readonly replaced: number }

export function findPerson(store: Store, email: string, outside: OutsideCounts): Person {
  const leads = leadsOf(store, email)
  const campaigns = campaignsOf(store, email)
  const moments = timelineOf(store, email)
  const optOuts = optOutsOf(store, email)
  const counts = countsOf(store, email)
  const clients = [
    ...new Set(
      [...leads, ...campaigns, ...moments.rows, ...optOuts, ...counts.clients].flatMap(
        ({ workspaceId }) => workspaceId ?? [],
      ),
    ),
  ].toSorted((a, b) => a - b)
  const of = (sql: string): number =>
    store.raw
      .prepare(sql)
      .pluck()
      .get({ of: JSON.stringify(clients), email }) as number
  return {
    email,
    name: nameOf(store, email, leads),
    isAccount: isOwnAccount(store, email),
    erasedAt: getErasedLookup(store)?.(email) ?? null,
    clients,
    leads,
    campaigns,
    timeline: moments.rows,
    events: moments.total,
    optOuts,
    received: campaigns.reduce((sum, { sent }) => sum + sent, 0),
    replies: of(
      `select count(*) from inbox_message m join json_each(@of) w on w.value = m.workspace_id
       where m.lead_email = @email and m.direction = 'received'`,
    ),
    stores: { ...counts.stores, leads: leads.length, events: moments.total, opt_outs: optOuts.length },
    elsewhere: {
      ...outside,
      instantly: new Set(counts.mirrored.map(({ workspaceId }) => workspaceId)).size,
      reachable: clientsToAsk({ store }).filter(({ hasKey }) => hasKey).length,
      relays: of(
        'select count(*) from relay_connection where removed_at is null and workspace_id in (select value from json_each(@of))',
      ),
      supabase: of(
        'select count(*) from supabase_source where removed_at is null and workspace_id in (select value from json_each(@of))',
      ),
      crms: of(
        'select count(distinct target_id) from crm_deal where email = @email and workspace_id in (select value from json_each(@of))',
      ),
      reports: of('select count(*) from report_made where workspace_id in (select value from json_each(@of))'),
    },
  }
}

/** Whether it is one of the operator's own sending accounts. */
export const isOwnAccount = ({ raw }: Store, email: string): boolean =>
  raw
    .prepare(
      `select exists (select 1 from workspace w join mailbox m on m.workspace_id = w.id and m.email = @email)
         or exists (select 1 from workspace w join event_account a on a.workspace_id = w.id and a.email = @email)`,
    )
    .pluck()
    .get({ email }) === 1

/** Uses the two address indexes. Duplicate rows within a file are found by erasing, which scans each row. */
const leadsWhere = [
  'l.gate = 0 and l.email = @email',
  'l.gate <> 0 and l.gate <> 1 and l.gate <> 2 and l.gate <> 5 and l.gate <> 6 and l.gate <> 9 and l.email = @email',
]

function leadsOf({ raw }: Store, email: string): readonly PersonLead[] {
  const rows = raw
    .prepare(
      `select * from (${leadsWhere
        .map(
          (
            where,
          ) => `select l.id, l.workspace_id as workspaceId, l.list_id as listId, n.name as list, i.file_name as file,
            l.row_number as row, i.imported_at as importedAt, l.removed <> 0 as removed, l.payload, l.job_title as jobTitle,
            (select json_group_array(distinct r.campaign_name) from export_run r where r.list_id = l.list_id
               and r.row_count >= l.position and l.gate = 0 and l.removed = 0) as exportedTo
          from lead l join lead_list n on n.id = l.list_id join list_import i on i.id = l.import_id where ${where}`,
        )
        .join(' union all ')}) order by importedAt desc limit ${maxLeads}`,
    )
    .all({ email }) as (Omit<PersonLead, 'removed' | 'exportedTo' | 'fields'> & {
    removed: 0 | 1
    payload: string
    exportedTo: string
  })[]
  return rows.map(({ workspaceId, listId, list, file, row, importedAt, removed, payload, exportedTo }) => ({
    workspaceId,
    listId,
    list,
    file,
    row,
    importedAt,
    removed: removed === 1,
    exportedTo: JSON.parse(exportedTo) as string[],
    fields: fieldsOf(payload),
  }))
}

function fieldsOf(payload: string): PersonLead['fields'] {
  const found = JSON.parse(payload) as Record<string, unknown>
  const flat = Object.entries(found).flatMap(([name, value]) =>
    name === 'custom_variables' && typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [[name, value] as const],
  )
  return flat.flatMap(([name, value]) =>
    name === 'email' ||
    (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') ||
    value === ''
      ? []
      : [{ name, value: String(value) }],
  )
}

function nameOf({ raw }: Store, email: string, leads: readonly PersonLead[]): string {
  for (const { fields } of leads) {
    const value = (name: string) => fields.find((field) => field.name === name)?.value ?? ''
    const name = `${value('first_name')} ${value('last_name')}`.trim()
    if (name !== '') return name
  }
  const from = raw
    .prepare(
      `select t.from_name from workspace w join inbox_thread t on t.workspace_id = w.id and t.lead_email = ?
       where t.from_name <> '' order by t.last_at desc limit 1`,
    )
    .pluck()
    .get(email)
  return (from as string | undefined) ?? nameOfSender({ fromName: '', address: email, text: '' })
}

function campaignsOf({ raw }: Store, email: string): readonly PersonCampaign[] {
  const of = (row: 'l' | 'a', rows: string): string =>
    `select w.id as workspaceId, c.name,
       (select k.id from campaign k where k.workspace_id = w.id and k.remote_id = c.remote_id) as campaignId, coalesce(l.sent, 0) as sent,
       ${listedCounters.map((counter) => `${combinedCountSql(counter, 'l', 'a')} as ${counter}`).join(', ')},
       max(coalesce(l.last_at, 0), coalesce(a.last_at, 0)) as lastAt
     from workspace w cross join event_contact p on p.workspace_id = w.id and p.email = @email cross join ${rows}
       join event_campaign c on c.id = ${row}.campaign_id
     where ${row}.workspace_id = w.id and ${row}.contact_id = p.id`
  return raw
    .prepare(
      `${of('l', `event_lead l ${joinActivitySql('a', 'l')}`)}
       union all ${of('a', `lead_activity a ${joinActivitySql('l', 'a', 'event_lead')}`)} and l.contact_id is null
       order by lastAt desc`,
    )
    .all({ email }) as PersonCampaign[]
}

function timelineOf(store: Store, email: string): { readonly rows: readonly PersonMoment[]; readonly total: number } {
  const { raw } = store
  const contacts = raw
    .prepare(
      'select p.id, p.workspace_id as workspaceId from workspace w join event_contact p on p.workspace_id = w.id and p.email = ?',
    )
    .all(email) as { id: number; workspaceId: WorkspaceId }[]
  const count = raw
    .prepare(
      `select ${keyTables.map((table) => `(select count(*) from ${table} where workspace_id = @workspaceId and contact_id = @id)`).join(' + ')}`,
    )
    .pluck()
  const queries = createEventQueries(store)
  const readPayload = createPayloads(store).createReader()
  // Two conversations in one campaign are rare; the newest is used.
  const threadOf = raw
    .prepare(
      `select id from inbox_thread where workspace_id = @workspaceId and lead_email = @email
         and coalesce(campaign_id, '') in ('', @campaignRemoteId)
       order by campaign_id = @campaignRemoteId desc, last_at desc limit 1`,
    )
    .pluck()
  const campaignOf = raw.prepare('select id from campaign where workspace_id = ? and remote_id = ?').pluck()
  let payloadsRead = 0
  const rows = contacts.flatMap(({ workspaceId }) =>
    queries
      .timeline(workspaceId, email, newest)
      .map(({ id, at, type, kind, campaignName, campaignRemoteId, account }) => {
        const isReply = kind === 'known' && (type === 'reply_received' || type === 'auto_reply_received')
        const payload = isReply && payloadsRead++ < maxTold ? readPayload(workspaceId, id) : null
        return {
          at,
          workspaceId,
          type,
          campaign: campaignName,
          campaignId: (campaignOf.get(workspaceId, campaignRemoteId) as number | undefined) ?? null,
          account,
          replySnippet: payload === null ? null : replyWords(payload),
          threadId: isReply
            ? ((threadOf.get({ workspaceId, email, campaignRemoteId }) as number | undefined) ?? null)
            : null,
        }
      }),
  )
  return {
    rows: rows.toSorted((a, b) => b.at - a.at).slice(0, newest),
    total: contacts.reduce((sum, contact) => sum + (count.get(contact) as number), 0),
  }
}

function optOutsOf({ raw }: Store, email: string): readonly PersonOptOut[] {
  return raw
    .prepare(
      `select nullif(workspace_id, 0) as workspaceId, state, scope, since, words from opt_out
       where value = ? and state <> 'undone' order by since desc`,
    )
    .all(email) as PersonOptOut[]
}

function countsOf({ raw }: Store, email: string) {
  const by = (sql: string) => raw.prepare(sql).all({ email }) as { workspaceId: WorkspaceId; n: number }[]
  const emails = by(
    `select t.workspace_id as workspaceId, sum(t.message_count) as n from workspace w
       join inbox_thread t on t.workspace_id = w.id and t.lead_email = @email group by t.workspace_id`,
  )
  const drafts = by(
    `select t.workspace_id as workspaceId, count(*) as n from workspace w
       join inbox_thread t on t.workspace_id = w.id and t.lead_email = @email join inbox_send s on s.thread_id = t.id
      group by t.workspace_id`,
  )
  const blocks = by(
    `select workspace_id as workspaceId, count(*) as n from block_entry
      where workspace_id in (select id from workspace union all select 0) and origin in ('instantly', 'local')
        and value = @email and removed_at is null group by workspace_id`,
  )
  const checks = by(
    `select c.workspace_id as workspaceId, count(*) as n from workspace w
       join email_check c on c.workspace_id = w.id and c.email = @email group by c.workspace_id`,
  )
  const crm = by(
    `select workspaceId, sum(n) as n from (
       select workspace_id as workspaceId, count(*) as n from crm_handover where email = @email group by workspace_id
       union all select d.workspace_id, count(*) from workspace w
         join crm_deal d on d.workspace_id = w.id and d.email = @email group by d.workspace_id) group by workspaceId`,
  )
  const archives = by(
    `select workspace_id as workspaceId, count(*) as n from archived_lead where email = @email group by workspace_id`,
  )
  const mirrored = by(
    `select c.workspace_id as workspaceId, count(*) as n from lead_copy_row r join lead_copy c on c.id = r.copy_id
      where r.email = @email and c.state = 'whole' group by c.workspace_id`,
  )
  const all = { emails, drafts, block_entries: blocks, checks, crm, archives, mirror: mirrored }
  const sum = (rows: readonly { readonly n: number }[]) => rows.reduce((total, { n }) => total + n, 0)
  return {
    clients: Object.values(all)
      .flat()
      .filter(({ workspaceId }) => workspaceId !== 0),
    mirrored,
    stores: {
      emails: sum(emails),
      drafts: sum(drafts),
      block_entries: sum(blocks),
      checks: sum(checks),
      crm: sum(crm),
      archives: sum(archives),
      mirror: sum(mirrored),
    },
  }
}
