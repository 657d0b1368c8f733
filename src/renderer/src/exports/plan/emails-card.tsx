import { BookOpen, BookPlus } from 'lucide-react'
import { useState } from 'react'
import type { ExportCoverage, LastEmails } from '#shared/contract/exports/exports.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { ChooseTemplate, type ChosenTemplate } from '../../campaigns/copy/choose-template.tsx'
import { formsOfPlan, sequenceStepsOf } from '../../campaigns/copy/step-form.ts'
import { StepsEditor } from '../../campaigns/copy/steps-editor.tsx'
import { TemplateOffers } from '../../campaigns/copy/template-offers.tsx'
import { TestMailButton } from '../../campaigns/copy/test-mail.tsx'
import { useSampleTags } from '../../campaigns/copy/use-sample-leads.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { replacePlan } from './plan-edits.ts'
import type { PlanForm } from './plan-form.ts'

type Props = {
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  listId: ListId
  workspaceId: WorkspaceId
  ready: number
  tried: boolean
  coverage: ExportCoverage | undefined
  /** Emails of the previous export, offered once. */
  last: LastEmails | null
  /** Sending accounts. */
  senders: readonly string[]
  /** Incremented when a warning links to the worst lead. */
  worstAsked: number
}

/** The pressed button disappears, so the first email takes the focus. */
const focusEmails = () => requestAnimationFrame(() => document.querySelector<HTMLElement>('.step-tab')?.focus())

/** The sequence: written here, taken from the library, or copied from the previous export. */
export function EmailsCard(props: Props) {
  const { form, edit, listId, workspaceId, ready, tried, coverage, last, senders, worstAsked } = props
  const own = t.sequences.plan
  const { steps } = form
  const [choosing, setChoosing] = useState(false)
  const sampled = useSampleTags(listId, ready > 0)
  const names = coverage ? coverage.names : sampled
  const use = ({ id, version, name, steps: chosen }: ChosenTemplate) => {
    const after = { ...form, steps: chosen, template: id === null ? null : { id, version, name } }
    replacePlan(listId, form, after, () => own.usedAct, own.usedNow(name))
    focusEmails()
  }
  const takeLast = ({ name, steps: before, template }: LastEmails) => {
    const after = { ...form, steps: formsOfPlan(before), template }
    replacePlan(listId, form, after, () => t.review.usedAct, t.review.usedNow(name))
    focusEmails()
  }
  const saving = useAction(async () => {
    const name = form.name.trim().slice(0, 120) || own.saveAs
    await call('sequences.save', {
      id: null,
      workspaceId,
      base: null,
      body: { name, language: null, industry: '', steps: sequenceStepsOf(steps) },
      origin: 'plan',
    })
    showToast(own.savedAs(name))
  })
  return (
    <>
      <StepsEditor
        title={t.exports.plan.emails}
        steps={steps}
        onChange={(next) => edit({ steps: next })}
        onRemoved={(before, after, what, message) =>
          replacePlan(
            listId,
            { ...form, steps: before },
            { ...form, steps: after },
            () => (what === 'step' ? t.undo.acts.stepRemoved : t.sequences.variantRemovedAct),
            message,
          )
        }
        names={names}
        unknown={coverage?.variables.filter(({ unknown }) => unknown)}
        listId={listId}
        ready={ready}
        worst={coverage && (coverage.worst?.leadId ?? null)}
        worstAsked={worstAsked}
        tried={tried}
        senders={senders}
        empty={
          <div className="email-offers">
            {last && (
              <Note
                tone="info"
                title={t.review.sameEmails(last.name)}
                action={<Button label={t.review.takeThem} size="s" onClick={() => takeLast(last)} />}
              />
            )}
            <TemplateOffers workspaceId={workspaceId} onChoose={use} onAll={() => setChoosing(true)} />
          </div>
        }
        actions={(place) => (
          <>
            {steps.length > 0 && (
              <>
                <Button label={own.useTemplate} size="s" icon={BookOpen} onClick={() => setChoosing(true)} />
                <IconButton icon={BookPlus} label={own.saveAs} busy={saving.busy} onClick={saving.run} />
                <TestMailButton workspaceId={workspaceId} listId={listId} of={{ steps, ...place }} compact />
              </>
            )}
          </>
        )}
      >
        {form.template && <p className="small text-3">{own.used(form.template.name, form.template.version)}</p>}
        {saving.error && <ErrorNote error={saving.error} />}
      </StepsEditor>
      {choosing && <ChooseTemplate workspaceId={workspaceId} onChoose={use} onClose={() => setChoosing(false)} />}
    </>
  )
}
