import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import { variableNameFor } from '#shared/domain/leads/import/columns/propose-remaining.ts'
import { recogniseColumns } from '#shared/domain/leads/import/columns/recognise-columns.ts'
import { runs } from '../../../support/long.ts'

/** Maps each header to its recognised target, in one word; ignored columns are not listed. */
function recognise(columns: Record<string, readonly string[]> | readonly string[]) {
  const looks = Array.isArray(columns)
    ? columns.map((header: string) => ({ header, cells: [] }))
    : Object.entries(columns as Record<string, readonly string[]>).map(([header, cells]) => ({ header, cells }))
  const found = recogniseColumns(looks)
  return Object.fromEntries(
    looks.flatMap(({ header }, at) => {
      const target = found[at]?.target
      if (!target || target.kind === 'left_out') return []
      if (target.kind === 'field') return [[header, target.field]]
      return [[header, target.kind === 'variable' ? `$${target.name}` : target.kind]]
    }),
  )
}

const shopRows = [
  ['Jörg Busch', 'joerg', 'joerg.busch@brandl.example'],
  ['Petra Voigt', 'petra', 'petra.voigt@haug.example'],
  ['Silke Reuter', 'silke', 'silke.reuter@ott.example'],
]

describe('headers', () => {
  it.each([
    ['English', ['First Name', 'Last Name', 'Company', 'Email', 'Job Title', 'Phone', 'Website', 'City']],
    ['camel case', ['firstName', 'lastName', 'companyName', 'email', 'jobTitle', 'phoneNumber', 'website', 'city']],
    [
      'snake case',
      ['first_name', 'last_name', 'company_name', 'email_address', 'job_title', 'phone', 'website', 'city'],
    ],
    ['German', ['Vorname', 'Nachname', 'Firma', 'E-Mail-Adresse', 'Position', 'Telefon', 'Webseite', 'Ort']],
    ['French', ['Prénom', 'Nom de famille', 'Société', 'Adresse e-mail', 'Fonction', 'Téléphone', 'Site web', 'Ville']],
    ['Spanish', ['Nombre', 'Apellidos', 'Empresa', 'Correo electrónico', 'Cargo', 'Teléfono', 'Página web', 'Ciudad']],
    ['Dutch', ['Voornaam', 'Achternaam', 'Bedrijfsnaam', 'E-mailadres', 'Functie', 'Telefoon', 'Webadres', 'Plaats']],
    ['Vietnamese', ['Tên gọi', 'Họ', 'Công ty', 'Địa chỉ email', 'Chức vụ', 'Điện thoại', 'Trang web', 'Thành phố']],
  ])('are recognised in %s', (_name, headers) => {
    const found = recognise(headers)
    expect(headers.map((header) => found[header])).toEqual(
      [
        'first_name',
        'last_name',
        'company_name',
        expect.stringMatching(/^email$/),
        'job_title',
        'phone',
        'website',
        '$city',
      ].map((target, i) => (i === 3 ? 'email' : target)),
    )
  })

  it('ask for a job in many ways', () => {
    for (const header of ["What's your role there?", 'Welche Position haben Sie dort?', 'Quel poste occupez-vous ?'])
      expect(recognise({ [header]: ['CEO', 'Head of Sales'] })).toEqual({ [header]: 'job_title' })
  })

  it('of fields nested in others are recognised', () => {
    expect(recognise({ 'custom_attributes.job_title': ['CEO'] })).toEqual({
      'custom_attributes.job_title': 'job_title',
    })
    const names = recognise({ 'Contact tussenvoegsel': ['van der'], 'Contact achternaam': ['Zwaan'] })
    expect(names).toMatchObject({ 'Contact tussenvoegsel': '$tussenvoegsel' })
  })

  it('of a record with a list of people name the business', () => {
    const found = recognise({
      name: ['Peak Granite', 'Elm Books'],
      'contacts.1.name': ['Lou Ames', 'Jan Elm'],
      'contacts.1.emails.1.email': ['lou@peak.com', 'jan@elm.com'],
    })
    expect(found).toMatchObject({ name: 'company_name', 'contacts.1.name': '$full_name' })
  })

  it('of addresses from an email finder are further addresses, those of a sender are not', () => {
    const found = (header: string) =>
      recognise({ 'Professional email': ['ann@acme.com', 'bo@birch.com'], [header]: ['cy@cedar.com', 'di@date.com'] })[
        header
      ]
    for (const header of ['emailFromDropcontact', 'Email from Hunter', 'Email found by Clay'])
      expect(found(header)).toBe('email_other')
    for (const header of ['From email', 'Email from', 'Email sent by']) expect(found(header)).not.toBe('email_other')
  })

  it('on how somebody subscribed refuse nothing beside a status', () => {
    const optIn = { 'Person - Double opt-in': ['No', 'Yes'] }
    const status = { 'Person - Marketing status': ['Subscribed', 'Unsubscribed'] }
    expect(recognise({ ...status, ...optIn })).toMatchObject({ 'Person - Marketing status': 'opt_out' })
    expect(recognise({ ...status, ...optIn })['Person - Double opt-in']).not.toBe('opt_out')
    expect(recognise(optIn)).toEqual({ 'Person - Double opt-in': 'opt_out' })
  })

  it('of a link into Sales Navigator give way to the profile itself', () => {
    const found = recognise({
      profileUrl: ['https://www.linkedin.com/sales/lead/ACw1,NAME_SEARCH'],
      defaultProfileUrl: ['https://www.linkedin.com/in/ann-lee'],
    })
    expect(found['defaultProfileUrl']).toBe('$linkedin_url')
    expect(found['profileUrl']).not.toBe('$linkedin_url')
    expect(recognise({ profileUrl: ['https://www.linkedin.com/sales/lead/ACw1'] })).toEqual({
      profileUrl: '$linkedin_url',
    })
  })

  it('of an empty column give way to a column with phone numbers', () => {
    const found = recognise({ Email: ['ann@acme.com'], Work: ['+351 21 000 0001'], Mobile: [] })
    expect(found).toMatchObject({ Work: 'phone' })
    expect(found['Mobile']).not.toBe('phone')
  })

  it('of numbered work addresses come before private ones', () => {
    const found = recognise({
      'B2B Email 1': ['ann@acme.com', 'bob@globex.io'],
      'B2B Email 2': [],
      'Direct Email 1': ['ann.private@gmail.com'],
      'Work email status': ['valid', 'valid'],
    })
    expect(found).toMatchObject({ 'B2B Email 1': 'email', 'Direct Email 1': 'email_other' })
  })

  it('prefer the company name made for emails, and never take it for an address', () => {
    const found = recognise({
      Company: ['ACME INTERNATIONAL HOLDING LTD.', 'Globex GmbH & Co. KG'],
      'Company Name for Emails': ['Acme', 'Globex'],
      Email: ['ann@acme.com', 'bob@globex.io'],
    })
    expect(found).toMatchObject({ 'Company Name for Emails': 'company_name', Email: 'email' })
    expect(found['Company']).not.toBe('company_name')
  })

  it('of several finders give the fullest column as the main address, and the others as further ones', () => {
    expect(
      recognise({
        'Prospeo Email': ['ann@acme.example', 'li@fir.example'],
        'Hunter Email': ['bo@birch.example', 'cy@cedar.example'],
        'Final Email': ['ann@acme.example', 'bo@birch.example', 'li@fir.example', 'cy@cedar.example'],
      }),
    ).toEqual({ 'Prospeo Email': 'email_other', 'Hunter Email': 'email_other', 'Final Email': 'email' })
    // The fullest may be that of the mailbox used.
    expect(
      recognise({
        Via: ['sam@crew.example', 'sam@crew.example', 'sam@crew.example', 'sam@crew.example'],
        'Enriched email': ['ann@acme.example', 'bo@birch.example', 'cy@cedar.example'],
      }),
    ).toMatchObject({ 'Enriched email': 'email' })
  })

  it('prefer the job to the line under a profile', () => {
    for (const header of ['Current Job', 'Poste', 'Jobbezeichnung'])
      expect(recognise({ Headline: ['Never stop learning'], [header]: ['CEO'] })).toMatchObject({
        [header]: 'job_title',
      })
  })

  it('do not take the name people sign in with for their first name', () => {
    const found = recogniseColumns(
      ['Name', 'Username', 'Email'].map((header, at) => ({ header, cells: shopRows.map((row) => row[at] as string) })),
      shopRows,
    )
    expect(found.map(({ target }) => (target.kind === 'variable' ? target.name : target.kind))).toEqual([
      'full_name',
      'username',
      'field',
    ])
  })

  it('fall back on the plain company column if the better one is empty', () => {
    expect(recognise({ 'Company Name for Emails': [], Company: ['Acme'], Email: ['a@b.co'] })).toMatchObject({
      Company: 'company_name',
    })
  })

  it('do not take Mr and Mrs for a job', () => {
    const salutations = { Title: ['Mr', 'Mrs.', 'Dr.'], Email: ['a@b.co'], 'Job Title': ['CEO', 'CTO', 'Owner'] }
    expect(recognise(salutations)).toMatchObject({ 'Job Title': 'job_title' })
    expect(recognise({ Title: ['Mr', 'Mrs.'], Email: ['a@b.co'] })['Title']).not.toBe('job_title')
    expect(recognise({ Title: ['CEO', 'Owner'], Email: ['a@b.co'] })).toMatchObject({ Title: 'job_title' })
  })

  it.each([
    ['Titolo', ['Dott.', 'Dott.ssa', 'Sig.', 'Avv.', 'Sig.ra', 'Ing.']],
    ['Titel', ['Dipl.-Ing.', 'Mag.', 'Prof.', 'Dr.']],
    ['Título', ['Dr.', 'Dra.', 'Ing.', 'Lic.']],
    ['Titul', ['Ing.', 'Mgr.', 'JUDr.', 'MUDr.']],
  ])('do not take the titles before a name for a job, under %s', (header, titles) => {
    const found = recognise({ [header]: titles, 'E-mail': titles.map((_, at) => `p${at}@a.example`) })
    expect(found[header]).not.toBe('job_title')
  })

  it.each(['P. IVA', 'Partita IVA', 'Codice Fiscale', 'BTW-nummer', 'N° TVA', 'CNPJ', 'RFC', 'Adószám', 'USt-IdNr.'])(
    'do not take the number of a business for its phone: %s',
    (header) => {
      const cells = ['01234567890', '02345678901', '03456789012']
      const found = recognise({ [header]: cells, 'E-mail': ['a@a.example', 'b@b.example', 'c@c.example'] })
      expect(found[header]).not.toBe('phone')
    },
  )

  it.each(['Rep (Last, First)', 'Kontakt: Nachname, Vorname', 'Associate (last name, first name)', 'Adhérent', 'Lid'])(
    'know a person under %s',
    (header) => {
      const found = recognise({
        [header]: ['Lee, Ann', 'Kim, Thomas', 'Novak, Peter'],
        Email: ['office@acme.example', 'info@birch.example', 'hello@cedar.example'],
      })
      expect(found[header]).toBe('$full_name')
    },
  )

  it('know French people by their first names', () => {
    const found = recognise({
      Adhérent: ['LEMOINE, Benoît', 'Mme HÉBERT Clémence', 'Gaëtan Dupont', 'Océane Marchand'],
      Mail: ['contact@a.example', 'info@b.example', 'accueil@c.example', 'contact@d.example'],
    })
    expect(found['Adhérent']).toBe('$full_name')
  })

  it('know a Hungarian business, and what somebody says they do', () => {
    expect(recognise(['Email', 'Cég', 'What do you do there?'])).toEqual({
      Email: 'email',
      Cég: 'company_name',
      'What do you do there?': 'job_title',
    })
  })

  it('use further email columns as further addresses', () => {
    const headers = [
      'Email',
      'Secondary Email',
      'Tertiary Email',
      'Email Sent',
      'Email Status',
      'Secondary Email Source',
    ]
    expect(recognise(headers)).toMatchObject({
      Email: 'email',
      'Secondary Email': 'email_other',
      'Tertiary Email': 'email_other',
      'Email Status': 'verification',
    })
    expect(recognise(headers)['Email Sent']).toBeUndefined()
  })

  it("prefer the person’s own address and number to the switchboard's, and use a checker's result", () => {
    const found = recognise({
      Ansprechpartner: ['Anna Berg', 'Jörg Müller'],
      'E-Mail (Zentrale)': ['info@berg.example', 'info@fenster.example'],
      'E-Mail (persönlich)': ['anna.berg@berg.example', 'j.mueller@fenster.example'],
      Zentrale: ['+49 69 5550100', '+49 7031 555010'],
      Durchwahl: ['+49 69 5550117', '+49 7031 555011'],
      Prüfergebnis: ['gültig', 'ungültig'],
    })
    expect(found).toMatchObject({
      'E-Mail (persönlich)': 'email',
      'E-Mail (Zentrale)': 'email_other',
      Durchwahl: 'phone',
      Prüfergebnis: 'verification',
    })
    const kaspr = recognise({ 'Direct email': ['ann1@orange.example'], 'B2B email': ['ann@acme.example'] })
    expect(kaspr).toMatchObject({ 'B2B email': 'email', 'Direct email': 'email_other' })
  })

  it('use who pays for an order, not whom it is sent to', () => {
    const found = recognise({
      'First Name (Billing)': ['Hazel', 'Ravi'],
      'Last Name (Billing)': ['Finch', 'Patel'],
      'Company (Billing)': ['Finch Interiors', ''],
      'Email (Billing)': ['hazel@finchinteriors.example', 'ravi@pateldental.example'],
      'First Name (Shipping)': ['Hazel', 'Reception'],
      'Last Name (Shipping)': ['Finch', 'Desk'],
    })
    expect(found).toMatchObject({
      'First Name (Billing)': 'first_name',
      'Last Name (Billing)': 'last_name',
      'Company (Billing)': 'company_name',
      'Email (Billing)': 'email',
    })
    expect([found['First Name (Shipping)'], found['Last Name (Shipping)']].join()).not.toMatch(
      /company|email|^\w+_name/,
    )
  })

  it('ignore an assistant’s address and register numbers', () => {
    const found = recognise({
      Client: ['Hartwell Freight Inc', 'Sandbar Resorts LLC'],
      Attn: ['Moira Dale', 'Lena Ortiz'],
      'Assistant email': ['pa.dale@hartwell.example', 'desk@sandbar.example'],
      Email: ['moira@hartwell.example', 'lena@sandbar.example'],
      RegNo: ['01234567', '01234568'],
    })
    expect(found).toMatchObject({ Client: 'company_name', Attn: '$full_name', Email: 'email' })
    expect([found['Assistant email'], found['RegNo']].join()).not.toMatch(/email|phone/)
  })

  it('use the director in a company register as the person, if nobody else is named', () => {
    const register = { DirectorForename: ['Iona'], DirectorSurname: ['Rigg'], EmailAddress: ['sales@rigg.example'] }
    expect(Object.values(recognise(register))).toEqual(['first_name', 'last_name', 'email'])
    const found = recognise({ ...register, 'First Name': ['Ann'], Surname: ['Lee'] })
    expect([found['First Name'], found['Surname']]).toEqual(['first_name', 'last_name'])
  })

  it.each([
    [
      ['ΕΠΩΝΥΜΙΑ', 'ΟΝΟΜΑ', 'ΕΠΩΝΥΜΟ', 'ΗΛΕΚΤΡΟΝΙΚΗ ΔΙΕΥΘΥΝΣΗ'],
      ['company_name', 'first_name', 'last_name', 'email'],
    ],
    [
      ['Firma Adı', 'Yetkili Adı', 'Yetkili Soyadı', 'E-posta'],
      ['company_name', 'first_name', 'last_name', 'email'],
    ],
    [
      ['Virksomhedsnavn', 'Kontaktperson', 'Stilling', 'Mailadresse'],
      ['company_name', '$full_name', 'job_title', 'email'],
    ],
    [
      ['회사명', '담당자', '직책', '이메일'],
      ['company_name', '$full_name', 'job_title', 'email'],
    ],
  ])('recognise %j', (headers, targets) => {
    const found = recognise(headers)
    expect(headers.map((header) => found[header])).toEqual(targets)
  })

  it('recognise the questions of a form', () => {
    const found = recognise({
      'Wie heißt du?': ['Sabine Kraft', 'Jonas Weber'],
      'Wie lautet deine E-Mail-Adresse?': ['sabine@kraft.example', 'jonas@weber.example'],
      'Was ist deine Position?': ['Inhaberin', 'Bauleiter'],
    })
    expect(Object.values(found)).toEqual(['$full_name', 'email', 'job_title'])
  })

  it("find the phones of a Dutch address book, and Clearbit's job columns", () => {
    expect(
      recognise({
        'E-mailadres': ['ann@acme.example', 'bo@acme.example'],
        'Telefoon op werk': ['038 000 0001', '038 000 0002'],
        'Fax op werk': ['038 000 0009'],
      }),
    ).toMatchObject({ 'Telefoon op werk': 'phone' })
    expect(
      recognise({
        email: ['ann@acme.example', 'bo@beta.example'],
        'employment.name': ['Acme', 'Beta'],
        'employment.title': ['Buyer', 'Owner'],
        'geo.city': ['Leeds', 'Hull'],
      }),
    ).toMatchObject({ 'employment.title': 'job_title', 'geo.city': '$city' })
  })

  it('recognise whose name it is, and treat the customer as the business', () => {
    const rows = [
      ['Stahl Süd', 'Björn', 'Thal', 'b.thal@stahl.example'],
      ['Blech Nord', 'Anke', 'Voss', 'voss@blech.example'],
    ]
    const headers = ['Kunde', 'Ansprechpartner Vorname', 'Ansprechpartner Nachname', 'E-Mail Ansprechpartner']
    const looks = headers.map((header, at) => ({ header, cells: rows.map((row) => row[at] as string) }))
    expect(recogniseColumns(looks, rows).map(({ target }) => target)).toEqual(
      ['company_name', 'first_name', 'last_name', 'email'].map((field) => ({ kind: 'field', field })),
    )
  })

  it('use the second of two addresses of one name if the first is read by everybody', () => {
    const looks = [
      { header: 'email', cells: ['office@kestrel.example', 'hello@marlow.example', 'sales@tamar.example'] },
      { header: 'first_name', cells: ['Dominic', 'Petra', 'Gwyn'] },
      { header: 'email', cells: ['dominic@kestrel.example', 'petra.havel@marlow.example'] },
    ]
    expect(recogniseColumns(looks).map(({ target }) => target)).toEqual([
      { kind: 'email_other' },
      { kind: 'field', field: 'first_name' },
      { kind: 'field', field: 'email' },
    ])
  })

  it('take a lone name beside a surname for the first name, whatever is below the table', () => {
    expect(
      recognise({
        Nome: ['Thaís', 'João Vitor', 'Luíza', 'Total de registros: 3', 'Dúvidas: suporte@agencia.example'],
        Sobrenome: ['Schmitz', 'Pereira', 'Conceição'],
        'E-mail': ['thais@malhas.example', 'joao@moveis.example', 'luiza@ceramica.example'],
      }),
    ).toMatchObject({ Nome: 'first_name', Sobrenome: 'last_name' })
  })

  it('recognise that Hungarian names begin with the family name', () => {
    const found = recognise({
      Név: ['Kovács Réka', 'Tőkés Gergő', 'Szűcs Dorottya'],
      'E-mail cím': ['reka@tisza.example', 'gergo@orseg.example', 'dorottya@matra.example'],
    })
    expect(found['Név']).toBe('$nev')
  })

  it('use the column called a name that matches the addresses as the name of a record', () => {
    const rows = [
      ['Freya Lindgren-Okoye', 'freya@humblehive.example'],
      ['Tomás Arrieta', 'tomas@paperfern.example'],
      ['Wren Halloway', 'wren@sprocketly.example'],
      ['Idris Balogun', 'idris@cowrie.example'],
    ]
    const looks = ['Record', 'Email addresses'].map((header, at) => ({
      header,
      cells: rows.map((row) => row[at] ?? ''),
    }))
    expect(recogniseColumns(looks, rows)[0]?.target).toEqual({ kind: 'variable', name: 'full_name' })
  })

  it.each([
    ['Titolare', 'Email titolare', 'Responsabile acquisti', 'Email resp. acquisti'],
    ['Geschäftsführer', 'E-Mail Geschäftsführer', 'Einkaufsleiter', 'E-Mail Einkaufsl.'],
    ['Inhaber', 'E-Mail Inhaber', 'Name Buchhalterin', 'E-Mail Buchhalterin'],
    ['Eigenaar', 'E-mail eigenaar', 'Bedrijfsleider', 'Bedrijfsleider e-mail'],
  ])(
    'tell whose address another one is by the words it shares with a column of names: %s, %s, %s, %s',
    (...headers) => {
      const rows = [
        ['Ann Lee', '', 'Bo Kay', 'bo@acme.example'],
        ['Eve Ash', 'eve@birch.example', '', ''],
        ['Ida Holm', 'ida@elm.example', 'Udo Fink', 'udo@elm.example'],
      ]
      const looks = headers.map((header, at) => ({ header, cells: rows.map((row) => row[at] ?? '').filter(Boolean) }))
      const found = recogniseColumns(looks, rows).map(({ target }) => target)
      expect(found[3]).toEqual({ kind: 'email_other', own: true })
      expect(found[2]).toEqual({ kind: 'of_address', field: 'full_name', column: 3 })
    },
  )

  it('do not take the place of a branch for the name of a person at its address', () => {
    const looks = [
      { header: 'Titolare', cells: ['Ann Lee', 'Eve Ash'] },
      { header: 'Email titolare', cells: ['ann@acme.example', 'eve@birch.example'] },
      { header: 'Filiale', cells: ['Milano Centro', 'Roma Nord'] },
      { header: 'Email filiale', cells: ['milano@acme.example', 'roma@birch.example'] },
    ]
    expect(recogniseColumns(looks)[2]?.target.kind).not.toBe('of_address')
  })

  it('distinguish two people of one row by the second column of each name', () => {
    const headers = ['Name', 'First', 'Last', 'Email', 'First', 'Last', 'Email']
    const rows = [['Gullane', 'Kirsty', 'Muirhead', 'kirsty@gullane.example', 'Rory', 'Baird', 'rory@gullane.example']]
    const looks = headers.map((header, at) => ({ header, cells: rows.map((row) => row[at] ?? '') }))
    expect(recogniseColumns(looks, rows).map(({ target }) => target)).toMatchObject([
      { field: 'company_name' },
      { field: 'first_name' },
      { field: 'last_name' },
      { field: 'email' },
      { kind: 'of_address', field: 'first_name', column: 6 },
      { kind: 'of_address', field: 'last_name', column: 6 },
      { kind: 'email_other', own: true },
    ])
  })

  it('exclude people who opted out in a CRM in Spanish', () => {
    for (const header of ['No participación correo electrónico', 'Exclusión del correo electrónico'])
      expect(recognise({ Correo: ['ann@acme.example', 'bo@birch.example'], [header]: ['1', '0'] })).toMatchObject({
        [header]: 'opt_out',
      })
  })

  it('exclude people deleted at Salesforce, and those a Japanese list may not email', () => {
    expect(recognise({ EMAIL: ['a@b.co', 'c@d.co'], ISDELETED: ['false', 'true'] })).toMatchObject({
      ISDELETED: 'opt_out',
    })
    expect(recognise({ 'e-mail': ['a@b.jp', 'c@d.jp'], メール配信: ['可', '不可'] })).toMatchObject({
      メール配信: 'opt_out',
    })
  })

  it('use the value and not the type of a Google contact', () => {
    expect(recognise({ 'E-mail 1 - Type': ['* Work'], 'E-mail 1 - Value': ['a@b.co'] })).toMatchObject({
      'E-mail 1 - Value': 'email',
    })
  })

  it('use the title of a place as its business name', () => {
    const headers = [
      'title',
      'category',
      'address',
      'website',
      'phone',
      'review_count',
      'review_rating',
      'place_id',
      'emails',
    ]
    expect(recognise(headers)).toMatchObject({ title: 'company_name', emails: 'email', review_rating: '$rating' })
  })

  it('name the business of a map by the name made for emails, otherwise by that on the map', () => {
    const place = {
      query: ['dentist'],
      name: ['Bright Smile | Implants', 'Old Mill Dental'],
      site: ['https://brightsmile.example', 'https://oldmill.example'],
      subtypes: ['Dentist'],
      full_address: ['1 High St'],
      borough: [],
      us_state: [],
      location_link: [],
      business_status: ['OPERATIONAL'],
      email_1: ['ann@brightsmile.example', 'bo@oldmill.example'],
    }
    expect(recognise(place)).toMatchObject({ name: 'company_name', email_1: 'email' })
    const better = recognise({ ...place, name_for_emails: ['Bright Smile', 'Old Mill Dental'] })
    expect(better).toMatchObject({ name_for_emails: 'company_name' })
    expect(better).not.toHaveProperty('name')
    expect(recognise({ ...place, name_for_emails: [] })).toMatchObject({ name: 'company_name' })
  })

  it('read a whole name as such, not as a surname', () => {
    expect(recognise({ Nom: ['Jean Dupont', 'Hans Müller'], Email: ['j@a.fr', 'h@b.de'] })).toMatchObject({
      Nom: '$full_name',
    })
    expect(recognise({ Prénom: ['Jean'], Nom: ['Dupont'], Email: ['j@a.fr'] })).toMatchObject({ Nom: 'last_name' })
  })

  it('take a name beside first names and surnames for the business, unless it is both together', () => {
    const read = (header: string, first: string, second: string, last = 'Notiz') => {
      const rows = [
        [first, 'Björn', 'Thal', 'b.thal@stahl-sued.example', ''],
        [second, 'Anke', 'Voss', 'voss@blech.example', 'Blech AG'],
      ]
      const looks = [header, 'Vorname', 'Nachname', 'E-Mail', last].map((name, at) => ({
        header: name,
        cells: rows.map((row) => row[at] as string),
      }))
      return recogniseColumns(looks, rows)[0]?.target
    }
    const company = { kind: 'field', field: 'company_name' }
    expect(read('Kunde', 'Stahl Süd', 'Blech Nord')).toEqual(company)
    expect(read('Name', 'Stahlwerk', 'Blech Nord')).toEqual(company)
    expect(read('Kunde', 'Stahl Süd', 'Blech Nord', 'Firma')).toEqual({ kind: 'variable', name: 'kunde' })
    expect(read('Kunde', 'Björn Thal', 'Voss, Anke')).toEqual({ kind: 'variable', name: 'full_name' })
  })

  it('take the whole name that is the business of the addresses for the business, beside a column of its people', () => {
    const read = (headers: readonly string[], rows: readonly (readonly string[])[]) =>
      recogniseColumns(
        headers.map((header, at) => ({ header, cells: rows.map((row) => row[at] as string) })),
        rows,
      ).map(({ target }) => (target.kind === 'field' ? target.field : target.kind === 'variable' ? target.name : null))
    const rows = [
      ['Stahl Süd', 'Björn Thal', 'b.thal@stahl-sued.example'],
      ['Blech Nord', 'Anke Voss', 'info@blech-nord.example'],
      ['Kupfer Ost', 'Eva Lenz', 'lenz@kupfer-ost.example'],
    ]
    expect(read(['lead_name', 'primary_contact_name', 'email'], rows)).toEqual(['company_name', 'full_name', 'email'])
    expect(read(['display_name', 'contact_name', 'email'], rows)).toEqual(['company_name', 'full_name', 'email'])
    expect(read(['Contact', 'Name', 'Email'], rows)).toEqual(['company_name', 'full_name', 'email'])
    // People who are named like their own domain stay people.
    const own = [
      ['Björn Thal', 'b. thal', 'info@bjoern-thal.example'],
      ['Anke Voss', 'a. voss', 'info@anke-voss.example'],
    ]
    expect(read(['display_name', 'contact_name', 'email'], own)).not.toContain('company_name')
    // Two spellings of the same people.
    const both = [
      ['Thal', 'Björn Thal', 'b.thal@stahl-sued.example'],
      ['Voss', 'Anke Voss', 'a.voss@blech.example'],
    ]
    expect(read(['display_name', 'contact_name', 'email'], both)).not.toContain('company_name')
  })

  it('know a Korean surname beside a given name', () => {
    expect(
      recognise({
        회사명: ['한빛테크'],
        성: ['김', '이'],
        이름: ['민준', '서연'],
        이메일: ['a@b.example', 'c@d.example'],
      }),
    ).toMatchObject({ 성: 'last_name', 이름: 'first_name' })
    expect(recognise({ 이름: ['김 민준', '이 서연'], 이메일: ['a@b.example', 'c@d.example'] })).toMatchObject({
      이름: '$full_name',
    })
  })

  it('find the address column by its content', () => {
    expect(recognise({ A: ['Ann', 'Bob'], B: ['ann@acme.com', 'bob@acme.com'] })).toMatchObject({ B: 'email' })
  })

  it.each(['Corporate Email', 'Verified Work Email', 'Best Business Email', 'Geschäftlich E-Mail', 'Office Email'])(
    "prefer people's work addresses (%s) to private ones",
    (header) => {
      const addresses = ['ann@acme.example', 'bob@globex.example']
      const columns = { 'Personal Email': ['ann@home.example', 'bob@home.example'], [header]: addresses }
      expect(recognise(columns)).toEqual({ 'Personal Email': 'email_other', [header]: 'email' })
      expect(recognise({ 'Personal Email': addresses })).toEqual({ 'Personal Email': 'email' })
    },
  )

  it('do not use the ticket buyer instead of the attendee', () => {
    const columns = {
      'Order #': ['1', '2'],
      'Attendee Status': ['Attending', 'Attending'],
      'Buyer Email': ['boss@acme.example', 'boss@globex.example'],
      Email: ['ann@acme.example', 'bob@globex.example'],
      'Attendee #': ['17', '18'],
      Contact: ['1', '2'],
    }
    const found = recognise(columns)
    expect(found).toMatchObject({ Email: 'email' })
    expect(found).not.toHaveProperty('Buyer Email', 'email_other')
    expect(Object.values(found)).not.toContain('$full_name')
  })

  it('do not take row numbers for names, though addresses contain them', () => {
    const numbers = Array.from({ length: 9 }, (_, at) => `${at + 11}`)
    const rows = numbers.map((no) => [no, `max${no}@acme.example`])
    const looks = ['Nr', 'E-Mail'].map((header, at) => ({ header, cells: rows.map((row) => row[at] ?? '') }))
    const [number] = recogniseColumns(looks, rows)
    expect(number?.target).not.toMatchObject({ kind: 'field' })
  })

  it('are ignored if the cells contradict them', () => {
    const found = recognise({ Email: ['yes', 'no', 'yes'], Contact: ['ann@acme.com', 'bob@acme.com', 'eve@acme.com'] })
    expect(found['Email']).not.toBe('email')
    expect(found['Contact']).not.toBe('email_other')
  })

  it('recognise a status column by its words only', () => {
    expect(recognise({ Email: ['a@b.co'], Status: ['valid', 'risky', 'valid'] })).toMatchObject({
      Status: 'verification',
    })
    expect(recognise({ Email: ['a@b.co'], Statut: ['Nouveau', 'Contacté'] })['Statut']).toBe('$statut')
  })

  it("do not take a directory's mark of a verified business for one of the address", () => {
    expect(recognise({ email_1: ['a@b.co'], verified: ['TRUE', 'FALSE'] })['verified']).not.toBe('verification')
  })

  it('leave unneeded columns of a large export out of the upload', () => {
    const headers = ['Email', ...Array.from({ length: 40 }, (_, i) => `Field ${i}`)]
    const columns = Object.fromEntries(headers.map((header) => [header, [header === 'Email' ? 'a@b.co' : 'x']]))
    expect(recognise(columns)).toEqual({ Email: 'email' })
  })

  it('never send JSON or whole letters as a variable', () => {
    const found = recognise({ Email: ['a@b.co'], Hours: ['{"mon":"9-5"}'], Draft: ['x'.repeat(600)], Colour: ['red'] })
    expect(found).toEqual({ Email: 'email', Colour: '$colour' })
  })

  it('are harmless when named like built-in properties', () => {
    const found = recognise({ Email: ['a@b.co'], __proto__x: ['1'], constructor: ['2'], toString: ['3'] })
    expect(found['Email']).toBe('email')
  })
})

