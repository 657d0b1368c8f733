import type { MoneyGroup } from '#shared/contract/insights/money.ts'
import { formatCents } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { amountWords, ratioWords } from './money-words.ts'

type Props = { group: Pick<MoneyGroup, 'currency' | 'sums'>; onOpen: () => void }

/** The answer first: what a meeting cost, then the other prices, each opening its sum. */
export function MoneyHeadline({ group: { currency, sums }, onOpen }: Props) {
  const words = t.money.headline
  const meeting = ratioWords('costPerMeeting', sums, currency)
  const reply = ratioWords('costPerReply', sums, currency)
  const interested = ratioWords('costPerQualified', sums, currency)
  const returned =
    sums.costCents === null || sums.costCents === 0 || sums.revenueCents === null
      ? null
      : formatCents(Math.round((sums.revenueCents / sums.costCents) * 100), currency)
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
  const cost = amountWords(sums.costCents, currency)
  const { ratiosLong } = t.money
  return (
    <section className="money-headline" aria-label={t.money.cards}>
      <p className="money-headline-first">
        {meeting === null ? (
          <>{sums.meetings === 0 ? words.noMeetings : words.unknown}</>
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
            {words.returned(formatCents(100, currency))} {open(returned, t.money.roi)}
          </span>
        )}
      </p>
      <p className="money-headline-foot text-2 small">
        {cost !== null && open(cost, t.money.cost)}{' '}
        {words.spent(sums.meetings ?? 0, sums.replies, amountWords(sums.revenueCents, currency))}
      </p>
    </section>
  )
}
