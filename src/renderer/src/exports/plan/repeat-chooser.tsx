import { useState } from 'react'
import type { ListId } from '#shared/ids.ts'
import { useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Field } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { type Choosing, openRepeat, stopChoosing, useChoosing } from './repeat-export.ts'

/** Asks which list to repeat an export with, if not its own. */
export function RepeatChooser() {
  const choosing = useChoosing()
  return choosing ? <Chooser key={choosing.exportId} repeat={choosing} /> : null
}

function Chooser({ repeat }: { repeat: Choosing }) {
  const words = t.exportHistory
  const { of } = repeat
  const asked = useQuery('lists.all', { workspaceId: of.workspaceId })
  const lists = (asked.data ?? []).filter(({ gates }) => gates.ready > 0)
  const [chosen, setChosen] = useState<ListId | null>(null)
  const value = chosen ?? (lists.some(({ id }) => id === of.listId) ? of.listId : null)
  const open = useAction(async (listId: ListId) => {
    await openRepeat(repeat, listId)
    stopChoosing()
  })
  const go = () => value !== null && open.run(value)
  return (
    <FormDialog
      onClose={stopChoosing}
      title={words.chooseTitle}
      description={words.chooseText}
      action={{ ...open, run: go }}
      label={words.open}
      ready={value !== null}
    >
      {!of.listThere && <Note>{words.listGone}</Note>}
      {asked.error && <ErrorNote error={asked.error} />}
      {asked.data && lists.length === 0 && <p className="text-2">{words.chooseNone}</p>}
      {lists.length > 0 && (
        <Field label={words.chooseList}>
          <Select
            value={value}
            placeholder={words.choosePlaceholder}
            options={lists.map(({ id, name, gates }) => ({
              value: id,
              label: name,
              hint: t.lists.list.leads(gates.ready),
            }))}
            onChange={setChosen}
          />
        </Field>
      )}
    </FormDialog>
  )
}