describe('names generated for variables', () => {
  it.each([
    ['Größe (cm)', 'grosse_cm'],
    ['  1. Zeile ', 'zeile'],
    ['Họ tên', 'ho_ten'],
  ])('%j becomes %s', (header, name) => {
    expect(variableNameFor(header, new Set())).toBe(name)
  })

  it('are never one of Instantly’s own fields, nor used twice', () => {
    expect(variableNameFor('email', new Set())).not.toBe('email')
    expect(variableNameFor('colour', new Set(['colour']))).toBe('colour_2')
    expect(variableNameFor('氏名', new Set())).toBeNull()
  })
})

describe('any table', () => {
  const header = fc.oneof(
    fc.constantFrom(
      'Email',
      'E-Mail',
      'email',
      'Company',
      'Company Name',
      'Name',
      'Nom',
      'Title',
      'Phone',
      'Mobile',
      'City',
    ),
    fc.constantFrom(
      'Status',
      'Email Status',
      'Secondary Email',
      'first_name',
      'First Name',
      '__proto__',
      '',
      'URL',
      'Notes',
    ),
    fc.string({ maxLength: 12 }),
  )
  const cell = fc.oneof(
    fc.constantFrom('a@b.co', 'Mr', 'Verified', '+49 30 1234', 'https://a.co', 'Ann Lee'),
    fc.string(),
  )
  const looks = fc.array(fc.record({ header, cells: fc.array(cell, { maxLength: 5 }) }), {
    minLength: 1,
    maxLength: 30,
  })

  it('has one target per column and one column per target', () => {
    fc.assert(
      fc.property(looks, (columns) => {
        const mapping = recogniseColumns(columns).map(({ target }) => target)
        expect(mapping).toHaveLength(columns.length)
        const fault = mappingFault(mapping)
        expect(fault === null || fault.fault === 'no_email').toBe(true)
      }),
      runs(100, 2_500),
    )
  })
})

