import {
  Activity,
  Ban,
  BookOpen,
  ChartColumn,
  ChevronsUpDown,
  CircleHelp,
  Cloud,
  Ellipsis,
  FileText,
  FlaskConical,
  House,
  Inbox,
  List,
  type LucideIcon,
  Mail,
  Megaphone,
  Pause,
  Play,
  Plus,
  Search,
  Send,
  SlidersHorizontal,
} from 'lucide-react'
import { Fragment, useId } from 'react'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { ClientPart } from '#shared/contract/clients/clients.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { keyNeedsOperator } from '#shared/domain/app/needs.ts'
import { pauseClient } from '../campaigns/campaigns/switch-campaigns.ts'
import { useQuery } from '../core/lib/backend.ts'
import { isMac } from '../core/lib/keyboard.ts'
import { ariaKeys } from '../core/lib/keyboard-core.ts'
import { go } from '../core/lib/router.ts'
import { formatNumber, t } from '../core/lib/texts.ts'
import { openDemo } from '../core/stores/demo.ts'
import { askToPause, isPausedIn, resumeWork, usePauses } from '../core/stores/pauses.ts'
import { showFailure } from '../core/stores/show-failure.ts'
import { useClientParts, useCurrentClient } from '../core/stores/workspaces.ts'
import { DemoBadge, Dot } from '../core/ui/badge.tsx'
import { Icon, IconButton, Link } from '../core/ui/button.tsx'
import { Kbd } from '../core/ui/kbd.tsx'
import { Menu } from '../core/ui/menu.tsx'
import { WorkspaceSquare } from '../core/ui/workspace-square.tsx'
import { appCommands } from './commands.ts'
import { switchTo } from './switch-client.ts'

type RailProps = { workspaces: readonly Workspace[]; path: string; onFind: () => void }

/** Left rail: client switcher, navigation, the clients with their counts, and the button for the palette. */
export function Rail({ workspaces, path: address, onFind }: RailProps) {
  // A new experiment begins with a list, but is kept under Analytics.
  const path = /^\/lists\/\d+\/experiment$/.test(address) ? '/analytics/experiments' : address
  const shown = useCurrentClient()
  const parts = useClientParts() ?? []
  const numbered = workspaces.map((each, index): Numbered => ({ each, index }))
  const running = useQuery('exports.running', {}).data?.length ?? 0
  const counts = useQuery('inbox.counts', shown).data
  // Badge of the inbox and of Home: the number of replies to answer.
  const toAnswer = counts?.mails.known ? counts.answer : 0
  return (
    <nav className="rail" aria-label={t.frame.screens}>
      <ClientSwitcher workspaces={workspaces} parts={parts} shown={shown} />
      <div className="rail-screens">
        <ScreenLink to="/home" icon={House} label={t.frame.home} path={path} />
        <ScreenLink
          to="/lists"
          icon={List}
          label={t.frame.lists}
          path={path === remoteLeads ? '' : path}
          also="/import"
        />
        {(path.startsWith('/lists') || path.startsWith('/import')) && (
          <div className="rail-under">
            <ScreenLink to={remoteLeads} icon={Cloud} label={t.remoteLeads.open} path={path} />
          </div>
        )}
        <ScreenLink to="/exports" icon={Send} label={t.frame.exports} path={path} count={running} />
        <ScreenLink to="/campaigns" icon={Megaphone} label={t.campaigns.title} path={path} />
        <ScreenLink to="/sequences" icon={BookOpen} label={t.sequences.title} path={path} />
        <ScreenLink to="/inbox" icon={Inbox} label={t.inbox.title} path={path} count={toAnswer} />
        <ScreenLink to="/opted-out" icon={Ban} label={t.optOuts.title} path={path} />
        <ScreenLink to="/analytics" icon={ChartColumn} label={t.analytics.title} path={path} />
        <ScreenLink to="/accounts" icon={Mail} label={t.accounts.title} path={path} />
        <ScreenLink to="/activity" icon={Activity} label={t.feed.title} path={path} />
        <ScreenLink to="/settings" icon={SlidersHorizontal} label={t.frame.settings} path={path} />
        <ScreenLink to="/help" icon={CircleHelp} label={t.guide.helpTitle} path={path} />
      </div>
      <div className="rail-lists">
        <RailClients
          label={t.frame.clients}
          of={numbered.filter(({ each }) => !each.demo)}
          parts={parts}
          shown={shown}
        />
        <RailClients label={t.demo.badge} of={numbered.filter(({ each }) => each.demo)} parts={parts} shown={shown} />
      </div>
      <button
        type="button"
        className="rail-find"
        aria-keyshortcuts={ariaKeys(appCommands.palette.keys, isMac())}
        onClick={onFind}
      >
        <Icon of={Search} />
        <span className="ellipsis grow">{appCommands.palette.words()}</span>
        <Kbd keys={appCommands.palette.keys} />
      </button>
    </nav>
  )
}

type SwitcherProps = {
  workspaces: readonly Workspace[]
  parts: readonly ClientPart[]
  shown: ReturnType<typeof useCurrentClient>
}

