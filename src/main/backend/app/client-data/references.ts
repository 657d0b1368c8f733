import { z } from 'zod'
import { exportSettings } from '#shared/contract/exports/exports.ts'
import { leadChoice } from '#shared/contract/leads/lists.ts'
import { clientTargetsSetting } from '../../insights/alerts/targets.ts'

/** Tables that belong to one machine, or are rebuilt from Instantly, and are therefore not exported. */
export const unexportedTables: ReadonlySet<string> = new Set([
  'api_key',
  'relay_connection',
  'relay_trial',
  'job',
  'job_run',
  'service_call',
  'service_event',
  'lead_copy',
  'lead_copy_page',
  'lead_copy_place',
  'lead_copy_row',
  'block_pull',
  'given_up_aside',
  // Where the number of a joined conversation leads to: what was opened or can be undone on this machine.
  'inbox_thread_joined',
  // A step that is still running, or can still be undone on this machine.
  'inbox_label_pending',
  'inbox_step',
  'inbox_step_part',
  'inbox_model',
  'inbox_model_request',
  // Its key and its place belong to this computer.
  'shared_memory',
  'shared_stop',
  'shared_double',
  'shared_told',
  'shared_claim',
  'supabase_source',
  'supabase_pull',
  'supabase_row',
  'supabase_import',
  'write_back',
  'write_back_row',
  // Computed by the store itself.
  'inbox_count',
  'inbox_quiet_day',
  'lead_label_count',
  'domain_warmup_day',
  // Alerts shown and muted on this machine, by its numbers.
  'alert_mute',
  'alert_state',
  // Exported unpacked, as `event_payload`.
  'event_block',
])

/** Secrets, which are empty in the file. */
export const secretColumns: ReadonlySet<string> = new Set(['cipher', 'protection', 'masked', 'fingerprint'])

/**
 * Columns that hold the number of a row of another table, in addition to the foreign keys of the schema. An imported
 * client gets new numbers, so each of these columns is shifted like its table. A test looks for missing columns.
 */
export const references: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  archived_lead: { campaign_id: 'campaign' },
  archived_mail: { campaign_id: 'campaign' },
  campaign: { part_rule_id: 'client_rule' },
  campaign_change: { campaign_id: 'campaign' },
  campaign_day: { campaign_id: 'campaign' },
  campaign_set_member: { set_id: 'campaign_set', campaign_id: 'campaign' },
  campaign_snapshot: { campaign_id: 'campaign' },
  campaign_step: { campaign_id: 'campaign' },
  campaign_sums: { campaign_id: 'campaign' },
  mailbox_campaign: { campaign_id: 'campaign' },
  account_replacement: { undo_of: 'account_replacement' },
  email_check: { earlier_run_id: 'verification_run' },
  event: { contact_id: 'event_contact', campaign_id: 'event_campaign', account_id: 'event_account' },
  event_account_day: { account_id: 'event_account' },
  event_campaign_count: { campaign_id: 'event_campaign' },
  event_campaign_day: { campaign_id: 'event_campaign' },
  event_key: { contact_id: 'event_contact', event_id: 'event' },
  event_key_fresh: { contact_id: 'event_contact', event_id: 'event' },
  event_lead: { contact_id: 'event_contact', campaign_id: 'event_campaign' },
  event_payload: { event_id: 'event' },
  event_unnamed: {
    contact_id: 'event_contact',
    campaign_id: 'event_campaign',
    account_id: 'event_account',
    event_id: 'event',
    match_id: 'event',
  },
  experiment_lead: { action_id: 'list_action' },
  experiment_step: { action_id: 'list_action' },
  export_problem: { lead_id: 'lead' },
  inbox_correction: { message_id: 'inbox_message', thread_id: 'inbox_thread' },
  inbox_send: { message_id: 'inbox_message' },
  inbox_thread: {
    sorted_message_id: 'inbox_message',
    opt_out_entry_id: 'opt_out',
    model_message_id: 'inbox_message',
    follow_up_of: 'inbox_message',
  },
  lead: { removed: 'list_action' },
  lead_activity: { contact_id: 'event_contact', campaign_id: 'event_campaign' },
  lead_change: { lead_id: 'lead', new_lead_id: 'lead' },
  lead_tag: { added_by: 'list_action', removed_by: 'list_action' },
  list_action: { tag_id: 'tag', target_list_id: 'lead_list', run_id: 'verification_run' },
  list_import: { rows_of: 'list_import' },
  money_cost: { campaign_id: 'campaign', list_id: 'lead_list', import_id: 'list_import' },
  money_share: { cost_id: 'money_cost' },
  money_value: { campaign_id: 'campaign' },
  opt_out: { thread_id: 'inbox_thread' },
  report_logo: { part_id: 'client_part' },
  report_made: { part_id: 'client_part' },
  report_plan: { part_id: 'client_part' },
  subsequence_move: { undo_of: 'subsequence_move' },
  verification_run: { newest_at_end: 'verification_run' },
}

