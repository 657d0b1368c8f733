import './campaign-edits.css'
import { Archive as ArchiveIcon, CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Archive } from '#shared/contract/campaigns/campaign-edits.ts'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Button, Icon } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { Time } from '../../core/ui/time.tsx'
import { ArchiveViewer } from './archive-viewer.tsx'
import { hold } from './deletions.ts'

/** Archives a campaign locally, shows compared counts, and offers to delete it at Instantly once nothing is lost. */
export function ArchiveCard({ campaign }: { campaign: CampaignRow }) {
  const words = t.campaignEdits.archive
  const asked = useQuery('archives.get', { campaignId: campaign.id })
  const [looking, setLooking] = useState(false)
  const starting = useAction(async () => call('archives.start', { campaignId: campaign.id }))
  const cancelling = useAction(async () => call('archives.cancel', { campaignId: campaign.id }))
  const archive = asked.data
  if (archive === undefined) return null
  const gone = campaign.state === 'gone'
  if (gone && archive === null) return null
  const stopped = archive?.state === 'cancelled' || archive?.state === 'failed'
  return (
    <Card title={words.title}>
      <div className="stack">
        {archive === null && <p className="text-2">{words.text}</p>}
        {archive?.state === 'running' && <Running archive={archive} busy={cancelling.busy} onCancel={cancelling.run} />}
        {archive?.state === 'cancelled' && <p className="text-2">{words.cancelled}</p>}
        {archive?.state === 'failed' && archive.problem && <ErrorNote tone="warn" error={archive.problem} />}
        {archive?.state === 'done' && <Compared archive={archive} gone={gone} />}
        {starting.error && <ErrorNote error={starting.error} />}
        <div className="drift-actions">
          {archive?.state !== 'running' && !gone && (
            <Button
              label={archive === null ? words.start : stopped ? words.goOn : words.again}
              icon={ArchiveIcon}
              size="s"
              action={starting}
            />
          )}
          {archive !== null && archive.leads > 0 && (
            <Button label={words.look} size="s" onClick={() => setLooking(true)} />
          )}
        </div>
        {archive?.safe && !gone && <Free campaign={campaign} leads={archive.leads} />}
      </div>
      {looking && <ArchiveViewer campaign={campaign} onClose={() => setLooking(false)} />}
    </Card>
  )
}

function Running({ archive, busy, onCancel }: { archive: Archive; busy: boolean; onCancel: () => void }) {
  const words = t.campaignEdits.archive
  const { step, leads, mails, leadsThere, mailsThere } = archive
  const share =
    step === 'leads' && leadsThere ? leads / leadsThere : step === 'mails' && mailsThere ? mails / mailsThere : null
  return (
    <>
      <div role="status">{words.steps[step]}</div>
      <ProgressBar share={share} label={words.steps[step]} />
      <p className="text-2 small">
        {leadsThere === null ? words.leads(leads) : words.leadsOf(leads, leadsThere)}
        {step !== 'leads' && <> · {mailsThere === null ? words.mails(mails) : words.mailsOf(mails, mailsThere)}</>}
      </p>
      {step === 'mails' && <p className="text-3 small">{words.slow}</p>}
      <div className="row">
        <Button label={words.cancel} size="s" busy={busy} onClick={onCancel} />
      </div>
    </>
  )
}

function Compared({ archive, gone }: { archive: Archive; gone: boolean }) {
  const words = t.campaignEdits.archive
  return (
    <>
      {!gone && (
        <div className="archive-verdict" role="status">
          <Icon of={archive.safe ? CircleCheck : TriangleAlert} className={archive.safe ? 'is-ok' : 'is-warn'} />
          {archive.safe ? words.safe : words.notSafe}
        </div>
      )}
      <p className="text-2 small">
        {archive.safe ? words.safeText : archive.running ? words.running : words.notSafeText}
      </p>
      <table className="archive-counts">
        <thead>
          <tr>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.there}</th>
            <th scope="col">{words.here}</th>
          </tr>
        </thead>
        <tbody>
          {archive.counts.map(({ what, there, here }) => (
            <tr key={what}>
              <th scope="row">{words.counts[what]}</th>
              <td>{there === null ? <span className="text-3">{words.unknown}</span> : formatNumber(there)}</td>
              <td className={there !== null && there !== here ? 'is-bad' : undefined}>{formatNumber(here)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {archive.endedAt && (
        <p className="text-3 small">
          {words.compared} <Time iso={archive.endedAt} />
        </p>
      )}
    </>
  )
}

function Free({ campaign, leads }: { campaign: CampaignRow; leads: number }) {
  const words = t.campaignEdits
  const [asking, setAsking] = useState(false)
  const freeing = useAction(async () => {
    hold(await call('archives.free', { campaignId: campaign.id }))
    setAsking(false)
  })
  return (
    <>
      <Button label={words.archive.free} variant="danger" onClick={() => setAsking(true)} />
      <AskFirst
        open={asking}
        title={words.archive.freeTitle}
        text={words.archive.freeText(leads)}
        keep={words.cancel}
        act={words.removeAct}
        action={freeing}
        onClose={() => {
          freeing.clear()
          setAsking(false)
        }}
      />
    </>
  )
}
