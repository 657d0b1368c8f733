import { useState } from 'react'
import { useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { removeDemo, resetDemo } from '../../core/stores/demo.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'

export type DemoQuestion = 'reset' | 'remove'

/** Asks before a demo is reset or removed, and does it. */
export function useDemoQuestion() {
  const [asked, setAsked] = useState<DemoQuestion | null>(null)
  const close = () => setAsked(null)
  const reset = useAction(async () => {
    await resetDemo()
    close()
  })
  const remove = useAction(async () => {
    await removeDemo()
    close()
  })
  const dialog = (
    <>
      <AskFirst
        open={asked === 'reset'}
        title={t.demo.resetTitle}
        text={t.demo.resetText}
        keep={t.demo.keep}
        act={t.demo.reset}
        action={reset}
        onClose={() => !reset.busy && close()}
        retry
      />
      <AskFirst
        open={asked === 'remove'}
        title={t.demo.removeTitle}
        text={t.demo.removeText}
        keep={t.demo.keep}
        act={t.demo.remove}
        action={remove}
        onClose={() => !remove.busy && close()}
        retry
      />
    </>
  )
  return { ask: setAsked, dialog, busy: reset.busy || remove.busy }
}
