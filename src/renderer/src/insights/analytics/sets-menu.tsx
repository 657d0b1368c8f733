import { Bookmark } from 'lucide-react'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber } from '../../core/lib/format.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { IconButton } from '../../core/ui/icon-button.tsx'
import { Menu } from '../../core/ui/menu.tsx'

/** Menu of the saved sets; renders nothing if there are none. */
export function SetsMenu({ workspaceId }: { workspaceId: WorkspaceId | null }) {
  const sets = useQuery('sets.list', { workspaceId }).data ?? []
  return (
    <Menu
      wide
      trigger={<IconButton icon={Bookmark} label={t.breakdowns.sets.sets} />}
      items={
        sets.length === 0
          ? [{ label: t.breakdowns.sets.none, disabled: true, onSelect: () => undefined }]
          : sets.map(({ id, name, campaignIds }) => ({
              label: name,
              after: <span className="text-3">{formatNumber(campaignIds.length)}</span>,
              onSelect: () => go(`/analytics/kept/${id}`),
            }))
      }
    />
  )
}
