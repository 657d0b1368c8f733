/** An opt-out counts wherever in the file somebody noted it. */
import { expect, it } from 'vitest'
import { people, readyIn } from '../support.ts'

it.each([
  ['City', 'Bonn', 'unsubscribed'],
  ['Phone', '+49 221 1234567', 'asked us not to email or call again'],
  ['Website', 'www.acme.example', 'opted out'],
  ['Town', 'Bonn', 'Unsubscribed.'],
  ['Domain', 'acme.example', 'bounced/unsubscribed'],
  ['Employees', '120', 'do not contact'],
  ['LinkedIn URL', 'https://www.linkedin.com/in/ann', 'please do not contact'],
  [
    'Icebreaker',
    'Loved your talk on why firms should stop emailing strangers!',
    'DO NOT CONTACT - asked to be removed',
  ],
])('Somebody with an opt-out under %s in place of a value is not ready', async (header, value, wish) => {
  const rows = people(1500, `Ann,${value}`)
  const saved = [...rows.slice(0, 3), `bob@cox.example,Bob,${wish}`, ...rows.slice(3), `cas@dun.example,Cas,${wish}`]
  const ready = await readyIn([`Email,First Name,${header}`, ...saved])
  expect(ready).toHaveLength(1500)
  expect(ready.filter((email) => !email.endsWith('@acme.example'))).toEqual([])
})

it('A link or a text for an email that only contains such words excludes nobody', async () => {
  expect(
    await readyIn([
      'Email,First Name,Website,Icebreaker',
      'ann@berg.example,Ann,https://do-not-contact.example,Loved your talk on why firms should stop emailing strangers!',
      'bob@cox.example,Bob,unsubscribe.example,Saw your post about people who opted out.',
      'cas@dun.example,Cas,opted out,',
      'dot@eik.example,Dot,https://eik.example - do not contact,',
      'eva@elm.example,Eva,https://abmeldung-müller.example/unsubscribe,',
    ]),
  ).toEqual(['ann@berg.example', 'bob@cox.example', 'eva@elm.example'])
})

it('An address that only contains such words excludes nobody', async () => {
  expect(
    await readyIn([
      'Email,First Name,Address',
      'ann@berg.example,Ann,"Blacklist Alley 3, London"',
      'bob@cox.example,Bob,do not email',
    ]),
  ).toEqual(['ann@berg.example'])
})

it('A remark in a row with too few cells counts, whichever column it is under', async () => {
  expect(
    await readyIn([
      'Email,First Name,City,Notes',
      'ann@berg.example,Ann,Bonn,',
      'bob@cox.example,do not email me',
      'cas@dun.example,Cas,do not contact',
      'dot@eik.example,Dot',
    ]),
  ).toEqual(['ann@berg.example', 'dot@eik.example'])
})

it('DNC in place of a company is an opt-out unless the address is of a company called that', async () => {
  expect(
    await readyIn([
      'Email,First Name,Company',
      'ann@dnc.example,Ann,DNC',
      'bob@cox.example,Bob,DNC',
      'cas@dun.example,Cas,DNC Logistics GmbH',
    ]),
  ).toEqual(['ann@dnc.example', 'cas@dun.example'])
})

it('A remark beside an address excludes its row like one in a column of remarks', async () => {
  expect(
    await readyIn([
      'Email,Name',
      'ann@berg.example (work),Ann Berg',
      'DO NOT USE bob@cox.example,Bob Cox',
      'cas@dun.example (left the company),Cas Dun',
      'dot@eik.example - bitte nicht mehr,Dot Eik',
      'Eva Fop <eva@fop.example>,Eva Fop',
    ]),
  ).toEqual(['ann@berg.example', 'eva@fop.example'])
})

it('Whoever has a date under "Austritt Newsletter" is not ready', async () => {
  expect(
    await readyIn(['E-Mail;Vorname;Austritt Newsletter', 'ann@berg.example;Ann;', 'bob@cox.example;Bob;01.04.2024']),
  ).toEqual(['ann@berg.example'])
})

it('What people write about themselves on LinkedIn is no opt-out', async () => {
  expect(
    await readyIn([
      'Email,First Name,Summary',
      'ann@berg.example,Ann,Do not contact me with crypto offers. I help firms grow.',
      'bob@cox.example,Bob,Unsubscribe evangelist at heart',
    ]),
  ).toEqual(['ann@berg.example', 'bob@cox.example'])
})

it('An opt-out applies to every spelling of a mailbox', async () => {
  expect(
    await readyIn([
      'Email,First Name,Status',
      'cas.dun@gmail.com,Cas,new',
      'casdun@googlemail.com,Cas,unsubscribed',
      'info@müller.example,Ute,new',
      'info@xn--mller-kva.example,Ute,unsubscribed',
      'dot.eik@firm.example,Dot,new',
      'doteik@firm.example,Dot,unsubscribed',
    ]),
  ).toEqual(['dot.eik@firm.example'])
})

it('A word such as "tot" or "stop" in a column without a name holds its row', async () => {
  expect(
    await readyIn([
      'Email,First Name,,',
      'ann@berg.example,Ann,x,Bonn',
      'bob@cox.example,Bob,stop,',
      'cas@dun.example,Cas,tot,',
      'dot@eik.example,Dot,,Ulm',
    ]),
  ).toEqual(['ann@berg.example', 'dot@eik.example'])
})
