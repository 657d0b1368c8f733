/** Words that events repeat, stored once per client and referred to by number. */
import { eventTypeDetails } from '#shared/domain/events/event-types.ts'
import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createEventCampaigns } from './campaigns-of-events.ts'
import { typeName } from './event-key.ts'

/** Numbers of labels and unknown names begin here; those of known types are smaller. */
export const firstNameCode = 1000

export type EventNames = ReturnType<typeof createEventNames>

/** Contacts cached between batches, as the events of a campaign arrive together. */
const rememberedContacts = 50_000

/** Finds or creates the numbers of a client's words. Call `forget` after a rollback, which undoes new numbers. */
export function createEventNames(store: Store) {
  const { raw } = store
  const contacts = new Map<string, number>()
  const accounts = new Map<string, number>()
  const codes = new Map<string, { readonly code: number; readonly label: boolean }>()
  const { forget: forgetCampaigns, ...campaigns } = createEventCampaigns(store)
  const contact = finder(raw, 'event_contact')
  const account = finder(raw, 'event_account')
  const findName = raw.prepare('select id, label from event_name where workspace_id = ? and name = ?')
  const addName = raw.prepare('insert into event_name (workspace_id, name, label) values (?, ?, ?) returning id')
  const markLabel = raw.prepare('update event_name set label = 1 where id = ?')

  return {
    ...campaigns,
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
    /** The number of an event's type, and whether it is one of the client's labels. */
    typeCode(workspaceId: WorkspaceId, event: ParsedEvent): { readonly code: number; readonly label: boolean } {
      if (event.type !== 'label' && event.type !== 'unknown')
        return { code: eventTypeDetails(event.type).code, label: false }
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
    /** Marks names as labels of the client. Returns those that were taken for unknown types, with their numbers. */
    knowLabels(
      workspaceId: WorkspaceId,
      labels: readonly string[],
    ): readonly { readonly code: number; readonly name: string }[] {
      const changed: { code: number; name: string }[] = []
      for (const name of labels) {
        const row = findName.get(workspaceId, name) as { id: number; label: number } | undefined
        if (!row) addName.get(workspaceId, name, 1)
        if (row?.label === 0) changed.push({ code: firstNameCode + row.id, name })
        codes.delete(`${workspaceId} ${name}`)
      }
      for (const { code } of changed) markLabel.run(code - firstNameCode)
      return changed
    },
    forget(): void {
      forgetCampaigns()
      for (const map of [contacts, accounts, codes]) map.clear()
    },
  }
}

/** A campaign's name: Instantly's current one if listed, else that of the newest event, else its id. */
export const campaignNameSql = (alias: string) =>
  `coalesce((select nullif(k.name, '') from campaign k where k.workspace_id = ${alias}.workspace_id
     and k.remote_id = ${alias}.remote_id), nullif(${alias}.name, ''), ${alias}.remote_id)`

function finder(raw: Store['raw'], table: 'event_contact' | 'event_account') {
  const find = raw.prepare(`select id from ${table} where workspace_id = ? and email = ?`).pluck()
  const add = raw.prepare(`insert into ${table} (workspace_id, email) values (?, ?)`)
  return (workspaceId: WorkspaceId, email: string): number =>
    (find.get(workspaceId, email) as number | undefined) ?? Number(add.run(workspaceId, email).lastInsertRowid)
}
