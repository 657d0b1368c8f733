import { useState } from 'react'
import type { LeadChoice, LeadList, Tag } from '#shared/contract/leads/lists.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, FormFoot, TextInput } from '../../core/ui/field.tsx'
import { offerUndoStep } from './list-steps.ts'

type Props = {
  list: LeadList
  tags: readonly Tag[]
  count: number
  choice: LeadChoice
  onClose: () => void
  onDone: () => void
}

/** Adds a tag to the selected leads, or removes one. */
export function TagDialog({ list, tags, count, choice, onClose, onDone }: Props) {
  const words = t.listWork.tagging
  const [name, setName] = useState('')
  const work = useAction(async (take: Tag | null, given: string) => {
    const listId = list.id
    const run = () =>
      take
        ? call('lists.untag', { listId, choice, tagId: take.id })
        : call('lists.tag', { listId, choice, name: given })
    const step = await run()
    onDone()
    const message = take ? words.taken(step.count, take.name) : words.given(step.count, given)
    offerUndoStep({ listId, kind: take ? 'untag' : 'tag', tag: take?.name ?? given }, step, run, message)
  })
  return (
    <Dialog onClose={onClose} title={words.title(count)}>
      <Form onSubmit={() => name.trim() !== '' && work.run(null, name.trim())} className="stack">
        <Field label={words.label} hint={words.hint}>
          <TextInput autoFocus maxLength={40} value={name} onChange={setName} />
        </Field>
        {tags.length > 0 && (
          <ul className="tag-choice" aria-label={words.known}>
            {tags.map((tag) => (
              <li key={tag.id}>
                <span className="ellipsis grow">{tag.name}</span>
                <span className="text-3 small">{formatNumber(tag.leads)}</span>
                <Button label={words.give} size="s" busy={work.busy} onClick={() => work.run(null, tag.name)} />
                <Button
                  label={words.take}
                  size="s"
                  variant="quiet"
                  disabled={tag.leads === 0}
                  busy={work.busy}
                  onClick={() => work.run(tag, tag.name)}
                />
              </li>
            ))}
          </ul>
        )}
        <FormFoot label={words.give} action={work} disabled={name.trim() === ''} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
