import { describe, expect, it } from 'vitest'
import { createRowMapper } from '#backend/leads/rows/row-mapper.ts'
import { recogniseColumns } from '#shared/domain/leads/import/columns/recognise-columns.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'

/** Returns the recognised target of each column of a table; its first row is the header. */
function targetsOf([headers = [], ...rows]: readonly (readonly string[])[]): readonly string[] {
  const looks = headers.map((header, at) => ({
    header,
    cells: rows.map((row) => row[at] ?? '').filter((cell) => cell !== ''),
  }))
  return recogniseColumns(looks, rows).map(({ target }) => {
    if (target.kind === 'field') return target.field
    return target.kind === 'variable' ? `$${target.name}` : target.kind
  })
}

describe('the owner of the records', () => {
  it.each(['Person', 'Propietario', 'Eigenaar', 'Owner', 'Zuständig', 'Owner name'])(
    'as `%s` is not the lead beside a column of names',
    (keeper) => {
      const found = targetsOf([
        ['Name', keeper, 'E-Mail', 'Firma'],
        ['Rüdiger Falk', 'Mia Schulz', 'r.falk@pumpen.example', 'Pumpen Nord'],
        ['Doris Jahn', 'Tom Brandt', 'd.jahn@moebel.example', 'Möbel Jahn'],
      ])
      expect([found[0], found[2]]).toEqual(['$full_name', 'email'])
      expect(found[1]).not.toBe('$full_name')
    },
  )

  it.each(['Candidate', 'Gast', 'Teilnehmer', 'Speaker', 'Billing Name', 'Deltager', 'CntctPrsn'])(
    'is distinguished from people in a file, `%s`, that has their names',
    (header) => {
      const rows = [
        ['Company', header, 'Email'],
        ['Blue Bakery', 'Ann Lee', 'office@blue.example'],
        ['Kite Labs', 'Anna Kim', 'hello@kite.example'],
      ]
      expect(targetsOf(rows)[1]).toBe('$full_name')
    },
  )

  it('is a lead although two of many have the same name', () => {
    const names = Array.from({ length: 12 }, (_, at) => `Ann ${'abcdefghijkl'[at]}ova`)
    const rows = [...names, names[0] ?? ''].map((name, at) => ['Blue Bakery', name, `office@blue${at}.example`])
    expect(targetsOf([['Company', 'Candidate', 'Email'], ...rows])[1]).toBe('$full_name')
  })

  it('as `Owner` of a deal is no lead if the addresses are not made of that name', () => {
    const rows = [
      ['Company', 'Owner', 'Email'],
      ['Blue Bakery', 'Mia Schulz', 'ann.lee@blue.example'],
      ['Kite Labs', 'Tom Brandt', 'b.kim@kite.example'],
    ]
    expect(targetsOf(rows)[1]).not.toBe('$full_name')
  })

  it.each(['Gesperrte E-Mail', 'Alte E-Mail', 'Ancien e-mail', 'Steuerberater E-Mail', 'Emergency contact email'])(
    'is never emailed at `%s`, even if the row has no other address',
    (header) => {
      const rows = [
        ['Name', 'Email', header],
        ['Ann Lee', 'ann@blue.example', 'a.lee@old.example'],
        ['Bo Kim', '', 'bo@former.example'],
        ['Cy Ray', 'cy@kite.example', 'cy@first.example'],
      ]
      expect(['email', 'email_other']).not.toContain(targetsOf(rows)[2])
    },
  )

  it('is the lead if the address is made of that name, and `Name` is then the business', () => {
    const rows = [
      ['Name', 'Person', 'Email'],
      ['Blue Bakery', 'Ann Lee', 'ann.lee@blue.example'],
      ['Kite Labs', 'Bo Kim', 'b.kim@kite.example'],
    ]
    expect(targetsOf(rows)).toEqual(['company_name', '$full_name', 'email'])
  })

  it("is no lead's name if the same few recur, and none for rows without a first name", () => {
    const cells = [0, 1, 2, 3, 4, 5].map((i) => [
      `Falk ${i} GmbH`,
      `p${i}@falk.example`,
      ['Mia Schulz', 'Tom Brandt'][i % 2],
    ])
    const found = targetsOf([['Name', 'Email', 'Person'], ...cells] as string[][])
    expect(found).toEqual([expect.anything(), 'email', '$person'])
    const parts = [
      ['First Name', 'Last Name', 'Email', 'Person'],
      ['Ann', 'Lee', 'a@acme.example', 'Mia Schulz'],
      ['', '', 'b@acme.example', 'Mia Schulz'],
    ]
    expect(targetsOf(parts)[3]).toBe('$person')
  })

  it.each([
    'Mail Betreuer',
    'E-Mail Bearbeiter',
    'Ansprechpartner intern E-Mail',
    'Mail Vertriebler',
    'E-mail du commercial',
    'Inviter Email',
    'Host email',
    'Spouse email',
    'Parent email',
  ])('%s is never emailed instead of the lead', (other) => {
    const rows = [
      ['Vorname', 'Nachname', 'E-Mail', other],
      ['Jan', 'Weiß', 'jan@weiss.example', 'mia@agency.example'],
      ['Eva', 'Busch', '', 'tom@agency.example'],
    ]
    expect(targetsOf(rows)).toEqual(['first_name', 'last_name', 'email', 'left_out'])
  })
})

