import type { InboxFilter } from '#shared/contract/inbox/inbox.ts'

export type Filters = Omit<InboxFilter, 'workspaceId' | 'partId'>

export const firstFilters: Filters = {
  box: 'answer',
  order: 'newest',
  unread: false,
  unsure: false,
  assigned: null,
  interest: null,
  sorted: null,
  campaignId: null,
  before: null,
  search: '',
}
