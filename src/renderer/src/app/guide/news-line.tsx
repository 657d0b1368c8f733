import { Sparkles } from 'lucide-react'
import { call, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Icon } from '../../core/ui/button.tsx'

/** Shows what is new in the status line, once after an update. */
export function NewsLine() {
  const version = useQuery('guide.state', {}).data?.newVersion
  if (!version) return null
  const seen = () => void call('guide.note', { kind: 'news_seen' }).catch(() => {})
  return (
    <>
      <i className="status-bar" />
      <span className="row is-info">
        <Icon of={Sparkles} size={14} />
        <button
          type="button"
          className="status-button"
          onClick={() => {
            seen()
            go('/help/news')
          }}
        >
          {t.guide.newsIn(version)}
        </button>
        <button type="button" className="status-button" onClick={seen}>
          {t.guide.newsClose}
        </button>
      </span>
    </>
  )
}