describe('a row with people of several roles, and not the address of the first', () => {
  const headers = ['Company', 'CEO Name', 'CEO Email', 'CFO Name', 'CFO Email', 'Head of Marketing Name']
  const rows = [
    ['Acme', 'Ann Lee', 'ann@acme.example', 'Bo Birk', 'bo@acme.example', 'Cy Dale', 'cy@acme.example'],
    ['Birch', 'Ann Fox', '', 'Bo Hale', 'bo@birch.example', 'Cy Moss', 'cy@birch.example'],
    ['Cedar', 'Ann Oak', '', 'Bo Elm', '', 'Cy Pine', 'cy@cedar.example'],
  ]
  const greeted = (names: readonly string[], cells: readonly (readonly string[])[]) => {
    const looks = names.map((header, at) => ({ header, cells: cells.flatMap((row) => row[at] || []) }))
    const mapping = recogniseColumns(looks, cells).map(({ target }) => target)
    const mapper = createRowMapper(mapping, defaultSettings)
    return cells.map((row) => {
      const { email } = mapper.judge(row)
      return [email, JSON.parse(mapper.payload(row, email)).first_name ?? null]
    })
  }

  it('greets each of them by their own name', () =>
    expect(greeted([...headers, 'Head of Marketing Email'], rows)).toEqual([
      ['ann@acme.example', 'Ann'],
      ['bo@birch.example', 'Bo'],
      ['cy@cedar.example', 'Cy'],
    ]))

  it('greets nobody by the name of somebody else if their own is not in the file', () => {
    const without = (row: readonly string[]) => row.toSpliced(5, 1)
    expect(greeted(without([...headers, 'Head of Marketing Email']), rows.map(without)).at(-1)).toEqual([
      'cy@cedar.example',
      null,
    ])
  })
})

it.each(['Constructor', 'Builder'])('an address and a name of a `%s` are not those of a numbered person', (word) => {
  const rows = [
    ['Email', `${word} Email`, `${word} Name`],
    ['a.lee@pumps.example', 'office@high.example', 'High Ltd'],
    ['t.kim@kites.example', 'hello@deep.example', 'Deep Ltd'],
  ]
  expect(targetsOf(rows)).toEqual(['email', 'email_other', `$${word.toLowerCase()}_name`])
})

