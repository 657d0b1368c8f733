import { AppError } from '#shared/errors.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { webhookAnswer, webhookPage, webhookTestAnswer } from '../schemas-events.ts'
import type { RemoteWebhook, WebhookBody, WebhookTest } from '../types-events.ts'

/** All webhooks of the workspace, whoever made them. */
export function webhooks(call: Caller): Promise<readonly RemoteWebhook[]> {
  return readList({
    page: (cursor) =>
      call({
        name: 'webhooks',
        method: 'GET',
        path: '/webhooks',
        query: pageQuery(cursor),
        write: false,
        patience: 'read',
        answer: webhookPage,
      }),
    idOf: ({ id }) => id,
  })
}

export function webhook(call: Caller, id: string): Promise<RemoteWebhook> {
  return call({
    name: 'webhook',
    method: 'GET',
    path: webhookPath(id),
    write: false,
    patience: 'read',
    answer: webhookAnswer,
  })
}

export function createWebhook(call: Caller, body: WebhookBody): Promise<RemoteWebhook> {
  return call({
    name: 'createWebhook',
    method: 'POST',
    path: '/webhooks',
    body: jsonBody(body),
    write: true,
    patience: 'write',
    answer: webhookAnswer,
  })
}

/** Changes what is given; everything else stays. */
export function changeWebhook(call: Caller, id: string, body: Partial<WebhookBody>): Promise<RemoteWebhook> {
  return call({
    name: 'changeWebhook',
    method: 'PATCH',
    path: webhookPath(id),
    body: jsonBody(body),
    write: true,
    patience: 'write',
    answer: webhookAnswer,
  })
}

export async function deleteWebhook(call: Caller, id: string): Promise<void> {
  await call({
    name: 'deleteWebhook',
    method: 'DELETE',
    path: webhookPath(id),
    write: true,
    patience: 'write',
    answer: webhookAnswer,
  })
}

/** Switches on again what was switched off after failures. No body: an empty JSON body is refused. */
export function resumeWebhook(call: Caller, id: string): Promise<RemoteWebhook> {
  return call({
    name: 'resumeWebhook',
    method: 'POST',
    path: `${webhookPath(id)}/resume`,
    write: true,
    patience: 'write',
    answer: webhookAnswer,
  })
}

/** Has a test event posted to the webhook's address. What became of it is the answer, not an error. */
export function testWebhook(call: Caller, id: string): Promise<WebhookTest> {
  return call({
    name: 'testWebhook',
    method: 'POST',
    path: `${webhookPath(id)}/test`,
    write: true,
    patience: 'write',
    answer: webhookTestAnswer,
  })
}

/** An empty id would turn a call for one into one for the list; dots would leave the path. */
function webhookPath(id: string): string {
  if (!/^[\w-]{1,200}$/.test(id)) throw new AppError('INVALID_INPUT', { field: 'webhookId' })
  return `/webhooks/${id}`
}
