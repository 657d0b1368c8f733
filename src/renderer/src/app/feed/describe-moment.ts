import type { FeedMoment } from '#shared/contract/app/feed.ts'
import { t } from '../../core/lib/texts.ts'
import type { Tone } from '../../core/ui/badge.tsx'

type What = FeedMoment['what']

/** Returns how many of how many accounts, if not all. */
const share = ({ accounts = 0, of = 0 }: { readonly accounts?: number; readonly of?: number }): string =>
  accounts < of ? t.feed.accountsOf(accounts, of) : ''

/** Returns the text of a timeline moment and the colour of its dot. */
export function describeMoment(what: What): { readonly what: string; readonly tone: Tone; readonly more?: string } {
  const words = t.feed.moments
  const some = share('of' in what ? what : {})
  const more = some === '' ? {} : { more: some }
  switch (what.kind) {
    case 'confirmed':
      return { what: words.confirmed, tone: 'info', ...more }
    case 'ended':
      return { what: t.feed.exports[what.state], tone: what.state === 'failed' ? 'bad' : 'ok' }
    case 'campaign':
      return { what: words.campaign[what.by](t.campaigns.states[what.state]), tone: 'quiet' }
    case 'drift':
      return { what: t.campaignEdits.drift.title[what.drift], tone: 'warn' }
    case 'accounts': {
      const changed = words.changed[what.action](what.value ?? '')
      return { what: what.back ? words.back : changed, tone: 'quiet', ...more }
    }
    case 'stands':
      return { what: words.stands, tone: 'ok', ...more }
    case 'differs':
      return { what: words.differs, tone: 'warn', ...more }
    default:
      return { what: words[what.kind], tone: what.kind === 'replied' ? 'ok' : 'quiet' }
  }
}
