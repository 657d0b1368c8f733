import type { Caller } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { mailboxPage, planAnswer, workspaceAnswer } from '../schemas.ts'
import type { RemoteMailbox, RemotePlan, RemoteWorkspace } from '../types.ts'

const read = { method: 'GET', write: false, patience: 'read' } as const

export function currentWorkspace(call: Caller): Promise<RemoteWorkspace> {
  return call({ ...read, name: 'currentWorkspace', path: '/workspaces/current', answer: workspaceAnswer })
}

export function planDetails(call: Caller): Promise<RemotePlan> {
  return call({ ...read, name: 'planDetails', path: '/workspace-billing/plan-details', answer: planAnswer })
}

/** All sending accounts. */
export function mailboxes(call: Caller): Promise<readonly RemoteMailbox[]> {
  return readList({
    page: (cursor) =>
      call({
        ...read,
        name: 'mailboxes',
        path: '/accounts',
        // Campaigns may choose their senders by tag.
        query: { ...pageQuery(cursor), include_tags: 'true' },
        answer: mailboxPage,
      }),
    idOf: (mailbox) => mailbox.email,
  })
}