describe('an address book of companies and people', () => {
  it("ignores the joined line as a name, and uses a person's firm as the company", () => {
    const found = recognise({
      'Display Name': ['Acme Ltd, Ann Lee', 'Beta BV, Bo Day', 'Acme Ltd'],
      Name: ['Ann Lee', 'Bo Day', 'Acme Ltd'],
      'Is a Company': ['False', 'False', 'True'],
      'Related Company': ['Acme Ltd', 'Beta BV'],
      Email: ['ann@acme.example', 'bo@beta.example', 'info@acme.example'],
    })
    expect(found).toMatchObject({
      'Display Name': '$display_name',
      Name: '$full_name',
      'Is a Company': '$is_a_company',
      'Related Company': 'company_name',
    })
  })
})

describe('bounce counts', () => {
  const counted = { Email: ['ann@acme.example', 'bo@beta.example'], 'Bounce Count': ['0', '1', '3'] }

  it('are no verdict beside a status that says who bounced', () => {
    const found = recognise({ ...counted, Status: ['Active', 'Bounced', 'Unsubscribed'] })
    expect(found).toMatchObject({ 'Bounce Count': '$bounce_count', Status: 'opt_out' })
  })

  it('are the only verdict without a status, or beside one that does not mention bounces', () => {
    expect(recognise(counted)['Bounce Count']).toBe('opt_out')
    expect(recognise({ ...counted, Status: ['New', 'Open'] })['Bounce Count']).toBe('opt_out')
  })
})

