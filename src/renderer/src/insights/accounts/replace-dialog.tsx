import { useState } from 'react'
import type { Replacement, ReplacementStep } from '#shared/contract/insights/accounts.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useEveryRow, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { newSubmission, problemText } from './account-text.ts'

type Props = { workspaceId: WorkspaceId; emails: readonly string[]; onClose: () => void }

/** Removes accounts from campaigns, or replaces them. Shows the affected campaigns first and the outcome afterwards. */
export function ReplaceDialog({ workspaceId, emails, onClose }: Props) {
  const words = t.accounts.replace
  const [withEmail, setWith] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReadonlyMap<CampaignId, boolean>>(new Map())
  const [done, setDone] = useState<Replacement | null>(null)
  const steps = useQuery('accounts.planReplacement', { workspaceId, emails: [...emails], withEmail })
  const others = useEveryRow(`every-account:${workspaceId}`, (ask, page) => ask('accounts.list', { workspaceId, page }))
  // A campaign that would be left without senders is changed only if the operator selects it.
  const isChosen = (id: CampaignId, left: number) => chosen.get(id) ?? left > 0
  const wanted = (steps.data ?? []).filter(
    ({ campaignId, left, blocked }) => blocked === null && isChosen(campaignId, left),
  )
  const replace = useAction(async () => {
    const result = await call('accounts.replace', {
      workspaceId,
      emails: [...emails],
      withEmail,
      campaignIds: wanted.map(({ campaignId }) => campaignId),
      submission: newSubmission(),
    })
    const count = result.items.filter(({ state }) => state === 'done').length
    if (count > 0) {
      const undo = async () => {
        const { items, returning } = await call('accounts.undoReplacement', {
          id: result.id,
          submission: newSubmission(),
        })
        const back = items.filter(({ state }) => state === 'done').length
        const notes = returning.flatMap(({ email, standing }) =>
          standing === 'ready' ? [] : [words.returning[standing](email)],
        )
        return [words.undone(back), ...notes].join(' ')
      }
      pushUndo({ words: () => words.done(count), undo, toast: words.done(count) })
    }
    if (result.items.some(({ problem }) => problem !== null)) setDone(result)
    else onClose()
  })
  if (done) return <Unconfirmed done={done} onClose={onClose} />
  const options = (others.data ?? []).flatMap((row) =>
    row.kind === 'account' && !emails.includes(row.email) && row.verdict !== 'disconnected'
      ? [{ value: row.email, label: row.email }]
      : [],
  )
  return (
    <FormDialog
      width={620}
      title={words.title(emails.length)}
      description={words.text}
      onClose={onClose}
      action={replace}
      label={words.apply(wanted.length)}
      ready={wanted.length !== 0}
    >
      <Field label={words.with}>
        <Select
          value={withEmail}
          options={[{ value: null, label: words.nothing }, ...options]}
          onChange={setWith}
          searchable
        />
      </Field>
      {steps.error && <ErrorNote error={steps.error} />}
      {!steps.data && !steps.error && <p className="text-2">{words.searching}</p>}
      {steps.data?.length === 0 && <p className="text-2">{words.none}</p>}
      {steps.data && steps.data.length > 0 && (
        <ul className="accounts-steps">
          {steps.data.map((step) => (
            <li key={step.campaignId}>
              <StepChoice
                step={step}
                checked={step.blocked === null && isChosen(step.campaignId, step.left)}
                onChange={(on) => setChosen(new Map(chosen).set(step.campaignId, on))}
              />
            </li>
          ))}
        </ul>
      )}
    </FormDialog>
  )
}

type StepProps = { step: ReplacementStep; checked: boolean; onChange: (on: boolean) => void }

function StepChoice({ step, checked, onChange }: StepProps) {
  const words = t.accounts.replace
  return (
    <Checkbox
      label={step.running ? `${step.name} (${words.running})` : step.name}
      checked={checked}
      disabled={step.blocked !== null}
      onChange={onChange}
      hint={
        step.blocked !== null ? (
          words.blocked[step.blocked]
        ) : (
          <>
            {words.step(step.removed.length, step.added.length, step.left)}
            {step.left === 0 && <span className="accounts-bad"> {step.hasTags ? words.emptyTags : words.empty}</span>}
          </>
        )
      }
    />
  )
}

/** The changes that failed or were not answered, with reasons. */
function Unconfirmed({ done, onClose }: { done: Replacement; onClose: () => void }) {
  const refused = done.items.filter(({ problem }) => problem !== null)
  return (
    <Dialog
      width={560}
      title={t.accounts.replace.partlyTitle(done.items.length - refused.length, refused.length)}
      onClose={onClose}
      actions={<Button label={t.accounts.close} variant="primary" onClick={onClose} autoFocus />}
    >
      <ul className="accounts-outcomes">
        {refused.map(({ campaignId, name, problem }) => (
          <li key={campaignId}>
            <b>{name}</b>
            {problem && <span className="text-2">{problemText(problem)}</span>}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
