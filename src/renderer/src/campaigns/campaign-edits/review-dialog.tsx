import type { DraftChange } from '#shared/domain/campaigns/campaign-draft.ts'
import type { findNewVariables } from '#shared/domain/campaigns/new-variables.ts'
import type { Action } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
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
    <FormDialog
      open={open}
      width={720}
      title={title}
      description={text}
      onClose={onClose}
      closeLabel={words.back}
      action={action}
      label={act}
      focused
    >
      {added.length > 0 && (
        <Note tone="warn" title={words.newVariables(added.map(({ name }) => name))}>
          {added.map(({ name, nearest }) => nearest && <p key={name}>{words.meant(name, nearest)}</p>)}
        </Note>
      )}
      <ChangeList changes={changes} />
    </FormDialog>
  )
}
