/**
 * Generates a seeded lead file of 25 columns, some 500 bytes a row: quoted commas and line breaks, accents, 3 %
 * duplicates.
 */
import fs from 'node:fs'

const header = [
  'First Name,Last Name,Title,Company,Email,Email Status,Phone,Website,City,State,Country,Industry,# Employees',
  'Person Linkedin Url,Facebook Url,Company Address,Seniority,Departments,Keywords,Annual Revenue,Technologies,Notes',
  'Last Contacted,Stage,Lists',
].join(',')

const firstNames = ['Ann', 'Zoë', 'José', 'Jürgen', 'Łukasz', 'Chloé', 'Sven', 'Mechthild']
const companies = ['Acme, Inc.', 'Globex GmbH', 'Peña & Núñez', 'Umbrella "EU" BV', 'Kjær Zerspanung']
const titles = ['Head of Growth', 'CEO', 'Owner', 'VP Sales, EMEA', 'Geschäftsführerin']
const cities = ['Berlin', 'Köln', 'Besançon', 'Zürich', 'Málaga']
const statuses = ['Verified', 'Verified', 'Verified', 'Extrapolated']

export function makeCsv(file: string, rows: number): void {
  let seed = 20_260_821
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const pick = (words: readonly string[]) => words[random(words.length)] ?? ''
  const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const fd = fs.openSync(file, 'w')
  fs.writeSync(fd, `${header}\n`)
  let text = ''
  for (let row = 0; row < rows; row += 1) {
    const who = random(100) < 3 ? random(row + 1) : row
    const company = who % 5000
    const cells = [
      pick(firstNames),
      `Rosenbaum ${who}`,
      pick(titles),
      pick(companies),
      `person.${who}@company${company}.example`,
      pick(statuses),
      `+49 30 ${1_000_000 + row}`,
      `https://www.company${company}.example`,
      pick(cities),
      'BE',
      'Germany',
      'Software & IT',
      String(random(500)),
      `https://www.linkedin.com/in/person-${who}`,
      `https://facebook.com/company${company}`,
      `Street ${row % 300}, 10115 Berlin, Germany`,
      'Director',
      'Sales, Marketing',
      'crm, saas, b2b lead generation, outbound, analytics',
      '1200000',
      'Salesforce, Hubspot, AWS',
      random(5) === 0 ? 'first line\nsecond line, with a comma' : 'a note on this contact',
      '2024-03-12',
      'Cold',
      'Q1 outreach list',
    ]
    text += `${cells.map(quoted).join(',')}\n`
    if (text.length < 1_000_000) continue
    fs.writeSync(fd, text)
    text = ''
  }
  fs.writeSync(fd, text)
  fs.closeSync(fd)
}
