import type { LeadList } from '#shared/contract/lists.ts'
import { asAppError, call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { showToast } from '../../stores/toasts.ts'

function setArchived(list: LeadList, archived: boolean, then: () => void): void {
  call('lists.archive', { listId: list.id, archived }).then(then, (thrown: unknown) => {
    const error = asAppError(thrown)
    const sentence = t.errors[error.code](error.data)
    showToast(`${sentence.what} ${sentence.todo}`, { tone: 'bad' })
  })
}

/** Puts a list out of sight, with a way back. */
export function archiveList(list: LeadList): void {
  setArchived(list, true, () =>
    showToast(t.lists.page.archived(list.name), { undo: () => setArchived(list, false, () => {}) }),
  )
}

export function restoreList(list: LeadList): void {
  setArchived(list, false, () => showToast(t.lists.page.restored(list.name)))
}
