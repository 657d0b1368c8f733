import type { DemoHappened } from '#shared/contract/app/demo.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useQuery } from '../lib/backend.ts'
import { go } from '../lib/router.ts'
import { formatList, formatNumber, t } from '../lib/texts.ts'
import { showToast } from './toasts.ts'
import { chooseWorkspace, useCurrentWorkspace, useWorkspaces } from './workspaces.ts'

/** Creates the demo and shows it: all clients, or the demo's first if there are real ones, never mixed. */
export async function openDemo(): Promise<void> {
  const { clients } = await call('demo.create', {})
  await show(clients)
}

async function show(clients: readonly WorkspaceId[]): Promise<void> {
  const all = await call('workspaces.list', {})
  chooseWorkspace(all.every(({ demo }) => demo) ? null : (clients[0] ?? null))
  go('/home')
}

export async function resetDemo(): Promise<void> {
  const { clients } = await call('demo.reset', {})
  await show(clients)
  showToast(t.demo.resetDone)
}

export async function removeDemo(): Promise<void> {
  await call('demo.remove', {})
  chooseWorkspace(null)
  go('/home')
  showToast(t.demo.removeDone)
}

/** Describes what happened: `42 sent and 3 replied`. */
export function demoEventsText(happened: DemoHappened): string {
  const kinds = ['sent', 'opened', 'clicked', 'replied', 'bounced'] as const
  const parts = kinds.filter((kind) => happened[kind] > 0).map((kind) => t.demo[kind](formatNumber(happened[kind])))
  return parts.length === 0 ? t.demo.nothing : formatList(parts)
}

/** Returns whether the window shows the demo: its client, or all clients while there are no others. */
export const showsDemo = (current: Workspace | null, all: readonly Workspace[]): boolean =>
  current ? current.demo : all.length > 0 && all.every((each) => each.demo)

/** Returns a clock for the data the window shows: the demo lives on its own date. */
export function useShownClock(): () => Date {
  const demoNow = useQuery('demo.state', {}).data?.now
  const current = useCurrentWorkspace()
  const all = useWorkspaces()
  const now = demoNow && all && showsDemo(current, all) ? demoNow : null
  return () => (now === null ? new Date() : new Date(now))
}
