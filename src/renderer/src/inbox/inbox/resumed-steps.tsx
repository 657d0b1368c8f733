import { X } from 'lucide-react'
import type { ResumedStep } from '#shared/contract/inbox/inbox.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'

/** Actions on many conversations, interrupted by the app's end and resumed: their Undo was never shown. */
export function ResumedSteps() {
  const steps = useQuery('inbox.resumedSteps', {}).data ?? []
  return steps.map((step) => <Resumed key={step.id} step={step} />)
}

function Resumed({ step: { id, kind, count } }: { step: ResumedStep }) {
  const message = t.inbox.bulk.said[kind](count)
  const undo = useAction(async () => {
    await call('inbox.undoResumed', { step: id })
    showToast(t.undo.undone(message))
  })
  const dismiss = useAction(() => call('inbox.dismissResumed', { step: id }))
  return (
    <div className="inbox-resumed small">
      <p className="grow">{t.inbox.bulk.resumed(message)}</p>
      <Button label={t.ui.undo} size="s" action={undo} />
      <IconButton size="s" icon={X} label={t.inbox.bulk.dismiss} onClick={dismiss.run} />
      {undo.error && <ErrorNote error={undo.error} />}
    </div>
  )
}
