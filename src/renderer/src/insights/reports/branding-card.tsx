import { ImageOff, ImagePlus } from 'lucide-react'
import { useState } from 'react'
import { type ReportSettings, reportSections } from '#shared/contract/insights/reports.ts'
import { languages } from '#shared/language.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { percentOf, shareOf } from '../../core/lib/typed-figures.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, TextArea, TextInput, useFieldProps } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import type { ReportTarget } from './report-client.tsx'

export function BrandingCard({ client, settings }: { client: ReportTarget; settings: ReportSettings }) {
  const words = t.reports
  const [draft, setDraft] = useState(settings)
  const [target, setTarget] = useState(settings.replyTarget === null ? '' : percentOf(settings.replyTarget))
  const set = (change: Partial<ReportSettings>) => setDraft({ ...draft, ...change })
  const replyTarget = target.trim() === '' ? null : shareOf(target)
  const right = replyTarget === null || (replyTarget >= 0.001 && replyTarget <= 1)
  const save = useAction(async () => {
    await call('reports.saveSettings', {
      workspaceId: client.workspaceId,
      partId: client.partId,
      settings: { ...draft, replyTarget },
    })
    showToast(words.saved)
  })
  const changed = JSON.stringify({ ...draft, replyTarget }) !== JSON.stringify(settings)
  return (
    <Card title={words.look} meta={words.lookMeta}>
      <div className="stack-3">
        {save.error && <ErrorNote error={save.error} />}
        <Logo client={client} />
        <div className="reports-pair">
          <Field label={words.language}>
            <Select
              value={draft.language}
              options={languages.map((value) => ({ value, label: t.settings.languages[value] }))}
              onChange={(language) => set({ language })}
            />
          </Field>
          <Field label={words.colour}>
            <ColourInput value={draft.colour} onChange={(colour) => set({ colour })} />
          </Field>
        </div>
        <Field label={words.name} hint={words.nameHint(client.name)}>
          <TextInput value={draft.name} onChange={(name) => set({ name })} maxLength={120} />
        </Field>
        <Field label={words.from} hint={words.fromHint}>
          <TextInput value={draft.from} onChange={(from) => set({ from })} maxLength={120} />
        </Field>
        <Field label={words.target} hint={words.targetHint} error={right ? undefined : words.targetWrong}>
          <TextInput value={target} onChange={setTarget} inputMode="decimal" maxLength={6} />
        </Field>
        <fieldset className="reports-formats">
          <legend>{words.sections}</legend>
          <div className="reports-checks">
            {reportSections.map((section) => (
              <Checkbox
                key={section}
                label={words.sectionNames[section]}
                checked={draft.sections.includes(section)}
                onChange={(on) =>
                  set({
                    sections: reportSections.filter((each) => (each === section ? on : draft.sections.includes(each))),
                  })
                }
              />
            ))}
          </div>
        </fieldset>
        <Field label={words.closing}>
          <TextArea value={draft.closing} onChange={(closing) => set({ closing })} maxLength={2_000} rows={3} />
        </Field>
        <div className="row">
          <Button label={words.save} action={save} disabled={!changed || !right} />
        </div>
      </div>
    </Card>
  )
}

function ColourInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const field = useFieldProps()
  return (
    <input
      {...field}
      type="color"
      className="reports-colour"
      value={value}
      onChange={(event) => onChange(event.target.value.toLowerCase())}
    />
  )
}

function Logo({ client }: { client: ReportTarget }) {
  const words = t.reports
  const { workspaceId, partId } = client
  const logo = useQuery('reports.logo', { workspaceId, partId })
  // The workspace's logo may show another client's name, so it is used only on request.
  const ofWhole = useQuery('reports.logo', partId === null ? null : { workspaceId }).data
  const take = useAction(() => call('reports.takeLogo', { workspaceId, partId }))
  const choose = useAction(() => call('reports.chooseLogo', { workspaceId, partId }))
  const remove = useAction(() => call('reports.removeLogo', { workspaceId, partId }))
  const error = choose.error ?? remove.error ?? take.error
  return (
    <div className="stack-2">
      {error && <ErrorNote error={error} onAction={choose.run} />}
      <div className="reports-logo-row">
        <div className="reports-logo-box">
          {logo.data ? <img src={logo.data.data} alt={words.logo} /> : <span className="text-3">{words.logoNone}</span>}
        </div>
        <div className="reports-logo-words">
          <div className="row">
            <Button label={words.logoChoose} size="s" icon={ImagePlus} action={choose} />
            {ofWhole && !logo.data && <Button label={words.logoOfWhole(client.workspaceName)} size="s" action={take} />}
            {logo.data && <Button label={words.logoRemove} size="s" icon={ImageOff} action={remove} />}
          </div>
          <p className="text-3 small">
            {logo.data ? words.logoSize(formatNumber(logo.data.width), formatNumber(logo.data.height)) : words.logoHint}
          </p>
        </div>
      </div>
    </div>
  )
}
