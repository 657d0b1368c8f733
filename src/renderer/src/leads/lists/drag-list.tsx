import { GripVertical } from 'lucide-react'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { IconButton } from '../../core/ui/button.tsx'

/** Handle for dragging a list out of the window as a file. The keyboard equivalent is Save as CSV. */
export function DragList({ list, size = 'm' }: { list: Pick<LeadList, 'id' | 'name'>; size?: 's' | 'm' }) {
  const drag = () => {
    call('desktop.dragList', { listId: list.id }).catch(showFailure)
  }
  return (
    <IconButton
      size={size}
      className="drag-list"
      icon={GripVertical}
      label={t.listWork.dragOut(list.name)}
      tabIndex={-1}
      draggable
      onDragStart={(event) => {
        // The system's file drag replaces the page's.
        event.preventDefault()
        drag()
      }}
    />
  )
}
