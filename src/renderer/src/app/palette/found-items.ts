/** Items for what the store has: people, conversations, lists, exports and campaigns. */
import { List, Megaphone, MessageSquare, Send, UserRound } from 'lucide-react'
import type { PaletteHit, PaletteMatch } from '#shared/contract/app/palette.ts'
import { personPath } from '#shared/domain/insights/accounts/account-path.ts'
import { formatNumber, formatWhen, t } from '../../core/lib/texts.ts'
import { verdictText } from '../../exports/ledger/verdict-text.ts'
import type { PaletteItem, PaletteQuery } from './palette-item.ts'

/** Returns the item of a person or conversation; null if its client is no longer shown. */
export function foundItem(found: PaletteMatch, { workspaces, currentId, inDemo }: PaletteQuery): PaletteItem | null {
  const workspace = workspaces.find(({ id }) => id === found.workspaceId)
  if (!workspace || workspace.demo !== inDemo) return null
  const common = { of: workspace.id, colour: workspace.colour, used: null }
  if (found.kind === 'person') {
    const label = found.name || found.company || found.email
    const about = [found.title, found.company].filter((part) => part !== '' && part !== label).join(', ')
    return {
      ...common,
      key: `person:${found.email}`,
      group: 'people',
      label,
      words: `${found.email} ${about}`,
      hint: about || (label === found.email ? workspace.name : found.email),
      icon: UserRound,
      act: { kind: 'go', path: personPath(found.email), switchTo: null },
    }
  }
  return {
    ...common,
    key: `conversation:${found.id}`,
    group: 'conversations',
    label: found.name || found.email,
    words: `${found.email} ${found.subject}`,
    hint: `${found.subject || t.palette.noSubject} · ${formatWhen(new Date(found.lastAt).toISOString())}`,
    icon: MessageSquare,
    act: {
      kind: 'go',
      path: `/inbox/${found.id}`,
      switchTo: currentId !== null && currentId !== workspace.id ? workspace.id : null,
    },
  }
}

/** Returns the item of a stored object; null if its client is no longer shown. */
export function hitItem(hit: PaletteHit, { workspaces, currentId, inDemo }: PaletteQuery): PaletteItem | null {
  const workspace = workspaces.find((each) => each.id === hit.workspaceId)
  // Demo data is never mixed with real data.
  if (!workspace || workspace.demo !== inDemo) return null
  const leaves = currentId !== null && currentId !== hit.workspaceId
  const whose = leaves ? t.palette.switchesTo(workspace.name) : workspace.name
  const withClient = (what: string) => (leaves || currentId === null ? `${what} · ${whose}` : what)
  const common = { colour: workspace.colour, of: workspace.id, switchTo: leaves ? hit.workspaceId : null }
  switch (hit.kind) {
    case 'list':
      return {
        key: `list:${hit.id}`,
        group: leaves ? 'others' : 'lists',
        icon: List,
        of: common.of,
        label: hit.name,
        hint: withClient(
          hit.archived
            ? t.palette.archivedList(formatNumber(hit.rowCount))
            : t.palette.list(formatNumber(hit.rowCount)),
        ),
        colour: common.colour,
        used: { kind: 'list', id: hit.id },
        act: { kind: 'go', path: `/lists/${hit.id}`, switchTo: common.switchTo },
      }
    case 'export':
      return {
        key: `export:${hit.id}`,
        group: leaves ? 'others' : 'exports',
        icon: Send,
        of: common.of,
        label: `${hit.listName} → ${hit.campaignName}`,
        hint: withClient(`${verdictText({ ...hit, alreadyThere: 0, totals: hit })}, ${formatWhen(hit.createdAt)}`),
        colour: common.colour,
        used: { kind: 'export', id: hit.id },
        act: { kind: 'go', path: `/exports/${hit.id}`, switchTo: common.switchTo },
      }
    case 'campaign':
      return {
        key: `campaign:${hit.workspaceId}:${hit.campaignId}`,
        group: leaves ? 'others' : 'campaigns',
        icon: Megaphone,
        of: common.of,
        label: hit.name,
        hint: withClient(hit.pageId === null ? t.palette.campaign(hit.exportCount) : t.palette.campaignPage),
        colour: common.colour,
        used: { kind: 'campaign', workspaceId: hit.workspaceId, campaignId: hit.campaignId },
        act: {
          kind: 'go',
          path: hit.pageId === null ? `/exports/${hit.lastExportId}` : `/campaigns/${hit.pageId}`,
          switchTo: common.switchTo,
        },
      }
  }
}
