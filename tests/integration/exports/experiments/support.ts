import type { LeadList } from '#shared/contract/leads/lists.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import type { ExperimentPlan } from '#shared/domain/exports/experiments/plan.ts'
import { importFile, inStore, type LeadsTest, startLeads, writeFile } from '../../leads/support.ts'

/** Returns companies of one to three people, in three trades; every tenth has no city. */
export function leadRows(count: number, from = 1): string {
  const rows = ['Email,First Name,City,Category,Icebreaker']
  for (let i = from; i < from + count; i += 1) {
    const company = Math.floor(i / (1 + (i % 3)))
    const city = i % 10 === 0 ? '' : ['Ulm', 'Bonn', 'Kiel'][i % 3]
    rows.push(
      `p${i}@company${company}.example,Ann${i},${city},${['Bakery', 'Roofing', 'Bakery', 'Law'][i % 4]},Saw shop ${i}.`,
    )
  }
  return rows.join('\n')
}

export const plan: ExperimentPlan = {
  name: 'Icebreaker or city',
  hypothesis: 'Their own sentence is read.',
  variable: 'icebreaker',
  variants: [
    { name: 'Own', share: 1, value: { kind: 'unchanged' } },
    { name: 'City', share: 1, value: { kind: 'text', text: 'How is business in {{city}}, {{firstName}}?' } },
  ],
  stratum: 'variable:category',
  together: true,
  goal: 'replied',
}

export async function startExperiment(count = 400, dir?: string) {
  const test = await startLeads(dir)
  const list = await importFile(test, writeFile(test.files, 'leads.csv', leadRows(count)))
  return { test, list }
}

export type Lead = { readonly email: string; readonly payload: string; readonly position: number }
type Payload = { readonly custom_variables?: Readonly<Record<string, unknown>> }

export const leadsOf = (dir: string, listId: number): readonly Lead[] =>
  inStore(dir, (db) =>
    db
      .prepare('select email, payload, position from lead where list_id = ? and removed = 0 order by position')
      .all(listId),
  ) as Lead[]

export const variablesOf = ({ payload }: Lead) => (JSON.parse(payload) as Payload).custom_variables ?? {}

/** Returns the variant of each address, by the stored name. */
export const variantsOf = (dir: string, listId: number, mark = 'variant_icebreaker') =>
  new Map(leadsOf(dir, listId).map((lead) => [lead.email, variablesOf(lead)[mark]]))

/** Records an export of the whole list as uploaded, as the engine does. */
export function exported(dir: string, list: Pick<LeadList, 'id' | 'workspaceId'>, campaign: string, at: string): void {
  inStore(dir, (db) => {
    const rows = db.prepare('select row_count from lead_list where id = ?').pluck().get(list.id) as number
    const { lastInsertRowid } = db
      .prepare(
        `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step,
           activation, row_count, ready_count, cut_position, created_at, last_progress_at)
         values (@workspaceId, @listId, @campaign, '{}', 'done', @campaign, @campaign, 'done', 'not_wanted', @rows, @rows, @rows, @at, @at)`,
      )
      .run({ workspaceId: list.workspaceId, listId: list.id, campaign, rows, at })
    db.prepare(
      `insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, uploaded, sent_at, settled_at)
       values (?, ?, 1, 1, ?, 'done', ?, ?, ?, ?)`,
    ).run(list.workspaceId, lastInsertRowid, rows, rows, rows, at, at)
  })
}

export type Did = Partial<
  Record<'sent' | 'opened' | 'replied' | 'auto_replied' | 'bounced' | 'unsubscribed', number>
> & {
  readonly interest?: number
}

const kinds = {
  opened: eventTypes.email_opened,
  replied: eventTypes.reply_received,
  auto_replied: eventTypes.auto_reply_received,
  bounced: eventTypes.email_bounced,
  unsubscribed: eventTypes.lead_unsubscribed,
}

/** Records what events reported about leads in a campaign; opens tracked or not. */
export function happened(
  dir: string,
  workspaceId: number,
  campaign: string,
  { opens, leads }: { readonly opens: boolean; readonly leads: Readonly<Record<string, Did>> },
): void {
  inStore(dir, (db) => {
    db.prepare(
      `insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at, open_tracking, contacted)
       values (?, ?, ?, ?, 1, '', 0, 0, ?, ?)`,
    ).run(workspaceId, campaign, campaign, campaign, opens ? 1 : 0, Object.keys(leads).length + 5)
    const { lastInsertRowid: campaignId } = db
      .prepare('insert into event_campaign (workspace_id, remote_id, name, named_at) values (?, ?, ?, 0)')
      .run(workspaceId, campaign, campaign)
    for (const [email, did] of Object.entries(leads)) {
      db.prepare('insert or ignore into event_contact (workspace_id, email) values (?, ?)').run(workspaceId, email)
      db.prepare(
        `insert into event_lead (workspace_id, contact_id, campaign_id, sent, opened, clicked, replied, auto_replied, bounced,
           unsubscribed, events, first_at, last_at, score)
         select @workspaceId, id, @campaignId, @sent, @opened, 0, @replied, @auto_replied, @bounced, @unsubscribed, 1, 0, 0, 1
         from event_contact where workspace_id = @workspaceId and email = @email`,
      ).run({
        workspaceId,
        campaignId,
        email,
        sent: 1,
        opened: 0,
        replied: 0,
        auto_replied: 0,
        bounced: 0,
        unsubscribed: 0,
        ...did,
      })
      if (did.interest !== undefined)
        db.prepare(
          `insert into lead_label (workspace_id, campaign_id, email, value, stage, as_of, source, interested_at)
             values (?, ?, ?, ?, 1, 0, 3, 0)`,
        ).run(workspaceId, campaign, email, did.interest)
    }
    const count = db.prepare(
      'insert into event_campaign_count (workspace_id, campaign_id, type, events, leads) values (?, ?, ?, ?, ?)',
    )
    const all = Object.values(leads)
    count.run(workspaceId, campaignId, eventTypes.email_sent.code, all.length, all.length)
    for (const [what, { code }] of Object.entries(kinds)) {
      const some = all.filter((did) => did[what as keyof typeof kinds] !== undefined)
      if (some.length > 0) count.run(workspaceId, campaignId, code, some.length, some.length)
    }
  })
}

export const apply = async (test: LeadsTest, list: LeadList, of: ExperimentPlan = plan, seed = 'seed1') => {
  const experiment = await test.call('experiments.save', { id: null, listId: list.id, plan: of, seed })
  const step = await test.call('experiments.apply', { id: experiment.id })
  return { experiment, step }
}
