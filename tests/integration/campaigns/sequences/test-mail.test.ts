import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LeadId } from '#shared/ids.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const steps = [
  {
    waitDays: 2,
    html: false,
    variants: [{ subject: 'For {{companyName}}', body: 'Hi {{firstName|there}},\n1 < 2 {{city}}{{gone}}' }],
  },
  { waitDays: 0, html: true, variants: [{ subject: '', body: '<p>{{RANDOM | Hi | Hello}} {{last_name|friend}}</p>' }] },
]

async function send(copy: { step: number; variant?: number; pick?: number; account?: string }) {
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 2 })
  const { rows } = await bench.app.call('lists.leads', { listId, page: { offset: 0, limit: 1 } })
  const { mailboxes } = await bench.app.call('exports.choices', { workspaceId: bench.workspaceId })
  await bench.app.call('sequences.sendTest', {
    workspaceId: bench.workspaceId,
    account: copy.account ?? mailboxes[0]?.email ?? '',
    to: 'me@agency.example',
    leadId: rows[0]?.id as LeadId,
    pick: copy.pick ?? 0,
    copy: { steps, step: copy.step, variant: copy.variant ?? 0 },
  })
  return JSON.parse(bench.fake.journal.requests('POST', '/api/v2/emails/test').at(-1)?.bodyText ?? '{}')
}

describe('a test mail', () => {
  it('is what the lead would get: values, <br/> line breaks, nothing for missing values', async () => {
    expect(await send({ step: 0 })).toMatchObject({
      to_address_email_list: 'me@agency.example',
      subject: 'For Company 1',
      body: { html: 'Hi First 1,<br/>1 &lt; 2 Köln' },
    })
  })

  it('of a follow-up has the subject of the thread, and one of the variants', async () => {
    expect(await send({ step: 1, pick: 1 })).toMatchObject({
      subject: 'Re: For Company 1',
      body: { html: '<p>Hello friend</p>' },
    })
  })

  it('that Instantly answers with 200 and an error is reported as not sent', async () => {
    await expect(send({ step: 0, account: 'nobody@nowhere.example' })).rejects.toMatchObject({
      code: 'TEST_MAIL_REFUSED',
      data: { reason: 'ACC_NOT_FOUND' },
    })
  })

  it('whose answer is lost is not sent again', async () => {
    bench.fake.faults.script({ method: 'POST', path: '/emails/test', fault: { kind: 'reset', when: 'after_commit' } })
    await expect(send({ step: 0 })).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    expect(bench.fake.journal.requests('POST', '/api/v2/emails/test')).toHaveLength(1)
  })
})
