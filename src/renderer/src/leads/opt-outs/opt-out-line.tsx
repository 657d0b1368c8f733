import { Ban } from 'lucide-react'
import type { Input, Output } from '#shared/contract/index.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo, showFinalToast } from '../../core/stores/undo.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { optOutStatus } from './opt-out-status.tsx'

type Props = {
  of: Input<'optOuts.of'>
  /** Replaces the answer yes, for a confirmation that has more effects than the opt-out alone. */
  onYes?: () => void
  /** Offers to add an opt-out if there is none. */
  canAdd?: boolean
}

/** A person's opt-out and its state at Instantly, or the question whether the person opted out. */
export function OptOutLine({ of, onYes, canAdd = false }: Props) {
  const words = t.optOuts
  const person = useQuery('optOuts.of', of).data
  const row = person?.row
  const answer = useAction(async (yes: boolean) => {
    const count = await call('optOuts.answer', { ids: row ? [row.id] : [], yes })
    showFinalToast(yes ? words.answeredYes(count) : words.answeredNo(count))
  })
  const add = useAction(() => optOut(person))
  const offer = canAdd && person && (
    <div>
      <Button label={words.addOne} size="s" icon={Ban} action={add} />
      {add.error && <ErrorNote error={add.error} />}
    </div>
  )
  if (!row) return offer || null
  const state = optOutStatus(row)
  if (row.state === 'asked') {
    return (
      <>
        <Note
          tone="warn"
          title={words.askedTitle}
          action={
            <span className="row">
              <Button
                label={words.yes}
                size="s"
                onClick={() => (onYes ? onYes() : answer.run(true))}
                busy={answer.busy}
              />
              <Button label={words.no} size="s" variant="quiet" onClick={() => answer.run(false)} busy={answer.busy} />
            </span>
          }
        >
          {state.words}
        </Note>
        {answer.error && <ErrorNote error={answer.error} />}
      </>
    )
  }
  if (row.state === 'undone') {
    if (offer) return offer
    return row.atInstantly.state === 'undoing' || row.atInstantly.left > 0 ? (
      <Note tone="quiet">{`${words.states.undone} · ${state.words}`}</Note>
    ) : null
  }
  return <Note tone={state.tone === 'warn' ? 'warn' : 'bad'}>{`${words.states.on} · ${state.words}`}</Note>
}

/** Opts out one person, with the scope given in the settings. */
async function optOut(person: Output<'optOuts.of'> | undefined): Promise<void> {
  if (!person) return
  const { scope } = await call('optOuts.settings', {})
  const { added } = await call('optOuts.add', { workspaceId: person.workspaceId, scope, text: person.email })
  const ids = [...added]
  const message = t.optOuts.added(ids.length)
  if (ids.length > 0)
    pushUndo({ words: () => message, undo: () => call('optOuts.undo', { ids, undone: true }), toast: message })
}
