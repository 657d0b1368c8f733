/** Words that events repeat, kept once per client and known by number. */
import type { Statement } from 'better-sqlite3'
import { aboutType } from '#shared/domain/events/event-types.ts'
import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { typeName } from './event-key.ts'

/** Numbers of labels and unknown names begin here; those of known types are below. */
export const firstNameCode = 1000

type CampaignRow = { readonly id: number; readonly name: string; readonly namedAt: number; readonly known: boolean }

export type Names = ReturnType<typeof createNames>

/** Contacts remembered between batches: a campaign's events come together. */
const rememberedContacts = 50_000

/**
 * Finds or makes the numbers of a client's words. `forget` after a transaction that was rolled back: what it had made is
 * not there.
 */
export function createNames({ raw }: Store) {
  const contacts = new Map<string, number>()
  const accounts = new Map<string, number>()
  const codes = new Map<string, { readonly code: number; readonly label: boolean }>()
  const campaigns = new Map<string, CampaignRow>()
  const contact = finder(raw, 'event_contact')
  const account = finder(raw, 'event_account')
  const findName = raw.prepare('select id, label from event_name where workspace_id = ? and name = ?')
  const addName = raw.prepare('insert into event_name (workspace_id, name, label) values (?, ?, ?) returning id')
  const findCampaign = raw.prepare(
    `select id, name, named_at as namedAt, ${knownCampaignSql('c')} as known
       from event_campaign c where c.workspace_id = ? and c.remote_id = ?`,
  )
  const addCampaign = raw.prepare(
    'insert into event_campaign (workspace_id, remote_id, name, named_at) values (?, ?, ?, ?)',
  )
  const know = raw.prepare(
    `insert into event_campaign (workspace_id, remote_id, name, named_at, listed) values (?, ?, ?, 0, 1)
       on conflict (workspace_id, remote_id) do update set listed = 1,
         name = case when named_at = 0 then excluded.name else name end`,
  )
  const markLabel = raw.prepare('update event_name set label = 1 where id = ?')
  const rename = raw.prepare('update event_campaign set name = ?, named_at = ? where id = ?')
  /** By campaign, not written yet. */
  const renamed = new Map<number, { readonly name: string; readonly at: number }>()

  return {
    contactId(workspaceId: WorkspaceId, email: string): number {
      const key = `${workspaceId} ${email}`
      const known = contacts.get(key)
      if (known !== undefined) return known
      const id = contact(workspaceId, email)
      if (contacts.size >= rememberedContacts) contacts.clear()
      contacts.set(key, id)
      return id
    },
    accountId(workspaceId: WorkspaceId, email: string): number {
      const key = `${workspaceId} ${email}`
      const id = accounts.get(key) ?? account(workspaceId, email)
      accounts.set(key, id)
      return id
    },
    /** The number of an event's type, and whether it is a label of the client's. */
    typeCode(workspaceId: WorkspaceId, event: ParsedEvent): { readonly code: number; readonly label: boolean } {
      if (event.type !== 'label' && event.type !== 'unknown') return { code: aboutType(event.type).code, label: false }
      const name = typeName(event)
      const key = `${workspaceId} ${name}`
      const known = codes.get(key)
      if (known) return known
      const row = findName.get(workspaceId, name) as { id: number; label: number } | undefined
      const label = row ? row.label === 1 : event.type === 'label'
      const id = row?.id ?? (addName.get(workspaceId, name, label ? 1 : 0) as { id: number }).id
      const made = { code: firstNameCode + id, label }
      codes.set(key, made)
      return made
    },
    /** The campaign an event is of, called as its newest event calls it. */
    campaign(workspaceId: WorkspaceId, event: ParsedEvent): CampaignRow {
      const remoteId = campaignKey(event)
      const key = `${workspaceId} ${remoteId}`
      let row = campaigns.get(key) ?? readCampaign(findCampaign, workspaceId, remoteId)
      const name = event.campaignName ?? ''
      if (!row) {
        const id = Number(addCampaign.run(workspaceId, remoteId, name, name === '' ? 0 : event.at).lastInsertRowid)
        row = readCampaign(findCampaign, workspaceId, remoteId) ?? { id, name, namedAt: event.at, known: false }
      } else if (name !== '' && isNewer(event.at, name, row)) {
        renamed.set(row.id, { name, at: event.at })
        row = { ...row, name, namedAt: event.at }
      }
      campaigns.set(key, row)
      return row
    },
    /** Writes what campaigns are called since: nearly every event is newer than the one before, one write for all is enough. */
    write(): void {
      for (const [id, { name, at }] of renamed) rename.run(name, at, id)
      renamed.clear()
    },
    /** Campaigns become known between batches; none becomes unknown. */
    forgetUnknownCampaigns(): void {
      for (const [key, { known }] of campaigns) if (!known) campaigns.delete(key)
    },
    /** Instantly listed these campaigns of the client: their events have found their place. */
    knowCampaigns(workspaceId: WorkspaceId, listed: readonly { readonly id: string; readonly name: string }[]): void {
      for (const { id, name } of listed) {
        know.run(workspaceId, id, name)
        campaigns.delete(`${workspaceId} ${id}`)
      }
    },
    /** Tells labels of the client's own from names nobody knows. Gives the numbers of those that were taken for unknown. */
    knowLabels(workspaceId: WorkspaceId, labels: readonly string[]): readonly number[] {
      const changed: number[] = []
      for (const name of labels) {
        const row = findName.get(workspaceId, name) as { id: number; label: number } | undefined
        if (!row) addName.get(workspaceId, name, 1)
        if (row?.label === 0) changed.push(firstNameCode + row.id)
        codes.delete(`${workspaceId} ${name}`)
      }
      for (const code of changed) markLabel.run(code - firstNameCode)
      return changed
    },
    forget(): void {
      for (const map of [contacts, accounts, codes, campaigns, renamed]) map.clear()
    },
  }
}

