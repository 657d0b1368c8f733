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
  const acts = { reset, remove }
  const dialog = (
    <>
      {(['reset', 'remove'] as const).map((which) => (
        <AskFirst
          key={which}
          open={asked === which}
          title={which === 'reset' ? t.demo.resetTitle : t.demo.removeTitle}
          text={which === 'reset' ? t.demo.resetText : t.demo.removeText}
          keep={t.demo.keep}
          act={t.demo[which]}
          action={acts[which]}
          onClose={() => !acts[which].busy && close()}
          retry
        />
      ))}
    </>
  )
  return { ask: setAsked, dialog, busy: reset.busy || remove.busy }
}
