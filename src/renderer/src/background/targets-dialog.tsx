import './health.css'
import { useState } from 'react'
import { defaultServiceTargets, type ServiceTargets, serviceTargets } from '#shared/domain/background/targets.ts'
import { call, useAction } from '../core/lib/backend.ts'
import { t } from '../core/lib/texts.ts'
import { figureOf, figureWords } from '../core/lib/typed-figures.ts'
import { Button } from '../core/ui/button.tsx'
import { Dialog } from '../core/ui/dialog.tsx'
import { Field, TextInput } from '../core/ui/field.tsx'
import { ErrorNote } from '../core/ui/note.tsx'
import { type TargetName, targetNames } from './target-rows.ts'

/** Factors to the units the operator enters: shares in per cent, times in seconds. */
const scaleOf: Readonly<Record<TargetName, number>> = {
  apiSuccess: 100,
  apiP95Ms: 0.001,
  limitUse: 100,
  webhookShare: 100,
  duplicates: 100,
  exportSuccess: 100,
  exportSecondsPer1000: 1,
}
const written = (targets: ServiceTargets): Record<TargetName, string> =>
  Object.fromEntries(
    targetNames.map((name) => [name, figureWords(targets[name] * scaleOf[name], 3)]),
    // Built from all names.
  ) as Record<TargetName, string>

const read = (name: TargetName, text: string): number => {
  const value = text.trim() === '' ? Number.NaN : figureOf(text)
  return name === 'apiP95Ms' ? Math.round(value * 1_000) : value / scaleOf[name]
}

export function TargetsDialog({ targets, onClose }: { targets: ServiceTargets; onClose: () => void }) {
  const words = t.health.service
  const [texts, setTexts] = useState(() => written(targets))
  const values = Object.fromEntries(targetNames.map((name) => [name, read(name, texts[name])]))
  const parsed = serviceTargets.safeParse(values)
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]))
  const save = useAction(async () => {
    if (!parsed.success) return
    await call('service.saveTargets', parsed.data)
    onClose()
  })
  return (
    <Dialog
      width={560}
      title={words.settings.title}
      description={words.settings.text}
      onClose={onClose}
      actions={
        <>
          <Button label={words.settings.usual} onClick={() => setTexts(written(defaultServiceTargets))} />
          <Button label={words.settings.cancel} onClick={onClose} />
          <Button label={words.settings.save} variant="primary" action={save} disabled={!parsed.success} />
        </>
      }
    >
      {save.error && <ErrorNote error={save.error} onAction={save.run} />}
      <div className="health-fields">
        {targetNames.map((name, at) => (
          <Field
            key={name}
            label={words.figures[name]}
            hint={
              name === 'apiP95Ms' || name === 'exportSecondsPer1000' ? words.settings.seconds : words.settings.percent
            }
            error={wrong.has(name) ? words.settings.notANumber : undefined}
          >
            <TextInput
              value={texts[name]}
              onChange={(text) => setTexts({ ...texts, [name]: text })}
              inputMode="decimal"
              autoFocus={at === 0}
            />
          </Field>
        ))}
      </div>
    </Dialog>
  )
}
