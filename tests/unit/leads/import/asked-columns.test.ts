/** Columns of people who may not be meant, or whom a column lists: nobody there is mailed without being asked about. */
import { describe, expect, it } from 'vitest'
import { createRowMapper } from '#backend/leads/rows/row-mapper.ts'
import { recogniseColumns } from '#shared/domain/leads/import/columns/recognise-columns.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import { hasOptOutColumn, listsBarredDomains } from '#shared/domain/leads/import/opt-out-headers.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'

const targetsOf = (header: string, cells: readonly string[]) => {
  const rows = cells.map((cell, at) => [`p${at}@firm${at}.example`, 'Ann', cell])
  const looks = ['Email', 'First Name', header].map((name, at) => ({
    header: name,
    cells: rows.map((row) => row[at] ?? '').filter((cell) => cell !== ''),
  }))
  return { rows, mapping: recogniseColumns(looks, rows).map(({ target }) => target) }
}

/** Returns the gate of each row of a file with a column beside the address and a name. */
function gatesOf(header: string, cells: readonly string[]): readonly number[] {
  const { rows, mapping } = targetsOf(header, cells)
  const mapper = createRowMapper(mapping, defaultSettings)
  return rows.map((row) => mapper.judge(row).gate)
}

const { ready, unclear } = gateCodes

describe('a yes is asked about', () => {
  it.each<[string, readonly string[]]>([
    ['Existing customer?', ['', 'Yes', 'No']],
    ['Is client', ['False', 'True', 'False']],
    ['is_customer', ['0', '1', '0']],
    ['isCustomer', ['false', 'true', 'false']],
    ['Already a customer?', ['n', 'y', 'n']],
    ['Are you an existing customer?', ['No', 'Yes', 'No']],
    ['Existing client (x)', ['', 'x', '']],
    ['Customer (Y/N)', ['N', 'Y', 'N']],
    ['Client', ['', 'x', '']],
    ['Competitor', ['no', 'yes', 'no']],
    ['Is competitor', ['❌', '✅', '❌']],
    ['Employee', ['No', 'Yes', '']],
    ['Our employee', ['No', 'Yes', '']],
    ['Internal', ['', 'x', '']],
    ['Internal user', ['0', '1', '0']],
    ['Test', ['FALSE', 'TRUE', 'FALSE']],
    ['Test record?', ['', '1', '']],
    ['Bestandskunde', ['nein', 'ja', '']],
    ['Bereits Kunde?', ['nein', 'ja', '']],
    ['Wettbewerber', ['', 'x', '']],
    ['Mitarbeiter', ['nein', 'ja', 'nein']],
    ['Klant?', ['nee', 'ja', '']],
    ['Eigen medewerker', ['nee', 'ja', '']],
    ['Client existant', ['non', 'oui', '']],
    ['Déjà client', ['non', 'oui', '']],
    ['Concurrent', ['', 'oui', '']],
    ['Ya es cliente', ['no', 'sí', '']],
    ['Competidor', ['no', 'sí', '']],
    ['Già cliente', ['no', 'sì', '']],
    ['Dipendente', ['no', 'sì', '']],
    ['Klient', ['nie', 'tak', '']],
    ['Privacy Flag', ['N', 'Y', 'N']],
    ['Data processing', ['Allowed', 'Restricted', 'Allowed']],
    ['Verarbeitung', ['', 'eingeschränkt', 'uneingeschränkt']],
  ])('%s: %j', (header, cells) => expect(gatesOf(header, cells)).toEqual([ready, unclear, ready]))

  it.each<[string, readonly string[]]>([
    // Another kind of customer.
    ['Former customer', ['yes', 'no', 'yes']],
    ['Potential customer', ['yes', 'no', 'yes']],
    ['New customer', ['yes', 'no', 'yes']],
    ['Customer type', ['B2B', 'B2C', 'B2B']],
    // Not a yes or no: names, numbers, groups, remarks.
    ['Competitor', ['Mailchimp', 'HubSpot', '']],
    ['Employees', ['1', '12', '1']],
    ['Employee', ['Tom', 'Eva', 'Ida']],
    ['Test', ['A', 'B', 'A']],
    ['Internal', ['met at the fair', 'blue', '']],
    // Nobody is one.
    ['Existing customer', ['no', 'no', '']],
    ['Internship', ['yes', 'no', 'yes']],
    ['Tested', ['yes', 'no', 'yes']],
    // Of data, but not of a person's.
    ['Data processing', ['Allowed', 'Allowed', 'Unrestricted']],
    ['Data processing software', ['SAP', 'Restricted', 'Oracle']],
    ['Processing time', ['limited', '3 days', '']],
  ])('%s with %j is about something else', (header, cells) =>
    expect(gatesOf(header, cells)).toEqual(cells.map(() => ready)),
  )

  it('is no opt-out column, by which a list of opt-outs would be safe to mail', () => {
    expect(hasOptOutColumn(targetsOf('Customer', ['yes', 'no']).mapping)).toBe(false)
    expect(hasOptOutColumn(targetsOf('Blocked domains', ['birch.example', '']).mapping)).toBe(false)
    expect(hasOptOutColumn(targetsOf('Unsubscribed', ['yes', 'no']).mapping)).toBe(true)
  })
})

describe('a column of domains', () => {
  it.each([
    'blocked domains',
    'excluded domains',
    'blocked domain',
    'domain blacklist',
    'domains to exclude',
    'do not contact domains',
    'suppressed domains',
    'competitor domains to avoid',
    'gesperrte domains',
    'domains gesperrt',
    'auszuschliessende domains',
    'sperrdomains',
    'geblokkeerde domeinen',
    'uitgesloten domeinen',
    'domaines bloques',
    'domaines exclus',
    'dominios bloqueados',
    'domini esclusi',
    'zablokowane domeny',
    'blokerede domæner',
    'blockerade domaner',
  ])('"%s" lists whom not to mail', (key) => expect(listsBarredDomains(key)).toBe(true))

  it.each([
    'domain',
    'company domain',
    'email domain',
    'domain rating',
    'domain status',
    'invalid domain',
    'bounced domain',
    'competitor domains',
    'blocked',
    'blocked calls',
  ])('"%s" does not', (key) => expect(listsBarredDomains(key)).toBe(false))

  it.each<[string, readonly string[]]>([
    ['Blocked domains', ['birch.example', '@cedar.example, date.example', '']],
    ['Gesperrte Domains', ['https://www.birch.example/', '', 'cy@cedar.example']],
    ['Domain blocked', ['no', 'no', '']],
  ])('%s: %j says nothing of its own rows', (header, cells) =>
    expect(gatesOf(header, cells)).toEqual([ready, ready, ready]),
  )
})
