import { checkResponse } from './check-request.ts'
import type { FakeInstantly } from './server.ts'

type Answer = {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly items: readonly Record<string, unknown>[]
  readonly headers: Headers
  /** Violations of the published schema in the answer. */
  readonly problems: readonly string[]
}

/** Sends plain requests to a fake Instantly, for tests of the fake itself. */
export function createAsk(fake: Pick<FakeInstantly, 'url' | 'key'>, key: string | null = fake.key) {
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${fake.url}/api/v2${path}`, {
      method,
      headers: {
        // A spec's Instantly has the port of the one before it, to which a kept connection would lead.
        connection: 'close',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answered = (await response.json()) as Record<string, unknown>
    return {
      status: response.status,
      body: answered,
      items: (answered['items'] ?? []) as readonly Record<string, unknown>[],
      headers: response.headers,
      problems: checkResponse(method, `/api/v2${path.replace(/\?.*/, '')}`, response.status, answered),
    }
  }
}

/** A campaign that could be activated. */
export const campaignBody = {
  name: 'Northwind Q3',
  campaign_schedule: {
    schedules: [
      {
        name: 'Weekdays',
        timing: { from: '09:00', to: '17:00' },
        days: { '0': false, '1': true, '2': true, '3': true, '4': true, '5': true, '6': false },
        timezone: 'America/Detroit',
      },
    ],
  },
  sequences: [
    { steps: [{ type: 'email', delay: 3, variants: [{ subject: 'Hello {{firstName}}', body: 'Hi<br/>' }] }] },
  ],
  email_list: ['robin1@outreach1.example'],
} as const
