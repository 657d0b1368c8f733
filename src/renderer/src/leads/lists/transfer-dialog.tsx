import { useState } from 'react'
import type { LeadChoice, LeadList } from '#shared/contract/leads/lists.ts'
import type { ListId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, FormFoot, TextInput } from '../../core/ui/field.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { offerUndoStep } from './list-steps.ts'

type Props = {
  list: Pick<LeadList, 'id' | 'workspaceId'>
  count: number
  choice: LeadChoice
  onClose: () => void
  onDone: () => void
}

/** Moves or copies the selected leads to another list of the client. */
export function TransferDialog({ list, count, choice, onClose, onDone }: Props) {
  const words = t.listWork.transfer
  const [kind, setKind] = useState<'move' | 'copy'>('move')
  const lists = useQuery('lists.all', { workspaceId: list.workspaceId }).data ?? []
  const others = lists.filter(({ id }) => id !== list.id)
  const [into, setInto] = useState<ListId | 'new' | null>(null)
  const [name, setName] = useState('')
  const chosen = into ?? (others.length === 0 ? 'new' : null)
  const target = others.find(({ id }) => id === chosen) ?? null
  const isReady = target !== null || (chosen === 'new' && name.trim() !== '')
  const work = useAction(async () => {
    const asked = { listId: list.id, choice, kind }
    const called = target?.name ?? name.trim()
    const step = await call('lists.transfer', { ...asked, into: target ? { listId: target.id } : { name: called } })
    onDone()
    // Redo uses the list that was created for it, not another one of the same name.
    const again = ({ targetListId }: typeof step) =>
      call('lists.transfer', { ...asked, into: { listId: targetListId } })
    offerUndoStep({ listId: list.id, kind, target: called }, step, again, words.done[kind](step.count, called))
  })
  return (
    <Dialog onClose={onClose} title={words.title(count)}>
      <Form onSubmit={() => isReady && work.run()} className="stack">
        <Segmented
          label={words.kind}
          value={kind}
          options={[
            { value: 'move', label: words.move },
            { value: 'copy', label: words.copy },
          ]}
          onChange={setKind}
        />
        <Field label={words.into} hint={words.hint}>
          <Select<ListId | 'new'>
            value={chosen}
            options={[
              { value: 'new', label: words.newList },
              ...others.map(({ id, name: label, rowCount }) => ({
                value: id,
                label,
                hint: formatNumber(rowCount),
              })),
            ]}
            onChange={setInto}
          />
        </Field>
        {chosen === 'new' && (
          <Field label={words.name}>
            <TextInput autoFocus maxLength={120} value={name} onChange={setName} />
          </Field>
        )}
        <FormFoot
          label={kind === 'move' ? words.move : words.copy}
          action={work}
          disabled={!isReady}
          onClose={onClose}
        />
      </Form>
    </Dialog>
  )
}