/** Shows the current client and switches to another client or part. */
function ClientSwitcher({ workspaces, parts, shown }: SwitcherProps) {
  const current = workspaces.find((each) => each.id === shown.workspaceId) ?? null
  const part = parts.find(({ id }) => id === shown.partId) ?? null
  const name = part?.name ?? current?.name ?? t.frame.allClients
  return (
    <Menu
      align="start"
      wide
      trigger={
        <button
          type="button"
          className="switcher"
          aria-label={`${t.frame.switchClient}: ${part && current ? `${current.name}, ${name}` : name}`}
          title={part && current ? `${current.name} › ${name}` : undefined}
        >
          <WorkspaceSquare colour={part?.colour ?? current?.colour ?? null} />
          <span className="ellipsis grow">{name}</span>
          {current?.demo && (
            <span className="rail-demo" title={t.demo.badge}>
              <Icon of={FlaskConical} size={14} />
              <span className="sr-only">{t.demo.badge}</span>
            </span>
          )}
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
        ...workspaces.flatMap((each, index) => [
          {
            label: each.name,
            before: <WorkspaceSquare colour={each.colour} />,
            onSelect: () => switchTo(each.id),
            after: each.demo ? <DemoBadge /> : undefined,
            chosen: each.id === shown.workspaceId && part === null,
            ...(index < 9 ? { shortcut: `mod+${index + 1}` } : {}),
          },
          ...partsOf(parts, each).map(({ id, name: partName, colour }) => ({
            label: partName,
            before: (
              <span className="part-square">
                <WorkspaceSquare colour={colour} />
              </span>
            ),
            onSelect: () => switchTo(each.id, id),
            chosen: id === part?.id,
          })),
        ]),
        'line',
        { label: t.frame.addClient, icon: Plus, onSelect: () => go('/settings/workspaces') },
        ...(workspaces.some((each) => each.demo)
          ? []
          : [{ label: t.demo.start, icon: FlaskConical, onSelect: () => void openDemo().catch(showFailure) }]),
      ]}
    />
  )
}

/** Shown under the lists while one of them is open. */
const remoteLeads = '/lists/instantly'

const partsOf = (parts: readonly ClientPart[], workspace: Workspace) =>
  parts.filter(({ workspaceId }) => workspaceId === workspace.id)

type Numbered = { readonly each: Workspace; readonly index: number }

type Props = { label: string; of: readonly Numbered[]; parts: readonly ClientPart[]; shown: ClientFilter }

/** Real clients and demo clients, each under their own heading; nothing if there are none. */
function RailClients({ label, of, parts, shown }: Props) {
  const id = useId()
  const pauses = usePauses()
  if (of.length === 0) return null
  return (
    <>
      <div className="rail-label" id={id}>
        {label}
      </div>
      <ul className="rail-clients" aria-labelledby={id}>
        {of.map(({ each, index }) => (
          <Fragment key={each.id}>
            <li>
              <button
                type="button"
                className="rail-client"
                aria-current={(each.id === shown.workspaceId && shown.partId === null) || undefined}
                title={each.name}
                onClick={() => switchTo(each.id)}
              >
                <WorkspaceSquare colour={each.colour} />
                <span className="ellipsis grow">{each.name}</span>
                {each.demo && <span className="sr-only">{t.demo.badge}</span>}
                {isPausedIn(pauses, each.id) && (
                  <>
                    <Icon of={Pause} size={14} />
                    <span className="sr-only">{t.pauses.badge}</span>
                  </>
                )}
                {keyNeedsOperator(each) && (
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
              <ClientMenu client={{ workspaceId: each.id, partId: null }} name={each.name} />
            </li>
            {partsOf(parts, each).map((part) => (
              <li key={part.id}>
                <button
                  type="button"
                  className="rail-client rail-part"
                  aria-current={part.id === shown.partId || undefined}
                  title={`${each.name} › ${part.name}`}
                  onClick={() => switchTo(each.id, part.id)}
                >
                  <WorkspaceSquare colour={part.colour} />
                  <span className="ellipsis grow">{part.name}</span>
                  <span className="sr-only">{t.clients.partOf(each.name)}</span>
                </button>
                <ClientMenu client={{ workspaceId: each.id, partId: part.id }} name={part.name} />
              </li>
            ))}
          </Fragment>
        ))}
      </ul>
    </>
  )
}

function ClientMenu({ client, name }: { client: ClientFilter; name: string }) {
  const { workspaceId } = client
  const pauses = usePauses()
  return (
    <Menu
      align="start"
      trigger={<IconButton icon={Ellipsis} size="s" className="rail-more" label={t.frame.clientMenu(name)} />}
      items={[
        { label: t.campaigns.pauseAll, icon: Pause, onSelect: () => void pauseClient(client, name) },
        ...(workspaceId === null || client.partId !== null
          ? []
          : [
              isPausedIn(pauses, workspaceId)
                ? { label: t.pauses.resume, icon: Play, onSelect: () => resumeWork(workspaceId) }
                : { label: t.pauses.ask, icon: Pause, onSelect: () => askToPause({ workspaceId, name }) },
            ]),
        {
          label: t.reports.ofClient(name),
          icon: FileText,
          onSelect: () => {
            switchTo(workspaceId, client.partId ?? undefined)
            go('/analytics/reports')
          },
        },
        {
          label: t.frame.clientSettings,
          icon: SlidersHorizontal,
          onSelect: () => go(`/settings/workspaces/${workspaceId}`),
        },
      ]}
    />
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
