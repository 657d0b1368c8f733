import { describe, expect, test } from 'vitest'
import { checkRequest, checkResponse } from '../../../support/instantly/check-request.ts'

const id = '01a1f82c-9313-7000-a001-5eed00000004'
const json = 'application/json'
const post = (path: string, body: unknown) =>
  checkRequest({ method: 'POST', path: `/api/v2${path}`, body, contentType: json })
const get = (path: string, query: Record<string, string | string[]> = {}) =>
  checkRequest({ method: 'GET', path: `/api/v2${path}`, query })

describe('requests that match the document have no problem', () => {
  test.each([
    ['a page of campaigns', get('/campaigns', { limit: '100', search: 'Q3' })],
    ['a repeated query key', get('/campaigns/analytics', { ids: [id, id] })],
    [
      'adding leads',
      post('/leads/add', { campaign_id: id, leads: [{ email: 'a@b.co', custom_variables: { any: 1 } }] }),
    ],
    ['listing leads', post('/leads/list', { campaign: id, limit: 100, contacts: ['a@b.co'] })],
    ['activating', checkRequest({ method: 'POST', path: `/api/v2/campaigns/${id}/activate` })],
    [
      'deleting by ids',
      checkRequest({
        method: 'DELETE',
        path: '/api/v2/leads',
        body: { campaign_id: id, ids: [id] },
        contentType: json,
      }),
    ],
  ])('%s', (_, problems) => expect(problems).toEqual([]))
})

describe('requests the live API ignores or rejects are named', () => {
  test.each([
    ['a path that is not there', get('/campaign'), 'GET /api/v2/campaign is not an operation of the API'],
    [
      'a method that is not there',
      checkRequest({ method: 'PUT', path: '/api/v2/campaigns' }),
      'PUT /api/v2/campaigns is not an operation of the API',
    ],
    ['an unknown query key', get('/emails', { from_date: '2026-01-01' }), 'query/from_date is not a known key'],
    ['limit above 100 in a query', get('/accounts', { limit: '101' }), 'query/limit must be <= 100'],
    ['limit above 100 in a body', post('/leads/list', { limit: 101 }), 'body/limit must be <= 100'],
    ['a query value that is no number', get('/accounts', { limit: 'many' }), 'query/limit must be integer'],
    [
      'an unknown body key',
      post('/leads/add', { campaign_id: id, leads: [{ email: 'a@b.co' }], skip: true }),
      'body/skip is not a known key',
    ],
    [
      'an unknown key of a lead',
      post('/leads/add', { campaign_id: id, leads: [{ email: 'a@b.co', payload: {} }] }),
      'body/leads/0/payload is not a known key',
    ],
    [
      'an object as a custom variable',
      post('/leads/add', { campaign_id: id, leads: [{ custom_variables: { a: {} } }] }),
      'body/leads/0/custom_variables/a must be string,number,boolean,null',
    ],
    [
      'campaign_id where the key is campaign',
      post('/leads/list', { campaign_id: id }),
      'body/campaign_id is ignored here: the key is campaign',
    ],
    [
      'campaign where the key is campaign_id',
      post('/leads/add', { campaign: id, leads: [{}] }),
      'body/campaign is not a known key',
    ],
    [
      'two targets',
      post('/leads/add', { campaign_id: id, list_id: id, leads: [{}] }),
      'body must have exactly one of campaign_id and list_id',
    ],
    [
      '1,001 leads',
      post('/leads/add', { campaign_id: id, leads: Array.from({ length: 1001 }, () => ({})) }),
      'body/leads must NOT have more than 1000 items',
    ],
    [
      'a missing name',
      post('/campaigns', { campaign_schedule: { schedules: [] } }),
      "body must have required property 'name'",
    ],
    [
      'deleting without ids',
      checkRequest({ method: 'DELETE', path: '/api/v2/leads', body: { campaign_id: id }, contentType: json }),
      'body/ids is missing: this deletes every lead there is',
    ],
    [
      'deleting with an empty list of ids',
      checkRequest({ method: 'DELETE', path: '/api/v2/leads', body: { campaign_id: id, ids: [] }, contentType: json }),
      'body/ids is missing: this deletes every lead there is',
    ],
    [
      'a body where none belongs',
      checkRequest({ method: 'DELETE', path: `/api/v2/campaigns/${id}`, body: {}, contentType: json }),
      'body: this operation takes none',
    ],
    [
      'a content type without a body',
      checkRequest({ method: 'POST', path: `/api/v2/campaigns/${id}/pause`, contentType: json }),
      'a content type without a body is answered 400',
    ],
    [
      'a zone Instantly does not take',
      post('/campaigns', {
        name: 'A',
        campaign_schedule: {
          schedules: [
            { name: 'S', timing: { from: '09:00', to: '17:00' }, days: { '1': true }, timezone: 'America/New_York' },
          ],
        },
      }),
      'body/campaign_schedule/schedules/0/timezone must be equal to one of the allowed values',
    ],
  ])('%s', (_, problems, expected) => expect(problems).toContain(expected))
})

test('An answer is checked against its schema, and an undocumented error against the usual envelope', () => {
  expect(checkResponse('GET', '/api/v2/campaigns', 200, { items: [] })).toEqual([])
  expect(checkResponse('GET', '/api/v2/campaigns', 200, { rows: [] })).toContain(
    "answer must have required property 'items'",
  )
  expect(checkResponse('GET', '/api/v2/campaigns', 503, { statusCode: 503, error: 'x', message: 'y' })).toEqual([])
  expect(checkResponse('GET', '/api/v2/campaigns', 503, {})).not.toEqual([])
  expect(checkResponse('GET', '/api/v2/campaigns', 206, {})).toEqual(['206 is not an answer of GET /api/v2/campaigns'])
})
