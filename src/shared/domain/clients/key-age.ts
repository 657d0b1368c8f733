/** The age of an API key. Instantly does not say when it was created, so it counts from the day it was added here. */
import type { ApiKeyInfo } from '../../contract/clients/workspaces.ts'
import { dayMs } from '../core/days.ts'

const amberFromDays = 80
const redFromDays = 90

export type KeyAge = { readonly days: number; readonly level: 'fresh' | 'amber' | 'red' }

/** Returns the whole days since a key was added, and whether it is time to replace it. */
export function keyAge({ addedAt }: Pick<ApiKeyInfo, 'addedAt'>, now: number = Date.now()): KeyAge {
  const days = Math.max(0, Math.floor((now - Date.parse(addedAt)) / dayMs))
  return { days, level: days >= redFromDays ? 'red' : days >= amberFromDays ? 'amber' : 'fresh' }
}

/** Returns the client's key that was added first: the one to replace next. */
export const oldestKey = (keys: readonly ApiKeyInfo[]): ApiKeyInfo | null =>
  keys.reduce<ApiKeyInfo | null>((oldest, key) => (oldest && oldest.addedAt <= key.addedAt ? oldest : key), null)
