import { useState } from 'react'
import type { WriteBack } from '#shared/contract/insights/write-back.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'

/** SQL that prepares the database: copy it, or run it over a connection string after confirmation. */
export function SqlDialog({ target, onClose }: { target: WriteBack; onClose: () => void }) {
  const words = t.writeBack
  const { data, error, refetch } = useQuery('writeBack.sql', { place: target.place })
  const [asking, setAsking] = useState(false)
  const { id } = target
  const check = useAction(async () => {
    await call('writeBack.check', { id })
    onClose()
    showToast(words.checkWorks)
  })
  const run = useAction(async () => {
    await call('writeBack.prepare', { id, yes: true })
    onClose()
    showToast(words.ran)
  })
  const byConnection = target.kind === 'database'
  if (asking) {
    return (
      <AskFirst
        title={words.runTitle}
        text={words.runText(target.address)}
        keep={words.runKeep}
        act={words.run}
        action={run}
        onClose={() => setAsking(false)}
        retry
      />
    )
  }
  return (
    <Dialog
      onClose={onClose}
      title={words.sqlTitle}
      description={byConnection ? words.prepareHere : words.prepareText}
      width={760}
      closeLabel={t.ui.close}
      actions={
        <>
          <Button label={words.check} action={check} title={words.checkHint} />
          {byConnection && <Button label={words.run} variant="primary" onClick={() => setAsking(true)} />}
        </>
      }
    >
      <div className="stack">
        {error && <ErrorNote error={error} onAction={refetch} />}
        {check.error && <ErrorNote error={check.error} />}
        {data?.map((step) => (
          <section key={step.name} className="stack" aria-label={step.name}>
            <div className="row">
              <b className="mono small">{step.name}</b>
              <span className="push" />
              <Button label={words.copySql} size="s" onClick={() => copyText(step.up)} />
              <Button label={words.copyDown} size="s" onClick={() => copyText(step.down)} />
            </div>
            <Scrolls as="pre" className="write-back-sql mono small">
              {step.up}
            </Scrolls>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
