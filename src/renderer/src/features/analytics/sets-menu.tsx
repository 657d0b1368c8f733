import { Bookmark } from 'lucide-react'
import type { WorkspaceId } from '#shared/ids.ts'
import { formatNumber } from '../../lib/format.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { useQuery } from '../../lib/use-query.ts'
import '../../ui/button.css'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'

/** The sets that were kept; nothing where there is none. */
export function SetsMenu({ workspaceId }: { workspaceId: WorkspaceId | null }) {
  const words = t.breakdowns.sets
  const sets = useQuery('sets.list', { workspaceId }, ['campaigns']).data ?? []
  return (
    <Menu
      wide
      trigger={
        <button type="button" className="button button-secondary button-m">
          <Icon of={Bookmark} />
          <span>{words.sets}</span>
        </button>
      }
      items={
        sets.length === 0
          ? [{ label: words.none, disabled: true, onSelect: () => undefined }]
          : sets.map(({ id, name, campaignIds }) => ({
              label: name,
              after: <span className="text-3">{formatNumber(campaignIds.length)}</span>,
              onSelect: () => go(`/analytics/kept/${id}`),
            }))
      }
    />
  )
}
