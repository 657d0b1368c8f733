/** Lists kept by hand, and what lies beside them: crosses, legends, footnotes, struck-through text, other lists. */
import { describe, expect, it } from 'vitest'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { settings, startLeads, suggested, writeFile } from '../support.ts'

/** Returns the gate of each person by the name before the `@`, and the values asked about. */
async function opened(name: string, content: string) {
  const test = await startLeads()
  const path = writeFile(test.files, name, content)
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path })
  const mapping = suggested(draft)
  const { importId, rowCount, aboutNo } = draft
  const { asked } = await test.call('imports.check', { importId, mapping, settings, listId: null })
  const { id } = await test.call('imports.save', { importId, mapping, settings, into: { name: 'Leads' } })
  const { rows } = await test.call('lists.leads', { listId: id, page: { offset: 0, limit: rowCount } })
  return {
    gates: Object.fromEntries(rows.flatMap(({ email, gate }) => (email ? [[email.split('@')[0], gate]] : []))),
    asked: asked.filter(({ why }) => why === 'unknown').map(({ cell, count }) => [cell, count]),
    aboutNo,
  }
}

const lines = (...all: readonly string[]) => `${all.join('\n')}\n`
const gatesOf = async (...all: readonly string[]) => (await opened('people.csv', lines(...all))).gates
/** Three people, with cells behind the company. */
const people = (header: string, ann: string, bo: string, cy: string) => [
  `Name,Email,Company${header}`,
  `Ann Lee,ann@acme.test,Acme${ann}`,
  `Bo Hall,bo@birch.test,Birch${bo}`,
  `Cy Moss,cy@cedar.test,Cedar${cy}`,
]
const all = { ann: 'ready', bo: 'ready', cy: 'ready' }

describe('a cross', () => {
  it.each(['❌ bo@birch.test', 'bo@birch.test ❌', 'bo@birch.test (✗)', '🚫 bo@birch.test', '⛔️ bo@birch.test'])(
    'beside an address excludes its person: %s',
    async (cell) => {
      expect(await gatesOf('Name,Email', 'Ann Lee,ann@acme.test', `Bo Hall,${cell}`)).toEqual({
        ann: 'ready',
        bo: 'unclear',
      })
    },
  )

  it.each(['❌ Bo Hall', 'Bo Hall ✘', 'Bo Hall 🚫'])('beside a name does too: %s', async (cell) => {
    expect(await gatesOf('Name,Email', 'Ann Lee,ann@acme.test', `${cell},bo@birch.test`)).toEqual({
      ann: 'ready',
      bo: 'unclear',
    })
  })

  it.each([
    ['✅ Bo Hall', '✅ bo@birch.test', 'Birch'],
    ['Bo Hall 🔥', '⭐ bo@birch.test', 'Birch'],
    ['Bo Hall ✓', 'bo@birch.test', '🚫 No Fuss Pest Control'],
  ])('is neither a tick nor any other sign: %s, %s, %s', async (name, email, company) => {
    expect(await gatesOf('Name,Email,Company', `${name},${email},${company}`)).toEqual({ bo: 'ready' })
  })

  it('alone in a column without a name is asked about, also far down', async () => {
    const many = Array.from({ length: 400 }, (_, at) => `,p${at}@acme${at}.test,Ann`)
    const { gates, asked } = await opened(
      'people.csv',
      lines(',Email,First Name', ...many, '❌,bo@birch.test,Bo', '✅,cy@cedar.test,Cy'),
    )
    expect(gates).toMatchObject({ p0: 'ready', p399: 'ready', bo: 'unclear', cy: 'ready' })
    expect(asked).toEqual([['❌', 1]])
  })

  it.each(['Replied', 'Website', 'Verified LinkedIn', 'Phone checked'])(
    'under %s says something else',
    async (header) => {
      expect(await gatesOf(...people(`,${header}`, ',✅', ',❌', ',✅'))).toEqual(all)
    },
  )
})

