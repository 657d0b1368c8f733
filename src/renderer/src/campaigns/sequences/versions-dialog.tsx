import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { Sequence, SequenceVersion } from '#shared/contract/campaigns/sequences.ts'
import type { SequenceBody } from '#shared/domain/campaigns/copy/sequence.ts'
import { type DiffLine, diffLines } from '#shared/domain/campaigns/copy/text-diff.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { forgetUndoOf, pushUndo } from '../../core/stores/undo.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { variantLetterOf } from '../copy/step-form.ts'
import { sequencePath } from './paths.ts'
import { forgetSequence, sequenceScope } from './sequence-edits.ts'

type Props = { sequence: Sequence; unsaved: boolean; onClose: () => void }

/** All versions of a template, what each changed, and a button to restore one. */
export function VersionsDialog({ sequence, unsaved, onClose }: Props) {
  const words = t.sequences
  const { id } = sequence
  const versions = useQuery('sequences.versions', { id })
  const [chosenNo, setChosenNo] = useState<number | null>(null)
  // The newest until another is selected, even if it was saved a moment ago.
  const shownNo = chosenNo ?? sequence.version
  const [against, setAgainst] = useState<'before' | 'now'>('before')
  const shown = useQuery('sequences.version', { id, no: shownNo }).data
  const before = useQuery('sequences.version', shownNo > 1 ? { id, no: shownNo - 1 } : null).data
  const now = useQuery('sequences.version', { id, no: sequence.version }).data
  const back = useAction(async () => {
    const newest = sequence.version
    const take = (no: number) => call('sequences.takeBack', { id, no })
    await take(shownNo)
    forgetUndoOf(sequenceScope(String(id)))
    forgetSequence(String(id))
    pushUndo({
      path: sequencePath(id),
      words: () => words.takenBackAct(shownNo),
      undo: () => take(newest),
      redo: () => take(shownNo),
      toast: words.takenBack(shownNo),
    })
    onClose()
  })
  const isNewest = shownNo === sequence.version
  const lines =
    shown &&
    (against === 'now'
      ? now && diffOf(shown, now)
      : shownNo === 1
        ? diffOf(null, shown)
        : before && diffOf(before, shown))
  return (
    <Dialog
      onClose={onClose}
      title={words.versions}
      description={words.versionsText}
      width={860}
      closeLabel={t.ui.close}
      actions={
        <Button
          label={words.takeBack}
          variant="primary"
          icon={RotateCcw}
          disabled={isNewest}
          title={unsaved ? words.unsaved : undefined}
          action={back}
        />
      }
    >
      {(versions.error ?? back.error) && (
        <ErrorNote error={versions.error ?? back.error ?? { code: 'INTERNAL', data: {} }} />
      )}
      <div className="versions">
        <div className="versions-list" role="group" aria-label={words.versions}>
          {(versions.data ?? []).map((version) => (
            <button
              key={version.no}
              type="button"
              className="version"
              aria-pressed={version.no === shownNo}
              onClick={() => setChosenNo(version.no)}
            >
              <span className="row">
                <b>{words.versionNow(version.no)}</b>
                {version.no === sequence.version && <Badge>{words.newest}</Badge>}
              </span>
              <span className="small text-3">
                <Time iso={version.at} />
              </span>
              <span className="small text-3 ellipsis">{originWords(version)}</span>
            </button>
          ))}
        </div>
        <div className="versions-shown">
          <Segmented
            label={words.versions}
            value={against}
            options={[
              { value: 'before', label: words.compareBefore },
              { value: 'now', label: words.compareNow },
            ]}
            onChange={setAgainst}
          />
          {lines && <Diff lines={lines} />}
        </div>
      </div>
    </Dialog>
  )
}

function originWords({ origin, from }: SequenceVersion): string {
  const words = t.sequences
  const word = words.origins[origin]
  if (from === '') return word
  return words.originFrom(word, origin === 'taken_back' ? words.versionNow(Number(from)) : from)
}

/** Returns a version as text, in reading order. */
function textOf(body: SequenceBody): string {
  const words = t.exports.plan
  const lines = [body.name, [body.industry, body.language].filter(Boolean).join(', ')]
  body.steps.forEach((step, at) => {
    step.variants.forEach(({ subject, body: text }, variant) => {
      const letter = step.variants.length > 1 ? ` ${variantLetterOf(variant)}` : ''
      lines.push('', `${words.step(at + 1, 0)}${letter}`, `${words.subject}: ${subject}`, ...text.split('\n'))
    })
    if (at < body.steps.length - 1) lines.push(`${words.wait}: ${step.waitDays}`)
  })
  return lines.join('\n')
}

const diffOf = (before: SequenceBody | null, after: SequenceBody): readonly DiffLine[] =>
  diffLines(before ? textOf(before) : '', textOf(after))

function Diff({ lines }: { lines: readonly DiffLine[] }) {
  const words = t.sequences
  const same = lines.every(({ kind }) => kind === 'same')
  return (
    <>
      {same && <p className="small text-3">{words.noChange}</p>}
      <Scrolls className="diff selectable" role="region" aria-label={words.compareNow}>
        {lines.map(({ kind, text }, at) => (
          // A line is identified by its position.
          <p key={at} className={`diff-line diff-${kind}`}>
            {kind !== 'same' && <span className="sr-only">{kind === 'gone' ? words.lineGone : words.lineNew}: </span>}
            {text || '\u00a0'}
          </p>
        ))}
      </Scrolls>
    </>
  )
}
