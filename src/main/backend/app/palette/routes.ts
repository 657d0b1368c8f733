import { z } from 'zod'
import {
  type PaletteHit,
  type PaletteKey,
  type palette,
  paletteKey,
  type RecentItem,
} from '#shared/contract/app/palette.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { createPeopleSearch } from './find-people.ts'
import { createSearchIndex } from './search-index.ts'

const maxRecent = 20

/** Stores keys only: names are read from the store when needed, so that nothing outdated or deleted is shown. */
const recentKeys: Setting<readonly PaletteKey[]> = {
  key: 'palette-recent',
  shape: z.array(paletteKey).max(maxRecent),
  fallback: [],
}

const sameKey = (a: PaletteKey, b: PaletteKey): boolean => paletteKeyText(a) === paletteKeyText(b)
const paletteKeyText = (key: PaletteKey | PaletteHit): string =>
  key.kind === 'campaign' ? `campaign ${key.workspaceId} ${key.campaignId}` : `${key.kind} ${key.id}`

export function paletteRoutes({ store, clock }: Pick<Deps, 'store' | 'clock'>): Handlers<typeof palette> {
  const index = createSearchIndex(store)
  const people = createPeopleSearch(store)
  const recent = (): readonly RecentItem[] => {
    const keys = getSetting(store, 'app', recentKeys)
    if (keys.length === 0) return []
    const wanted = new Set(keys.map(paletteKeyText))
    const hits = new Map(
      index
        .all()
        .filter((hit) => wanted.has(paletteKeyText(hit)))
        .map((hit) => [paletteKeyText(hit), hit]),
    )
    return keys.flatMap((key): RecentItem[] => {
      if (key.kind === 'command' || key.kind === 'client' || key.kind === 'part') return [key]
      const hit = hits.get(paletteKeyText(key))
      return hit ? [hit] : []
    })
  }
  return {
    'palette.search': ({ text, workspaceId, limit }) => index.search(text, workspaceId, limit),
    'palette.people': people,
    'palette.recent': recent,
    'palette.used': ({ item }) => {
      const before = getSetting(store, 'app', recentKeys).filter((each) => !sameKey(each, item))
      setSetting(store, 'app', recentKeys, [item, ...before].slice(0, maxRecent), clock.now())
    },
  }
}
