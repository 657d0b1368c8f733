import type { CrmAccess } from '#shared/contract/inbox/crm.ts'
import type { FakeCrm } from './fake-crm.ts'

/** Each CRM with the credentials for its fake, the choices made there, and what it contains afterwards. */
export type CrmCase = {
  readonly kind: CrmAccess['kind']
  readonly access: CrmAccess
  readonly wrong: CrmAccess
  readonly chosen: { readonly pipelineId: string; readonly stageId: string; readonly ownerId: string }
  readonly account: string
  readonly stage: string
  /** Requests that create something, by what they create. */
  readonly create: { readonly person: RegExp; readonly deal: RegExp; readonly note: RegExp }
  readonly holds: (crm: FakeCrm) => {
    readonly persons: number
    readonly deals: number
    readonly notes: readonly string[]
  }
}

export const crmCases: readonly CrmCase[] = [
  {
    kind: 'hubspot',
    access: { kind: 'hubspot', token: 'pat-eu1-good' },
    wrong: { kind: 'hubspot', token: 'pat-eu1-bad' },
    chosen: { pipelineId: 'default', stageId: 'qualifiedtobuy', ownerId: '77' },
    account: '4711',
    stage: 'Qualified To Buy',
    create: { person: /objects\/contacts$/, deal: /objects\/deals$/, note: /objects\/notes$/ },
    holds: ({ hubspot }) => ({
      persons: hubspot.contacts().length,
      deals: hubspot.deals().length,
      notes: hubspot.notes().map(({ properties }) => String(properties['hs_note_body'])),
    }),
  },
  {
    kind: 'pipedrive',
    access: { kind: 'pipedrive', token: 'pd-good' },
    wrong: { kind: 'pipedrive', token: 'pd-bad' },
    chosen: { pipelineId: '1', stageId: '2', ownerId: '5' },
    account: 'Agency',
    stage: 'Contact Made',
    create: { person: /v2\/persons$/, deal: /v2\/deals$/, note: /v1\/notes$/ },
    holds: ({ pipedrive }) => ({
      persons: pipedrive.persons().length,
      deals: pipedrive.deals().length,
      notes: pipedrive.notes().map((row) => String(row['content'])),
    }),
  },
  {
    kind: 'salesforce',
    access: { kind: 'salesforce', address: 'agency.lightning.force.com', clientId: '3MVG9', clientSecret: 'sf-good' },
    wrong: { kind: 'salesforce', address: 'agency.my.salesforce.com', clientId: '3MVG9', clientSecret: 'sf-bad' },
    chosen: { pipelineId: 'Lead', stageId: 'Working - Contacted', ownerId: '005000000000001' },
    account: 'Agency',
    stage: 'Working - Contacted',
    // The lead is both person and deal.
    create: { person: /sobjects\/Lead$/, deal: /sobjects\/Lead$/, note: /sobjects\/Task$/ },
    holds: ({ salesforce }) => ({
      persons: salesforce.leads().length,
      deals: salesforce.leads().length,
      notes: salesforce.tasks().map((row) => String(row['Description'])),
    }),
  },
]

/** Returns a lead as the inbox passes it on. */
export const qualified = (label = 'interested', more: Record<string, unknown> = {}) => ({
  key: `c1/tom@harbour.example/${label}`,
  email: 'tom@harbour.example',
  firstName: 'Tom',
  lastName: "O'Ashworth",
  companyName: 'Harbour Dental',
  variables: { city: 'Leeds' },
  label,
  qualifiedAt: '2026-03-10T09:12:00Z',
  campaignId: 'c1',
  campaignName: 'Dentists in Leeds',
  replyAt: '2026-03-10T09:02:00Z',
  replyText: 'Sounds good <b>really</b>.',
  ...more,
})
