import { useEffect, useState } from 'react'
import type { SharedComputer, SharedMemory } from '#shared/contract/leads/shared-memory.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Time } from '../../core/ui/time.tsx'

/** The computers that share a client; the claims of a lost one can be taken over here. */
export function ComputersDialog({ memory, onClose }: { memory: SharedMemory; onClose: () => void }) {
  const words = t.sharedMemory
  const { id } = memory
  const [computers, setComputers] = useState<readonly SharedComputer[]>([])
  const [lost, setLost] = useState<SharedComputer | null>(null)
  const read = useAction(async () => setComputers(await call('sharedMemory.computers', { id })))
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, as it opens
  useEffect(read.run, [])
  const takeOver = useAction(async () => {
    if (!lost) return
    const { kept, freed } = await call('sharedMemory.takeOver', { id, computer: lost.no })
    showToast(words.tookOver(formatNumber(kept), formatNumber(freed)))
    setLost(null)
    read.run()
  })
  return (
    <Dialog
      onClose={onClose}
      title={words.computersTitle(memory.clientName)}
      description={words.computersText}
      width={560}
      closeLabel={t.ui.close}
    >
      {read.error && <ErrorNote error={read.error} onAction={read.run} />}
      <ul className="shared-computers">
        {computers.map((computer) => (
          <li key={computer.no}>
            <span className="shared-computer">
              <b>{computer.name}</b>
              <span className="small text-3">
                {words.lastActive} <Time iso={computer.lastAt} as="ago" />
              </span>
            </span>
            {computer.isThis && <Badge>{words.thisComputer}</Badge>}
            {computer.isRetired && <Badge>{words.takenOver}</Badge>}
            {!computer.isThis && !computer.isRetired && (
              <Button label={words.takeOver} size="s" onClick={() => setLost(computer)} disabled={memory.takingOver} />
            )}
          </li>
        ))}
      </ul>
      {lost && (
        <AskFirst
          title={words.takeOverTitle(lost.name)}
          text={words.takeOverText}
          keep={t.ui.cancel}
          act={words.takeOver}
          action={takeOver}
          onClose={() => setLost(null)}
          retry
        />
      )}
    </Dialog>
  )
}
