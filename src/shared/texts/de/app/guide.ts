import type { guideEn } from '../../en/app/guide.ts'

export const guideDe: typeof guideEn = {
  stepsTitle: 'Erste Schritte',
  stepsOf: (done, all) => `${done} von ${all}`,
  stepsClose: 'Erste Schritte schließen',
  stepsClosed: 'Erste Schritte geschlossen.',
  steps: {
    connect: {
      title: 'Kunden verbinden oder Demo öffnen',
      text: 'Ein API-Schlüssel öffnet einen Instantly-Workspace.',
    },
    drop: {
      title: 'Lead-Datei ablegen',
      text: 'Irgendwo in diesem Fenster. Jede Spalte und jede Zeile bleibt erhalten.',
    },
    plan: { title: 'Plan ansehen', text: 'Liste öffnen und exportieren: was mit jeder Zeile geschehen wird.' },
    send: { title: 'Exportieren', text: 'Ein Knopf. Jeder Lead genau einmal, was unterwegs auch ausfällt.' },
    ledger: { title: 'Beleg lesen', text: 'Wo jede Zeile gelandet ist, und warum.' },
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
      'Jede Spalte wird ein Feld, eine eigene Variable oder bleibt weg. Die Beispiele rechts zeigen den Lead, wie Instantly ihn bekommt.',
    list: 'Zeilen, die nicht bereit sind, schließt der Export aus. Nichts geht verloren: „Ausgeschlossen“ zeigt, warum.',
    plan: 'Solange Sie schauen, wird nichts gesendet. Der Knopf rechts sagt, wie viele Leads gehen, die Summen daneben, wo die anderen bleiben.',
    ledger:
      'Die Zeilen gehen immer auf. Ein Klick auf einen Grund zeigt seine Zeilen; was Instantly abgelehnt hat, steht unter dessen eigenem Wort.',
    demo: 'Stellen Sie oben das Datum weiter: Kampagnen senden, Leads öffnen und antworten, wie bei Instantly.',
  },

  helpTitle: 'Hilfe',
  helpSearch: 'In den Anleitungen suchen',
  helpNothing: (words) => `Nichts zu „${words}“ in den Anleitungen.`,
  helpNothingText: 'Versuchen Sie ein einzelnes Wort oder den Code eines Fehlers. Die Anleitungen sind auf Englisch.',
  helpFound: (count) => `Gefunden: ${count}`,
  helpOnPage: 'Auf dieser Seite',
  helpGuides: 'Anleitungen',
  helpOpen: 'Hilfe öffnen',
  helpAbout: 'Was das bedeutet',
  helpPanel: 'Hilfe zu diesem Fehler',
  helpWholePage: 'Ganze Anleitung öffnen',
  helpGone: 'Diese Seite gibt es nicht.',
  helpKeys: 'Tasten',
  guides: {
    setup: { title: 'Einrichten', text: 'Schlüssel, Berechtigungen, wo alles liegt, Sicherungen' },
    import: {
      title: 'Importieren',
      text: 'Jede Lead-Datei: wie sie gelesen, erkannt und zugeordnet wird, was zurückbleibt',
    },
    supabase: { title: 'Leads aus Supabase', text: 'Schlüssel, Tabellen und nur, was neu ist' },
    export: { title: 'Exportieren', text: 'Von der Datei zur Kampagne, und was der Beleg sagt' },
    'opt-outs': {
      title: 'Abmeldungen',
      text: 'Wer keine Mails mehr möchte, und wie Instantly davon erfährt (englisch)',
    },
    troubleshooting: { title: 'Fehler beheben', text: 'Jeder Fehler und was zu tun ist' },
    faq: { title: 'Fragen und Antworten', text: 'Was am häufigsten gefragt wird' },
    anleitung: { title: 'Anleitung', text: 'Die Bedienung auf Deutsch' },
  },
  guidesHere: 'Alles hier liegt auf diesem Computer. Eine Anleitung ist auf Deutsch, die anderen auf Englisch.',
  news: 'Neuigkeiten',
  newsTitle: 'Neuigkeiten',
  newsIn: (version) => `Neu in ${version}`,
  newsThis: 'Diese Version',
  newsNone: 'Noch ist nichts aufgeschrieben.',
  newsClose: 'Nicht jetzt',
}
