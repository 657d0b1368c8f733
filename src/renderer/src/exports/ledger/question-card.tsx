import { useState } from 'react'
import type { ExportQuestion } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { ledgerTexts } from './ledger-texts.ts'

type Answer = { kind: 'adopt'; id: string } | { kind: 'create_again' } | { kind: 'cancel' }

/** Asks which campaign or lead list belongs to the export: without Instantly's answer, only the operator can tell. */
export function QuestionCard({ exportId, question }: { exportId: ExportId; question: ExportQuestion }) {
  const words = ledgerTexts(question.kind === 'list_creation' ? 'list' : 'campaign')
  const { candidates, name } = question
  const [chosen, setChosen] = useState(candidates[0]?.id ?? null)
  const answer = useAction((given: Answer) => call('exports.answer', { exportId, answer: given }))
  return (
    <Card title={words.questionTitle} className="question">
      <div className="stack plan-tight">
        <p className="question-text">
          {candidates.length === 0 ? words.questionNone(name) : words.questionSeveral(name, candidates.length)}{' '}
          {words.questionHint}
        </p>
        {candidates.length > 0 && (
          <fieldset className="candidates">
            <legend className="field-head">{words.candidates}</legend>
            {candidates.map((candidate) => (
              <label key={candidate.id} className="candidate">
                <input
                  type="radio"
                  name={`candidate-${exportId}`}
                  checked={chosen === candidate.id}
                  onChange={() => setChosen(candidate.id)}
                />
                <span className="ellipsis">{candidate.name}</span>
                {candidate.status !== null && (
                  <span className="text-3 small">{t.exports.campaignState(candidate.status)}</span>
                )}
                <span className="text-3 small mono ellipsis push selectable">{candidate.id}</span>
              </label>
            ))}
          </fieldset>
        )}
        {answer.error && <ErrorNote error={answer.error} />}
        <div className="row">
          {chosen !== null && (
            <Button
              label={words.adopt}
              variant="primary"
              busy={answer.busy}
              onClick={() => answer.run({ kind: 'adopt', id: chosen })}
            />
          )}
          <Button
            label={words.createAgain}
            variant={chosen === null ? 'primary' : 'secondary'}
            busy={answer.busy}
            onClick={() => answer.run({ kind: 'create_again' })}
          />
          <Button
            label={words.questionCancel}
            variant="quiet"
            busy={answer.busy}
            onClick={() => answer.run({ kind: 'cancel' })}
          />
        </div>
      </div>
    </Card>
  )
}
