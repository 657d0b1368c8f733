import type { DraftChange } from '#shared/domain/campaigns/campaign-draft.ts'
import type { findNewVariables } from '#shared/domain/campaigns/new-variables.ts'
import type { Action } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Note } from '../../core/ui/note.tsx'
import { ChangeList } from './change-list.tsx'

type Props = {
  open: boolean
  title: string
  text: string
  act: string
  changes: readonly DraftChange[]
  /** Variables the emails did not use before. */
  added?: ReturnType<typeof findNewVariables>
  action: Action<[]>
  onClose: () => void
}

/** Shows what is about to change, each field with both sides. */
export function ReviewDialog({ open, title, text, act, changes, added = [], action, onClose }: Props) {
  const words = t.campaignEdits
  return (
    <Dialog
      open={open}
      width={720}
      title={title}
      description={text}
      onClose={onClose}
      closeLabel={words.back}
      actions={<Button label={act} variant="primary" shortcut="mod+enter" action={action} autoFocus />}
    >
      <div className="stack">
        {action.error && <ErrorNote error={action.error} />}
        {added.length > 0 && (
          <Note tone="warn" title={words.newVariables(added.map(({ name }) => name))}>
            {added.map(({ name, nearest }) => nearest && <p key={name}>{words.meant(name, nearest)}</p>)}
          </Note>
        )}
        <ChangeList changes={changes} />
      </div>
    </Dialog>
  )
}
