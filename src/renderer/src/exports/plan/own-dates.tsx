import { X } from 'lucide-react'
import { useState } from 'react'
import type { OwnDate } from '#shared/contract/exports/blackout-dates.ts'
import type { BlackoutDate } from '#shared/domain/exports/forecast/avoid.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'

const saveOwn = (workspaceId: WorkspaceId, dates: readonly OwnDate[]) =>
  call('blackoutDates.saveOwn', { workspaceId, dates: dates.map(({ date, name }) => ({ date, name })) })

type AddOwnProps = {
  workspaceId: WorkspaceId
  all: readonly OwnDate[]
  from: string
  onAdded: (day: BlackoutDate) => void
}

/** Adds one of the client's own blackout dates. */
export function AddOwn({ workspaceId, all, from, onAdded }: AddOwnProps) {
  const words = t.exportZones.blackout
  const [date, setDate] = useState('')
  const [name, setName] = useState('')
  const add = useAction(async () => {
    const day = { date, name: name.trim() || words.nameDefault }
    await saveOwn(workspaceId, [...all.filter((one) => one.date !== date), day])
    onAdded({ ...day, country: null })
    setDate('')
    setName('')
  })
  return (
    <Form className="rest-add" onSubmit={() => date >= from && add.run()}>
      <Field label={words.addDate}>
        <TextInput type="date" min={from} value={date} onChange={setDate} />
      </Field>
      <Field label={words.addName}>
        <TextInput value={name} placeholder={words.addHint} maxLength={80} onChange={setName} />
      </Field>
      <Button label={words.add} type="submit" busy={add.busy} disabled={date < from} />
      {add.error && <ErrorNote error={add.error} />}
    </Form>
  )
}

type RemoveOwnProps = { workspaceId: WorkspaceId; day: BlackoutDate; all: readonly OwnDate[]; onRemoved: () => void }

/** Removes one of the client's own blackout dates. */
export function RemoveOwn({ workspaceId, day, all, onRemoved }: RemoveOwnProps) {
  const remove = useAction(async () => {
    await saveOwn(
      workspaceId,
      all.filter(({ date }) => date !== day.date),
    )
    onRemoved()
  })
  return (
    <IconButton
      icon={X}
      label={t.exportZones.blackout.remove(day.name)}
      busy={remove.busy}
      onClick={() => remove.run()}
    />
  )
}