describe('a work address is preferred to a private one', () => {
  it.each([
    ['E-Mail (geschäftl.)', 'E-Mail (privat)'],
    ['Mail dienstl.', 'Mail priv.'],
    ['E-Mail berufl.', 'E-Mail priv.'],
    ['Business e-mail / Geschäftliche E-Mail', 'Private e-mail / Private E-Mail'],
    ['Work Email', 'Email Address'],
    ['Recommended Work Email', 'Email 1'],
  ])('%s before %s', (work, home) => {
    const rows = [
      ['Name', home, work],
      ['Ann Lee', 'annie@gmail.com', 'ann@acme.example'],
      ['Bo Kim', 'bo1@web.de', 'bo@birch.example'],
      ['Cy Moss', 'cy@moss.example', ''],
    ]
    expect(targetsOf(rows)).toEqual(['$full_name', 'email_other', 'email'])
    const [head = [], ...others] = rows
    expect(targetsOf([head.toReversed(), ...others.map((row) => row.toReversed())])[0]).toBe('email')
  })

  it('a marked one gives way to a plain one that is not private', () => {
    const rows = [
      ['Email', 'Work Email'],
      ['ann@acme.example', 'lee@acme.example'],
      ['bo@birch.example', ''],
    ]
    expect(targetsOf(rows)).toEqual(['email', 'email_other'])
  })
})

describe('an outdated address', () => {
  it.each([
    ['Old Email', 'New Email'],
    ['E-Mail alt', 'E-Mail neu'],
    ['Bisherige E-Mail', 'Neue E-Mail'],
    ['Ancienne adresse mail', 'Nouvelle adresse mail'],
    ['Correo antiguo', 'Correo actual'],
    ['Gammel e-mail', 'Ny e-mail'],
    ['Stary email', 'Nowy email'],
  ])('as `%s` is not used beside `%s`', (old, current) => {
    const rows = [
      ['Name', old, current],
      ['Ann Lee', 'ann@old.example', 'ann@kite.example'],
      ['Bo Kim', 'bo@old.example', 'bo@labs.example'],
    ]
    expect(targetsOf(rows).slice(1)).toEqual(['left_out', 'email'])
  })
})

describe('a column of flags or statuses', () => {
  const withAddresses = (header: string, cells: readonly string[]) =>
    targetsOf([['Email', header], ...cells.map((cell, at) => [`ann${at}@kite.example`, cell])])[1]

  it.each(['Spamtrap', 'Toxic', 'Disposable', 'Known Complainer', 'is_disposable'])(
    'excludes people marked under `%s`',
    (header) => expect(withAddresses(header, ['False', 'True', 'False'])).toBe('opt_out'),
  )

  it('contains mail results under `Delivery Status`, and ignores those of parcels', () => {
    expect(withAddresses('Delivery Status', ['Delivered', 'Failed', 'Complaint'])).toBe('opt_out')
    expect(withAddresses('Delivery Status', ['Shipped', 'In transit', 'Picked up'])).toBe('$delivery_status')
  })

  it("contains a mail server's code for accepted mail", () =>
    expect(withAddresses('SMTP Code', ['250', '550', '5.1.1'])).toBe('verification'))

  it('named like the addresses contains yes and no to mails', () =>
    expect(withAddresses('Email', ['yes', 'no', 'yes'])).toBe('opt_out'))
})

describe('officers of a club', () => {
  it.each([
    ['Chair', 'Secretary'],
    ['Treasurer', 'Chairperson'],
    ['Voorzitter', 'Penningmeester'],
    ['Vorsitzender', 'Kassenwart'],
  ])('%s and %s have an address each', (one, other) => {
    const parts = ['First Name', 'Last Name', 'Email']
    const headers = ['Organisation', ...[one, other].flatMap((who) => parts.map((part) => `${who} ${part}`))]
    const rows = [
      ['Guild of Masons', 'Roy', 'Tait', 'roy@masons.example', 'Una', 'Webb', 'una@masons.example'],
      ['Bee Society', 'Pam', 'Yates', 'pam@bees.example', 'Ali', 'Zaman', 'ali@bees.example'],
    ]
    expect(targetsOf([headers, ...rows])).toEqual([
      'company_name',
      'first_name',
      'last_name',
      'email',
      'of_address',
      'of_address',
      'email_other',
    ])
  })
})
