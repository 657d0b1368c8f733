import type { guideEn } from '../../en/app/guide.ts'

export const guideNl: typeof guideEn = {
  stepsTitle: 'Eerste stappen',
  stepsOf: (done, all) => `${done} van ${all}`,
  stepsClose: 'Eerste stappen sluiten',
  stepsClosed: 'Eerste stappen gesloten.',
  steps: {
    connect: {
      title: 'Verbind een klant, of open de demo',
      text: 'Eén API-sleutel geeft toegang tot één Instantly-workspace.',
    },
    drop: {
      title: 'Importeer een leadbestand',
      text: 'Sleep het naar dit venster. Elke kolom en elke rij blijft bewaard.',
    },
    plan: { title: 'Bekijk het plan', text: 'Open een lijst en kies Exporteren. Je ziet wat er met elke rij gebeurt.' },
    send: { title: 'Exporteer', text: 'Eén klik. Elke lead één keer, ook als er onderweg iets misgaat.' },
    ledger: { title: 'Bekijk het exportrapport', text: 'Waar elke rij terecht is gekomen, en waarom.' },
  },
  stepActions: {
    connect: 'Verbinden',
    drop: 'Kies een bestand',
    plan: 'Lijsten openen',
    send: 'Lijsten openen',
    ledger: 'Exports openen',
  },
  done: 'klaar',
  tipLabel: 'Tip',
  tipClose: 'Begrepen',
  tipMore: 'Meer hierover',
  tips: {
    import:
      'Elke kolom wordt een veld, een eigen variabele of wordt weggelaten. Rechts zie je de lead zoals Instantly die krijgt.',
    list: 'Rijen die niet klaar zijn, worden niet geëxporteerd. Er gaat niets verloren: kies “Uitgesloten” om te zien waarom.',
    plan: 'Er wordt nog niets verstuurd. Op de knop rechts staat hoeveel leads worden geëxporteerd, ernaast waarom de andere zijn overgeslagen.',
    ledger:
      'Elke rij staat in het rapport. Klik op een reden om de rijen te zien. Wat Instantly heeft geweigerd, staat onder Geweigerd.',
    demo: 'Zet hierboven de datum vooruit: campagnes versturen, leads openen en antwoorden, net als bij Instantly.',
  },

  helpTitle: 'Help',
  helpSearch: 'Zoek in de handleidingen',
  helpNothing: (words) => `Niets over “${words}” in de handleidingen.`,
  helpNothingText: 'Probeer één woord, of de code van een fout. De handleidingen zijn in het Engels.',
  helpFound: (count) => `Gevonden: ${count}`,
  helpOnPage: 'Op deze pagina',
  helpGuides: 'Handleidingen',
  helpOpen: 'Help openen',
  helpAbout: 'Wat dit betekent',
  helpPanel: 'Help bij deze fout',
  helpWholePage: 'Hele handleiding openen',
  helpGone: 'Deze pagina bestaat niet.',
  helpKeys: 'Sneltoetsen',
  guides: {
    setup: { title: 'Instellen', text: 'Sleutels, rechten, gegevensmap, back-ups' },
    import: {
      title: 'Importeren',
      text: 'Hoe een leadbestand wordt gelezen, herkend en gekoppeld, en wat wordt uitgesloten',
    },
    supabase: { title: 'Leads uit Supabase', text: 'Sleutels, tabellen en alleen nieuwe rijen' },
    export: { title: 'Exporteren', text: 'Van bestand naar campagne, en het exportrapport' },
    troubleshooting: { title: 'Problemen oplossen', text: 'Elke fout en wat je kunt doen' },
    faq: { title: 'FAQ', text: 'Veelgestelde vragen' },
    anleitung: { title: 'Anleitung', text: 'De handleiding in het Duits' },
  },
  guidesHere: 'Alles staat op deze computer. De handleidingen zijn in het Engels en Duits.',
  news: 'Wat is er nieuw',
  newsTitle: 'Wat is er nieuw',
  newsIn: (version) => `Nieuw in ${version}`,
  newsThis: 'Deze versie',
  newsNone: 'Nog geen releasenotes.',
  newsClose: 'Niet nu',
}
