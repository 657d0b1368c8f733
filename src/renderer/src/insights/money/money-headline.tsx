import { Check } from 'lucide-react'
import type { MoneyGroup, RevenueLine } from '#shared/contract/insights/money.ts'
import { minorDigits } from '#shared/domain/insights/money/amounts.ts'
import { formatPrice, t } from '../../core/lib/texts.ts'
import { Icon } from '../../core/ui/button.tsx'
import { amountText, ratioShort } from './money-text.ts'

type Props = {
  group: Pick<MoneyGroup, 'currency' | 'sums'>
  /** Days covered by a recurring cost, out of all days; null if unknown. */
  covered: { readonly days: number; readonly of: number } | null
  /** When the figures were last synced, in words. */
  age: string | null
  /** The lines the revenue consists of. */
  of: readonly RevenueLine[]
  onOpen: () => void
}

/** Returns text like `5 deals`; null if revenue has several kinds of source, or none. */
function sourceWords(lines: readonly RevenueLine[]): string | null {
  const [source, ...others] = new Set(lines.map((line) => line.source))
  if (source === undefined || others.length > 0) return null
  return t.money.headline.from[source](lines.reduce((sum, { count }) => sum + count, 0))
}

/** The main result first: the cost per meeting, then the other prices, each opening its calculation. */
export function MoneyHeadline({ group: { currency, sums }, covered, age, of, onOpen }: Props) {
  const words = t.money.headline
  const meeting = ratioShort('costPerMeeting', sums, currency)
  const reply = ratioShort('costPerReply', sums, currency, 100)
  const interested = ratioShort('costPerQualified', sums, currency, 100)
  const returned =
    sums.costCents === null || sums.costCents === 0 || sums.revenueCents === null
      ? null
      : formatPrice((sums.revenueCents / sums.costCents) * 10 ** minorDigits(currency), currency, 100)
  const open = (amount: string, what: string) => (
    <button
      type="button"
      className="money-headline-figure"
      title={t.money.opensSum(what)}
      aria-label={`${what}: ${amount}`}
      onClick={onOpen}
    >
      {amount}
    </button>
  )
  // Cents are omitted if there are none.
  const revenue = sums.revenueCents === null ? null : formatPrice(sums.revenueCents, currency, Infinity)
  const cost = amountText(sums.costCents, currency)
  const { ratiosLong, bases } = t.money
  const meetings = sums.meetings === null ? null : bases.meetings(sums.meetings)
  const results = [
    meetings,
    // Without an age, no figures of campaigns were synced yet.
    age === null ? null : bases.replies(sums.replies),
    revenue === null ? null : words.revenue(revenue, sourceWords(of)),
  ].filter((result) => result !== null)
  return (
    <section className="money-headline" aria-label={t.money.cards}>
      <p className="money-headline-first">
        {meeting === null ? (
          <>{sums.meetings === 0 ? words.noMeetings : sums.meetings === null ? words.unknown : meetings}</>
        ) : (
          <>
            {words.meeting} {open(meeting, ratiosLong.costPerMeeting)}
          </>
        )}
      </p>
      <p className="money-headline-rest">
        {reply !== null && (
          <span>
            {open(reply, ratiosLong.costPerReply)} {words.reply}
          </span>
        )}
        {interested !== null && (
          <span>
            {open(interested, ratiosLong.costPerQualified)} {words.interested}
          </span>
        )}
        {returned !== null && (
          <span>
            {words.returned(formatPrice(10 ** minorDigits(currency), currency))} {open(returned, t.money.roi)}
          </span>
        )}
      </p>
      <p className="money-headline-foot text-2 small">
        {covered !== null && (
          <span className="money-covered">
            {covered.days === covered.of && <Icon of={Check} size={14} className="is-ok" />}
            {words.covered(covered.days, covered.of)}
          </span>
        )}
        {cost !== null && open(cost, t.money.cost)} {words.spent} {results.length > 0 && `${results.join(', ')}.`}
        {age !== null && (
          <>
            {' '}
            <span className="text-3 nowrap">{t.campaigns.sourceLine(age)}</span>
          </>
        )}
      </p>
    </section>
  )
}