/** Whether Instantly, or an export of ours, says that the campaign is this client's. */
export const knownCampaignSql = (alias: string) =>
  `(${alias}.listed = 1 or ${alias}.remote_id = '' or exists (select 1 from export_run r
     where r.workspace_id = ${alias}.workspace_id and r.campaign_id = ${alias}.remote_id))`

/** What a campaign is called: by Instantly now where it was listed, else by the newest event; its id where nobody named it. */
export const campaignNameSql = (alias: string) =>
  `coalesce((select nullif(k.name, '') from campaign k where k.workspace_id = ${alias}.workspace_id
     and k.remote_id = ${alias}.remote_id), nullif(${alias}.name, ''), ${alias}.remote_id)`

/** A campaign that came without its id is kept under its name. */
export const campaignKey = (event: Pick<ParsedEvent, 'campaignId' | 'campaignName'>): string =>
  event.campaignId ?? (event.campaignName === null ? '' : `name:${event.campaignName}`)

const isNewer = (at: number, name: string, row: CampaignRow) =>
  at > row.namedAt || (at === row.namedAt && name > row.name)

function readCampaign(find: Statement, workspaceId: WorkspaceId, remoteId: string): CampaignRow | undefined {
  const row = find.get(workspaceId, remoteId) as (Omit<CampaignRow, 'known'> & { known: number }) | undefined
  return row && { ...row, known: row.known === 1 }
}

function finder(raw: Store['raw'], table: 'event_contact' | 'event_account') {
  const find = raw.prepare(`select id from ${table} where workspace_id = ? and email = ?`).pluck()
  const add = raw.prepare(`insert into ${table} (workspace_id, email) values (?, ?)`)
  return (workspaceId: WorkspaceId, email: string): number =>
    (find.get(workspaceId, email) as number | undefined) ?? Number(add.run(workspaceId, email).lastInsertRowid)
}
