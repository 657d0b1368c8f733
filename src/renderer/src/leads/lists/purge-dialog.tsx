import { useState } from 'react'
import type { LeadList, PurgePreview, PurgeWhat } from '#shared/contract/leads/lists.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'

type Props = {
  list: Pick<LeadList, 'id' | 'name'>
  what: PurgeWhat
  onClose: () => void
  /** Called once removal of the list, or of the leads taken out of it, has started. */
  onGone?: () => void
}

/** Confirms permanent removal: lists what is removed and what stays, and requires the list's name to be typed. */
export function PurgeDialog({ list, what, onClose, onGone }: Props) {
  const words = t.listWork.purge
  const [typed, setTyped] = useState('')
  // Queried once, as the list no longer exists while it is being removed.
  const asked = useQuery('lists.purgeLook', { listId: list.id, what })
  const look = asked.data
  const isEmpty = what === 'removed' && look?.leads === 0
  const isTyped = typed.trim() === list.name.trim()
  const purge = useAction(async () => {
    const { leads } = await call('lists.purge', { listId: list.id, what, typed })
    onClose()
    onGone?.()
    showToast(words.done(leads))
  })
  return (
    <Dialog
      onClose={onClose}
      title={what === 'list' ? words.titleList(list.name) : words.titleRemoved(list.name)}
      width={560}
    >
      <Form onSubmit={() => isTyped && look && !isEmpty && purge.run()} className="stack">
        {asked.error && <ErrorNote error={asked.error} onAction={asked.refetch} />}
        {look && isEmpty && <p className="text-2">{words.nothing}</p>}
        {look && !isEmpty && (
          <>
            <GoesAndStays look={look} what={what} />
            <Note tone="warn">{words.final}</Note>
            <Field label={words.confirm(list.name)}>
              <TextInput autoFocus value={typed} onChange={setTyped} />
            </Field>
          </>
        )}
        {purge.error && <ErrorNote error={purge.error} />}
        <div className="dialog-actions">
          <Button label={isEmpty ? t.ui.close : t.ui.cancel} onClick={onClose} />
          {look && !isEmpty && (
            <Button label={words.act} type="submit" variant="danger" disabled={!isTyped} busy={purge.busy} />
          )}
        </div>
      </Form>
    </Dialog>
  )
}

function GoesAndStays({ look, what }: { look: PurgePreview; what: PurgeWhat }) {
  const words = t.listWork.purge
  return (
    <div className="purge-parts">
      <h3>{words.goes}</h3>
      <ul>
        <li>{words.goesLeads(look.leads)}</li>
        <li>{what === 'list' ? words.goesFiles(look.files) : words.goesRows}</li>
      </ul>
      <h3>{words.stays}</h3>
      <ul>
        {look.inLedgers > 0 && <li>{words.staysLedgers(look.inLedgers, look.exports)}</li>}
        <li>{words.staysBlocked}</li>
        <li>{words.staysElsewhere}</li>
      </ul>
    </div>
  )
}
