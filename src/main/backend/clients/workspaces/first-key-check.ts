import { eq } from 'drizzle-orm'
import type { Topic } from '#shared/contract/route.ts'
import { localDate } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import { workspace } from '../../core/db/schema/clients/workspaces.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { Instantly } from '../../core/instantly/types.ts'
import { firstKeyQuestions, type Read, stopsKeyCheck } from './first-key-questions.ts'
import { codeOf } from './keyring.ts'
import { firstKeyReport } from './queries.ts'
import type { Vault } from './vault.ts'

export type FirstKeyCheck = {
  /** Starts the check in the background, once per workspace. */
  begin(workspaceId: WorkspaceId, keyId: ApiKeyId): void
  /** Resolves when no check runs. */
  settled(): Promise<void>
  /** Stops running checks; resolves when they have ended. */
  stop(): Promise<void>
}

/**
 * Answers, with reads using a first live key, the questions the published documents leave open. Stored as text that the
 * operator may pass on: counts, statuses and field names, never a key, an address or a word of mail.
 */
export function createFirstKeyCheck(deps: {
  readonly store: Store
  readonly clock: Clock
  readonly instantly: Instantly
  readonly vault: Vault
  readonly log: Logger
  changed(...topics: readonly Topic[]): void
}): FirstKeyCheck {
  const { store, clock, instantly, vault, log } = deps
  const running = new Map<WorkspaceId, Promise<void>>()
  const stopping = new AbortController()

  async function check(workspaceId: WorkspaceId, keyId: ApiKeyId): Promise<void> {
    const secret = await vault.open({ of: 'api_key', id: keyId })
    const key = instantly.withKey(secret, workspaceId, {
      requestedBy: 'first-key check',
      priority: 'poll',
      signal: stopping.signal,
    })
    const text = await firstKeyText((path, query) => key.readRaw(path, query), clock.now())
    if (stopping.signal.aborted) return
    store.orm
      .update(workspace)
      .set({ firstKeyReport: text, firstKeyReportAt: new Date(clock.now()).toISOString() })
      .where(eq(workspace.id, workspaceId))
      .run()
    deps.changed('workspaces', 'audit')
  }

  const settled = async () => {
    await Promise.all(running.values())
  }

  return {
    begin(workspaceId, keyId) {
      if (stopping.signal.aborted || running.has(workspaceId) || firstKeyReport(store, workspaceId)) return
      const run = check(workspaceId, keyId)
        // Tried again at the next test of a key.
        .catch((error: unknown) => log.warn('the first-key check did not end', { workspaceId, error: codeOf(error) }))
        .finally(() => running.delete(workspaceId))
      running.set(workspaceId, run)
    },
    settled,
    async stop() {
      stopping.abort()
      await settled()
    },
  }
}

/** Asks every question and returns the answers; one that fails is reported and the rest continue. */
async function firstKeyText(read: Read, now: number): Promise<string> {
  const lines = [`First-key check of ${localDate(now)}`, '']
  for (const question of firstKeyQuestions) {
    lines.push(question.title)
    for (const line of await answers(question.ask, read, now)) lines.push(`  ${line}`)
  }
  lines.push('', 'Not asked, because only a write could tell:', ...onlyByWriting.map((line) => `  ${line}`))
  lines.push('Not asked, because Sendoff makes no request the documents forbid:', '  a list with limit=101')
  return `${lines.join('\n')}\n`
}

const onlyByWriting = [
  'creating webhooks on this plan; webhook retries, spacing and time-out',
  'status of creating a lead; order of the checks of /leads/add; whether it keeps custom variables',
  'what activating a campaign refuses; `&` in the body of a step',
] as const

async function answers(
  ask: (read: Read, now: number) => Promise<readonly string[]>,
  read: Read,
  now: number,
): Promise<readonly string[]> {
  try {
    return await ask(read, now)
  } catch (error) {
    if (error instanceof AppError && stopsKeyCheck(error)) throw error
    return [`no answer (${codeOf(error)})`]
  }
}
