import { describe, expect, it } from 'vitest'
import { recogniseColumns } from '#shared/domain/leads/import/columns/recognise-columns.ts'

type Person = { readonly first: string; readonly last: string; readonly no: number }

const people = (first: string, last: string): readonly Person[] => {
  const lasts = last.split(' ')
  return first.split(' ').map((name, no) => ({ first: name, last: lasts[no] as string, no }))
}
const known = people('John Michael Sarah David Emma Peter', 'Smith Brown Jones Miller Davis Clark')
/** None of these is in our list of first names. */
const rare = people('Osgood Priya Kwame Isla Kwabena Tamsin', 'Mercer Drummond Mensah Okafor Whitfield Holloway')
const companies = ['Acme Foods', 'Birch Works', 'Cedar Labs', 'Delta Marine', 'Elm Media', 'Fir Dental']
const cities = ['London', 'Leeds', 'Boston', 'Austin', 'Bristol', 'Denver']

const letters = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()

/** The parts of a row: names, company, city, and addresses such as `f.last`, in which `f` is the initial. */
function cellOf(part: string, { first, last, no }: Person): string {
  const company = companies[no] as string
  const cells: Record<string, string> = { first, last, company, city: cities[no] as string }
  cells['first last'] = `${first} ${last}`
  cells['last first'] = `${last} ${first}`
  if (!part.includes('@')) return cells[part] ?? part
  const [local = '', domain = ''] = part.split('@')
  const said: Record<string, string> = { first, last, f: first.charAt(0), l: last.charAt(0) }
  const name = local.replace(/[a-z]+/g, (word) => letters(said[word] ?? word)).replaceAll('+', '')
  return `${name}@${domain === '' ? `${letters(company)}.example` : domain}`
}

/** What each part is recognised as, under headers that say nothing. */
function recognise(parts: string, persons: readonly Person[] = rare, headers?: readonly string[]) {
  const names = parts.split(', ')
  const rows = persons.map((person) => names.map((part) => cellOf(part, person)))
  const columns = names.map((_part, at) => ({
    header: headers?.[at] ?? '',
    cells: rows.map((row) => row[at] as string),
  }))
  return recogniseColumns(columns, rows).map(({ target }) =>
    target.kind === 'field' ? target.field : target.kind === 'variable' ? `$${target.name}` : '-',
  )
}

describe('first names without a header', () => {
  it.each(['f+last@', 'f.last@', 'f_last@', 'first.last@', 'first+last@'])(
    'are found beside the surname at %s',
    (address) => {
      for (const persons of [known, rare, rare.slice(0, 2)]) {
        expect(recognise(`first, last, ${address}, company`, persons)).toEqual([
          'first_name',
          'last_name',
          'email',
          'company_name',
        ])
        expect(recognise(`${address}, city, last, first`, persons)).toEqual(['email', '-', 'last_name', 'first_name'])
      }
    },
  )

  it('are found at compound names and umlauts', () => {
    const dutch = [
      ['Jean-Pierre', 'van den Berg', 'jpvandenberg@a.example'],
      ['Jürgen', 'Müller', 'jmueller@b.example'],
      ['Łukasz', 'Wiśniewski', 'l.wisniewski@c.example'],
      ['Íñigo', 'García López', 'igarcia@d.example'],
    ]
    const columns = [0, 1, 2].map((at) => ({ header: '', cells: dutch.map((row) => row[at] as string) }))
    expect(recogniseColumns(columns, dutch).map(({ target }) => target)).toMatchObject([
      { field: 'first_name' },
      { field: 'last_name' },
      { field: 'email' },
    ])
  })

  it('are found under headers that say nothing', () => {
    const headers = ['name1', 'name2', 'mail', 'org', 'x1']
    expect(recognise('first, last, f+last@, company, Sales Manager', rare, headers)).toEqual([
      'first_name',
      'last_name',
      'email',
      'company_name',
      '$x1',
    ])
    expect(recognise('first, last, f+last@', rare, ['x1', 'Last Name', 'Email'])[0]).toBe('first_name')
  })

  it('that are the whole address are recognised if they are common', () => {
    expect(recognise('first, last, first@, company', known).slice(0, 2)).toEqual(['first_name', 'last_name'])
    expect(recognise('first, company, first@', known)).toEqual(['first_name', 'company_name', 'email'])
    const swedes = people('Åsa Björn Ulrika Mattias', 'Öberg Ström Geijer Spärr')
    expect(recognise('first, last, company, first@', swedes)[0]).toBe('first_name')
  })
})

