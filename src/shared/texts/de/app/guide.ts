import type { guideEn } from '../../en/app/guide.ts'

export const guideDe: typeof guideEn = {
  stepsTitle: 'Erste Schritte',
  stepsOf: (done, all) => `${done} von ${all}`,
  stepsClose: 'Erste Schritte schließen',
  stepsClosed: 'Erste Schritte geschlossen.',
  steps: {
    connect: {
      title: 'Kunden verbinden oder Demo öffnen',
      text: 'Ein API-Schlüssel gilt für einen Instantly-Workspace.',
    },
    drop: {
      title: 'Lead-Datei ablegen',
      text: 'Irgendwo in diesem Fenster. Jede Spalte und jede Zeile bleibt erhalten.',
    },
    plan: { title: 'Plan ansehen', text: 'Liste öffnen, „Exportieren“ wählen und vorab jede Zeile prüfen.' },
    send: { title: 'Exportieren', text: 'Ein Klick. Jeder Lead genau einmal, auch bei Verbindungsabbruch.' },
    ledger: { title: 'Exportbericht ansehen', text: 'Ergebnis und Grund für jede Zeile.' },
  },
  stepActions: {
    connect: 'Verbinden',
    drop: 'Datei wählen',
    plan: 'Listen öffnen',
    send: 'Listen öffnen',
    ledger: 'Exporte öffnen',
  },
  done: 'erledigt',
  tipLabel: 'Tipp',
  tipClose: 'Verstanden',
  tipMore: 'Mehr dazu',
  tips: {
    import:
      'Jede Spalte wird ein Feld, eine Variable oder weggelassen. Die Vorschau rechts zeigt den Lead, wie Instantly ihn bekommt.',
    list: 'Zeilen, die nicht bereit sind, schließt der Export aus. Nichts geht verloren: „Ausgeschlossen“ zeigt, warum.',
    plan: 'Vor Ihrem Klick wird nichts gesendet. Rechts stehen die Zahl der Leads im Export und die ausgeschlossenen mit Grund.',
    ledger:
      'Jede Zeile hat ein Ergebnis. Ein Klick auf einen Grund zeigt seine Zeilen, auch die von Instantly abgelehnten.',
    demo: 'Stellen Sie oben das Datum vor: Kampagnen senden, Leads öffnen und antworten wie bei Instantly.',
  },

  helpTitle: 'Hilfe',
  helpSearch: 'In den Anleitungen suchen',
  helpNothing: (words) => `Nichts zu „${words}“ in den Anleitungen.`,
  helpNothingText: 'Versuchen Sie ein einzelnes Wort oder den Code eines Fehlers. Die Anleitungen sind auf Englisch.',
  helpFound: (count) => `Gefunden: ${count}`,
  helpOnPage: 'Auf dieser Seite',
  helpGuides: 'Anleitungen',
  helpOpen: 'Hilfe öffnen',
  helpAbout: 'Bedeutung',
  helpPanel: 'Hilfe zu diesem Fehler',
  helpWholePage: 'Ganze Anleitung öffnen',
  helpGone: 'Diese Seite gibt es nicht.',
  helpKeys: 'Tasten',
  guides: {
    setup: { title: 'Einrichten', text: 'Schlüssel, Berechtigungen, Speicherort, Sicherungen' },
    import: {
      title: 'Importieren',
      text: 'Lead-Dateien lesen, erkennen und zuordnen, ausgeschlossene Zeilen',
    },
    supabase: { title: 'Leads aus Supabase', text: 'Schlüssel, Tabellen, nur neue Zeilen' },
    export: { title: 'Exportieren', text: 'Von der Datei zur Kampagne, mit Exportbericht' },
    troubleshooting: { title: 'Fehler beheben', text: 'Alle Fehler und ihre Lösung' },
    faq: { title: 'Fragen und Antworten', text: 'Häufige Fragen' },
    anleitung: { title: 'Anleitung', text: 'Die Bedienung auf Deutsch' },
  },
  guidesHere: 'Die Hilfe liegt auf diesem Computer. Eine Anleitung ist auf Deutsch, die anderen auf Englisch.',
  news: 'Neuigkeiten',
  newsTitle: 'Neuigkeiten',
  newsIn: (version) => `Neu in ${version}`,
  newsThis: 'Diese Version',
  newsNone: 'Noch keine Einträge.',
  newsClose: 'Nicht jetzt',
}
