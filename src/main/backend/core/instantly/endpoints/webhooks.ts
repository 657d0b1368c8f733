import { properId, reads, writes } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { doneAnswer } from '../schemas.ts'
import { webhookAnswer, webhookPage, webhookTestAnswer } from '../schemas-events.ts'
import type { RemoteWebhook, WebhookBody } from '../types-events.ts'

const events = { neededFor: 'events', countsAs: 'events' } as const
const reading = { ...events, scope: 'webhooks:read' } as const
const changing = { ...events, scope: 'webhooks:update' } as const

/** Only who knows the end of its address and its headers can post there. */
const secretsOf = ({ target_hook_url: url = '', headers = {} }: Partial<WebhookBody>) => [
  url.slice(url.lastIndexOf('/') + 1),
  ...Object.values(headers),
]

const at = (id: string) => ({ id: properId(id, 'webhookId') })

/** All webhooks of the workspace, whoever made them. */
export const webhooks = reads(
  'GET /webhooks',
  reading,
  (send): Promise<readonly RemoteWebhook[]> =>
    readList({ page: (cursor) => send({ query: pageQuery(cursor), answer: webhookPage }), idOf: ({ id }) => id }),
)

export const webhook = reads('GET /webhooks/{id}', reading, (send, id: string) =>
  send({ at: at(id), answer: webhookAnswer }),
)

export const createWebhook = writes(
  'POST /webhooks',
  // A plan without webhooks can be a plan with all the rest.
  { ...events, scope: 'webhooks:create', aside: 'plan' },
  (send, body: WebhookBody) => send({ body, secrets: secretsOf(body), answer: webhookAnswer }),
)

/** Changes what is given; everything else stays. */
export const changeWebhook = writes('PATCH /webhooks/{id}', changing, (send, id: string, body: Partial<WebhookBody>) =>
  send({ at: at(id), body, secrets: secretsOf(body), answer: webhookAnswer }),
)

export const deleteWebhook = writes(
  'DELETE /webhooks/{id}',
  { ...events, scope: 'webhooks:delete' },
  async (send, id: string): Promise<void> => {
    await send({ at: at(id), answer: doneAnswer })
  },
)

/** Switches on again what was switched off after failures. No body: an empty JSON body is refused. */
export const resumeWebhook = writes('POST /webhooks/{id}/resume', changing, (send, id: string) =>
  send({ at: at(id), answer: webhookAnswer }),
)

/** Has a test event posted to the webhook's address. What became of it is the answer, not an error. */
export const testWebhook = writes('POST /webhooks/{id}/test', changing, (send, id: string) =>
  send({ at: at(id), answer: webhookTestAnswer }),
)