describe('unusual columns', () => {
  it.each(['Anmärkning', 'Noteringar', 'Besonderheiten', 'Notat'])('remarks under %s', (header) => {
    const found = recognise({
      'E-post': ['anna@uno.example', 'lukasz@dos.example', 'g.zak@tres.example'],
      [header]: ['', 'left the company', ''],
    })
    expect(found[header]).toBe('opt_out')
  })

  it('two surnames beside a given name are no whole name', () => {
    const found = recognise({
      Nombre: ['Lola', 'Iván', 'Pilar'],
      Apellidos: ['Marín Soto', 'Rubio Cano', 'Vega León'],
      Email: ['lola@uno.example', 'ivan@dos.example', 'p.vega@tres.example'],
    })
    expect(found).toMatchObject({ Nombre: 'first_name', Apellidos: 'last_name' })
  })

  it('two given names beside a surname are none either', () => {
    const found = recognise({
      Nombre: ['José María', 'María del Carmen', 'Juan Carlos', 'Begoña'],
      Apellidos: ['García Pérez', 'Vega León', 'Rubio', 'Núñez'],
      Email: ['josemaria@uno.example', 'carmen@dos.example', 'jc@tres.example', 'begona@cuatro.example'],
    })
    expect(found).toMatchObject({ Nombre: 'first_name', Apellidos: 'last_name' })
    const whole = recognise({
      Nombre: ['Lola Marín', 'Iván Rubio', 'Pilar Vega'],
      Apellidos: ['Marín', 'Rubio', 'Vega'],
      Email: ['lola@uno.example', 'ivan@dos.example', 'p.vega@tres.example'],
    })
    expect(whole).toMatchObject({ Nombre: '$full_name', Apellidos: 'last_name' })
  })

  it('the kind of a business is not its name, and a title its address is made of is no job', () => {
    const rows = [
      ['SARL', 'BOULANGERIE MARTEL', 'Anne Roy', 'Gérante', 'anne@boulangerie-martel.example'],
      ['SAS', 'TRANSPORTS OLIVIER', 'Luc Petit', 'Acheteur', 'luc@transports-olivier.example'],
    ]
    const looks = ['Forme', 'Intitulé', 'Contact', 'Fonction contact', 'E-mail'].map((header, at) => ({
      header,
      cells: rows.map((row) => row[at] as string),
    }))
    const targets = recogniseColumns(looks, rows).map(({ target }) => target)
    expect(targets[1]).toEqual({ kind: 'field', field: 'company_name' })
    expect(targets[3]).toEqual({ kind: 'field', field: 'job_title' })
    expect(targets[0]?.kind).not.toBe('field')
  })

  it('a column of LinkedIn profiles is recognised under URL as well', () => {
    const found = recognise({
      Name: ['Ann Lee', 'Bo Kern'],
      Email: ['ann@acme.example', 'bo@beta.example'],
      URL: ['https://www.linkedin.com/in/ann-lee', 'https://www.linkedin.com/in/bo-kern'],
    })
    expect(found).toMatchObject({ URL: '$linkedin_url' })
  })

  it("an export of many columns keeps what was written for the emails, and the operator's own fields", () => {
    const others = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`Internal ${at}`, ['x', 'y']]))
    const found = recognise({
      ...others,
      email: ['ann@acme.example', 'bo@beta.example'],
      'Snippet 1': ['your new office in Denver', 'the talk you gave in May'],
      Salutation: ['Ms.', 'Mr.'],
      'payload.jobTitle': ['CEO', 'CTO'],
      'payload.painPoint': ['churn', 'hiring'],
    })
    expect(found).toEqual({
      email: 'email',
      'Snippet 1': '$snippet_1',
      'payload.jobTitle': 'job_title',
      'payload.painPoint': '$pain_point',
    })
  })

  it("an address is recognised by the column's content, except a sender's or a checker's guess", () => {
    const found = recognise({
      'Email address': ['ann@home.example'],
      'Completed email': ['ann@acme.example', 'bo@beta.example', 'cy@corp.example'],
      'Email suggested': ['an@acme.example', 'b@beta.example', 'c@corp.example'],
      'Sender email': ['x@us.example', 'y@us.example', 'z@us.example'],
    })
    expect(found).toEqual({ 'Email address': 'email', 'Completed email': 'email_other' })
  })

  it('a report that writes -- for unknown values still has its columns', () => {
    expect(
      recognise({ Email: ['a@b.example', 'c@d.example', 'e@f.example'], Phone: ['--', '--', '+1 212 555 0100'] }),
    ).toMatchObject({ Phone: 'phone' })
  })

  it('accepted terms say nothing about an address', () => {
    expect(recognise({ Email: ['a@b.example', 'c@d.example'], Terms: ['Accepted', 'Accepted'] })).toMatchObject({
      Terms: '$terms',
    })
  })

  it('a table beside the first is left out', () => {
    expect(
      recogniseColumns(['Name', 'Email', 'City', '', 'Name', 'Email'].map((header) => ({ header, cells: [] }))).slice(
        3,
      ),
    ).toEqual(Array.from({ length: 3 }, () => expect.objectContaining({ target: { kind: 'left_out' } })))
  })
})

