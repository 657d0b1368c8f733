/** Items for a verb typed with a name: "pause autumn", "export berlin". */
import { Pause, Play, Send } from 'lucide-react'
import type { PaletteHit } from '#shared/contract/app/palette.ts'
import { canSwitch, isSwitchedOn } from '#shared/domain/campaigns/campaign-state.ts'
import { foldText, matchScore, searchWords } from '#shared/domain/core/fuzzy.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { switchAndReport } from '../../campaigns/campaigns/switch-campaigns.ts'
import { t } from '../../core/lib/texts.ts'
import { isWithin, type PaletteItem, type PaletteQuery } from './palette-item.ts'

/** Returns the typed words without fillers; all of them if nothing else is left. */
export function meantBy(words: readonly string[]): readonly string[] {
  const fillers = new Set(searchWords(t.palette.fillers))
  const left = words.filter((word) => !fillers.has(word))
  return left.length === 0 ? words : left
}

type Verb = 'pause' | 'start' | 'export'

/** Returns the verb in the typed text (pause, start or export) and the remaining words; null if there is none. */
export function verbOf(typed: string): { readonly verb: Verb; readonly rest: string } | null {
  const { pauseVerbs, startVerbs, exportVerbs } = t.palette
  const verbs = { pause: searchWords(pauseVerbs), start: searchWords(startVerbs), export: searchWords(exportVerbs) }
  const verbIn = (word: string) => (['pause', 'start', 'export'] as const).find((verb) => verbs[verb].includes(word))
  const words = searchWords(typed)
  // Some languages put the verb first, some last.
  const verbWord = words.find((word, at) => (at === 0 || at === words.length - 1) && verbIn(word))
  const verb = verbWord && verbIn(verbWord)
  const rest = meantBy(words.filter((word) => word !== verbWord))
  return !verb || rest.length === 0 ? null : { verb, rest: rest.join(' ') }
}

const maxByVerb = 5

/** Returns the campaigns to pause or start as typed, if they can be, and the lists to export. */
export function verbItems(asked: PaletteQuery): readonly PaletteItem[] {
  const order = verbOf(asked.typed)
  if (order === null) return []
  const words = searchWords(order.rest)
  return asked.verbHits
    .flatMap((hit): readonly PaletteItem[] => {
      const workspace = asked.workspaces.find(({ id }) => id === hit.workspaceId)
      if (!workspace || workspace.demo !== asked.inDemo) return []
      const does =
        order.verb === 'export' ? exportOfHit(hit, asked.currentId) : switchOfHit(hit, order.verb === 'start')
      if (does === null || matchScore(words, foldText(does.name)) === null) return []
      const { name: _name, ...item } = does
      return [{ ...item, group: 'do', hint: workspace.name, colour: workspace.colour, of: workspace.id, used: null }]
    })
    .filter((item) => isWithin(item, asked.limit))
    .slice(0, maxByVerb)
}

type ByVerb = Pick<PaletteItem, 'key' | 'label' | 'icon' | 'act'> & { readonly name: string }

function switchOfHit(hit: PaletteHit, active: boolean): ByVerb | null {
  if (hit.kind !== 'campaign' || hit.pageId === null || hit.state === null) return null
  if (!canSwitch(hit.state) || isSwitchedOn(hit.state) === active) return null
  const id = hit.pageId
  return {
    key: `switch:${id}`,
    name: hit.name,
    label: (active ? t.palette.startCampaign : t.palette.pauseCampaign)(hit.name),
    icon: active ? Play : Pause,
    act: { kind: 'run', run: () => void switchAndReport([id], active) },
  }
}

/** Leads to the review: nothing is sent yet. */
function exportOfHit(hit: PaletteHit, currentId: WorkspaceId | null): ByVerb | null {
  if (hit.kind !== 'list' || hit.archived) return null
  const leaves = currentId !== null && currentId !== hit.workspaceId
  return {
    key: `exportList:${hit.id}`,
    name: hit.name,
    label: t.palette.exportList(hit.name),
    icon: Send,
    act: { kind: 'export', id: hit.id, switchTo: leaves ? hit.workspaceId : null },
  }
}
