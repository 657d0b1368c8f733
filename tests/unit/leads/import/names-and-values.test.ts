import { describe, expect, it } from 'vitest'
import { cellValue, flagOf, isMasked } from '#shared/domain/leads/import/cell-value.ts'
import { repairMojibake } from '#shared/domain/leads/import/mojibake.ts'
import { splitName, tidyFirstName, tidyLastName } from '#shared/domain/leads/import/person-names.ts'
import { isDisposable, isReadByNobody, isRoleAddress } from '#shared/domain/leads/import/special-addresses.ts'

describe('a whole name', () => {
  it.each([
    ['Ann Lee', 'Ann', 'Lee'],
    ['Dr. Anna van Dijk, MBA', 'Anna', 'van Dijk'],
    ['Prof. Dr.-Ing. Karl-Heinz von der Tann', 'Karl-Heinz', 'von der Tann'],
    ['Dr. rer. nat. Eva Roth', 'Eva', 'Roth'],
    ['Mme le Dr Agnès Petitjean', 'Agnès', 'Petitjean'],
    ['Dr. h. c. Eva Roth', 'Eva', 'Roth'],
    ['Univ.-Prof. Eva Roth', 'Eva', 'Roth'],
    ['Schmidt, Anna', 'Anna', 'Schmidt'],
    ["Veld, Thijs in 't", 'Thijs', "in 't Veld"],
    ['Veld, Thijs in ’t', 'Thijs', 'in ’t Veld'],
    ["Hof, Kees van 't", 'Kees', "van 't Hof"],
    ["Hart, Maarten 't", 'Maarten', "'t Hart"],
    ['Beeck, Jan op de', 'Jan', 'op de Beeck'],
    ['Bogaard, Piet uit den', 'Piet', 'uit den Bogaard'],
    ['Boom, Els onder de', 'Els', 'onder de Boom'],
    ['Ugglas, Carl af', 'Carl', 'af Ugglas'],
    ["Arco, Paolo d'", 'Paolo', "d'Arco"],
    ["Acqua, Marta dell'", 'Marta', "dell'Acqua"],
    ['Nascimento, Rui do', 'Rui', 'do Nascimento'],
    ['Ham, Leo van der, Dr.', 'Leo', 'van der Ham'],
    ['Ek, Lars-Erik, MSc', 'Lars-Erik', 'Ek'],
    ['Nguyen, Do', 'Do', 'Nguyen'],
    ['Wong, In Op', 'In Op', 'Wong'],
    ['María del Carmen Ibáñez López', 'María del Carmen', 'Ibáñez López'],
    ['Dña. Mª de los Ángeles Ruiz', 'Mª de los Ángeles', 'Ruiz'],
    ['Maria da Conceição Araújo', 'Maria da Conceição', 'Araújo'],
    ['María de la Torre', 'María', 'de la Torre'],
    ['María del Valle Sanz', 'María', 'del Valle Sanz'],
    ['Maria da Silva Costa', 'Maria', 'da Silva Costa'],
    ['Luis del Carmen Sanz', 'Luis', 'del Carmen Sanz'],
    ['Fr. Anna Larsen', 'Anna', 'Larsen'],
    ['Fr. Dr. Anna Larsen', 'Anna', 'Larsen'],
    ['Fr. Larsen', null, 'Larsen'],
    ['DI Max Dachs', 'Max', 'Dachs'],
    ['RA Max Dachs', 'Max', 'Dachs'],
    ['RAin Dr. Eva Dachs', 'Eva', 'Dachs'],
    ['StB Max Dachs', 'Max', 'Dachs'],
    ['Max Dachs LL.M.', 'Max', 'Dachs'],
    ['Max Dachs, LL.M.', 'Max', 'Dachs'],
    ['Max Dachs M.Sc.', 'Max', 'Dachs'],
    ['DI MARCO PAOLO', null, null],
    ['Di Marco', null, null],
    ['Nordlys AS, Ida Moe', 'Ida', 'Moe'],
    ['Tindur ehf, Jon Vik', 'Jon', 'Vik'],
    ['Nordlys AS', null, null],
    ['Groß-Gerau, Tom von', 'Tom', 'von Groß-Gerau'],
    ['Wit, Jan de', 'Jan', 'de Wit'],
    ['Berg, Anna Maria van den', 'Anna Maria', 'van den Berg'],
    ['Herr Müller, Jörg', 'Jörg', 'Müller'],
    ['Smith, John Jr.', 'John', 'Smith'],
    ['Smith, Paula J.', 'Paula', 'Smith'],
    ['Karl Gruber sen.', 'Karl', 'Gruber'],
    ['Gruber jun., Karl', 'Karl', 'Gruber'],
    ['Ann Lee (she/her)', 'Ann', 'Lee'],
    ['Don Keller', 'Don', 'Keller'],
    ['Don Pedro Ruiz', 'Pedro', 'Ruiz'],
    ['Nguyễn Văn An', 'An', 'Nguyễn'],
    ['Tạ Minh Sơn', 'Sơn', 'Tạ'],
    ['Lương Thị Hương', 'Hương', 'Lương'],
    ['Mạc Văn Hùng', 'Hùng', 'Mạc'],
    ['Đinh Quốc Việt', 'Việt', 'Đinh'],
    ['Lam Ngoc Grant', 'Lam', 'Ngoc Grant'],
    ['Ковалёва Ирина Петровна', 'Ирина', 'Ковалёва'],
    ['Ирина Петровна Ковалёва', 'Ирина', 'Ковалёва'],
    ['Шевченко Олег Іванович', 'Олег', 'Шевченко'],
    ['Роман Ильич Гаевич', 'Роман', 'Гаевич'],
    ['Anna', 'Anna', null],
    ['E-Mail senden', null, null],
    ['Weber', null, null],
    ['Frau Weber', null, 'Weber'],
    ['Mr. Okonkwo', null, 'Okonkwo'],
    ['Hr. Maier', null, 'Maier'],
    ['Herrn Karl Gruber', 'Karl', 'Gruber'],
    ['Monsieur Jean Dupont', 'Jean', 'Dupont'],
    ['Señora Ruiz', null, 'Ruiz'],
    ['Mevrouw de Vries', null, 'de Vries'],
    ['Mr. Ben Jones', 'Ben', 'Jones'],
    ['Herr und Frau Weber', null, null],
    ['Familie Gruber', null, 'Gruber'],
    ['Fam. Karl Gruber', 'Karl', 'Gruber'],
    // Behind these, a name that may also be a given name is the surname.
    ['Fam. Lutz', null, 'Lutz'],
    ['Herr Franz', null, 'Franz'],
    ['Mrs. James', null, 'James'],
    ['Madame Martin', null, 'Martin'],
    ['Dr. Anna', 'Anna', null],
    ['Doña María', 'María', null],
    // As a company register writes it.
    ['Kowalski, Agnieszka, *12.03.1979', 'Agnieszka', 'Kowalski'],
    ['von Hagen, Elisabeth, geb. 09.09.1966', 'Elisabeth', 'von Hagen'],
    ['🌍 Tomás Rey', 'Tomás', 'Rey'],
    ['Zoë Hart 👋🏽🇳🇱', 'Zoë', 'Hart'],
    ['Ben Jones', 'Ben', 'Jones'],
    ['Ann Lee <ann@acme.example>', 'Ann', 'Lee'],
    ["'Ann Lee' <ann@acme.example>", 'Ann', 'Lee'],
    ['"Ann Lee"', 'Ann', 'Lee'],
    ['ben Jones', null, null],
    ['Van Dijk', null, null],
    ['DUPONT Jean', 'Jean', 'DUPONT'],
    ['Jean DUPONT', 'Jean', 'DUPONT'],
    ['JEAN DUPONT', 'JEAN', 'DUPONT'],
    ['Frau Petra Lang, Geschäftsführerin', 'Petra', 'Lang'],
    ['Petra Lang, Head of Sales', 'Petra', 'Lang'],
    ['Dr. Lang, Petra', 'Petra', 'Lang'],
    ['Petra Lang, Zukunft', null, null],
    ['García López, Xochitl', 'Xochitl', 'García López'],
    ['Geschäftsführer: Karl Ott', 'Karl', 'Ott'],
    ['z.Hd. Herrn Karl Ott', 'Karl', 'Ott'],
    ['J. R. Okafor', 'J.', 'Okafor'],
    ['Robert J. Kowalski', 'Robert', 'Kowalski'],
    ['Anna B.', 'Anna', 'B.'],
    ['Peter Kern – Kern Optik', 'Peter', 'Kern'],
    ['Olivia Barlow | Growth', 'Olivia', 'Barlow'],
    ['Growth | Olivia Barlow', 'Olivia', 'Barlow'],
    ['Olivia Barlow | CEO | Speaker', 'Olivia', 'Barlow'],
    ['Olivia | Growth', null, null],
    ['Barlow Foods | Growth', null, null],
    ['Sophie "Bud" Nolan', 'Sophie', 'Nolan'],
    ['Sophie “Bud” Nolan', 'Sophie', 'Nolan'],
    ['Peter Kern – Peter Kern GmbH', 'Peter', 'Kern'],
    ['Kern Optik / Peter Kern', 'Peter', 'Kern'],
    ['Peter Kern / Anna Kern', null, null],
    ['Kern Dach – Blech Nord', null, null],
    ['Anna Kern - Roth', 'Anna', 'Kern - Roth'],
    ['Christopher Lee 李', 'Christopher', 'Lee'],
    ['山田太郎', null, null],
    ['山田 太郎', '太郎', '山田'],
    ['佐藤　健一', '健一', '佐藤'],
    ['株式会社 山田 太郎', null, null],
    ['Петренко Василь', 'Василь', 'Петренко'],
    ['Василь Петренко', 'Василь', 'Петренко'],
    ['Ёлкина Ольга', 'Ольга', 'Ёлкина'],
    ['Ольга Ёлкина', 'Ольга', 'Ёлкина'],
    ['Чернова Марина', 'Марина', 'Чернова'],
    ['Марина Чернова', 'Марина', 'Чернова'],
    ['Ирина Валентин', 'Ирина', 'Валентин'],
    ['СИДОРЕНКО Ольга', 'Ольга', 'СИДОРЕНКО'],
    ['Acme & Sons', null, null],
    ['The Manager', null, null],
    ['ann@acme.example', null, null],
  ])('%s is split only if that is certain', (whole, first, last) => {
    expect(splitName(whole)).toEqual({ first, last })
  })

  it.each([
    ['JOHN', 'John'],
    ['john', 'John'],
    ['DJ', 'DJ'],
    ['SUE', 'Sue'],
    ['Anna (Annie)', 'Anna'],
    ['anna-lena', 'Anna-Lena'],
    ['jean luc', 'Jean Luc'],
    ['élodie', 'Élodie'],
    ['van der', 'van der'],
    ['HANS-PETER', 'Hans-Peter'],
    ['JÜRGEN', 'Jürgen'],
    ['MARIE LOUISE', 'Marie Louise'],
    ['JO ANN', 'Jo Ann'],
    ['AJ DJ', 'AJ DJ'],
    ['li wei', 'Li Wei'],
    ['abdul al', 'abdul al'],
    ['İBRAHİM', 'İbrahim'],
    ['ŞIVAN', 'ŞIVAN'],
    ['AJ-DJ', 'AJ-DJ'],
    ['Dr.-Ing. Karl', 'Karl'],
    ['Fr. Anna', 'Anna'],
    ['Dr Anna', 'Anna'],
    ['M Anna', 'M Anna'],
    ['Di Anna', 'Di Anna'],
    ['Dr. rer. pol. Eva', 'Eva'],
    ['j. paul', 'j. paul'],
    ['McKenzie', 'McKenzie'],
    ['Ann 🚀', 'Ann'],
    ['Paula J.', 'Paula'],
    ['MARY K', 'Mary'],
    ['J. P.', 'J. P.'],
    ['Jo B', 'Jo'],
  ])('%s becomes %s', (name, tidy) => {
    expect(tidyFirstName(name)).toBe(tidy)
  })

  it.each([
    ['WINSLOW', 'Winslow'],
    ['MÜLLER-LÜDENSCHEIDT', 'Müller-Lüdenscheidt'],
    ['MCDONALD', 'McDonald'],
    ['ŞİMŞEK', 'Şimşek'],
    ['HLK', 'HLK'],
    ['DE SOUSA', 'DE SOUSA'],
    ["O'DEA", "O'DEA"],
    ['van Dijk', 'van Dijk'],
    ['Lund (She/Her)', 'Lund'],
    ['Kern sen.', 'Kern'],
    ['Kern Jr.', 'Kern'],
    ['blake', 'Blake'],
    ["o'neill", "O'Neill"],
    ['baker-finch', 'Baker-Finch'],
    ['de', 'de'],
    ['van dijk', 'van dijk'],
    ['LEE', 'Lee'],
    ['MBA', 'MBA'],
    // What people write behind their names on LinkedIn.
    ['Walsh FCA', 'Walsh'],
    ['Price MBA PMP', 'Price'],
    ['van Dijk CPA', 'van Dijk'],
    ['FONTAINE, PhD', 'Fontaine'],
    ['NGUYEN MBA', 'Nguyen'],
    ['Hernandez, P.E., PMP', 'Hernandez'],
    ['Thompson (She/Her) MD', 'Thompson'],
    ['Lee 李', 'Lee'],
    ['Lund - we are hiring!', 'Lund'],
    ['Lund | CEO', 'Lund'],
    ['García - López', 'García - López'],
    ['de BOER', 'de BOER'],
    ['Marc ROUX', 'Marc ROUX'],
    ['Lang AG', 'Lang AG'],
    ['李', '李'],
  ])('the surname %s becomes %s', (name, tidy) => {
    expect(tidyLastName(name)).toBe(tidy)
  })
})

