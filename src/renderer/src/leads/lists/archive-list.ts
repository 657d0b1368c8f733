import type { LeadList } from '#shared/contract/leads/lists.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { pushUndo } from '../../core/stores/undo.ts'

type Named = Pick<LeadList, 'id' | 'name'>

const put = (list: Named, archived: boolean) => call('lists.archive', { listId: list.id, archived })

function setArchived(list: LeadList, archived: boolean, then: () => void): void {
  put(list, archived).then(then, showFailure)
}

/** Archives a list; can be undone. */
export function archiveList(list: LeadList): void {
  setArchived(list, true, () =>
    pushUndo({
      words: () => t.undo.acts.listArchived(list.name),
      undo: () => put(list, false),
      redo: () => put(list, true),
      toast: t.lists.page.archived(list.name),
    }),
  )
}

/** Registers a newly saved list for undo, which archives it. */
export const offerArchiving = (list: Named): void =>
  pushUndo({
    words: () => t.undo.acts.listSaved(list.name),
    undo: () => put(list, true).then(() => t.lists.page.archived(list.name)),
    redo: () => put(list, false),
    path: '/lists',
  })

export function restoreList(list: LeadList): void {
  setArchived(list, false, () =>
    pushUndo({
      words: () => t.undo.acts.listRestored(list.name),
      undo: () => put(list, true),
      redo: () => put(list, false),
      toast: t.lists.page.restored(list.name),
    }),
  )
}
