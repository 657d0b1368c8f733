import type { RetentionTexts } from '../../en/app/retention.ts'
import { counted } from '../core/counted.ts'

export const retentionNl: RetentionTexts = {
  title: 'Bewaartermijn',
  text: 'Hoe lang teksten op deze computer blijven. Cijfers blijven daarna kloppen.',
  kinds: {
    emails: 'E-mails in de inbox',
    payloads: 'Gebeurtenissen zoals ontvangen',
    archives: 'Gearchiveerde campagnes',
    calls: 'API-log',
  },
  hints: {
    emails:
      'Tekst, opmaak en namen van bijlagen, gerekend vanaf de laatste e-mail van een gesprek. Afzenders, onderwerpen en tijden blijven.',
    payloads: 'De webhookteksten achter gebeurtenissen. Wie wat wanneer deed, blijft.',
    archives:
      'Velden van leads en teksten van e-mails. Adressen en tijden blijven, zodat niemand dubbel wordt benaderd.',
    calls: 'Aanroepen van Instantly.',
  },
  forGood: 'Altijd bewaren',
  months: (count) => counted(count, 'maand', 'maanden'),
  amounts: {
    emails: (count) => counted(count, 'e-mail', 'e-mails'),
    payloads: (count) => counted(count, 'gebeurtenis', 'gebeurtenissen'),
    archives: (count) => counted(count, 'gearchiveerd record', 'gearchiveerde records'),
    calls: (count) => counted(count, 'aanroep', 'aanroepen'),
  },
  would: (what, size) => `Zou ${what} verwijderen, ${size}.`,
  nothing: 'Nu niets te verwijderen.',
  kept: (what) => `${what} blijven: er wordt nog aan gewerkt.`,
  counting: 'Tellen…',
  save: 'Opslaan',
  saveAndDelete: 'Opslaan en verwijderen…',
  sure: 'Verwijderen wat over de termijn is?',
  sureText:
    'Het wordt voorgoed van deze computer verwijderd, nu en vanaf nu elke dag. Back-ups bewaren het tot hun eigen termijn.',
  act: 'Verwijderen',
  saved: 'Bewaartermijn opgeslagen',
  running: 'Bezig met verwijderen…',
  last: (when, what) => `Laatst verwijderd ${when}: ${what}.`,
  noText: 'Geen tekst. Die was leeg, of is verwijderd volgens de bewaartermijn van deze klant.',
}
