import type { Ledger, Refusal } from '#shared/contract/exports/exports.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { column } from '../../core/ui/column.ts'
import { count } from '../../core/ui/count.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { ledgerTexts } from './ledger-texts.ts'

type Name = keyof Ledger['answers']

/** Instantly's own counts beside those of the report, for comparison. */
export function LedgerAnswers({ ledger }: { ledger: Ledger }) {
  const words = ledgerTexts(ledger.summary.target)
  const { answers, requests } = ledger
  const remarks = [
    words.answersRead(requests.settledByReading),
    requests.repeated > 0 ? `${words.answersRepeated(requests.repeated)}.` : '',
  ].filter(Boolean)
  const shown = (Object.keys(words.answersRows) as readonly Name[]).filter(
    (name) => name === 'total_sent' || name === 'leads_uploaded' || answers[name] > 0,
  )
  return (
    <Card title={words.answers} pad={false}>
      {answers.total_sent === 0 ? (
        <p className="ledger-none">{words.answersNone}</p>
      ) : (
        <PlainTable<Name>
          label={words.answersTable}
          rows={shown}
          rowId={(name) => name}
          columns={[
            column('what', words.answersWhat, { minWidth: 140 }, (name) => words.answersRows[name]),
            column('theirs', words.answersTheirs, { width: 110, align: 'right' }, (name) => count(answers[name])),
            column('ours', words.answersOurs, { width: 110, align: 'right' }, (name) => oursOf(name, ledger)),
          ]}
        />
      )}
      {remarks.length > 0 && <p className="small text-3 ledger-remarks">{remarks.join(' ')}</p>}
    </Card>
  )
}

/** Returns the report's count of the same thing; a range, in words, if Instantly does not give the reason for a row. */
function oursOf(name: Name, { summary, reasons }: Ledger): string {
  const { totals } = summary
  if (name === 'total_sent') return formatNumber(totals.uploaded + totals.refused)
  if (name === 'leads_uploaded') return formatNumber(totals.uploaded)
  const own = reasons.filter((reason) => reason.refusals.includes(name as Refusal))
  const sure = sum(own.filter((reason) => reason.refusals.length === 1))
  const most = sum(own)
  return sure === most ? formatNumber(sure) : t.exports.ledger.answersBetween(sure, most)
}

const sum = (reasons: Ledger['reasons']): number => reasons.reduce((all, reason) => all + reason.count, 0)
