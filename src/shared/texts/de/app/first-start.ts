import type { Texts } from '../../en.ts'

export const firstStartDe: Texts['firstStart'] = {
  headline: 'Vor jedem Export sehen, was mit jedem Lead geschieht.',
  sub: 'In zwei Minuten zum ersten Plan. Vor Ihrem Klick wird nichts gesendet, angehalten oder geändert.',
  steps: 'Schritte',
  stepPassphrase: 'Passphrase festlegen',
  stepConnect: 'Kunden verbinden',
  stepDrop: 'Lead-Datei ablegen',
  connectTitle: 'Kunden verbinden',
  connectText:
    'Fügen Sie einen API-Schlüssel aus Instantly ein. Ein Schlüssel gilt für einen Workspace; weitere können Sie später hinzufügen.',
  keptInKeyring: 'Schlüssel werden im Schlüsselbund dieses Computers gespeichert.',
  keptByPassphrase: 'Schlüssel sind mit Ihrer Passphrase verschlüsselt.',
  restore: 'Aus einer Sicherung wiederherstellen',
  dropTitle: 'Lead-Datei ablegen',
  dropText:
    'Irgendwo in diesem Fenster: eine CSV-Datei aus Apollo, einem Karten-Scraper, Supabase oder einer Tabelle. Jede Spalte bleibt erhalten.',
  chooseFile: 'Datei wählen',
  later: 'Später',
  connected: (name) => `${name} ist verbunden.`,
}
