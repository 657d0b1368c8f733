import './guide.css'
import { Lightbulb } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { TipId } from '#shared/contract/app/guide.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { matchPath } from '../../core/lib/router-core.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, Icon } from '../../core/ui/button.tsx'

const places: readonly (readonly [string, TipId, string])[] = [
  ['/import/:id', 'import', '/help/import'],
  ['/exports/plan/:id', 'plan', '/help/export'],
  ['/exports/:id', 'ledger', '/help/export'],
  ['/lists/:id', 'list', '/help/export'],
]

const isNumber = (id: string | undefined) => /^\d+$/.test(id ?? '')

/** Returns whether a path matches a pattern. Ids in a path are numbers, except for opened files, which have a name. */
function isShown(pattern: string, path: string): boolean {
  const values = matchPath(pattern, path)
  return values !== null && values !== undefined && (pattern.startsWith('/import') || isNumber(values['id']))
}

/**
 * Shows a tip for the current screen once, at the foot of the rail, so that it neither covers the screen nor takes
 * space from it. Also records that a plan or export report was viewed.
 */
export function ScreenTip({ path, inDemo }: { path: string; inDemo: boolean }) {
  const guide = useQuery('guide.state', {}).data
  const isPlan = isNumber(matchPath('/exports/plan/:id', path)?.['id'])
  const isLedger = isNumber(matchPath('/exports/:id', path)?.['id'])
  const steps = guide?.steps
  const news = (isPlan && steps?.plan === false) || (isLedger && steps?.ledger === false)
  useEffect(() => {
    if (news) call('guide.note', { kind: 'looked_at', what: isPlan ? 'plan' : 'ledger' }).catch(() => {})
  }, [news, isPlan])
  const place =
    places.find(([pattern]) => isShown(pattern, path)) ?? (inDemo && path === '/home' ? demoPlace : undefined)
  const shown = guide && place && !guide.tipsSeen.includes(place[1]) ? place : null
  useShownOnce(shown?.[1] ?? null)
  if (!shown) return null
  const [, tip, more] = shown
  return (
    <aside className="tip" aria-label={t.guide.tipLabel}>
      <Icon of={Lightbulb} />
      <p>{t.guide.tips[tip]}</p>
      <span className="tip-acts">
        <Button label={t.guide.tipClose} size="s" onClick={() => noteSeen(tip)} />
        <Button label={t.guide.tipMore} size="s" variant="quiet" onClick={() => go(more)} />
      </span>
    </aside>
  )
}

const noteSeen = (tip: TipId): void => {
  call('guide.note', { kind: 'tip_closed', tip }).catch(() => {})
}

/** Marks a tip as seen when the operator leaves its screen. */
function useShownOnce(tip: TipId | null): void {
  const last = useRef<TipId | null>(null)
  useEffect(() => {
    if (last.current !== null && last.current !== tip) noteSeen(last.current)
    last.current = tip
  }, [tip])
}

/** Tip on Home in the demo: what the bar above it is for. */
const demoPlace = ['/home', 'demo', '/help/setup/the-demo'] as const