describe('a file edited by many people', () => {
  const targetsOf = (table: readonly (readonly string[])[]) => {
    const [headers = [], ...rows] = table
    const looks = headers.map((header, at) => ({ header, cells: rows.map((row) => row[at] as string) }))
    return recogniseColumns(looks, rows).map(({ target }) =>
      target.kind === 'field' ? target.field : target.kind === 'variable' ? `$${target.name}` : target.kind,
    )
  }
  const people = [
    ['Greta', 'Olsen', 'Olsen Textil', 'greta@olsentextil.example'],
    ['Finn', 'Aro', 'Aro Oy', 'finn@aro.example'],
    ['Ida', 'Holm', 'Holm & Co', 'ida@holmco.example'],
  ]

  it.each([
    [['First Name', 'Spalte B', 'Spalte C', 'Email'], 'company_name', 2],
    [['What’s your first name?', 'And your last name, *{{field:first}}*?', 'Spalte C', 'Email'], 'last_name', 1],
  ] as const)('%j: a surname is no business, though a domain begins with it', (headers, target, at) => {
    expect(targetsOf([headers, ...people])[at]).toBe(target)
  })

  it.each([
    ['Hi! What’s your first name?', 'first_name', 0],
    ['To start, what is your first name?', 'first_name', 0],
    ['Great, and what’s your last name?', 'last_name', 1],
    ['And finally: which is your company?', 'company_name', 2],
    ['Thanks! What is your work email?', 'email', 3],
  ] as const)('%s: a question is understood after whatever a form says before it', (question, target, at) => {
    const headers = ['Vorname', 'Nachname', 'Firma', 'E-Mail'].with(at, question)
    expect(targetsOf([headers])[at]).toBe(target)
  })

  it('a second column of whole names never becomes the first name', () => {
    const header = ['Email', 'Name', 'Card Brand', 'Card Name']
    const rows = ['Greta Olsen', 'Finn Aro', 'Ida Holm'].map((name, at) => [
      `${name.toLowerCase().replace(' ', '.')}@acme${at}.example`,
      name,
      'Visa',
      name.toUpperCase(),
    ])
    expect(targetsOf([header, ...rows])).toEqual(['email', '$full_name', '$card_brand', '$card_name'])
  })

  it('a number before every header belongs to the column; a repeated one belongs to a person', () => {
    const row = ['Ann', 'Reiter', 'Blau', 'post7@acme.example']
    const numbered = ['1. Vorname', '2. Nachname', '3. What company do you work for?', '4. E-Mail']
    expect(targetsOf([numbered, row])).toEqual(['first_name', 'last_name', 'company_name', 'email'])
    const persons = ['1. Vorname', '1. E-Mail', '2. Vorname', '2. E-Mail']
    expect(targetsOf([persons, ['Ann', 'ann@acme.example', 'Bo', 'bo@acme.example']])).toEqual([
      'first_name',
      'email',
      'of_address',
      'email_other',
    ])
  })

  it('the cleaned name of a business is preferred to the original', () => {
    const row = ['ACME INTL LTD', 'Acme', 'ann@acme.example']
    expect(targetsOf([['Account Name', 'Company (Cleaned)', 'Email'], row])[1]).toBe('company_name')
  })

  it('an address marked as old is replaced by another', () => {
    const row = ['Ann', 'ann@old.example', 'ann@new.example']
    expect(targetsOf([['First Name', 'Old Email', 'New Email'], row])[2]).toBe('email')
  })

  it('of an API that nests the parts of a name are the names', () => {
    const looks = [
      { header: 'name.first', cells: ['Oriana', 'Ugo'] },
      { header: 'name.last', cells: ['Conti', 'Sarti'] },
      { header: 'email', cells: ['oriana@conti.example', 'ugo@sarti.example'] },
    ]
    expect(recogniseColumns(looks).map(({ target }) => target)).toMatchObject([
      { kind: 'field', field: 'first_name' },
      { kind: 'field', field: 'last_name' },
      { kind: 'field', field: 'email' },
    ])
  })

  it.each([
    ['Příjmení a jméno', 'Hájek Petr', 'Kos Ivan'],
    ['Nazwisko i imię', 'Kania Beata', 'Gil Marek'],
    ['Cognome e nome', 'Conti Paolo', 'De Luca Chiara'],
    ['Nom et prénom', 'Garnier Benoît', 'Faure Élodie'],
  ])('%s names the order: the surname is not used as a greeting', (header, ...names) => {
    const wholeNames = (cells: readonly string[]) =>
      recogniseColumns([
        { header, cells },
        { header: 'Email', cells: cells.map((_, i) => `p${i}@acme.example`) },
      ])[0]?.target
    expect(wholeNames(names)).toEqual({ kind: 'variable', name: 'full_name', surnameFirst: true })
    // Somebody who ignored the header.
    expect(wholeNames(['Anna Kowalska', 'Thomas Wrede'])).not.toHaveProperty('surnameFirst')
  })

  it('whole names with the surname first are not used as a greeting', () => {
    const named = (names: readonly string[]) =>
      targetsOf([['Name', 'Email'], ...names.map((name, i) => [name, `p${i}@acme.example`])])[0]
    expect(named(['Müller Hans', 'Schmidt Anna', 'Weber Jonas'])).toBe('$name')
    expect(named(['Hans Müller', 'Anna Schmidt', 'Zelda Martin'])).toBe('$full_name')
    expect(named(['Müller, Hans', 'Schmidt, Anna', 'Weber, Jonas'])).toBe('$full_name')
  })

  it("the contact's address is preferred to the one everybody reads", () => {
    const row = ['Acme Ltd', 'Alan Booth', 'alan@acme.example', 'info@acme.example']
    expect(targetsOf([['Exhibitor', 'Contact person', 'E-Mail contact', 'E-Mail general'], row]).slice(2)).toEqual([
      'email',
      'email_other',
    ])
  })

  it('of two verdicts the one about addresses counts, and neither is an opt-out', () => {
    const rows = ['ok', 'invalid', 'catch_all', 'disposable'].map((result, i) => [
      `p${i}@acme.example`,
      ['good', 'bad', 'risky', 'bad'][i] as string,
      result,
    ])
    expect(targetsOf([['Email', 'Quality', 'Result'], ...rows])).toEqual(['email', '$quality', 'verification'])
  })

  it('a line written for one person is sent as such, and a `Person` is one', () => {
    const row = ['Ann Lee', 'ann@acme.example', 'Saw your talk in Leeds.']
    expect(targetsOf([['Person', 'Mail', 'Personalized First Line'], row])).toEqual([
      '$full_name',
      'email',
      'personalization',
    ])
  })

  it('a mail written for the row, with its sender’s address below, is not an address of the lead', () => {
    const mail = (name: string) =>
      `Hi ${name},\n\nsaw that you open a second shop in Leeds.\n\nBest,\nMo\nmo@ours.example`
    const rows = ['Ann', 'Bo'].map((name) => [`${name}@acme.example`, 'Quick question', mail(name), 'mo@ours.example'])
    expect(targetsOf([['lead_email', 'subject_1', 'email_1', 'sender_email'], ...rows])[0]).toBe('email')
  })

  it('the account holder is emailed, not the billing contact', () => {
    const row = ['ann', 'ann@acme.example', 'Ann', 'accounts@acme.example']
    expect(targetsOf([['user_login', 'user_email', 'first_name', 'billing_email'], row])).toEqual([
      expect.anything(),
      'email',
      'first_name',
      'email_other',
    ])
  })

  it.each<[readonly string[], readonly string[], readonly string[]]>([
    [['שם פרטי', 'שם משפחה', 'חברה', 'דוא"ל'], ['נועה', 'לוי', 'אורן', 'noa@oren.example'], []],
    [
      ['الاسم الأول', 'اسم العائلة', 'الشركة', 'البريد الإلكتروني'],
      ['ليلى', 'حداد', 'نخلة', 'laila@nakhla.example'],
      [],
    ],
    [
      ['Wie heißen Sie? (Vor- und Nachname)', 'E-Mail'],
      ['Silke Korn', 'silke@acme.example'],
      ['$full_name', 'email'],
    ],
    [
      ['Name', 'company (metadata)', 'Email'],
      ['Bo Lind', 'Kaj AB', 'bo@kaj.example'],
      ['$full_name', 'company_name', 'email'],
    ],
    [
      ['Прізвище та ім’я', 'Компанія', 'Місто', 'Електронна пошта'],
      ['Бойко, Олена', 'ТОВ Лан', 'Львів', 'olena@lan.example'],
      ['$full_name', 'company_name', '$city', 'email'],
    ],
    [
      ['Контактна особа', 'Компанія', 'Електронна пошта'],
      ['Олена Бойко', 'ТОВ Лан', 'olena@lan.example'],
      ['$full_name', 'company_name', 'email'],
    ],
    [
      ['Firma', 'Inhaber/in', 'E-Mail'],
      ['Café Lang', 'Eva Lang', 'eva@cafe-lang.example'],
      ['company_name', '$full_name', 'email'],
    ],
    [
      ['Firma', 'Ansprechpartner(in)', 'E-Mail'],
      ['Café Lang', 'Eva Lang', 'eva@cafe-lang.example'],
      ['company_name', '$full_name', 'email'],
    ],
    [
      ['Ad Soyad', 'Firma Ünvanı', 'E-Posta'],
      ['Ece Ak', 'Ak Ltd. Şti.', 'ece@ak.example'],
      ['$full_name', 'company_name', 'email'],
    ],
  ])('%j', (headers, row, targets) => {
    expect(targetsOf([headers, row])).toEqual(
      targets.length > 0 ? targets : ['first_name', 'last_name', 'company_name', 'email'],
    )
  })

  it.each<[string, boolean, readonly string[]]>([
    ['ФИО', false, ['Жукова Анна Львовна', 'Белов Пётр Ильич']],
    ['ФИО', false, ['Жукова Анна Львовна', 'Петренко Василь', 'Ёлкина Ольга']],
    ['ФИО', true, ['Ким Анна', 'Мельник Пётр']],
    ['ПІБ', false, ['Бойко, Олена', 'Ткач, Іван']],
    ['ПІБ', true, ['Бойко Олена', 'Ткач Іван']],
  ])('%s begins with the surname, which counts (%s) unless names mark their parts', (header, counts, names) => {
    const [target] = recogniseColumns([
      { header, cells: names },
      { header: 'Email', cells: names.map((_, i) => `p${i}@acme.example`) },
    ]).map((suggestion) => suggestion.target)
    expect(target).toEqual({ kind: 'variable', name: 'full_name', ...(counts && { surnameFirst: true }) })
  })
})

describe('a file with hundreds of columns', () => {
  /** Returns how often somebody goes through all cells of a column. */
  function readingsOf(header: string, cell: string, count: number): number {
    let readings = 0
    const counted = (value: (row: number) => string): readonly string[] =>
      new Proxy(
        Array.from({ length: 6 }, (_, row) => value(row)),
        {
          get(cells, key) {
            if (key === 'filter') readings += 1
            return Reflect.get(cells, key) as unknown
          },
        },
      )
    const looks = [
      { header: 'Email', cells: counted((row) => `p${row}@acme${row}.example`) },
      ...Array.from({ length: count }, () => ({ header, cells: counted((row) => cell.replace('#', String(row))) })),
    ]
    const rows = Array.from({ length: 6 }, (_, row) => looks.map((look) => look.cells[row] ?? ''))
    recogniseColumns(looks, rows)
    return readings
  }

  it.each([
    ['Name', 'v'],
    ['Name', 'Acme# GmbH'],
    ['Contact', 'Acme# GmbH'],
  ])('called “%s” with “%s” is examined column by column, not each column for each other one', (header, cell) => {
    expect(readingsOf(header, cell, 400)).toBeLessThan(readingsOf(header, cell, 40) * 20)
  })
})
