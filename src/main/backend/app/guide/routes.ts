import { z } from 'zod'
import { type FirstStep, type GuideState, type guide, tips } from '#shared/contract/app/guide.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { demoSetting } from '../demo/stored-demos.ts'

type StoredGuide = {
  readonly planSeen: boolean
  readonly ledgerSeen: boolean
  readonly stepsClosed: boolean
  readonly tipsSeen: GuideState['tipsSeen']
  /** The version whose news were seen; null before the first look. */
  readonly newsSeen: string | null
}

const fresh: StoredGuide = { planSeen: false, ledgerSeen: false, stepsClosed: false, tipsSeen: [], newsSeen: null }

/** What the operator has seen of the guide. Parts are parsed separately, so a damaged one leaves the others alone. */
const guideSetting: Setting<StoredGuide> = {
  key: 'guide',
  shape: z.object({
    planSeen: z.boolean().catch(false),
    ledgerSeen: z.boolean().catch(false),
    stepsClosed: z.boolean().catch(false),
    tipsSeen: z.array(z.enum(tips)).catch([]),
    newsSeen: z.string().max(40).nullable().catch(null),
  }),
  fallback: fresh,
}

/** First steps, tips and news: what is shown once, and whether it was shown. */
export function guideRoutes({ store, config, clock }: Deps): Handlers<typeof guide> {
  const version = config.appVersion
  const keep = (change: Partial<StoredGuide>) =>
    setSetting(store, 'app', guideSetting, { ...getSetting(store, 'app', guideSetting), ...change }, clock.now())
  // For a first installation there is no earlier version to compare with, so no news.
  if (getSetting(store, 'app', guideSetting).newsSeen === null) keep({ newsSeen: version })
  return {
    'guide.state': () => {
      const kept = getSetting(store, 'app', guideSetting)
      const steps = kept.stepsClosed ? null : stepsDone(store, kept)
      return {
        steps: steps && Object.values(steps).every(Boolean) ? null : steps,
        tipsSeen: kept.tipsSeen,
        newVersion: kept.newsSeen === version ? null : version,
      }
    },
    'guide.note': (note) => {
      switch (note.kind) {
        case 'looked_at':
          return keep(note.what === 'plan' ? { planSeen: true } : { ledgerSeen: true })
        case 'tip_closed':
          return keep({ tipsSeen: [...new Set([...getSetting(store, 'app', guideSetting).tipsSeen, note.tip])] })
        case 'steps_closed':
          return keep({ stepsClosed: note.closed })
        case 'news_seen':
          return keep({ newsSeen: version })
        default:
          return note satisfies never
      }
    },
  }
}

/** Derives each step from the store's content. What a demo came with does not count. */
function stepsDone(store: Store, kept: StoredGuide): Record<FirstStep, boolean> {
  const demo = getSetting(store, 'app', demoSetting) ?? { lastList: 0, lastExport: 0 }
  const own = (table: 'lead_list' | 'export_run', last: number, more = '') =>
    store.raw
      .prepare(
        `select 1 from ${table} r join workspace w on w.id = r.workspace_id where (w.demo is null or (w.demo = 'ready' and r.id > ?)) ${more} limit 1`,
      )
      .get(last) !== undefined
  const sent = own('export_run', demo.lastExport)
  return {
    connect:
      store.raw.prepare(`select 1 from workspace where demo is null or demo = 'ready' limit 1`).get() !== undefined,
    drop: own('lead_list', demo.lastList, `and r.state = 'ready'`),
    plan: kept.planSeen || sent,
    send: sent,
    ledger: kept.ledgerSeen,
  }
}
