import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RemoteMailbox, RequestContext } from '../../core/instantly/types.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { MailboxStore } from './mailbox-store.ts'

const lanes = 4

/** Reads a client's accounts. Those missing from the list are requested one by one, as it may be cut short. */
export async function readMailboxes(
  { instantly }: Pick<Deps, 'instantly'>,
  kept: Pick<MailboxStore, 'list'>,
  requestContext: RequestContext,
): Promise<readonly RemoteMailbox[]> {
  const listed = await instantly.mailboxes(requestContext)
  const named = new Set(listed.map(({ email }) => email.trim().toLowerCase()))
  const missing = kept.list(requestContext.workspaceId).filter(({ email }) => !named.has(email.toLowerCase()))
  const found = await mapLimit(missing, lanes, ({ email }) =>
    instantly.mailbox(requestContext, email).catch((error: unknown) => {
      if (isRefused(error, 404)) return []
      throw error
    }),
  )
  return [...listed, ...found.flat()]
}
