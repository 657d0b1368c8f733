import { describe, expect, it } from 'vitest'
import { recogniseColumns } from '#shared/domain/leads/import/recognise-columns.ts'

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

describe('whoever keeps the records', () => {
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
    'what people are in a file, `%s`, tells their names',
    (header) => {
      const rows = [
        ['Company', header, 'Email'],
        ['Blue Bakery', 'Ann Lee', 'office@blue.example'],
        ['Kite Labs', 'Anna Kim', 'hello@kite.example'],
      ]
      expect(targetsOf(rows)[1]).toBe('$full_name')
    },
  )

  it('as `Owner` of a deal is no lead where the addresses are not made of that name', () => {
    const rows = [
      ['Company', 'Owner', 'Email'],
      ['Blue Bakery', 'Mia Schulz', 'ann.lee@blue.example'],
      ['Kite Labs', 'Tom Brandt', 'b.kim@kite.example'],
    ]
    expect(targetsOf(rows)[1]).not.toBe('$full_name')
  })

  it.each(['Gesperrte E-Mail', 'Alte E-Mail', 'Ancien e-mail', 'Steuerberater E-Mail', 'Emergency contact email'])(
    'nobody is written to at `%s` where the row has no other address',
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

  it('is the lead where the address is made of that name, and `Name` is then the business', () => {
    const rows = [
      ['Name', 'Person', 'Email'],
      ['Blue Bakery', 'Ann Lee', 'ann.lee@blue.example'],
      ['Kite Labs', 'Bo Kim', 'b.kim@kite.example'],
    ]
    expect(targetsOf(rows)).toEqual(['company_name', '$full_name', 'email'])
  })

  it('is nobody’s name where the same few come again and again, and none for rows without a first name', () => {
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
  ])('%s is never written to in place of the lead', (other) => {
    const rows = [
      ['Vorname', 'Nachname', 'E-Mail', other],
      ['Jan', 'Weiß', 'jan@weiss.example', 'mia@agency.example'],
      ['Eva', 'Busch', '', 'tom@agency.example'],
    ]
    expect(targetsOf(rows)).toEqual(['first_name', 'last_name', 'email', 'left_out'])
  })
})

describe('an address at work comes before one at home', () => {
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

  it('also one that is called so leaves a plain one its place where that is no private one', () => {
    const rows = [
      ['Email', 'Work Email'],
      ['ann@acme.example', 'lee@acme.example'],
      ['bo@birch.example', ''],
    ]
    expect(targetsOf(rows)).toEqual(['email', 'email_other'])
  })
})

describe('an address that is not used any more', () => {
  it.each([
    ['Old Email', 'New Email'],
    ['E-Mail alt', 'E-Mail neu'],
    ['Bisherige E-Mail', 'Neue E-Mail'],
    ['Ancienne adresse mail', 'Nouvelle adresse mail'],
    ['Correo antiguo', 'Correo actual'],
    ['Gammel e-mail', 'Ny e-mail'],
    ['Stary email', 'Nowy email'],
  ])('as `%s` is not written to beside `%s`', (old, current) => {
    const rows = [
      ['Name', old, current],
      ['Ann Lee', 'ann@old.example', 'ann@kite.example'],
      ['Bo Kim', 'bo@old.example', 'bo@labs.example'],
    ]
    expect(targetsOf(rows).slice(1)).toEqual(['left_out', 'email'])
  })
})

describe('a column of flags or states', () => {
  const withAddresses = (header: string, cells: readonly string[]) =>
    targetsOf([['Email', header], ...cells.map((cell, at) => [`ann${at}@kite.example`, cell])])[1]

  it.each(['Spamtrap', 'Toxic', 'Disposable', 'Known Complainer', 'is_disposable'])(
    'leaves out whoever is marked under `%s`',
    (header) => expect(withAddresses(header, ['False', 'True', 'False'])).toBe('opt_out'),
  )

  it('tells under `Delivery Status` what became of a mail, and of a parcel nothing', () => {
    expect(withAddresses('Delivery Status', ['Delivered', 'Failed', 'Complaint'])).toBe('opt_out')
    expect(withAddresses('Delivery Status', ['Shipped', 'In transit', 'Picked up'])).toBe('$delivery_status')
  })

  it('tells in the code of a mail server whether it took mail', () =>
    expect(withAddresses('SMTP Code', ['250', '550', '5.1.1'])).toBe('verification'))

  it('called as the addresses are holds yes and no to mails', () =>
    expect(withAddresses('Email', ['yes', 'no', 'yes'])).toBe('opt_out'))
})