describe('a surname is never taken for a first name', () => {
  it.each(['last@', 'last+f@', 'last.first@'])('at %s', (address) => {
    expect(recognise(`first, last, ${address}, company`, known).slice(0, 2)).toEqual(['first_name', 'last_name'])
    expect(recognise(`last, first, company, ${address}`, known).slice(0, 2)).toEqual(['last_name', 'first_name'])
    expect(recognise(`last, company, ${address}`, known)[0]).not.toBe('first_name')
  })

  it.each(['last@', 'last+f@', 'first@', 'first+l@'])('at %s, even if no name is known', (address) => {
    for (const columns of ['first, last', 'last, first', 'last, city', 'city, last', 'last, company'])
      expect(recognise(`${columns}, ${address}`)).not.toContain('first_name')
  })

  it.each(['city, last', 'last, city', 'company, last', 'last, company', 'city, company, last'])(
    'in the columns %s without a first name',
    (columns) => {
      for (const address of ['f+last@', 'f.last@'])
        for (const persons of [known, rare]) {
          const found = recognise(`${columns}, ${address}`, persons)
          expect(found).not.toContain('first_name')
          expect(found[columns.split(', ').indexOf('last')]).toBe('last_name')
        }
    },
  )

  it.each([
    ['Hungarian', people('János Éva Zoltán László Katalin Gábor', 'Kovács Nagy Szabó Tóth Varga Horváth')],
    ['Korean', people('Minjun Seoyeon Jiho Haeun Doyun Sujin', 'Kim Lee Park Choi Kim Lee')],
    ['Vietnamese', people('Anh Linh Hung Trang Minh Thao', 'Nguyen Tran Le Pham Nguyen Hoang')],
    ['Chinese', people('Wei Fang Jing Min Lei Yan', 'Zhang Wang Li Liu Chen Yang')],
  ])('if the surname comes first in %s', (_language, persons) => {
    for (const address of ['last.first@', 'last+first@', 'first.last@', 'f+last@', 'l+first@', 'last+f@']) {
      expect(recognise(`last, first, ${address}, company`, persons).slice(0, 2)).toEqual(['last_name', 'first_name'])
      expect(recognise(`first, last, ${address}, company`, persons).slice(0, 2)).toEqual(['first_name', 'last_name'])
    }
    for (const address of ['last.first@', 'f+last@', 'l+first@'])
      expect(recognise(`last first, ${address}, company`, persons)).toEqual(['-', 'email', 'company_name'])
  })
})

describe('whole names without a header', () => {
  it.each(['f+last@', 'f.last@'])('are recognised by %s', (address) => {
    for (const persons of [known, rare])
      expect(recognise(`first last, ${address}, company`, persons)).toEqual(['$full_name', 'email', 'company_name'])
  })

  it.each(['f+last@', 'f.last@', 'first.last@', 'last.first@'])(
    'that begin with the surname are not, at %s',
    (address) => {
      for (const persons of [known, rare]) expect(recognise(`last first, ${address}, company`, persons)[0]).toBe('-')
    },
  )

  it('are not those of businesses, even if their addresses are made like those of people', () => {
    const businesses = people('Smith Blue Red Fast Nice Green', 'Plumbing Owl Kite Cars Garden Valley')
    for (const address of ['first+last@gmail.com', 'first.last@gmail.com', 'f+last@gmail.com', 'first.last@'])
      expect(recognise(`first last, ${address}, city`, businesses)).toEqual(['-', 'email', '-'])
  })
})

it('A surname that the domain begins with is not the company', () => {
  const rows = [
    ['Lea', 'Brock', 'lea@brockbrew.example', 'Brock Brew'],
    ['Ari', 'Falk', 'ari@falkfinance.example', 'Falk Finance'],
    ['Nina', 'Stein', 'nina@steinstone.example', 'Stein Stone'],
  ]
  const columns = [0, 1, 2, 3].map((at) => ({ header: '', cells: rows.map((row) => row[at] as string) }))
  expect(recogniseColumns(columns, rows).map(({ target }) => target)).toMatchObject([
    { field: 'first_name' },
    { field: 'last_name' },
    { field: 'email' },
    { field: 'company_name' },
  ])
})

it('A company or a city beside a first name is not its surname', () => {
  expect(recognise('first, company, first@', known)).toEqual(['first_name', 'company_name', 'email'])
  const ofOneCity = known.map((person) => ({ ...person, no: person.no % 2 }))
  expect(recognise('first, city, first@', ofOneCity)).toEqual(['first_name', '-', 'email'])
})

it('A surname before a comma is followed by the first name, also under a header that joins the two', () => {
  const rows = [
    ['Jensen, Mette', 'mette@stopstoej.example'],
    ['Sørensen, Lars Bo', 'lb@sorensens-smedje.example'],
    ['Østergaard, Ida', 'ida@afmeldarkitekter.example'],
    ['von Bülow, Christian', 'cvb@bulowlandbrug.example'],
  ]
  const columns = ['Efternavn, fornavn', 'E-mail'].map((header, at) => ({
    header,
    cells: rows.map((row) => row[at] as string),
  }))
  expect(recogniseColumns(columns, rows).map(({ target }) => target)).toMatchObject([
    { name: 'full_name' },
    { field: 'email' },
  ])
})