describe('text struck through in a table of a web page', () => {
  const table = (cells: readonly (readonly string[])[], head = '') =>
    `<html><head>${head}</head><body><table><tr><th>Name</th><th>Email</th><th>Company</th></tr>${cells.map((row) => `<tr>${row.map((cell) => (cell.startsWith('<td') ? cell : `<td>${cell}</td>`)).join('')}</tr>`).join('')}</table></body></html>`
  const ann = ['Ann Lee', 'ann@acme.test', 'Acme']
  const cy = ['Cy Moss', 'cy@cedar.test', 'Cedar']

  it.each<[string, readonly string[], string?]>([
    ['<s>', ['<s>Bo Hall</s>', '<s>bo@birch.test</s>', 'Birch']],
    ['<del>', ['Bo Hall', '<del>bo@birch.test</del>', 'Birch']],
    ['<strike> within other tags', ['<b><strike>Bo</strike> <strike>Hall</strike></b>', 'bo@birch.test', 'Birch']],
    ['a style', ['Bo Hall', '<span style="color:red; text-decoration: line-through">bo@birch.test</span>', 'Birch']],
    ['a style of the cell', ['Bo Hall', '<td style="text-decoration:line-through">bo@birch.test</td>', 'Birch']],
    [
      'a class, as Excel writes it',
      ['<td class="xl66">Bo Hall</td>', '<td class="num xl66">bo@birch.test</td>', 'Birch'],
      '<style>.xl65 {color:red;}\n.xl66\n\t{mso-style-parent:style0;\n\ttext-decoration:line-through;}</style>',
    ],
  ])('is asked about: %s', async (_how, bo, head = '') => {
    const { gates, asked } = await opened('people.xls', table([ann, bo, cy], head))
    expect(gates).toEqual({ ann: 'ready', bo: 'unclear', cy: 'ready' })
    expect(asked).toEqual([['Crossed out', 1]])
  })

  it('is asked about in Excel’s XML', async () => {
    const row = (style: string, cells: readonly string[]) =>
      `<Row>${cells.map((cell) => `<Cell${style}><Data ss:Type="String">${cell}</Data></Cell>`).join('')}</Row>`
    const xml = `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s62"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="s63"><Font ss:Bold="1"/></Style></Styles><Worksheet ss:Name="S"><Table>${row('', ['Name', 'Email'])}${row(' ss:StyleID="s63"', ['Ann Lee', 'ann@acme.test'])}${row(' ss:StyleID="s62"', ['Bo Hall', 'bo@birch.test'])}</Table></Worksheet></Workbook>`
    expect((await opened('people.xls', xml)).gates).toEqual({ ann: 'ready', bo: 'unclear' })
  })

  it.each<[string, readonly (readonly string[])[]]>([
    ['an old company', [ann, ['Bo Hall', 'bo@birch.test', '<s>Old</s> Birch'], cy]],
    [
      'a whole column',
      [ann, ['Bo Hall', 'bo@birch.test', 'Birch'], cy].map(([a = '', b = '', c = '']) => [`<s>${a}</s>`, b, c]),
    ],
    [
      'inserted or underlined text',
      [ann, ['<ins>Bo Hall</ins>', '<u>bo@birch.test</u>', '<span style="text-decoration:none">Birch</span>'], cy],
    ],
  ])('is not asked about: %s', async (_what, rows) => {
    const { gates, asked } = await opened('people.xls', table(rows))
    expect({ gates, asked }).toEqual({ gates: all, asked: [] })
  })
})