describe('garbled characters', () => {
  it.each([
    ['TeÅŸvikiye', 'Teşvikiye'],
    ['MÃ¼ller', 'Müller'],
    ['FranÃ§ois â€“ cafÃ©', 'François – café'],
    ['LÃƒÂ©a', 'Léa'],
    ['Nguyá»…n', 'Nguyễn'],
  ])('%s was %s', (garbled, right) => {
    expect(repairMojibake(garbled)).toBe(right)
  })

  const right = ['Müller', 'SÃO PAULO', '« CAFÉ »', 'Ångström', 'Zoë', 'naïve', '20 €', 'Â']
  const quoted = ['Müller “Groß”', '„Weiß“', '‘Spaß’', '“MENÜ”', '“FÖ”', '„Tschö“']
  it.each([...right, ...quoted])('%s is correct and stays unchanged', (text) => {
    expect(repairMojibake(text)).toBe(text)
  })
})

it.each([
  ["'+49 30 1", '+49 30 1'],
  ['="0049"', '0049'],
  ['p:+49431', '+49431'],
  ["'tis the season", "'tis the season"],
  ['N/A', ''],
  ['########', ''],
  ['#1', '#1'],
  ['Null', 'Null'],
  ['+49 *** ***', ''],
  ['**Hello** there', '**Hello** there'],
  ['  x  ', 'x'],
  // Phone numbers as Windows copies them, and a name that would reverse the text direction of its line.
  ['\u202a+49 30 1\u202c', '+49 30 1'],
  ['\u202eAnn', 'Ann'],
  ['\u2067Ann\u2069', 'Ann'],
  // Nothing of them is visible: no name to greet somebody by.
  ['\u200e', ''],
  ['\u3164 \ufe0f', ''],
  ['\u061c\u2800', ''],
])('The cell %j is sent as %j', (cell, value) => {
  expect(cellValue(cell, false)).toBe(value)
})

