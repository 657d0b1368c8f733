import './guide.css'
import { Check, X } from 'lucide-react'
import type { FirstStep } from '#shared/contract/app/guide.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { showsDemo } from '../../core/stores/demo.ts'
import { openSampleFor } from '../../core/stores/opening-file.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useCurrentWorkspace, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, Icon, IconButton } from '../../core/ui/button.tsx'

const order: readonly FirstStep[] = ['connect', 'drop', 'plan', 'send', 'ledger']

const close = (closed: boolean): void => {
  call('guide.note', { kind: 'steps_closed', closed }).catch(() => {})
}

/** Strip with the steps to the first export report, ticked automatically; hidden once completed or closed. */
export function FirstSteps() {
  const steps = useQuery('guide.state', {}).data?.steps
  const workspaces = useWorkspaces() ?? []
  const current = useCurrentWorkspace()
  if (!steps) return null
  // In the demo the operator has no file at hand, so the sample is offered.
  const sampled = showsDemo(current, workspaces) ? (current ?? workspaces.find(({ demo }) => demo)) : undefined
  const now = order.find((step) => !steps[step])
  /** Where a step is done. Home has a button for the file already. */
  const places: Record<Exclude<FirstStep, 'drop'>, string> = {
    connect: '/settings/workspaces',
    plan: '/lists',
    send: '/lists',
    ledger: '/exports',
  }
  return (
    <section className="card first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{t.guide.stepsTitle}</h2>
      <ol>
        {order.map((step, index) => (
          <li
            key={step}
            className={steps[step] ? 'first-steps-done' : step === now ? 'first-steps-now' : undefined}
            aria-current={step === now ? 'step' : undefined}
            title={steps[step] ? t.guide.steps[step].title : t.guide.steps[step].text}
          >
            <span className="first-steps-mark">
              {steps[step] ? <Icon of={Check} size={14} /> : formatNumber(index + 1)}
            </span>
            <span className="ellipsis">{t.guide.steps[step].title}</span>
            {steps[step] && <span className="sr-only">{t.guide.done}</span>}
            {step === now && step !== 'drop' && (
              <Button label={t.guide.stepActions[step]} size="s" onClick={() => go(places[step])} />
            )}
            {step === now && step === 'drop' && sampled && (
              <Button label={t.guide.useSample} size="s" onClick={() => void openSampleFor(sampled.id)} />
            )}
          </li>
        ))}
      </ol>
      <IconButton
        size="s"
        icon={X}
        label={t.guide.stepsClose}
        onClick={() => {
          close(true)
          showToast(t.guide.stepsClosed, { undo: () => close(false) })
        }}
      />
    </section>
  )
}
