import { Activity, ChevronsUpDown, House, List, type LucideIcon, Plus, Send, SlidersHorizontal } from 'lucide-react'
import type { Workspace } from '#shared/contract/workspaces.ts'
import { formatNumber } from '../lib/format.ts'
import { go } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import { useQuery } from '../lib/use-query.ts'
import { useCurrentWorkspaceId } from '../stores/workspaces.ts'
import { Dot } from '../ui/badge.tsx'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Link } from '../ui/link.tsx'
import { Menu } from '../ui/menu.tsx'
import { WorkspaceSquare } from '../ui/workspace-square.tsx'
import { switchTo } from './switch-client.ts'

const needsYou = (workspace: Workspace): boolean => workspace.keyState !== 'active' && workspace.keyState !== 'locked'

/** Left rail: whose data is shown, where to go, the clients with their numbers. */
export function Rail({ workspaces, path }: { workspaces: readonly Workspace[]; path: string }) {
  const currentId = useCurrentWorkspaceId()
  const current = workspaces.find((each) => each.id === currentId) ?? null
  const running = useQuery('exports.running', {}, ['exports']).data?.length ?? 0
  return (
    <nav className="rail" aria-label={t.frame.screens}>
      <Menu
        align="start"
        wide
        trigger={
          <button
            type="button"
            className="switcher"
            aria-label={`${t.frame.switchClient}: ${current?.name ?? t.frame.allClients}`}
          >
            <WorkspaceSquare colour={current?.colour ?? null} />
            <span className="ellipsis grow">{current?.name ?? t.frame.allClients}</span>
            <Icon of={ChevronsUpDown} size={14} />
          </button>
        }
        items={[
          {
            label: t.frame.allClients,
            before: <WorkspaceSquare colour={null} />,
            onSelect: () => switchTo(null),
            shortcut: 'mod+0',
            chosen: current === null,
          },
          ...workspaces.map((each, index) => ({
            label: each.name,
            before: <WorkspaceSquare colour={each.colour} />,
            onSelect: () => switchTo(each.id),
            chosen: each.id === currentId,
            ...(index < 9 ? { shortcut: `mod+${index + 1}` } : {}),
          })),
          'line',
          { label: t.frame.addClient, icon: Plus, onSelect: () => go('/settings/workspaces') },
        ]}
      />
      <div className="rail-screens">
        <ScreenLink to="/home" icon={House} label={t.frame.home} path={path} />
        <ScreenLink to="/lists" icon={List} label={t.frame.lists} path={path} also="/import" />
        <ScreenLink to="/exports" icon={Send} label={t.frame.exports} path={path} count={running} />
        <ScreenLink to="/activity" icon={Activity} label={t.frame.activity} path={path} />
        <ScreenLink to="/settings" icon={SlidersHorizontal} label={t.frame.settings} path={path} />
      </div>
      <div className="rail-label" id="rail-clients">
        {t.frame.clients}
      </div>
      <ul className="rail-clients" aria-labelledby="rail-clients">
        {workspaces.map((each, index) => (
          <li key={each.id}>
            <button
              type="button"
              className="rail-client"
              aria-current={each.id === currentId || undefined}
              title={each.name}
              onClick={() => switchTo(each.id)}
            >
              <WorkspaceSquare colour={each.colour} />
              <span className="ellipsis grow">{each.name}</span>
              {needsYou(each) && (
                <>
                  <Dot tone={each.hasKey ? 'bad' : 'warn'} />
                  <span className="sr-only">{t.frame.keyTrouble}</span>
                </>
              )}
              {index < 9 && (
                <span className="rail-number" aria-hidden>
                  {index + 1}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      <div className="rail-foot text-3 small" aria-hidden>
        <Kbd keys="mod+1" />
        <span>…</span>
        <Kbd keys="mod+9" />
        <span>{t.frame.switchClient.toLowerCase()}</span>
      </div>
    </nav>
  )
}

type ScreenLinkProps = { to: string; icon: LucideIcon; label: string; path: string; also?: string; count?: number }

function ScreenLink({ to, icon, label, path, also, count = 0 }: ScreenLinkProps) {
  const on = [to, ...(also ? [also] : [])].some((each) => path === each || path.startsWith(`${each}/`))
  return (
    <Link to={to} className={on ? 'rail-screen rail-screen-on' : 'rail-screen'} current={on}>
      <Icon of={icon} />
      <span>{label}</span>
      {count > 0 && <span className="rail-count">{formatNumber(count)}</span>}
    </Link>
  )
}