describe('a legend', () => {
  it.each([
    'x = do not mail',
    'X = DO NOT CONTACT',
    '"x" = unsubscribed',
    'Legend: x = opted out, o = ok',
    'o = ok; x = do not mail',
    'x: do not mail',
    'x - do not mail',
    'x means do not contact',
    'do not mail = x',
    'x = nicht anschreiben',
    'Legende: x bedeutet nicht mehr anschreiben',
    'x = abgemeldet',
    'x = niet mailen',
    'x = uitgeschreven',
    'x = ne pas contacter',
    'x = désinscrit',
    'x = no contactar',
    'x = dado de baja',
    'x = non contattare',
    'x = disiscritto',
    'x = não contatar',
    'x = nie kontaktować',
    'x = kontakta ej',
    'x = må ikke kontaktes',
  ])('at the end applies to its mark: %s', async (legend) => {
    expect(await gatesOf(...people(',Mark', ',', ',x', ',o'), `"${legend.replaceAll('"', '""')}",,,`)).toEqual({
      ann: 'ready',
      bo: 'opted_out',
      cy: 'ready',
    })
  })

  it('above the table, or in two cells, does too', async () => {
    const bo = { ann: 'ready', bo: 'opted_out', cy: 'ready' }
    const above = await opened('people.csv', lines('x = do not mail,,,', ...people(',Mark', ',', ',x', ',')))
    expect(above).toMatchObject({ gates: bo, aboutNo: null })
    expect(await gatesOf(...people(',Mark', ',', ',x', ','), ',,,', 'x,do not mail,,')).toMatchObject(bo)
  })

  it('of a less certain meaning excludes as an unclear answer', async () => {
    expect(
      await gatesOf(...people(',Mark', ',', ',x', ',y'), 'x = bitte streichen,,,', 'y = not interested,,,'),
    ).toEqual({
      ann: 'ready',
      bo: 'unclear',
      cy: 'declined',
    })
  })

  it('of a less certain meaning is asked about, and allows its people for this meaning only', async () => {
    const test = await startLeads()
    const openWith = async (name: string, legend: string) => {
      const rows = people(',Mark', ',', ',x', ',x')
      const path = writeFile(test.files, name, lines(`${legend},,,`, ...rows))
      return test.call('imports.open', { workspaceId: test.workspaceId, path })
    }
    const draft = await openWith('people.csv', 'x = kein Interesse')
    const check = (mapping: Mapping, { importId } = draft) =>
      test.call('imports.check', { importId, mapping, settings, listId: null })
    const proposed = suggested(draft)
    const before = await check(proposed)
    expect(before.gates).toMatchObject({ ready: 1, declined: 2 })
    const [value] = before.asked
    expect(value).toMatchObject({ column: 3, cell: 'x = kein Interesse', why: 'declined', count: 2, row: 2 })
    expect(value?.email).toBe('bo@birch.test')

    const allowed: Mapping = proposed.map((target, at) =>
      at === 3 ? { kind: 'opt_out', read: 'words_stop', allow: [value?.word ?? ''] } : target,
    )
    const after = await check(allowed)
    expect(after.gates).toMatchObject({ ready: 3, declined: 0 })
    // It stays listed, so that it can be left out again.
    expect(after.asked).toEqual(before.asked)

    expect((await check(allowed, await openWith('other.csv', 'x = bitte streichen'))).gates).toMatchObject({
      ready: 1,
      unclear: 2,
    })
    expect((await check(allowed, await openWith('third.csv', 'x = do not mail'))).gates).toMatchObject({ opted_out: 2 })
  })

  it.each(['* opted out', '*) opted out', '* = abgemeldet', '* uitgeschreven', '* désabonné'])(
    'of a sign applies to values with that sign: %s',
    async (legend) => {
      const rows = [
        'Ann Lee,ann@acme.test',
        'Bo Hall*,bo@birch.test',
        'Cy Moss**,cy@cedar.test',
        'Di Park,di@date.test',
      ]
      expect(await gatesOf('Name,Email', ...rows, `${legend},`)).toEqual({
        ann: 'ready',
        bo: 'opted_out',
        cy: 'ready',
        di: 'ready',
      })
    },
  )

  it('counts in columns of marks, and not where the letter means something else', async () => {
    const legend = 'N = do not mail,,,'
    expect(await gatesOf(...people(',Country,Mark', ',NO,', ',DE,n', ',N,'), legend)).toEqual({
      ann: 'ready',
      bo: 'opted_out',
      cy: 'ready',
    })
    // Nobody knows which column is meant.
    expect(await gatesOf(...people(',Fair,Mark', ',x,', ',,x', ',,'), 'x = do not mail,,,')).toEqual({
      ann: 'unclear',
      bo: 'unclear',
      cy: 'ready',
    })
    const numbered = [
      'Nr,Email,Status',
      '1,ann@acme.test,1',
      '2,bo@birch.test,1',
      '3,cy@cedar.test,2',
      '4,di@date.test,1',
    ]
    expect(await gatesOf(...numbered, '2 = do not mail; 1 = ok,,')).toEqual({
      ann: 'ready',
      bo: 'ready',
      cy: 'opted_out',
      di: 'ready',
    })
  })

  it.each([
    'x = met at the fair',
    'x = do not call',
    '* estimated',
    '* required field',
    'x = not unsubscribed',
    'o = do not mail',
    '** opted out',
  ])('excludes nobody: %s', async (legend) => {
    expect(await gatesOf(...people(',Mark', ',', ',x', ',7*'), `${legend},,,`)).toEqual(all)
  })

  it('is no title of a section, and such a title is no legend', async () => {
    expect(
      await gatesOf(
        ...people(',Mark', ',', ',x', ',').slice(0, 3),
        'x = do not mail,,,',
        'Cy Moss,cy@cedar.test,Cedar,',
      ),
    ).toEqual({ ann: 'ready', bo: 'opted_out', cy: 'ready' })
    for (const title of ['*** DO NOT MAIL ***', '!! Nicht anschreiben', 'B: opted out', '# Unsubscribed'])
      expect(
        await gatesOf(
          'Name,Email',
          'Ann Lee,ann@acme.test',
          `${title},`,
          'Bo Hall,bo@birch.test',
          'Cy Moss,cy@cedar.test',
        ),
      ).toEqual({ ann: 'ready', bo: 'opted_out', cy: 'opted_out' })
    const titled = await opened('people.csv', lines('*** DO NOT MAIL ***,,', ...people('', '', '', '')))
    expect(titled).toMatchObject({ aboutNo: '*** DO NOT MAIL ***', gates: { ann: 'unclear' } })
  })

  it.each([
    'Red rows = do not email',
    'Rows in red: do not contact',
    'red = do not mail',
    'yellow = follow up; red = do not mail',
    'rot markiert: nicht anschreiben',
    'rood = niet mailen',
    'lignes rouges : ne pas contacter',
    'filas en rojo: no contactar',
    'righe rosse: non contattare',
  ])('about a colour, which no column repeats, holds everybody until the operator looks: %s', async (line) => {
    const rows = people(',Notes', ',met at the fair', ',', ',unsubscribed')
    const { aboutNo, gates } = await opened('people.csv', lines(`"${line}",,,`, ...rows))
    expect({ aboutNo, gates }).toEqual({ aboutNo: line, gates: { ann: 'unclear', bo: 'unclear', cy: 'opted_out' } })
  })
})