it('Masked addresses are distinguished from emphasis', () => {
  expect(['j***@a.co', 'xxxx@a.co', '•••'].every(isMasked)).toBe(true)
  expect(['**bold**', 'a * b', 'xx@a.co'].some(isMasked)).toBe(false)
})

it.each([
  ['Hi {{first_name}}', 'placeholder'],
  ['Hi [First Name]', 'placeholder'],
  ['one\\ntwo', 'line_escape'],
  ['<b>x</b>', 'html'],
  ['{"a":1}', 'json'],
  ['A & B', null],
  ['5 < 6', null],
])('%j is flagged as %s', (value, flag) => {
  expect(flagOf(value, false)).toBe(flag)
})

it.each(['?ukasz', 'Wi?niewska', '? ??', 'Jo?o', 'Kowalski-?uk', 'Zo\uFFFD'])('%j has lost letters', (name) => {
  expect(flagOf(name, true)).toBe('lost_letters')
})

it.each(['What’s next?', 'Who? GmbH', 'Yes or no? Ltd', '...', 'Łukasz'])('%j has lost no letters', (name) => {
  expect(flagOf(name, true)).toBe(null)
})

it('Role-based and disposable mailboxes are recognised by address', () => {
  expect(['info@a.co', 'sales2@a.co', 'buero@a.de'].every(isRoleAddress)).toBe(true)
  expect(['ann@a.co', 'infante@a.co'].some(isRoleAddress)).toBe(false)
  const unread =
    'noreply no-reply no_reply donotreply mailer-daemon postmaster unsubscribe abuse bounce bounces noreply+7'
  expect(unread.split(' ').filter((local) => !isReadByNobody(`${local}@a.co`))).toEqual([])
  expect(['info@a.co', 'ann@a.co', 'nora@a.co'].some(isReadByNobody)).toBe(false)
  expect(['x@mailinator.com', 'x@a.yopmail.com'].every(isDisposable)).toBe(true)
  // Salesforce puts it behind the addresses of a sandbox.
  expect(['ann@acme.com.invalid', 'ann@acme.invalid'].every(isDisposable)).toBe(true)
  expect(['john@example.com', 'x@example.org', 'x@mail.example.net'].every(isDisposable)).toBe(true)
  // The addresses behind which owners of domains are hidden.
  expect(['a1b2.protect@withheldforprivacy.com', 'shop.example@domainsbyproxy.com'].every(isDisposable)).toBe(true)
  expect(['x@example-agency.com', 'x@myexample.com', 'x@acme.example'].some(isDisposable)).toBe(false)
  expect(['x@notmailinator.com', 'x@mailinator.com.example'].some(isDisposable)).toBe(false)
})
