import type { Caller } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { blockPage, mailboxPage, planAnswer, workspaceAnswer } from '../schemas.ts'
import type { RemoteBlockEntry, RemoteMailbox, RemotePlan, RemoteWorkspace } from '../types.ts'

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
      call({ ...read, name: 'mailboxes', path: '/accounts', query: pageQuery(cursor), answer: mailboxPage }),
    idOf: (mailbox) => mailbox.email,
  })
}

/** The workspace's own block list: addresses and domains. */
export function blockEntries(call: Caller): Promise<readonly RemoteBlockEntry[]> {
  return readList({
    page: (cursor) =>
      call({
        ...read,
        name: 'blockEntries',
        path: '/block-lists-entries',
        query: pageQuery(cursor),
        answer: blockPage,
      }),
    idOf: (entry) => entry.id,
  })
}
