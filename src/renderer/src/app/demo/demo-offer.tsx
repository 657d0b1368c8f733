import './demo.css'
import { Check, FlaskConical } from 'lucide-react'
import { useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { openDemo } from '../../core/stores/demo.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'

/** Offers the demo with one click, beside the key on first start. */
export function DemoOffer() {
  const opening = useAction(openDemo)
  return (
    <section className="demo-offer" aria-labelledby="demo-offer">
      <h2 id="demo-offer">{t.demo.startTitle}</h2>
      <p className="text-2">{t.demo.startText}</p>
      <ul>
        {t.demo.startPoints.map((point) => (
          <li key={point}>
            <Icon of={Check} size={14} />
            {point}
          </li>
        ))}
      </ul>
      <Button
        label={opening.busy ? t.demo.building : t.demo.start}
        size="l"
        wide
        icon={FlaskConical}
        action={opening}
      />
      {opening.error && <ErrorNote error={opening.error} onAction={opening.run} />}
    </section>
  )
}
