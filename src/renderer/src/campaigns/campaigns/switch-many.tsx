import { Pause, Play, Sigma, Trash2, UsersRound } from 'lucide-react'
import { useState } from 'react'
import type { SwitchResult } from '#shared/contract/campaigns/campaigns.ts'
import type { CampaignId } from '#shared/ids.ts'
import { AssignDialog } from '../../clients/clients/assign-dialog.tsx'
import { useAction, useEveryRow } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { DeleteDialog } from '../campaign-edits/delete-dialog.tsx'
import { campaignCommands } from '../commands.ts'
import { setPath } from './set-path.ts'
import { switchCampaigns } from './switch-campaigns.ts'

type Failed = { readonly active: boolean; readonly results: readonly SwitchResult[] }

/** Starts or pauses the selected campaigns; those that failed are listed, each with the reason. */
export function SwitchMany({ chosen, onClear }: { chosen: ReadonlySet<CampaignId>; onClear: () => void }) {
  const words = t.campaigns
  const [deleting, setDeleting] = useState(false)
  const running =
    useEveryRow(deleting ? 'every-running-campaign' : null, (ask, page) =>
      ask('campaigns.list', { workspaceId: null, show: 'running', page }),
    ).data?.filter(({ id }) => chosen.has(id)).length ?? 0
  const [failed, setFailed] = useState<Failed | null>(null)
  const [assigning, setAssigning] = useState(false)
  const switching = useAction(async (active: boolean) => {
    const bad = await switchCampaigns([...chosen], active)
    if (bad.length > 0) setFailed({ active, results: bad })
    else onClear()
  })
  return (
    <div className="row-wrap grow campaigns-chosen">
      <b>{words.selected(chosen.size)}</b>
      <Button label={words.start} size="s" icon={Play} busy={switching.busy} onClick={() => switching.run(true)} />
      <Button label={words.pause} size="s" icon={Pause} busy={switching.busy} onClick={() => switching.run(false)} />
      <Button label={t.campaignEdits.removeMany} size="s" icon={Trash2} onClick={() => setDeleting(true)} />
      {deleting && (
        <DeleteDialog campaignIds={[...chosen]} running={running} onClose={() => setDeleting(false)} onDone={onClear} />
      )}
      <Button
        label={t.clients.assign.button}
        size="s"
        icon={UsersRound}
        command={campaignCommands.assign}
        onClick={() => setAssigning(true)}
      />
      <Button label={t.breakdowns.sets.sumUp} size="s" icon={Sigma} onClick={() => go(setPath(chosen, 'campaigns'))} />
      <Button label={words.clear} size="s" variant="quiet" onClick={onClear} />
      {assigning && <AssignDialog campaignIds={[...chosen]} onClose={() => setAssigning(false)} onDone={onClear} />}
      {switching.error && <ErrorNote error={switching.error} />}
      {failed && (
        <Dialog
          width={560}
          title={failed.active ? words.notStarted(failed.results.length) : words.notPaused(failed.results.length)}
          description={words.notSwitchedText}
          onClose={() => setFailed(null)}
          actions={<Button label={words.close} variant="primary" onClick={() => setFailed(null)} autoFocus />}
        >
          <Scrolls as="ul" className="switch-results">
            {failed.results.map(
              ({ campaignId, name, problem }) =>
                problem && (
                  <li key={campaignId}>
                    <b>{name}</b>
                    <span className="text-2">
                      {t.errors[problem.code](problem.data).what} {t.errors[problem.code](problem.data).means}
                    </span>
                  </li>
                ),
            )}
          </Scrolls>
        </Dialog>
      )}
    </div>
  )
}
