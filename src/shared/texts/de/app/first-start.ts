import type { Texts } from '../../en.ts'

export const firstStartDe: Texts['firstStart'] = {
  headline: 'Sehen Sie, was mit jedem Lead geschieht, bevor er hinausgeht.',
  sub: 'Zwei Minuten bis zum ersten Plan. Nichts wird gesendet, angehalten oder geändert, bis Sie den Knopf drücken.',
  steps: 'Schritte',
  stepPassphrase: 'Passphrase festlegen',
  stepConnect: 'Kunden verbinden',
  stepDrop: 'Lead-Datei ablegen',
  connectTitle: 'Kunden verbinden',
  connectText:
    'Fügen Sie einen API-Schlüssel aus Instantly ein. Ein Schlüssel öffnet einen Workspace; die anderen kommen später dazu.',
  keptInKeyring: 'Schlüssel liegen im Schlüsselbund dieses Computers.',
  keptByPassphrase: 'Schlüssel sind mit Ihrer Passphrase verschlüsselt.',
  dropTitle: 'Lead-Datei ablegen',
  dropText:
    'Irgendwo in diesem Fenster: eine CSV-Datei aus Apollo, einem Karten-Scraper, Supabase oder einer Tabelle. Jede Spalte bleibt erhalten.',
  chooseFile: 'Datei wählen',
  later: 'Erst umsehen',
  connected: (name) => `${name} ist verbunden.`,
}
