import { expect, it } from 'vitest'
import { recogniseColumns } from '#shared/domain/leads/import/columns/recognise-columns.ts'

const targetsOf = ([headers = [], ...rows]: readonly (readonly string[])[]) => {
  const looks = headers.map((header, at) => ({ header, cells: rows.map((row) => row[at] ?? '') }))
  return recogniseColumns(looks, rows).map(({ target }) =>
    target.kind === 'field' ? target.field : target.kind === 'variable' ? `$${target.name}` : target.kind,
  )
}

it.each([
  ['Vorname Ansprechpartner', 'Nachname Ansprechpartner', 'Firma/Organisation', 'E-Mail'],
  ['AP Vorname', 'AP Nachname', 'Firma (Company)', 'E-Mail'],
  ['First name / Vorname', 'Last name / Nachname', 'Company / Firma', 'E-mail / E-Mail'],
  ['Prénom / First name', 'Nom / Last name', 'Entreprise / Company', 'Courriel / Email'],
  ['First name / Nombre', 'Last name / Apellidos', 'Empresa / Company', 'Correo / Email'],
  ['Prénom / Voornaam', 'Nom / Naam', 'Société / Onbekend', 'E-mail'],
  ['Prénom du contact', 'Nom du contact', 'Société', 'E-mail'],
  ['Prénom', 'Nom du dirigeant', 'Dénomination', 'Courriel'],
  ['properties.firstname', 'properties.lastname', 'properties.company', 'properties.email'],
  ['Contact: First Name', 'Contact: Last Name', 'Account: Account Name', 'Contact: Email'],
  ['Nombre', 'Apellidos', 'Organización', 'Correo'],
  ['Primeiro nome', 'Último nome', 'Organização', 'E-mail'],
  ['Nome', 'Cognome', 'Società', 'E-mail'],
  ['Nome', 'Cognome', 'Ditta', 'E-mail'],
  ['Etunimi', 'Sukunimi', 'Yhtiö', 'Sähköposti'],
  ['名', '姓', '会社', 'メール'],
  ['Meno', 'Priezvisko', 'Spoločnosť', 'E-mail'],
  ['Eesnimi', 'Perekonnanimi', 'Ettevõte', 'E-post'],
  ['Vārds', 'Uzvārds', 'Uzņēmums', 'E-pasts'],
  ['Vardas', 'Pavardė', 'Įmonė', 'El. paštas'],
  ["Ім'я", 'Прізвище', 'Компанія', 'Електронна пошта'],
  ['Име', 'Фамилия', 'Фирма', 'Имейл'],
])('%s, %s, %s, %s', (...headers) => {
  const rows = [
    ['Anna', 'Larsen', 'Nordkap Fisk', 'al@nkf.example'],
    ['Bruno', 'Le Goff', 'Atelier Rive', 'bg@atr.example'],
  ]
  expect(targetsOf([headers, ...rows])).toEqual(['first_name', 'last_name', 'company_name', 'email'])
})

it('Whole names with non-breaking spaces between their words are recognised', () => {
  const rows = [
    ['Lola\u00a0Bunny', 'lola@bunny.example'],
    ['Paul\u2009Fox', 'paul@fox.example'],
  ]
  expect(targetsOf([['Name\u00a0', 'Email'], ...rows])).toEqual(['$full_name', 'email'])
})

it('Directory websites and names without a header are recognised', () => {
  const checked = ['k.ahrens', 'b.wolff', 'c.voigt'].map((name, i) => [
    `${name}@a${i}.example`,
    'valid',
    name,
    `https://lu.ma/${i}`,
  ])
  expect(targetsOf([['Email', 'ZB Status', 'ZB Account', 'qr_code_url'], ...checked])).not.toContain('website')
  expect(
    targetsOf([
      ['Email', 'qr_code_url'],
      ['ann@a.example', 'https://lu.ma/x'],
    ]),
  ).not.toContain('website')
  const people = [
    ['Keene', 'Roland', 'Keene Kayaks', 'roland@a.example'],
    ['Lowe', 'Martha', 'Lowe Lobster', 'martha@b.example'],
    ['Marsh', 'Nell', 'Marsh Moss', 'nell@c.example'],
  ]
  const none = ['', '', '', '']
  expect(targetsOf([none, ...people]).slice(0, 2)).toEqual(['last_name', 'first_name'])
  const usual = people.map(([last = '', first = '', ...more]) => [first, last, ...more])
  expect(targetsOf([none, ...usual]).slice(0, 2)).toEqual(['first_name', 'last_name'])
})

