import { describe, expect, it } from 'vitest'
import { createDecoder } from '#backend/leads/files/decode-bytes.ts'
import { createWordSample, guessEncoding } from '#backend/leads/files/guess-encoding.ts'

/** Encodes a text with one byte for each letter. */
function bytesOf(text: string, encoding: string): Buffer {
  const letterOf = (byte: number) =>
    encoding === 'cp850'
      ? createDecoder(encoding).push(Buffer.of(byte))
      : new TextDecoder(encoding).decode(Uint8Array.of(byte))
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [letterOf(byte), byte] as const))
  return Buffer.from(
    Array.from(text, (letter) => {
      const byte = byteOf.get(letter)
      if (byte === undefined) throw new Error(`${letter} is not in ${encoding}`)
      return byte
    }),
  )
}

function guessed(text: string, encoding: string) {
  const sample = createWordSample()
  sample.push(bytesOf(text, encoding))
  return guessEncoding(sample.words())
}

describe('names in an undeclared encoding', () => {
  it.each<[string, string, string]>([
    ['Turkish', 'windows-1254', 'Işıl;Yıldırım;Güneş İnşaat A.Ş.;Müdür;İstanbul\nGökçe;Öztürk;Muğla\n'],
    ['Czech', 'windows-1250', 'Jiří;Dvořák;Škoda Plzeň;ředitel;Brno\nZdeněk;Čermák;Vodní stavby;jednatel\n'],
    ['Slovak', 'windows-1250', 'Ľubomír;Kováč;Stavebná;riaditeľ;Košice\nŽaneta;Hudáková;Mäso;účtovník;Trenčín\n'],
    ['Hungarian', 'windows-1250', 'László;Erdős;Győri Pékség;igazgató;Szűcs\nÁgnes;Tóth;Fűszer Kft.;ügyvezető;Győr\n'],
    ['Romanian', 'windows-1250', 'Ştefan;Ionescu;Bucureşti;Iaşi\nMădălina;Popa;Construcţii;Preşedinte;Cluj\n'],
    ['Croatian', 'windows-1250', 'Žiga;Kovačič;Krašovec;Črnomelj\nĐorđe;Županc;Gradnja;Šentjur\n'],
    ['Polish', 'windows-1250', 'Łukasz;Żółć;Śląskie;Właściciel;Łódź\nJózef;Wójcik;Księgowy;Kraków\n'],
    ['old Polish', 'iso-8859-2', 'Łukasz;Wiśniewski;Zakład Mięsny;Łódź\nMałgorzata;Żuraw;właścicielka;Gdańsk\n'],
    ['old Czech', 'iso-8859-2', 'Jiří;Dvořák;Škoda Plzeň;ředitel;Brno\nZdeněk;Čermák;Žižkov;košile;jednatel\n'],
    ['Hungarian', 'windows-1250', 'Pál;Szabó;Vendéglő;Miskolc\nŐrs;Kő;Cipő Kft.;Pécs\n'],
    ['English with signs', 'windows-1252', 'Café £5;½ price;¼ page;£3;m³;m²;José\nRené;Zoë;20°;Peña;Åsa;Müller\n'],
    ['Lithuanian', 'windows-1257', 'Jonas;Šimkus;Žalgiris;Šiauliai\nEglė;Petrauskienė;Ąžuolas;Panevėžys\n'],
    ['Latvian', 'windows-1257', 'Jānis;Bērziņš;Rīgas Siers;priekšsēdētājs\nĢirts;Kalniņš;Ķīmija;Liepāja\n'],
    ['Greek', 'windows-1253', 'Γιώργος;Παπαδόπουλος;Ελληνική Εταιρεία;Διευθυντής\nΝΙΚΟΣ;ΑΝΤΩΝΙΟΥ;ΠΕΙΡΑΙΑΣ\n'],
    ['Hebrew', 'windows-1255', 'יוסי;כהן;חברת בנייה;מנהל;תל אביב\nרחל;לוי;תוכנה;ירושלים\n'],
    ['Arabic', 'windows-1256', 'محمد;العربي;شركة البناء;مدير;الرياض\nفاطمة;الحسن;التجارة;رئيس;دبي\n'],
    ['Russian', 'windows-1251', 'Анна;Иванова;ООО «Ромашка»;Директор;Москва\nИВАН;ПЕТРОВ;ТОРГ;ТУЛА\n'],
    ['Ukrainian', 'windows-1251', 'Олексій;Шевченко;Київбуд;Директор;Київ\nЮлія;Їжакевич;Львів\n'],
    ['German', 'windows-1252', 'Jürgen;Größer;Söhne;Geschäftsführer;München\nÄnne;Weiß;Köln\n'],
    ['French', 'windows-1252', 'Éloïse;Lefèvre;L’Atelier;Directrice générale;Orléans\nFrançois;Hébert;Nîmes\n'],
    [
      'Icelandic',
      'windows-1252',
      'Guðmundur;Þórðarson;Íslandsbanki;Reykjavík\nGuðný;Björnsdóttir;Ýmir\nÞorgeir;Höfn\n',
    ],
    ['Portuguese', 'windows-1252', 'João;Simões;Construções;São Paulo;nº 5\nInês;Leitão;Açúcar;Évora;1ª\n'],
    ['Danish', 'windows-1252', 'Søren;Kjær;Møbler;Direktør;Århus\nBjørn;Ås;Fjærland;Tromsø\n'],
    ['Estonian', 'windows-1252', 'Jõgi;Tõnu;Põld OÜ;Võru\nÜlle;Käär;Müük;Pärnu\n'],
    ['with curly quotes', 'windows-1252', 'O’Brien;“Müller” GmbH;Firma “Schön” & Söhne – Köln;D’Arcy\nSeán;O’Neill\n'],
    ['German of DOS', 'cp850', 'Jörg;Müller;Bäckerei Grün;Köln\nSören;Weiß;Straßenbau Öl;München\n'],
    ['German of DOS in capitals', 'cp850', 'JÖRG;MÜLLER;BÄCKEREI GRÜN;KÖLN\nSÖREN;KÖHLER;ÖL;MÜNCHEN\n'],
    ['French of DOS', 'cp850', 'Éloïse;Lefèvre;Société Générale;Orléans\nFrançois;Hébert;Nîmes;Benoît\n'],
    ['Spanish of DOS', 'cp850', 'José;Muñoz;Construcción;León\nMaría;Ibáñez;Compañía;Málaga\n'],
    ['Danish of DOS', 'cp850', 'Søren;Kjær;Møbler;Århus\nBjørn;Åse;Fjærland;Tromsø\n'],
    ['Russian of Unix', 'koi8-r', 'Анна;Иванова;ООО Ромашка;Директор;Москва\nИВАН;ПЕТРОВ;ТОРГ;ТУЛА\n'],
    ['Russian of DOS', 'ibm866', 'Анна;Иванова;ООО Ромашка;Директор;Москва\nИВАН;ПЕТРОВ;ТОРГ;ТУЛА\n'],
    ['Russian of the standard', 'iso-8859-5', 'Анна;Иванова;ООО Ромашка;Директор;Москва\nИВАН;ПЕТРОВ;ТОРГ;ТУЛА\n'],
    ['Russian of old Macs', 'x-mac-cyrillic', 'Анна;Иванова;ООО Ромашка;Директор;Москва\nИВАН;ПЕТРОВ;ТОРГ;ТУЛА\n'],
    ['prices in euros', 'windows-1252', 'Ann;5 €\nBo;7 €\n'],
    ['German of old Macs', 'macintosh', 'Jörg;Müller;Bäckerei Grün;Köln\nSören;Weiß;Straßenbau Öl;München\n'],
    ['French of old Macs', 'macintosh', 'Éloïse;Lefèvre;Société Générale;Orléans\nFrançois;Hébert;Nîmes;Benoît\n'],
    ['of many western lands', 'windows-1252', 'José;Müller;François;Søren;Åsa;Peña;Niccolò;João;Zoë\n'],
  ])('are read as %s', (_language, encoding, text) => {
    expect(guessed(text, encoding)).toBe(encoding)
  })

  it('Ukrainian in the Unix encoding has its own letters instead of lines', () => {
    const text = 'Юлія;Їжакевич;Київбуд;Директор;Львів\nОлексій;Ґудзь;Торговий дім\n'
    const bytes = bytesOf(text, 'koi8-u')
    const sample = createWordSample()
    sample.push(bytes)
    expect(guessEncoding(sample.words())).toBe('koi8-r')
    expect(createDecoder('koi8-r').push(bytes)).toBe(text)
  })

  // As written by the programs that use them, byte by byte.
  it.each([
    [
      'Big5',
      'big5',
      'a9 6d a6 57 2c a4 bd a5 71 2c ab b0 a5 ab 0a a4 fd a4 70 a9 fa 2c a5 78 c6 57 b9 71 a4 6c 2c a5 78 a5 5f 0a',
    ],
    [
      'EUC-JP',
      'euc-jp',
      'bb e1 cc be 2c a5 e1 a1 bc a5 eb 0a bb b3 c5 c4 c2 c0 cf ba 2c b3 f4 bc b0 b2 f1 bc d2 2c c5 ec b5 fe 0a',
    ],
    ['Chinese', 'gb18030', 'd0 d5 c3 fb 2c b9 ab cb be 0a cd f5 d0 a1 c3 f7 2c b1 b1 be a9 d3 d0 cf de b9 ab cb be 0a'],
    ['Korean', 'euc-kr', 'c0 cc b8 a7 2c c8 b8 bb e7 0a b1 e8 c3 b6 bc f6 2c bc ad bf ef c0 fc c0 da 0a'],
  ])('are read as %s', (_name, encoding, hex) => {
    const sample = createWordSample()
    sample.push(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
    expect(guessEncoding(sample.words())).toBe(encoding)
  })
})
