/** Commands besides serving: workspaces and their secrets. English only, because they are for server operators. */
import { relaySecretHeader, webhookSettingsOf } from '#shared/relay-protocol.ts'
import { hashesOf, newToken } from './secrets.ts'
import { NameTaken, type RelayStore, type Summary } from './store/types.ts'

/** An error with a sentence for the console; the process exits with 1. */
export class CommandFailed extends Error {}

export type CommandDeps = {
  readonly store: RelayStore
  /** Null: unknown, so a placeholder is printed. */
  readonly publicUrl: string | null
  readonly print: (line: string) => void
  readonly now: () => number
}

export type Flags = { readonly yes: boolean; readonly keepOldHours: number }

export const commandNames = ['add-workspace', 'list', 'remove', 'rotate', 'restored'] as const
export type CommandName = (typeof commandNames)[number]

export async function runCommand(deps: CommandDeps, command: CommandName, name: string, flags: Flags): Promise<void> {
  switch (command) {
    case 'add-workspace':
      return addWorkspace(deps, name)
    case 'list':
      return list(deps)
    case 'remove':
      return remove(deps, name, flags)
    case 'rotate':
      return rotate(deps, name, flags)
    case 'restored':
      await deps.store.renewStreams()
      deps.print('Every reader will begin again from the oldest event. Nothing was deleted.')
  }
}

const nameShape = /^[\p{L}\p{N}][\p{L}\p{N} ._&'()-]{0,79}$/u

async function addWorkspace({ store, publicUrl, print }: CommandDeps, name: string): Promise<void> {
  if (!nameShape.test(name)) {
    throw new CommandFailed(
      'A name begins with a letter or digit and has up to 80 letters, digits, spaces or . _ & - ( )',
    )
  }
  const token = newToken()
  await store.addWorkspace(name, hashesOf(token)).catch((error: unknown) => {
    if (error instanceof NameTaken) throw new CommandFailed(`There is a workspace "${name}" already. See: list`)
    throw error
  })
  print(`Workspace "${name}" added. This is shown once and not kept:`)
  printSecrets(print, publicUrl, token)
}

function printSecrets(print: CommandDeps['print'], publicUrl: string | null, token: string): void {
  const address = publicUrl ?? 'https://YOUR-RELAY'
  const webhook = webhookSettingsOf(address, token)
  print('')
  print('  For the app')
  print(`    address  ${address}`)
  print(`    token    ${token}`)
  print('')
  print('  For a webhook set up at Instantly by hand (the app does this by itself)')
  print(`    address  ${webhook?.url}`)
  print(`    header   ${relaySecretHeader}: ${webhook?.headers[relaySecretHeader]}`)
  print('')
  if (publicUrl === null) print('Set RELAY_PUBLIC_URL to have your own address here.')
}

async function list({ store, print }: CommandDeps): Promise<void> {
  const all = await store.summaries()
  if (all.length === 0) return print('No workspaces yet. Add one: add-workspace NAME')
  for (const one of all) {
    const last =
      one.lastReceivedAt === null ? 'nothing received yet' : `last ${new Date(one.lastReceivedAt).toISOString()}`
    const lost = one.position.forgottenUnacknowledged
    print(
      [
        one.name,
        `${one.storedEvents} stored`,
        `${unreadOf(one)} to be read`,
        last,
        ...(lost > 0 ? [`${lost} deleted unread`] : []),
      ].join(' · '),
    )
  }
}

const unreadOf = ({ position }: Summary) => position.newest - Math.max(position.acknowledged, position.forgottenThrough)

async function find(store: RelayStore, name: string): Promise<Summary> {
  const found = (await store.summaries()).find((one) => one.name === name)
  if (!found) throw new CommandFailed(`There is no workspace "${name}". See: list`)
  return found
}

async function remove({ store, print }: CommandDeps, name: string, { yes }: Flags): Promise<void> {
  const found = await find(store, name)
  if (unreadOf(found) > 0 && !yes) {
    throw new CommandFailed(
      `${unreadOf(found)} events of "${name}" were never read. Open the app until they are, or add --yes to delete them.`,
    )
  }
  await store.removeWorkspace(found.id)
  print(`Workspace "${name}" and its ${found.storedEvents} events are deleted. Delete its webhook at Instantly too.`)
}

const hourMs = 3_600_000

async function rotate(
  { store, publicUrl, print, now }: CommandDeps,
  name: string,
  { keepOldHours }: Flags,
): Promise<void> {
  const found = await find(store, name)
  const token = newToken()
  await store.replaceSecrets(found.id, hashesOf(token), now() + keepOldHours * hourMs)
  print(`New secrets of "${name}". The old token is refused from now on.`)
  print(
    keepOldHours === 0
      ? 'The old webhook address is refused from now on.'
      : `The old webhook address is accepted for ${keepOldHours} more hours: change the webhook at Instantly until then.`,
  )
  printSecrets(print, publicUrl, token)
}
