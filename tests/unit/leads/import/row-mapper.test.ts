import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRowMapper } from '#backend/leads/rows/row-mapper.ts'
import { VALUE_MAX } from '#backend/leads/rows/sent-values.ts'
import { createAddressSet } from '#shared/domain/leads/import/address-set.ts'
import { cellValue } from '#shared/domain/leads/import/cell-value.ts'
import { mappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import { decideGate } from '#shared/domain/leads/import/gate.ts'
import { gateCodes, gateOfCode } from '#shared/domain/leads/import/gates.ts'
import { leadFields, type Mapping, type Target } from '#shared/domain/leads/import/mapping.ts'
import { runs } from '../../../support/long.ts'

const field = (name: (typeof leadFields)[number]): Target => ({ kind: 'field', field: name })
const variable = (name: string): Target => ({ kind: 'variable', name })
const other: Target = { kind: 'email_other' }
const status: Target = { kind: 'verification' }
const out: Target = { kind: 'left_out' }

function mapRow(mapping: Mapping, cells: readonly string[], holdUnverified = false) {
  const mapper = createRowMapper(mapping, { holdUnverified })
  const row = mapper.judge(cells)
  return { ...row, gate: gateOfCode(row.gate), lead: JSON.parse(mapper.payload(cells, row.email)) as unknown }
}

describe('a row', () => {
  it("becomes the lead in Instantly's form: trimmed, without empty values and unused columns", () => {
    const mapping = [field('email'), field('first_name'), variable('city'), variable('note'), out, field('phone')]
    const { lead, gate } = mapRow(mapping, [' Ann@Acme.com ', ' Ann ', 'Köln', '  ', 'secret', '00123'])
    expect(gate).toBe('ready')
    expect(lead).toEqual({
      email: 'ann@acme.com',
      first_name: 'Ann',
      phone: '00123',
      custom_variables: { city: 'Köln' },
    })
  })

  it('has no line break in greeting or subject values, as it would begin another mail header', () => {
    const mapping = [field('email'), field('first_name'), field('last_name'), field('company_name'), field('job_title')]
    const cells = ['a@b.co', 'Ann\r\nBcc: x@y.co', 'Lee\nBcc: x@y.co', 'Acme \r\n Bcc: x@y.co', 'Head of\u2028Sales']
    expect(mapRow([...mapping, variable('note')], [...cells, 'One\nTwo']).lead).toEqual({
      email: 'a@b.co',
      first_name: 'Ann Bcc: x@y.co',
      last_name: 'Lee Bcc: x@y.co',
      company_name: 'Acme Bcc: x@y.co',
      job_title: 'Head of Sales',
      custom_variables: { note: 'One\nTwo' },
    })
  })

  it.each([
    ['Kowalski Jan', 'Jan', 'Kowalski'],
    ['Nowak Żaklina', 'Żaklina', 'Nowak'],
    ['van den Berg Anna Maria', 'Anna Maria', 'van den Berg'],
    ['García López José', 'José', 'García López'],
    ['Dr. Braun Peter', 'Peter', 'Braun'],
    ['KOWALSKI Jan', 'Jan', 'Kowalski'],
    ['Kowalski, Jan', 'Jan', 'Kowalski'],
    // Nobody is greeted if it is not certain where the surname ends.
    ['Anna Kowalska', undefined, undefined],
    ['Szulc Wrede Zdzich', undefined, undefined],
  ])('has its names from a column that begins with the surname: %s', (whole, first_name, last_name) => {
    const names: Target = { kind: 'variable', name: 'full_name', surnameFirst: true }
    const { lead } = mapRow([field('email'), names], ['jk@acme.example', whole])
    expect(lead).toMatchObject({ custom_variables: { full_name: whole } })
    const { first_name: first, last_name: last } = lead as Record<string, string | undefined>
    expect([first, last]).toEqual([first_name, last_name])
  })

  it('has no variables object without variables', () => {
    expect(mapRow([field('email'), variable('city')], ['a@b.co', '']).lead).toEqual({ email: 'a@b.co' })
  })

  it('contains nothing of the row before it', () => {
    const mapper = createRowMapper([field('email'), field('phone'), variable('city')], { holdUnverified: false })
    mapper.payload(['old@b.co', '1', 'Köln'], 'old@b.co')
    expect(mapper.payload(['a@b.co', '', ''], 'a@b.co')).toBe('{"email":"a@b.co"}')
    expect(mapper.payload(['', '', ''], null)).toBe('{}')
  })

  it.each([
    'k.A.',
    'n/a',
    '-',
    'unbekannt',
    'NULL',
    '#N/A',
    '#SAKNAS!',
    'TBD',
    'xxx',
    'NA',
    'No Name',
    'Vorname',
    '(null)',
    '.',
  ])('does not greet anybody as %s, nor name a business so', (nothing) => {
    const names = [field('email'), field('first_name'), field('last_name'), field('company_name'), variable('title_2')]
    expect(mapRow(names, ['a@b.co', nothing, nothing, nothing, 'Dr.']).lead).toEqual({
      email: 'a@b.co',
      custom_variables: { title_2: 'Dr.' },
    })
    const whole = [field('email'), variable('full_name')]
    for (const both of [nothing, `${nothing} ${nothing}`]) {
      const { first_name: first, last_name: last } = mapRow(whole, ['a@b.co', both]).lead as Record<string, unknown>
      expect([first, last]).toEqual([undefined, undefined])
    }
  })

  it.each([
    ['N.N.', 'Weber', undefined, 'Weber'],
    ['Unknown', 'Unknown', undefined, undefined],
    ['Unknown', 'Lee', undefined, 'Lee'],
    ['None', 'Brak', undefined, 'Brak'],
    ['Jan', 'Brak', 'Jan', 'Brak'],
    ['Tom', 'Unknown', 'Tom', 'Unknown'],
    ['Na', 'Li', 'Na', 'Li'],
    ['NA', 'LI', 'NA', 'LI'],
    ['Ann', 'NA', 'Ann', undefined],
    ['Nan', 'Empty', 'Nan', 'Empty'],
  ])('uses a possible name as one only where it can be: %s %s', (first, last, greeted, surname) => {
    const { lead } = mapRow([field('email'), field('first_name'), field('last_name')], ['a@b.co', first, last])
    expect(lead).toEqual(JSON.parse(JSON.stringify({ email: 'a@b.co', first_name: greeted, last_name: surname })))
  })

  it.each(['None', 'Unknown', 'Null', 'NaN'])('does not name a business %s', (nothing) => {
    const { lead } = mapRow([field('email'), field('company_name')], ['a@b.co', nothing])
    expect(lead).toEqual({ email: 'a@b.co' })
  })

  it('uses the first valid address of a cell and keeps the others', () => {
    const row = mapRow([field('email')], ['nobody, ann@acme.com; bob@acme.com'])
    expect(row).toMatchObject({ email: 'ann@acme.com', otherEmails: ['bob@acme.com'], gate: 'ready' })
  })

  it.each([
    ['ann@acme.com (unsubscribed)', 'Ann', 'Lee', 'opted_out'],
    ['DO NOT EMAIL ann@acme.com', 'Ann', 'Lee', 'opted_out'],
    ['ann@acme.com', 'Ann (DNC)', 'Lee', 'opted_out'],
    ['ann@acme.com', 'Ann', 'Lee - do not contact', 'opted_out'],
    ['ann@acme.com', 'DNC: Ann', 'Lee', 'opted_out'],
    ['ann@acme.com;unsubscribed', 'Ann', 'Lee', 'opted_out'],
    ['ann@acme.com|abgemeldet', 'Ann', 'Lee', 'opted_out'],
    ['ann@acme.com', 'Ann', 'Lee OPT-OUT', 'opted_out'],
    ['ann@acme.com', 'zzz_Ann DNC', 'Lee', 'opted_out'],
    ['ann@acme.com', 'Ann', 'Lee NICHT ANSCHREIBEN', 'opted_out'],
    // Whoever is dead or gone is no longer written to, and nobody has asked for that.
    ['ann@acme.com', 'Ann', 'Lee (deceased)', 'unclear'],
    ['ann@acme.com', 'Ann', 'Lee (décédée)', 'unclear'],
    ['ann@acme.com', 'Ann (nicht mehr im Unternehmen)', 'Lee', 'unclear'],
    ['ann@acme.com', 'Ann', 'Lee - uit dienst', 'unclear'],
    ['ann@acme.com', 'Ann', 'Lee †', 'unclear'],
    ['ann@acme.com', 'Ann', 'Lee (left March)', 'unclear'],
    ['ann@acme.com', 'Ann', 'Lee (she/her)', 'ready'],
    ['ann@acme.com', 'Ann', 'Lee VERSTORBEN', 'unclear'],
    // Of two notes the stronger counts, whichever comes first.
    ['ann@acme.com (not interested)', 'Ann', 'Lee (deceased)', 'declined'],
    ['ann@acme.com', 'Ann (not interested)', 'Lee (deceased)', 'declined'],
    ['ann@acme.com', 'Ann (deceased)', 'Lee (not interested)', 'declined'],
    ['ann@acme.com', 'Ann', 'LEE', 'ready'],
    ['ann@acme.com', 'Ann', 'Lee MBA', 'ready'],
    ['ann@acme.com', 'Jean', 'STOP', 'ready'],
    ['ann@acme.com', 'Ann (Annie?)', 'Lee (née Stopford)', 'ready'],
    ['ann@acme.com', 'Ann (Les)', 'Lee (Sales)', 'ready'],
    ['ann@acme.com, bob@acme.com', 'Ann', 'Lee', 'ready'],
    ['ann@acme.com', 'Ann', 'Bounce (Jr.)', 'ready'],
    ['ann@acme.com (work)', 'Ann (Annie)', 'Lee - Day', 'ready'],
    ['Stop Ltd <unsubscribe@acme.com>', 'Ann', 'Stop', 'role_address'],
    ['ann@acme.com', 'DO NOT CONTACT', 'Lee', 'opted_out'],
    ['ann@acme.com', 'Ann', 'Do Not Email', 'opted_out'],
    ['ann@acme.com', 'Nicht anschreiben', '', 'opted_out'],
    ['ann@acme.com', 'Unsubscribed', '', 'opted_out'],
    ['ann@acme.com', 'Ann', 'Bounce', 'ready'],
    ['ann@acme.com', 'Stop', 'Never', 'ready'],
  ])('with %j of %j %j is %s: an opt-out is noted beside an address or name', (email, first, last, gate) => {
    expect(mapRow([field('email'), field('first_name'), field('last_name')], [email, first, last]).gate).toBe(gate)
  })

  it.each([
    ['DO NOT CONTACT', 'CEO', 'opted_out'],
    ['DO NOT CONTACT - Acme', 'CEO', 'opted_out'],
    ['Do not use', 'CEO', 'ready'],
    ['Acme', 'do not email', 'opted_out'],
    ['No Contact Sports Ltd', 'Head of Do Not Contact Lists', 'ready'],
    ['DNC', 'Do-It-All', 'opted_out'],
    ['DNC Logistics', 'Do-It-All', 'ready'],
    ['Acme GmbH (Bestandskunde)', 'CEO', 'unclear'],
    ['Acme [competitor]', 'CEO', 'unclear'],
    ['Acme (our client)', 'CEO', 'unclear'],
    ['Acme (insolvent)', 'CEO', 'unclear'],
    ['Acme (Blacklist Records)', 'CEO', 'ready'],
    ['Acme (Closed Loop Systems)', 'CEO', 'ready'],
    ['Acme (Customer Care)', 'CEO', 'ready'],
    ['Acme (Stop Smoking Services)', 'CEO', 'ready'],
    ['Unsubscribe Ltd', 'Never mind', 'ready'],
  ])('in %j with %j is %s: an opt-out that is the whole cell counts anywhere', (company, title, gate) => {
    const mapping = [field('email'), field('company_name'), field('job_title')]
    expect(mapRow(mapping, ['ann@acme.com', company, title]).gate).toBe(gate)
  })

  it('is never greeted by a sign, a title or an address', () => {
    const mapping = [field('email'), field('first_name'), field('last_name')]
    expect(mapRow(mapping, ['ann@acme.com', '.', '-.']).lead).toEqual({ email: 'ann@acme.com' })
    expect(mapRow(mapping, ['ann@acme.com', 'Mr', '']).lead).toEqual({ email: 'ann@acme.com' })
    expect(mapRow(mapping, ['ann@acme.com', 'ann@acme.com', 'Lee']).lead).toEqual({
      email: 'ann@acme.com',
      last_name: 'Lee',
    })
  })

  it('is not sent if a status column has an unknown value, and keeps its own address', () => {
    const mapping = [field('email'), status, other]
    expect(mapRow(mapping, ['ann@acme.com', 'Server busy', 'ann@home.example'], true)).toMatchObject({
      email: 'ann@acme.com',
      gate: 'unverified',
    })
    expect(mapRow(mapping, ['ann@acme.com', '', ''], true).gate).toBe('ready')
  })

  it('uses the name before its address if no column has one', () => {
    expect(mapRow([field('email')], ['"Lee, Ann" <ann@acme.com>']).lead).toMatchObject({
      first_name: 'Ann',
      last_name: 'Lee',
    })
    expect(mapRow([field('email')], ['Reception <hi@acme.com>']).lead).toEqual({ email: 'hi@acme.com' })
    expect(mapRow([field('email'), field('first_name')], ['Bo Kim <bo@acme.com>', '']).lead).toEqual({
      email: 'bo@acme.com',
    })
  })

  it.each([
    ['Bianchi Lucia', 'lucia.bianchi@acme.com', 'Lucia', 'Bianchi'],
    ['Rossi Mario', 'm.rossi@acme.com', 'Mario', 'Rossi'],
    ['Müller Anna', 'anna.mueller@acme.com', 'Anna', 'Müller'],
    // Nothing shows that the family name comes first.
    ['Winton James', 'wjames@acme.com', 'Winton', 'James'],
    ['Winton James', 'winton.james@acme.com', 'Winton', 'James'],
    ['Thomas Martin', 'martin.thomas@acme.com', 'Thomas', 'Martin'],
    ['Bianchi Lucia', 'info@acme.com', 'Bianchi', 'Lucia'],
  ])('%s at %s is greeted as %s', (whole, email, first_name, last_name) => {
    expect(mapRow([field('email')], [`${whole} <${email}>`]).lead).toMatchObject({ first_name, last_name })
    expect(mapRow([field('email'), variable('full_name')], [email, whole]).lead).toMatchObject({
      first_name,
      last_name,
    })
  })

  it('is excluded if another part of the file blocks its whole domain', () => {
    const mapper = createRowMapper([field('email')], { holdUnverified: false })
    mapper.bar(new Map([['@acme.com', gateCodes.opted_out]]))
    expect(mapper.judge(['ann@acme.com']).gate).toBe(gateCodes.opted_out)
    expect(mapper.judge(['ann@eu.acme.com']).gate).toBe(gateCodes.opted_out)
    expect(mapper.judge(['ann@notacme.com']).gate).toBe(gateCodes.ready)
  })

  it('is not sent to an unread mailbox, whatever the rule for role-based ones', () => {
    expect(
      ['noreply@acme.com', 'Mailer-Daemon@acme.com', 'info@acme.com'].map(
        (cell) => mapRow([field('email')], [cell]).gate,
      ),
    ).toEqual(['role_address', 'role_address', 'ready'])
    expect(mapRow([field('email'), other], ['noreply@acme.com', 'ann@acme.com']).email).toBe('ann@acme.com')
  })

  it('puts a word between the names before the surname, unless it is a separate name', () => {
    const mapping = [field('first_name'), variable('tussenvoegsel'), field('last_name'), field('email')]
    const last = (infix: string) => mapRow(mapping, ['Jan', infix, 'Berg', 'jan@acme.com']).lead
    expect(last('van den')).toMatchObject({ last_name: 'van den Berg' })
    expect(last("van 't")).toMatchObject({ last_name: "van 't Berg" })
    expect(last('Op de')).toMatchObject({ last_name: 'Op de Berg' })
    expect(last('Van Den')).toMatchObject({ last_name: 'Van Den Berg' })
    expect(last('Maria')).toMatchObject({ last_name: 'Berg' })
    expect(last('J.')).toMatchObject({ last_name: 'Berg' })
  })

  it('falls back on further address columns, in order', () => {
    const mapping = [field('email'), other, other]
    expect(mapRow(mapping, ['', 'broken@', 'ann@acme.com'])).toMatchObject({ email: 'ann@acme.com', otherEmails: [] })
    expect(mapRow(mapping, ['ann@acme.com', 'ann@acme.com', 'eve@acme.com'])).toMatchObject({
      email: 'ann@acme.com',
      otherEmails: ['eve@acme.com'],
    })
  })

  it('prefers a work address made of the name to a private or role-based one', () => {
    const mapping = [variable('full_name'), field('email'), other]
    const used = (...cells: string[]) => mapRow(mapping, cells).email
    expect(mapRow(mapping, ['Eli Brand', 'elib@yahoo.com', 'eli@acme.example'])).toMatchObject({
      email: 'eli@acme.example',
      otherEmails: ['elib@yahoo.com'],
    })
    expect(used('Eli Brand', 'elib@yahoo.com', 'ebrand@acme.example')).toBe('ebrand@acme.example')
    expect(used('Eli Brand', 'elib@yahoo.com', 'hello@webdesign.example')).toBe('elib@yahoo.com')
    expect(used('Eli Brand', 'eli@acme.example', 'elib@yahoo.com')).toBe('eli@acme.example')
    expect(used('Eli Brand', 'eli.brand@yahoo.com', 'eli@acme.example')).toBe('eli@acme.example')
    // A role mailbox is not used for a named person either.
    expect(
      mapRow(mapping, ['Eli Brand', 'info@acme.example, sales@acme.example, eli.brand@acme.example', '']),
    ).toMatchObject({
      email: 'eli.brand@acme.example',
      otherEmails: ['info@acme.example', 'sales@acme.example'],
    })
    expect(used('Eli Brand', 'info@acme.example', 'eli@acme.example')).toBe('eli@acme.example')
    expect(used('Eli Brand', 'elib@yahoo.com; eli@acme.example', '')).toBe('eli@acme.example')
    expect(used('Eli Brand', 'info@acme.example; elib@yahoo.com', '')).toBe('info@acme.example')
    expect(used('Eli Brand', 'info@acme.example; ann@acme.example', '')).toBe('info@acme.example')
    expect(used('Info Brand', 'info@acme.example; sales@acme.example', '')).toBe('info@acme.example')
    // The address of another person.
    const ofOther = [variable('full_name'), field('email'), { kind: 'email_other', own: true } as const]
    expect(mapRow(ofOther, ['Eli Brand', 'elib@yahoo.com', 'ann.brand@acme.example']).email).toBe('elib@yahoo.com')
  })

  it('does not apply the status of the first address to a second', () => {
    const mapping = [field('email'), status, other]
    expect(mapRow(mapping, ['', 'Unavailable', 'ann@acme.com']).gate).toBe('ready')
    expect(mapRow(mapping, ['ann@acme.com', 'Unavailable', '']).gate).toBe('not_found')
  })

  it.each([
    ['no address', ['', ''], 'no_address'],
    ['a word for none', ['n/a', ''], 'no_address'],
    ['a broken address', ['ann@', 'Verified'], 'bad_syntax'],
    ['an address the file could not find', ['a@b.co', 'Unavailable'], 'not_found'],
    ['an address the file did not verify', ['a@b.co', 'Extrapolated'], 'unverified'],
    ['an unknown status', ['a@b.co', 'User Managed'], 'ready'],
    ['a verified address', ['a@b.co', 'Verified'], 'ready'],
  ])('with %s is excluded by its gate', (_name, cells, gate) => {
    expect(mapRow([field('email'), status], cells, true).gate).toBe(gate)
  })

  it('passes unverified unless the operator excludes it', () => {
    expect(mapRow([field('email'), status], ['a@b.co', 'Unverified'], false).gate).toBe('ready')
  })

  it('is excluded if a value is too long to send, and not if that column is left out', () => {
    const cells = ['a@b.co', 'x'.repeat(VALUE_MAX + 1)]
    expect(mapRow([field('email'), variable('note')], cells).gate).toBe('too_long')
    expect(mapRow([field('email'), out], cells).gate).toBe('ready')
    expect(mapRow([field('email'), variable('note')], ['a@b.co', 'x'.repeat(6000)]).gate).toBe('ready')
  })

  it('keeps variables named like built-in properties as plain values', () => {
    const { lead } = mapRow([field('email'), variable('constructor'), variable('toJSON')], ['a@b.co', '1', '2'])
    expect(lead).toEqual({ email: 'a@b.co', custom_variables: { constructor: '1', toJSON: '2' } })
  })
})

describe('a mapping', () => {
  it('needs an address', () => {
    expect(mappingFault([field('first_name'), out])).toEqual({ fault: 'no_email' })
    expect(mappingFault([other])).toBeNull()
  })
  it('gives a target to only one column', () => {
    expect(mappingFault([field('email'), field('email')])).toMatchObject({ fault: 'target_twice' })
    expect(mappingFault([field('email'), variable('city'), variable('City')])).toMatchObject({ fault: 'target_twice' })
    expect(mappingFault([field('email'), status, status])).toMatchObject({ fault: 'target_twice' })
    expect(mappingFault([field('email'), other, other, out, out])).toBeNull()
  })
  it.each(['', '1st', 'with space', '__proto__', 'email', 'firstName', 'x'.repeat(65)])(
    'refuses the name %j',
    (name) => {
      expect(mappingFault([field('email'), variable(name)])).toMatchObject({ fault: 'name_invalid' })
    },
  )
})

describe('gates over several rows', () => {
  it('do not let an excluded row make another a duplicate', () => {
    for (const own of ['no_address', 'bad_syntax', 'not_found', 'unverified'] as const) {
      expect(decideGate(gateCodes[own], { inFile: true, inList: true })).toBe(gateCodes[own])
    }
  })
  it('name the list before the file, and both before the length', () => {
    expect(decideGate(gateCodes.ready, { inFile: true, inList: true })).toBe(gateCodes.already_in_list)
    expect(decideGate(gateCodes.ready, { inFile: true, inList: false })).toBe(gateCodes.duplicate_in_file)
    expect(decideGate(gateCodes.too_long, { inFile: true, inList: false })).toBe(gateCodes.duplicate_in_file)
    expect(decideGate(gateCodes.too_long, { inFile: false, inList: false })).toBe(gateCodes.too_long)
  })
})

describe('the set of seen addresses', () => {
  it('contains each added address and no other', () => {
    const set = createAddressSet()
    const addresses = Array.from({ length: 20_000 }, (_, i) => `person.${i}@company${i % 77}.example`)
    expect(addresses.filter((address) => set.has(address))).toEqual([])
    expect(addresses.filter((address) => !set.add(address))).toEqual([])
    expect(addresses.filter((address) => set.add(address))).toEqual([])
    expect(set.size()).toBe(20_000)
  })
})

describe('any row under any mapping', () => {
  const pool: readonly Target[] = [
    ...leadFields.map(field),
    variable('city'),
    variable('note'),
    status,
    other,
    out,
    out,
  ]
  const mappings = fc.shuffledSubarray([...pool], { minLength: 1 })

  it('sends only its own cells, each to its own target', () => {
    fc.assert(
      fc.property(mappings, fc.array(fc.string(), { maxLength: 14 }), (mapping, cells) => {
        const mapper = createRowMapper(mapping, { holdUnverified: true, tidyNames: false })
        // An earlier row must leave nothing behind.
        mapper.payload(
          mapping.map((_, i) => `old${i}`),
          'old@row.example',
        )
        const { email } = mapper.judge(cells)
        const { custom_variables = {}, ...fields } = JSON.parse(mapper.payload(cells, email)) as Record<
          string,
          string
        > & {
          custom_variables?: Record<string, string>
        }
        const expected: Record<string, string> = {}
        mapping.forEach((target, at) => {
          const value = cellValue(cells[at], false).toWellFormed()
          if (value === '') return
          if (target.kind === 'field' && target.field !== 'email') expected[target.field] = value
          if (target.kind === 'variable') expected[`custom ${target.name}`] = value
        })
        if (email !== null) expected['email'] = email
        const custom = Object.entries(custom_variables).map(([name, value]) => [`custom ${name}`, value])
        expect({ ...fields, ...Object.fromEntries(custom) }).toEqual(expected)
      }),
      runs(100, 2_500),
    )
  })
})

it.each([
  ['is_a_company', 'True', 'False'],
  ['is_a_company', '1', '0'],
  ['company_type', 'Company', 'Individual'],
])("By the column %s (%s, %s) a company name becomes the company, and a person's is split", (flag, firm, person) => {
  const mapping = [field('email'), variable('full_name'), variable(flag), field('company_name')]
  const namesOf = (cells: readonly string[]) => {
    const { first_name, last_name, company_name } = mapRow(mapping, cells).lead as Record<string, string | undefined>
    return [first_name, last_name, company_name]
  }
  expect(namesOf(['info@studio.example', 'Studio Noord', firm, ''])).toEqual([undefined, undefined, 'Studio Noord'])
  expect(namesOf(['ann@studio.example', 'Ann Lee', person, 'Studio Noord'])).toEqual(['Ann', 'Lee', 'Studio Noord'])
  expect(namesOf(['bo@studio.example', 'Bo Lee', '', ''])).toEqual(['Bo', 'Lee', undefined])
})
