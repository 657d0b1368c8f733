import './subsequences.css'
import { type ReactNode, useEffect, useState } from 'react'
import type { PlacedLeadRow, SubsequenceMove } from '#shared/contract/campaigns/subsequences.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { resultOfMove } from './move-progress.tsx'
import { type ChosenLead, type Target, TargetField, useMove } from './move-target.tsx'

type Props = {
  workspaceId: WorkspaceId
  /** Instantly's id of the campaign. */
  campaignRemoteId: string
  title: string
  onClose: () => void
}

/** Moves selected leads of a campaign into a subsequence or out of theirs. */
export function LeadsIntoDialog({ leads, ...props }: Props & { leads: readonly ChosenLead[] }) {
  return (
    <OfCampaign {...props}>
      {(campaignId) => <Ask campaignId={campaignId} leads={leads} title={props.title} onClose={props.onClose} />}
    </OfCampaign>
  )
}

/** Shows which subsequence the lead of a conversation is in, and moves it. */
export function ThreadIntoDialog({ email, ...props }: Props & { email: string }) {
  return (
    <OfCampaign {...props}>
      {(campaignId) => <AskOne campaignId={campaignId} email={email} title={props.title} onClose={props.onClose} />}
    </OfCampaign>
  )
}

function OfCampaign({
  workspaceId,
  campaignRemoteId,
  title,
  onClose,
  children,
}: Props & { children: (id: CampaignId) => ReactNode }) {
  const found = useQuery('campaigns.find', { workspaceId, remoteId: campaignRemoteId })
  if (found.data && found.data.state !== 'gone') return children(found.data.id)
  return (
    <Dialog onClose={onClose} title={title} closeLabel={t.subsequences.close}>
      {found.error ? (
        <ErrorNote error={found.error} onAction={found.refetch} />
      ) : (
        <p>{found.data === undefined ? t.subsequences.reading : t.subsequences.threadNoCampaign}</p>
      )}
    </Dialog>
  )
}

type AskProps = { campaignId: CampaignId; title: string; onClose: () => void }

function AskOne({ email, ...props }: AskProps & { email: string }) {
  const words = t.subsequences
  const found = useQuery('subsequences.leadOf', { campaignId: props.campaignId, email })
  const lead = found.data
  if (lead) return <Ask {...props} leads={[lead]} now={lead} />
  return (
    <Dialog onClose={props.onClose} title={props.title} closeLabel={words.close}>
      {found.error ? (
        <ErrorNote error={found.error} onAction={found.refetch} />
      ) : (
        <p role="status">{lead === null ? words.threadNotThere : words.looking}</p>
      )}
    </Dialog>
  )
}

function Ask({
  campaignId,
  title,
  onClose,
  leads,
  now,
}: AskProps & { leads: readonly ChosenLead[]; now?: PlacedLeadRow }) {
  const words = t.subsequences
  const list = useQuery('subsequences.list', { campaignId }).data
  useEffect(() => {
    void call('subsequences.read', { campaignId, unlessYoung: true }).catch(() => undefined)
  }, [campaignId])
  const [move, setMove] = useState<SubsequenceMove | null>(null)
  const [target, setTarget] = useState<Target | null>(null)
  const moving = useMove(campaignId, setMove)
  const rows = list?.rows ?? []
  const inside = rows.find(({ remoteId }) => now !== undefined && remoteId === now.subsequenceId)
  if (move) return <Dialog onClose={onClose} width={640} {...resultOfMove(move, onClose)} />
  const start = () => target !== null && moving.run(target, leads)
  return (
    <FormDialog
      onClose={onClose}
      title={title}
      action={{ ...moving, run: start }}
      label={target === 'out' ? words.takeOut(leads.length) : words.putIn(leads.length)}
      ready={target !== null}
      retry
    >
      {now && (
        <p>
          {words.threadNow}: <b>{now.subsequenceId === null ? words.insideNone : (inside?.name ?? words.insideGone)}</b>
        </p>
      )}
      {list && rows.every(({ goneAt }) => goneAt !== null) && <p className="text-2">{words.noTarget}</p>}
      {list?.problem && <ErrorNote tone="warn" error={list.problem} />}
      <TargetField rows={rows} value={target} onChange={setTarget} without={inside?.id ?? null} />
    </FormDialog>
  )
}
