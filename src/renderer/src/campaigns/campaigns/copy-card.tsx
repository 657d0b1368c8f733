import { BookPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import type { CopyStep } from '#shared/domain/campaigns/read-campaign.ts'
import type { CampaignId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { TestMailButton } from '../copy/test-mail.tsx'
import { AsOf } from './as-of.tsx'
import { variantLetter } from './step-card.tsx'

type Props = { campaign: Pick<CampaignRow, 'id' | 'workspaceId'>; steps: readonly CopyStep[]; readAt: string }

/** Mails of the campaign as plain text: text written by others is shown, never rendered as HTML. */
export function CopyCard({ campaign, steps, readAt }: Props) {
  const words = t.campaigns
  return (
    <Card
      title={words.copy}
      meta={words.copyMeta}
      actions={steps.length > 0 && <CopyToLibrary campaignId={campaign.id} />}
    >
      {steps.length === 0 && <p className="text-3">{words.noCopy}</p>}
      <CopySteps
        steps={steps}
        first={() => words.first}
        aside={(at, number) => {
          const step = steps[at]
          return (
            step && (
              <TestMailButton
                workspaceId={campaign.workspaceId}
                listId={null}
                of={{ campaignId: campaign.id, step: testStep(steps, at), variant: testPlace(step, number) }}
                compact
              />
            )
          )
        }}
      />
      <AsOf iso={readAt} />
    </Card>
  )
}

type StepsProps = {
  steps: readonly CopyStep[]
  /** Returns when the first mail is sent. */
  first: (wait: CopyStep['wait']) => string
  /** Content beside an active variant. */
  aside?: (step: number, variant: number) => ReactNode
}

/** The mails in order, with their variants and waits. */
export function CopySteps({ steps, first, aside }: StepsProps) {
  const words = t.campaigns
  return (
    <ol className="stack copy-steps">
      {steps.map((step, at) => (
        // A step is identified by its position.
        <li key={at}>
          <h3>
            {words.stepName(at + 1)}
            <span className="text-3">
              {at === 0 || step.wait === null ? first(step.wait) : words.waits[step.wait.unit](step.wait.amount)}
            </span>
          </h3>
          {step.variants.map((variant, number) => (
            // A variant is identified by its position.
            <article key={number} className={variant.off ? 'copy-variant copy-off' : 'copy-variant'}>
              <header>
                {step.variants.length > 1 && <b>{variantLetter(number)}</b>}
                <span className={variant.subject ? 'copy-subject selectable' : 'text-3'}>
                  {variant.subject || words.sameThread}
                </span>
                {aside && !variant.off && <span className="push">{aside(at, number)}</span>}
                {variant.off && <Badge>{words.variantOff}</Badge>}
              </header>
              <p className="copy-text selectable">{variant.text}</p>
            </article>
          ))}
        </li>
      ))}
    </ol>
  )
}

/** Returns the index of a variant among the active ones, as a template has no others. */
const testPlace = (step: CopyStep, number: number): number =>
  step.variants.slice(0, number).filter(({ off }) => !off).length

const testStep = (steps: readonly CopyStep[], at: number): number =>
  steps.slice(0, at).filter(({ variants }) => variants.some(({ off }) => !off)).length

function CopyToLibrary({ campaignId }: { campaignId: CampaignId }) {
  const words = t.sequences
  const copying = useAction(async () => {
    const { sequence, roundedWaits, leftOut } = await call('sequences.copyCampaign', { campaignId })
    const notes = [
      words.copied(sequence.name),
      roundedWaits > 0 ? words.copiedRounded(roundedWaits) : '',
      leftOut > 0 ? words.copiedLeftOut(leftOut) : '',
    ]
    showToast(notes.filter(Boolean).join(' '))
    go(`/sequences/${sequence.id}`)
  })
  return (
    <>
      {copying.error && <ErrorNote error={copying.error} />}
      <Button label={words.copyCampaign} size="s" icon={BookPlus} action={copying} />
    </>
  )
}
