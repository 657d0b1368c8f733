/** Reads the settings from the environment. All names begin with RELAY_, except DATABASE_URL. */

import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { leaksPassword } from '#shared/domain/core/database-address.ts'
import type { Rate } from './rate-limit.ts'
import type { RetentionRules } from './retention.ts'

export type RelayConfig = {
  readonly host: string
  readonly port: number
  /** The relay's public URL; null if not set. */
  readonly publicUrl: string | null
  readonly databaseUrl: string | null
  readonly file: string
  readonly bodyLimit: number
  readonly rates: { readonly hook: Rate; readonly read: Rate; readonly failures: Rate }
  readonly retention: RetentionRules
  readonly trustedProxies: readonly string[]
  readonly metricsToken: string | null
  /** A connection is closed after this time without traffic; longer than a poll waits. */
  readonly silentMs: number
  readonly maxConnections: number
}

/** An error with a sentence for the console. */
export class BadConfig extends Error {}

const wholeNumber = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(fallback)

/** Whether a password in the address is percent-encoded; true for an invalid address, which another check refuses. */
function hasEncodedPassword(address: string): boolean {
  const url = URL.parse(address)
  return !url || !leaksPassword(url)
}

const mb = 1024 * 1024
const webAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

const environment = z.object({
  RELAY_HOST: z.string().min(1).default('127.0.0.1'),
  RELAY_PORT: wholeNumber(0, 65_535, 8_787),
  RELAY_PUBLIC_URL: webAddress.optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .refine(hasEncodedPassword, 'has a password whose @ / ? # must be written as %40 %2F %3F %23')
    .optional(),
  RELAY_DATA: z.string().min(1).default(path.join(os.homedir(), '.sendoff-relay')),
  // One byte may become six when encoded in an answer, and the app reads no answer beyond 64 MB.
  RELAY_BODY_LIMIT_MB: wholeNumber(1, 10, 8),
  RELAY_EVENTS_PER_SECOND: wholeNumber(1, 1_000_000, 5_000),
  RELAY_EVENTS_BURST: wholeNumber(1, 10_000_000, 50_000),
  RELAY_KEEP_ACKNOWLEDGED_DAYS: wholeNumber(0, 36_500, 14),
  RELAY_KEEP_UNACKNOWLEDGED_DAYS: wholeNumber(7, 36_500, 90),
  RELAY_MAX_STORE_MB: wholeNumber(1, 100_000_000, 5_000),
  RELAY_TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  RELAY_METRICS_TOKEN: z.string().min(16, 'is shorter than 16 characters').optional(),
})

/**
 * Reads the settings; empty values count as absent. Errors name the setting but never its value, which may be a
 * password.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): RelayConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    throw new BadConfig(
      parsed.error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`).join('\n'),
    )
  }
  const all = parsed.data
  return {
    host: all.RELAY_HOST,
    port: all.RELAY_PORT,
    publicUrl: all.RELAY_PUBLIC_URL ?? null,
    databaseUrl: all.DATABASE_URL ?? null,
    file: path.join(all.RELAY_DATA, 'relay.db'),
    bodyLimit: all.RELAY_BODY_LIMIT_MB * mb,
    rates: {
      hook: { perSecond: all.RELAY_EVENTS_PER_SECOND, burst: all.RELAY_EVENTS_BURST },
      read: { perSecond: 50, burst: 500 },
      failures: { perSecond: 0.5, burst: 30 },
    },
    retention: {
      acknowledgedDays: all.RELAY_KEEP_ACKNOWLEDGED_DAYS,
      unacknowledgedDays: all.RELAY_KEEP_UNACKNOWLEDGED_DAYS,
      maxBytes: all.RELAY_MAX_STORE_MB * mb,
    },
    trustedProxies: all.RELAY_TRUSTED_PROXIES,
    metricsToken: all.RELAY_METRICS_TOKEN ?? null,
    silentMs: 90_000,
    maxConnections: 5_000,
  }
}
