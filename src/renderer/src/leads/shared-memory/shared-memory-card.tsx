import './shared-memory.css'
import { useState } from 'react'
import { type SharedMemory, type SharedOfflineRule, sharedOfflineRules } from '#shared/contract/leads/shared-memory.ts'
import { AppError } from '#shared/errors.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { Field } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { ComputersDialog } from './computers-dialog.tsx'
import { DoubledDialog } from './doubled-dialog.tsx'
import { ShareClientDialog } from './share-client-dialog.tsx'

/** Clients shared by several computers, with a button to share another. */
export function SharedMemoryCard() {
  const words = t.sharedMemory
  const shared = useQuery('sharedMemory.list', {}).data
  const clients = useWorkspaces() ?? []
  const [sharing, setSharing] = useState(false)
  if (!shared) return null
  const open = clients.filter(({ id, demo }) => !demo && shared.every(({ workspaceId }) => workspaceId !== id))
  return (
    <Card
      title={words.title}
      actions={
        <>
          <Button label={words.guide} size="s" variant="quiet" onClick={() => go('/help/shared-memory')} />
          <Button label={words.share} size="s" onClick={() => setSharing(true)} disabled={open.length === 0} />
        </>
      }
    >
      <div className="stack shared-memory">
        <p className="text-2">{words.text}</p>
        {shared.length === 0 ? (
          <p className="text-3">{open.length === 0 ? words.noneToShare : words.none}</p>
        ) : (
          shared.map((one) => <SharedClient key={one.id} memory={one} />)
        )}
      </div>
      {sharing && <ShareClientDialog clients={open} onClose={() => setSharing(false)} />}
    </Card>
  )
}

function SharedClient({ memory }: { memory: SharedMemory }) {
  const words = t.sharedMemory
  const { id, clientName, computers, stops, waiting, doubled, readAt, live, problem, takingOver } = memory
  const [leaving, setLeaving] = useState(false)
  const [open, setOpen] = useState<'computers' | 'doubled' | null>(null)
  const sync = useAction(() => call('sharedMemory.syncNow', { id }))
  const setRule = useAction((offline: SharedOfflineRule) => call('sharedMemory.setOffline', { id, offline }))
  const joinAgain = useAction(() => call('sharedMemory.joinAgain', { id }))
  const isLost = problem === 'SHARED_MEMORY_TAKEN_OVER'
  const leave = useAction(async () => {
    await call('sharedMemory.leave', { id })
    showToast(words.left(clientName))
  })
  const facts = [
    words.computers(computers),
    words.stops(stops),
    ...(waiting > 0 ? [words.waiting(waiting)] : []),
    ...(takingOver ? [words.takingOver] : []),
  ]
  return (
    <section className="shared-client" aria-label={clientName}>
      <div className="row-wrap shared-client-head">
        <h3>{clientName}</h3>
        {live && problem === null && <Badge tone="ok">{words.live}</Badge>}
        <span className="text-3 small">
          {readAt ? (
            <>
              {words.readAt} <Time iso={readAt} as="ago" />
            </>
          ) : (
            words.never
          )}
        </span>
        <span className="shared-client-actions">
          <Button label={words.sync} size="s" action={sync} />
          <Button label={words.showComputers} size="s" variant="quiet" onClick={() => setOpen('computers')} />
          <Button label={words.leave} size="s" variant="quiet" onClick={() => setLeaving(true)} />
        </span>
      </div>
      <p className="text-2 small">{facts.join(' · ')}</p>
      <p className="mono small text-3 shared-address">
        {memory.address} · {memory.name} · {memory.computerName}
      </p>
      <Field label={words.offline} hint={words.offlineHints[memory.offline]}>
        <Segmented
          label={words.offline}
          value={memory.offline}
          onChange={setRule.run}
          options={sharedOfflineRules.map((value) => ({ value, label: words.offlineRules[value] }))}
        />
      </Field>
      {doubled > 0 && (
        <Note tone="warn" action={<Button label={words.showDoubled} size="s" onClick={() => setOpen('doubled')} />}>
          {words.doubled(doubled)}
        </Note>
      )}
      {problem && (
        <ErrorNote
          error={new AppError(problem, { host: memory.address })}
          onAction={isLost ? joinAgain.run : sync.run}
        />
      )}
      {joinAgain.error && <ErrorNote error={joinAgain.error} />}
      {open === 'computers' && <ComputersDialog memory={memory} onClose={() => setOpen(null)} />}
      {open === 'doubled' && <DoubledDialog memory={memory} onClose={() => setOpen(null)} />}
      {leaving && (
        <AskFirst
          title={words.leaveTitle(clientName)}
          text={words.leaveText}
          keep={t.ui.cancel}
          act={words.leave}
          action={leave}
          onClose={() => setLeaving(false)}
          retry
        />
      )}
    </section>
  )
}