describe('a footnote', () => {
  it.each([
    'NB: never write to bo@birch.test or anybody @cedar.test',
    'Do not mail: bo@birch.test; @cedar.test',
    'No mail to anyone at birch.test or from cedar.test (legal)',
    'Nicht anschreiben: alle von birch.test und bei cedar.test',
    'Bitte nicht anschreiben: bo@birch.test und alle *@cedar.test',
    'niet mailen: bo@birch.test en @cedar.test',
    'Ne pas contacter bo@birch.test ni @cedar.test',
    'Unsubscribed: Bo (bo@birch.test), cy@cedar.test.',
  ])('excludes whom it names: %s', async (note) => {
    expect(await gatesOf(...people('', '', '', ''), `"${note}",,`)).toEqual({
      ann: 'ready',
      bo: 'opted_out',
      cy: 'opted_out',
    })
  })

  it('above the table is about those people only', async () => {
    const rows = ['Email,Name', 'ann@acme.test,Ann Lee', 'bo@birch.test,Bo Hall']
    const named = await opened('people.csv', lines('# exported 2026-12-01', '# do not contact: bo@birch.test', ...rows))
    expect(named).toMatchObject({ aboutNo: null, gates: { ann: 'ready', bo: 'opted_out' } })
    for (const title of [
      'Do not mail these people. Questions: mia@agency.test',
      'Opt-out list of mia@agency.test',
      'Unsubscribed - exported by mia@agency.test',
    ])
      expect((await opened('people.csv', lines(title, ...rows))).aboutNo).toBe(title)
  })

  it.each([
    'Questions? Write to bo@birch.test',
    'Numbers from birch.test',
    'Do not mail before asking, see https://birch.test/rules',
    'Please do not call bo@birch.test',
    'Exported by bo@birch.test (no unsubscribes)',
    'Bo has not unsubscribed: bo@birch.test',
  ])('excludes nobody: %s', async (note) => {
    expect(await gatesOf(...people('', '', '', ''), `"${note}",,`)).toEqual(all)
  })
})

