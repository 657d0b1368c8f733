import type { CopyStep } from '#shared/domain/campaigns/read-campaign.ts'
import { t } from '../../lib/texts.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { AsOf } from './as-of.tsx'
import { variantLetter } from './step-card.tsx'

/** What the campaign writes, as plain text: what others wrote is shown, never run. */
export function CopyCard({ steps, readAt }: { steps: readonly CopyStep[]; readAt: string }) {
  const words = t.campaigns
  return (
    <Card title={words.copy} meta={words.copyMeta}>
      {steps.length === 0 && <p className="text-3">{words.noCopy}</p>}
      <ol className="copy-steps">
        {steps.map((step, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a step is its place
          <li key={at}>
            <h3>
              {words.stepName(at + 1)}
              <span className="text-3">
                {step.wait === null ? words.first : words.waits[step.wait.unit](step.wait.amount)}
              </span>
            </h3>
            {step.variants.map((variant, number) => (
              // oxlint-disable-next-line react/no-array-index-key -- a variant is its place
              <article key={number} className={variant.off ? 'copy-variant copy-off' : 'copy-variant'}>
                <header>
                  {step.variants.length > 1 && <b>{variantLetter(number)}</b>}
                  <span className={variant.subject ? 'copy-subject selectable' : 'text-3'}>
                    {variant.subject || words.sameThread}
                  </span>
                  {variant.off && <Badge>{words.variantOff}</Badge>}
                </header>
                <p className="copy-text selectable">{variant.text}</p>
              </article>
            ))}
          </li>
        ))}
      </ol>
      <AsOf iso={readAt} />
    </Card>
  )
}
