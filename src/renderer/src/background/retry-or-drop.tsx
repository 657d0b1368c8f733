import { RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useAction } from '../core/lib/backend.ts'
import { AskFirst } from '../core/ui/ask-first.tsx'
import { Button } from '../core/ui/button.tsx'
import { ErrorNote } from '../core/ui/note.tsx'

type Words = Readonly<
  Record<'retry' | 'retryAll' | 'drop' | 'dropAll' | 'dropText' | 'dropKeep' | 'dropAct', string>
> & { readonly dropTitle: (count: number) => string }

type Of = {
  words: Words
  total: number
  /** Number of selected items; none means all. */
  chosen: number
  retry: () => Promise<void>
  drop: () => Promise<void>
  /** Whether the listed items cannot be discarded. */
  keeps?: boolean | undefined
  /** Whether all of them can be brought back, so that nothing is asked. */
  undoable?: boolean | undefined
}

/** Retries failed work, selected or all, or discards it: after confirmation, if that is for good. */
export function useRetryOrDrop({ words, total, chosen, retry, drop, keeps = false, undoable = false }: Of) {
  const [asking, setAsking] = useState(false)
  const retrying = useAction(retry)
  const dropping = useAction(async () => {
    await drop()
    setAsking(false)
  })
  return {
    notes: (
      <>
        {retrying.error && <ErrorNote error={retrying.error} onAction={retrying.run} />}
        {dropping.error && !asking && <ErrorNote error={dropping.error} onAction={dropping.run} />}
        <AskFirst
          open={asking}
          title={words.dropTitle(chosen === 0 ? total : chosen)}
          text={words.dropText}
          keep={words.dropKeep}
          act={words.dropAct}
          action={dropping}
          retry
          onClose={() => setAsking(false)}
        />
      </>
    ),
    retryButton: (
      <Button
        label={chosen === 0 ? words.retryAll : words.retry}
        size="s"
        icon={RotateCcw}
        action={retrying}
        disabled={total === 0}
      />
    ),
    dropButton: (
      <Button
        label={chosen === 0 ? words.dropAll : words.drop}
        size="s"
        icon={Trash2}
        onClick={undoable ? dropping.run : () => setAsking(true)}
        busy={dropping.busy && !asking}
        disabled={total === 0 || keeps}
      />
    ),
  }
}