it.each([
  [
    ['Titre', 'Prénom', 'Deuxième prénom', 'Nom', 'Adresse de messagerie'],
    ['M.', 'Bo', '', 'Le Goff', 'bo@a.example'],
    3,
    'last_name',
  ],
  // Still full names.
  [['Prénom', 'Nom', 'E-mail'], ['Bo', 'Bo Le Goff', 'bo@a.example'], 1, '$full_name'],
  [
    ['Voornaam', 'Middelste naam', 'Achternaam', 'E-mail'],
    ['Jan', 'van den', 'Berg', 'jan@a.example'],
    1,
    '$tussenvoegsel',
  ],
  [
    ['Voornaam', 'Middelste naam', 'Achternaam', 'E-mail'],
    ['Jan', 'Maria', 'Berg', 'jan@a.example'],
    1,
    '$middelste_naam',
  ],
  // The two parts differ in meaning, or a bracket specifies it further.
  [['Firma / Ort', 'E-Mail'], ['Köln', 'bo@a.example'], 0, '$firma_ort'],
  [['E-Mail', 'E-Mail (Rechnung)'], ['bo@a.example', 'cy@a.example'], 0, 'email'],
  [['E-Mail (Rechnung)', 'E-Mail'], ['cy@a.example', 'bo@a.example'], 1, 'email'],
] as const)('%j: %j', (headers, row, at, target) => {
  expect(targetsOf([headers, row])[at]).toBe(target)
})

it.each([
  ['Persoon - Naam', 'Persoon - Organisatie', 'Persoon - E-mail - Werk'],
  ['Personne - Nom', 'Personne - Organisation', 'Personne - E-mail - Travail'],
  ['Osoba - Imię i nazwisko', 'Osoba - Organizacja', 'Osoba - E-mail - Praca'],
])('Pipedrive in other languages: %s, %s, %s', (...headers) => {
  const rows = [
    ['Anna Larsen', 'Nordkap Fisk', 'al@nkf.example'],
    ['Bruno Le Goff', 'Atelier Rive', 'bg@atr.example'],
  ]
  expect(targetsOf([headers, ...rows])).toEqual(['$full_name', 'company_name', 'email'])
})

it.each(['Persoană de contact', 'Yetkili Kişi', 'Representative'])('%s holds whole names', (header) => {
  const rows = [
    ['Ștefan Munteanu', 'office@tesaturi.example', 'Țesături Nord'],
    ['Gürbüz Öztürk', 'bilgi@cinar.example', 'Çınar Gıda'],
  ]
  expect(targetsOf([[header, 'Email', 'Company'], ...rows])[0]).toBe('$full_name')
})

it('A representative who looks after many rows is not the lead', () => {
  const rows = ['ann', 'bo', 'cem', 'dora'].map((name) => ['Sam Rep', `${name}@${name}.example`, `Firm ${name}`])
  expect(targetsOf([['Representative', 'Email', 'Company'], ...rows])[0]).not.toBe('$full_name')
})

it('The name in a register of businesses is that of the business', () => {
  const rows = [
    ['10000001', 'Møbelhuset Ærø', 'post@moebel.example', 'Møbelhandel'],
    ['10000002', 'Øst Revision', 'kontakt@oest.example', 'Revision'],
  ]
  expect(targetsOf([['cvr-nummer', 'navn', 'email', 'branche'], ...rows])[1]).toBe('company_name')
  const people = [
    ['20000001', 'Anna Kim', 'anna.kim@kite.example'],
    ['20000002', 'Paul Fox', 'paul.fox@fox.example'],
  ]
  expect(targetsOf([['KvK-nummer', 'Naam', 'E-mail'], ...people])[1]).toBe('$full_name')
})

it.each([
  ['Πόλη', '$city'],
  ['ph_nbr', 'phone'],
])('%s is %s', (header, target) => {
  const rows = [
    ['ann@acme.example', header === 'ph_nbr' ? '5035550101' : 'Αθήνα'],
    ['bo@birch.example', header === 'ph_nbr' ? '5035550102' : 'Χανιά'],
  ]
  expect(targetsOf([['Email', header], ...rows])[1]).toBe(target)
})
