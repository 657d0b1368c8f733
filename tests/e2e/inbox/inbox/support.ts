import { addLead } from '#demo/state/lead-store.ts'
import { mail } from '../../../integration/inbox/inbox/support.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import type { Sendoff } from '../../support/launch.ts'
import { clientName, connect, expect, goTo, key } from '../../support/main-job.ts'

/** One client with two accounts, at an Instantly without limits. */
export const oneClient = { limits: null, workspaces: [{ name: clientName, keys: [{ key }], mailboxes: 2 }] }

/** Connects, has each of these people write, and opens the inbox. */
export async function openInboxOf(
  people: readonly string[],
  sendoff: Sendoff,
  instantly: FakeInstantly,
): Promise<void> {
  await connect(sendoff)
  const [workspace] = instantly.world.workspaces
  if (!workspace) throw new Error('no workspace')
  const list = instantly.world.addList(workspace, 'Dentists')
  for (const name of people) {
    addLead(workspace, list, { email: `${name}@kessler.example`, fields: null }, Date.now())
    mail({ fake: instantly }, { lead: `${name}@kessler.example`, text: 'Tell me more' })
  }
  await sendoff.call('inbox.sync', { workspaceId: null })
  await goTo(sendoff, '/inbox')
  await expect(sendoff.page.getByRole('button', { name: /anna@kessler/ })).toBeVisible()
}