describe('domains and lists beside the people', () => {
  it('A column of blocked domains excludes everybody there, whichever row names them', async () => {
    const rows = [
      'ann@acme.test,Ann,birch.test',
      'bo@birch.test,Bo,"@date.test, https://www.elm.test/"',
      'cy@cedar.test,Cy,',
      'di@date.test,Di,',
      'ed@mail.elm.test,Ed,',
    ]
    expect(await gatesOf('Email,First Name,Blocked domains', ...rows)).toEqual({
      ann: 'ready',
      bo: 'opted_out',
      cy: 'ready',
      di: 'opted_out',
      ed: 'opted_out',
    })
  })

  const ann = { email: 'ann@acme.test', name: 'Ann Lee' }
  const bo = { email: 'bo@birch.test', name: 'Bo Hall' }
  const cy = { email: 'cy@cedar.test', name: 'Cy Moss' }
  const boOut = { ann: 'ready', bo: 'opted_out', cy: 'ready' }

  it.each<[string, unknown]>([
    ['suppressed', { leads: [ann, bo, cy], suppressed: [{ email: 'bo@birch.test' }] }],
    ['unsubscribed', { leads: [ann, bo, cy], unsubscribed: ['bo@birch.test'] }],
    ['blocked', { data: { leads: [ann, bo, cy], blocked: [bo] } }],
    ['doNotContact', { leads: [ann, bo, cy], doNotContact: ['@birch.test'] }],
    ['an object of lists', { leads: [ann, bo, cy], optOuts: { emails: ['x@x.test'], domains: ['birch.test'] } }],
    ['blocked_domains', { leads: [ann, bo, cy], blocked_domains: ['birch.test'] }],
    ['bounces', { leads: [ann, bo, cy], bounces: [{ address: 'bo@birch.test', reason: '550' }] }],
    [
      'a longer list',
      {
        suppression_list: [bo, { email: 'x@x.test' }, { email: 'y@x.test' }, { email: 'z@x.test' }],
        leads: [ann, bo, cy],
      },
    ],
  ])('A list of JSON beside the leads excludes whom it contains: %s', async (_name, content) => {
    expect((await opened('leads.json', JSON.stringify(content))).gates).toEqual(boOut)
  })

  it.each<[string, unknown]>([
    ['customers', { leads: [ann, bo, cy], customers: [bo] }],
    ['unsubscribe links', { leads: [ann, bo, cy], unsubscribe_links: ['https://birch.test/'] }],
    ['blocked keywords', { leads: [ann, bo, cy], blocked_keywords: ['birch.test'] }],
    ['subscribers', { leads: [ann, bo, cy], subscribers: [{ email: 'bo@birch.test' }] }],
  ])('Other lists exclude nobody: %s', async (_name, content) => {
    expect((await opened('leads.json', JSON.stringify(content))).gates).toEqual(all)
  })

  it('If JSON contains only such a list, it is asked whether these people may be emailed', async () => {
    const { aboutNo, gates } = await opened('leads.json', JSON.stringify({ status: 'ok', suppressed: [ann, bo] }))
    expect({ aboutNo, gates }).toEqual({ aboutNo: 'suppressed', gates: { ann: 'unclear', bo: 'unclear' } })
  })
})