/** Columns with an event type. From 1,000 on, that is 1,000 plus the number of a row of `event_name`. */
export const typeColumns: Readonly<Record<string, readonly string[]>> = {
  event: ['type'],
  event_key: ['type'],
  event_key_fresh: ['type'],
  event_unnamed: ['type', 'match_type'],
  event_lead: ['interest'],
  event_campaign_count: ['type'],
  event_campaign_day: ['type'],
  event_workspace_day: ['type'],
  event_workspace_hour: ['type'],
  event_account_day: ['type'],
}
export const firstNamedType = 1_000

/** Returns the number that a row of a table has here. */
type ShiftOf = (table: string, id: number) => number

/** What is left of a step over leads, of which only the choice refers to rows. */
const unfinishedStep = z.looseObject({ choice: leadChoice })

type TextRewrite = (text: string, shift: ShiftOf, row: Readonly<Record<string, unknown>>) => string

/** What a call to Instantly may have been made for, as the API log words it before the number, with its table. */
const requesters: ReadonlyMap<string, string> = new Map([
  ['export', 'export_run'],
  ['compare', 'export_run'],
  ['undo export', 'export_run'],
  ['verification', 'verification_run'],
  ['events check', 'gap_check'],
])

/** Texts that contain the number of a row, and how they are written with the number it has here. */
export const textReferences: Readonly<Record<string, Readonly<Record<string, TextRewrite>>>> = {
  audit_call: {
    asked_by(text, shift) {
      const [, name = '', id] = /^(.+) (\d+)$/.exec(text) ?? []
      const table = requesters.get(name)
      return table === undefined ? text : `${name} ${shift(table, Number(id))}`
    },
  },
  export_run: {
    settings(text, shift) {
      const settings = exportSettings.parse(JSON.parse(text))
      if (settings.target.kind !== 'new' || !settings.target.template) return text
      const { template } = settings.target
      const id = shift('sequence', template.id)
      return JSON.stringify({ ...settings, target: { ...settings.target, template: { ...template, id } } })
    },
  },
  list_action: {
    unfinished(text, shift) {
      const rest = unfinishedStep.safeParse(JSON.parse(text))
      if (!rest.success) return text
      const { choice } = rest.data
      const shiftIf = (table: string, id: number | null) => (id === null ? null : shift(table, id))
      const here =
        'leadIds' in choice
          ? { leadIds: choice.leadIds.map((id) => shift('lead', id)) }
          : {
              all: {
                ...choice.all,
                importId: shiftIf('list_import', choice.all.importId),
                tagId: shiftIf('tag', choice.all.tagId),
              },
            }
      return JSON.stringify({ ...rest.data, choice: here })
    },
  },
  report_made: {
    quotes: (text, shift) => JSON.stringify((JSON.parse(text) as number[]).map((id) => shift('inbox_message', id))),
  },
  setting: {
    key: (text, shift) =>
      text
        .replace(/^(lists\.columns\.)(\d+)$/, (_all, name: string, id: string) => name + shift('lead_list', Number(id)))
        .replace(/^(report part )(\d+)$/, (_all, name: string, id: string) => name + shift('client_part', Number(id))),
    value(text, shift, { key }) {
      const targets = key === clientTargetsSetting.key ? clientTargetsSetting.shape.safeParse(JSON.parse(text)) : null
      if (!targets?.success) return text
      const parts = Object.entries(targets.data.parts).map(
        ([id, one]) => [shift('client_part', Number(id)), one] as const,
      )
      return JSON.stringify({ ...targets.data, parts: Object.fromEntries(parts) })
    },
  },
}
