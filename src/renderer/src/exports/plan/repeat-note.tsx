import type { ListId } from '#shared/ids.ts'
import { formatDay, t } from '../../core/lib/texts.ts'
import { Button, Link } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Time } from '../../core/ui/time.tsx'
import type { PlanForm } from './plan-form.ts'
import { forgetRepeat, useRepeatOf } from './repeat-export.ts'
import { findMisfits, type Misfit } from './repeat-form.ts'

type Props = {
  listId: ListId
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  known: Parameters<typeof findMisfits>[2]
}

/** Up to this many accounts are named; beyond that they are counted. */
const maxNamed = 5

/** Says whose settings the plan has, and which of them no longer fit. */
export function RepeatNote({ listId, form, edit, known }: Props) {
  const words = t.exportHistory.note
  const repeat = useRepeatOf(listId)
  if (!repeat) return null
  const { exportId, of } = repeat
  const misfits = findMisfits(of, form, known)
  const unread = known.choices === undefined
  return (
    <Note
      tone={misfits.length > 0 ? 'warn' : 'info'}
      role="status"
      title={
        <>
          {words.title(of.campaignName)}
          <span className="text-3 small repeat-when">
            {words.when} <Time iso={of.at} />,{' '}
            <Link to={`/exports/${exportId}`}>{t.exports.ledger.crumb(exportId)}</Link>
          </span>
        </>
      }
      action={<Button label={words.dismiss} size="s" variant="quiet" onClick={() => forgetRepeat(listId)} />}
    >
      <p>
        {form.kind === 'new' ? words.text : words.textExisting}
        {of.settings.activateWhenDone && !form.activate && ` ${words.activateOff}`}
      </p>
      {misfits.length > 0 && (
        <>
          <b>{words.misfits}</b>
          <ul className="repeat-misfits">
            {misfits.map((misfit) => (
              <li key={misfit.kind}>
                {misfitWords(misfit)}
                {misfit.kind === 'startOver' && <Open onOpen={() => edit({ startDate: '' })} />}
                {misfit.kind === 'endOver' && <Open onOpen={() => edit({ endDate: '' })} />}
              </li>
            ))}
          </ul>
        </>
      )}
      {misfits.length === 0 && !unread && known.coverage && <p>{words.allFits}</p>}
      {unread && <p>{words.unread}</p>}
    </Note>
  )
}

const Open = ({ onOpen }: { onOpen: () => void }) => (
  <Button label={t.exportHistory.note.leaveOpen} size="s" variant="quiet" onClick={onOpen} />
)

function misfitWords(misfit: Misfit): string {
  const words = t.exportHistory.note
  switch (misfit.kind) {
    case 'accountsGone':
    case 'accountsOff':
      return words[misfit.kind](named(misfit.accounts))
    case 'campaignGone':
      return words.campaignGone(misfit.campaign)
    case 'startOver':
    case 'endOver':
      return words[misfit.kind](formatDay(misfit.day))
    case 'variables':
    case 'rules':
      return words[misfit.kind](named(misfit.names))
    case 'templateNewer':
      return words.templateNewer(misfit.name, misfit.used, misfit.now)
    case 'templateGone':
      return words.templateGone(misfit.name)
  }
}

const named = (all: readonly string[]): readonly string[] =>
  all.length <= maxNamed
    ? all
    : [...all.slice(0, maxNamed - 1), t.exportHistory.note.accountsMore(all.length - maxNamed + 1)]
