import { BookOpen } from 'lucide-react'
import { useState } from 'react'
import type { SequenceStarter } from '#shared/contract/campaigns/sequences.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useLanguage } from '../../core/stores/language.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import type { ChosenTemplate } from './choose-template.tsx'
import { formsOfSequence, sequenceSizeText } from './step-form.ts'

type Props = {
  workspaceId: WorkspaceId
  onChoose: (chosen: ChosenTemplate) => void
  /** Opens the list of all templates, with search. */
  onAll: () => void
}

const maxShown = 6

/** Cards of templates to start from: the client's own, then those that come with the app. */
export function TemplateOffers({ workspaceId, onChoose, onAll }: Props) {
  const words = t.review
  const language = useLanguage()
  const own = useQuery('sequences.list', { workspaceId })
  const starters = useQuery('sequences.starters', {})
  const [taking, setTaking] = useState<number | null>(null)
  const take = useAction(async (id: number) => {
    const wanted = own.data?.find((one) => one.id === id)
    if (!wanted) return
    const { version, name, steps } = await call('sequences.get', { id: wanted.id })
    onChoose({ id: wanted.id, version, name, steps: formsOfSequence(steps) })
  })
  const mine = (own.data ?? []).slice(0, maxShown)
  const shipped = offeredFirst(starters.data ?? [], language).slice(0, maxShown - mine.length)
  if (!own.data || !starters.data) return null
  return (
    <section className="stack-2 template-offers" aria-label={words.templates}>
      <header>
        <h3>{words.templates}</h3>
        <Button label={words.allTemplates} size="s" variant="quiet" icon={BookOpen} onClick={onAll} />
      </header>
      {take.error && <ErrorNote error={take.error} />}
      <ul>
        {mine.map(({ id, name, stepCount, variantCount, subject }) => (
          <li key={id}>
            <Offer
              name={name}
              meta={[words.own, sequenceSizeText(stepCount, variantCount)].join(', ')}
              subject={subject}
              busy={take.busy && taking === id}
              onChoose={() => {
                setTaking(id)
                take.run(id)
              }}
            />
          </li>
        ))}
        {shipped.map(({ key, name, industry, steps }) => (
          <li key={key}>
            <Offer
              name={name}
              meta={[industry, sequenceSizeText(steps.length, steps.length)].filter(Boolean).join(', ')}
              subject={steps[0]?.variants[0]?.subject ?? ''}
              busy={false}
              onChoose={() => onChoose({ id: null, version: 1, name, steps: formsOfSequence(steps) })}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Sorts templates in the language of the app first; among those, the ones with a sentence specific to the lead. */
function offeredFirst(all: readonly SequenceStarter[], language: string): readonly SequenceStarter[] {
  const isPersonal = ({ steps }: SequenceStarter) =>
    steps.some(({ variants }) => variants.some(({ body }) => /\{\{\s*(personalization|icebreaker)\b/.test(body)))
  const rank = (one: SequenceStarter) => (one.language === language ? 0 : 2) + (isPersonal(one) ? 0 : 1)
  return all.toSorted((a, b) => rank(a) - rank(b))
}

function Offer(props: { name: string; meta: string; subject: string; busy: boolean; onChoose: () => void }) {
  const { name, meta, subject, busy, onChoose } = props
  return (
    <button type="button" className="template-offer" aria-disabled={busy || undefined} onClick={onChoose}>
      <b className="ellipsis">{name}</b>
      <span className="small text-3 ellipsis">{meta}</span>
      <span className="small text-2 ellipsis">{subject}</span>
    </button>
  )
}
