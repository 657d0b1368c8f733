import { checkedId, defineRead, defineWrite, type MayRepeat, notTwice } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { doneAnswer } from '../schemas.ts'
import { type RemoteWebhook, webhookAnswer, webhookPage, webhookTestAnswer } from '../schemas-events.ts'
import type { WebhookBody } from '../types.ts'

const events = { neededFor: 'events', countsAs: 'events' } as const
const reading = { ...events, scope: 'webhooks:read' } as const
const changing = { ...events, scope: 'webhooks:update' } as const

/** The end of its address and its headers are secret: whoever knows them can post there. */
const secretsOf = ({ target_hook_url: url = '', headers = {} }: Partial<WebhookBody>) => [
  url.slice(url.lastIndexOf('/') + 1),
  ...Object.values(headers),
]

const at = (id: string) => ({ id: checkedId(id, 'webhookId') })

/** All webhooks of the workspace, including those created by others. */
export const webhooks = defineRead(
  'GET /webhooks',
  reading,
  (send): Promise<readonly RemoteWebhook[]> =>
    readList({ page: (cursor) => send({ query: pageQuery(cursor), answer: webhookPage }), idOf: ({ id }) => id }),
)

export const webhook = defineRead('GET /webhooks/{id}', reading, (send, id: string) =>
  send({ at: at(id), answer: webhookAnswer }),
)

export const createWebhook = defineWrite(
  'POST /webhooks',
  // A plan without webhooks can include everything else.
  { ...events, scope: 'webhooks:create', aside: 'plan' },
  (send, body: WebhookBody, mayRepeat: MayRepeat = notTwice) =>
    send({ body, mayRepeat, secrets: secretsOf(body), answer: webhookAnswer }),
)

/** Changes only the given fields. */
export const changeWebhook = defineWrite(
  'PATCH /webhooks/{id}',
  changing,
  (send, id: string, body: Partial<WebhookBody>) =>
    send({ at: at(id), body, secrets: secretsOf(body), answer: webhookAnswer }),
)

export const deleteWebhook = defineWrite(
  'DELETE /webhooks/{id}',
  { ...events, scope: 'webhooks:delete' },
  async (send, id: string): Promise<void> => {
    await send({ at: at(id), answer: doneAnswer })
  },
)

/** Re-enables a webhook that was disabled after failures. Sent without a body, because an empty JSON one is refused. */
export const resumeWebhook = defineWrite('POST /webhooks/{id}/resume', changing, (send, id: string) =>
  send({ at: at(id), answer: webhookAnswer }),
)

/** Posts a test event to the webhook's address. Its failure is returned as the answer, not thrown. */
export const testWebhook = defineWrite('POST /webhooks/{id}/test', changing, (send, id: string) =>
  send({ at: at(id), answer: webhookTestAnswer }),
)
