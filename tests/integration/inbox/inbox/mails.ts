/** Emails of one lead as Instantly lists them and as webhooks tell of them. */
import type { Store } from '#backend/core/deps.ts'
import type { RemoteEmail } from '#backend/core/instantly/types.ts'
import type { HookReply } from '#backend/inbox/inbox/mail-values.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { openMigrated } from '../../../support/open-migrated.ts'

export const acme = 1 as WorkspaceId
export const birch = 2 as WorkspaceId
export const at = Date.UTC(2026, 10, 2, 9, 30)

/** Returns a store with two clients, and its folder, in which it can be opened again. */
export function newStoreIn(): { readonly store: Store; readonly dir: string } {
  const dir = temporaryDir()
  const store = openMigrated(dir)
  const add = store.raw.prepare(`insert into workspace (id, name, colour, created_at) values (?, ?, 1, '')`)
  add.run(acme, 'Acme')
  add.run(birch, 'Birch')
  return { store, dir }
}

export const newStore = (): Store => newStoreIn().store

export const email = (fields: Partial<RemoteEmail> & { readonly id: string; readonly text: string }): RemoteEmail => ({
  createdAt: new Date(at).toISOString(),
  at: new Date(at).toISOString(),
  threadId: 'thread-1',
  subject: 'Re: Stock counts',
  from: 'kai@prospect.example',
  fromName: 'Kai Berg',
  to: 'me@acme.example',
  cc: '',
  replyTo: null,
  html: null,
  preview: null,
  kind: 2,
  automatic: false,
  campaignId: 'c-1',
  lead: 'kai@prospect.example',
  account: 'me@acme.example',
  step: '0_0_0',
  unread: true,
  interest: null,
  attachments: [],
  ...fields,
})

export const hook = (fields: Partial<HookReply> & { readonly text: string }): HookReply => ({
  at: at + 20_000,
  leadEmail: 'kai@prospect.example',
  emailId: null,
  threadId: null,
  html: null,
  subject: 'Re: Stock counts',
  snippet: null,
  account: 'me@acme.example',
  campaignId: 'c-1',
  automatic: false,
  ...fields,
})
