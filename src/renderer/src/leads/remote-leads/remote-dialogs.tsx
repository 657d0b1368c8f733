import { useState } from 'react'
import type { NamedPlace, RemotePlaceRef } from '#shared/contract/leads/remote-leads.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Field } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Select } from '../../core/ui/select.tsx'

const refOf = ({ kind, id }: NamedPlace): RemotePlaceRef => ({ kind, id })

type Props = {
  workspaceId: WorkspaceId
  ids: readonly string[]
  onClose: () => void
  onDone: (text: string) => void
}

/** Chooses where to move the selected leads, and waits until Instantly has moved them. */
export function MoveDialog(props: Props & { from: NamedPlace; places: readonly NamedPlace[] }) {
  const { workspaceId, ids, onClose, onDone, from, places } = props
  const words = t.remoteLeads
  const [to, setTo] = useState<NamedPlace | null>(null)
  const keyOf = ({ kind, id }: NamedPlace) => `${kind} ${id}`
  const move = useAction(async () => {
    if (!to) return
    const place = { from: refOf(from), to: refOf(to) }
    const { count, stayed, optedOut } = await call('remoteLeads.move', { workspaceId, ...place, ids: [...ids] })
    onDone(words.moved(count, stayed, optedOut))
  })
  return (
    <FormDialog
      onClose={onClose}
      title={words.moveTitle(ids.length)}
      description={words.moveText}
      action={move}
      label={move.busy ? words.moving : words.move(ids.length)}
      ready={to !== null}
    >
      <Field label={words.moveTo}>
        <Select
          value={to && keyOf(to)}
          placeholder={words.choosePlace}
          searchable
          options={places.map((place) => ({
            value: keyOf(place),
            label: place.name,
            group: place.kind === 'campaign' ? words.campaigns : words.lists,
          }))}
          onChange={(key) => setTo(places.find((place) => keyOf(place) === key) ?? null)}
        />
      </Field>
    </FormDialog>
  )
}

/** Asks for confirmation, as leads deleted at Instantly cannot be restored. */
export function RemoveDialog({ workspaceId, place, ids, onClose, onDone }: Props & { place: NamedPlace }) {
  const words = t.remoteLeads
  const remove = useAction(async () => {
    const { count } = await call('remoteLeads.remove', { workspaceId, place: refOf(place), ids: [...ids] })
    onDone(words.removed(count))
  })
  return (
    <AskFirst
      title={words.removeTitle(ids.length)}
      text={words.removeText}
      keep={words.keep}
      act={words.remove(ids.length)}
      action={remove}
      onClose={onClose}
    />
  )
}
