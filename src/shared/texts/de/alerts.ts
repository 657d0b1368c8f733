import type { AlertTexts } from '../en/alerts.ts'
import { counted } from './counted.ts'

export const alertsDe: AlertTexts = {
  titles: {
    bounce: (share, base) => `${share} von ${base} Mails kamen zurück`,
    stopped: 'Instantly hat diese Kampagne angehalten',
    stalled: (days) => `Seit ${counted(days, 'Tag', 'Tagen')} nichts gesendet`,
    reply_drop: (now, before) => `Antworten fielen von ${before} auf ${now} der Mails`,
    finished: 'Jeder Lead hat jeden Schritt bekommen',
  },
  texts: {
    bounce: (limit) =>
      `Über ${limit}. Anhalten, Leads verifizieren und ansehen, woher die Liste kommt: Mailanbieter misstrauen Absendern, deren Mails zurückkommen.`,
    stopped: 'Öffnen und Instantly fragen, warum. Meist sind es Rückläufer, Postfächer mit Fehlern oder der Tarif.',
    stalled: 'Sie läuft, aber keine Mail ging hinaus. Instantly fragen, warum: meist Zeiten, Grenzen oder Postfächer.',
    reply_drop:
      'Die letzten 14 Tage gegen die 28 davor, mehr als Zufall. Ansehen, was sich geändert hat: Text, Liste, Postfächer.',
    finished: 'Leads hinzufügen, oder so lassen: Zahlen und Antworten bleiben hier.',
  },
  open: 'Kampagne öffnen',
  aside: 'Beiseitelegen',
  asideOf: (title, campaign) => `Beiseitelegen: ${title}, ${campaign}`,
  setting: {
    title: 'Hinweise',
    notify: 'Meldungen auf dem Desktop',
    notifyHint: 'Einmal je Hinweis, nicht in den Ruhezeiten des Posteingangs. Die Startseite zeigt Hinweise immer.',
    amber: 'Rückläufer: ansehen über',
    red: 'Rückläufer: ernst über',
    percent: '% der gesendeten Mails',
    source:
      'Üblich: 2 % und 5 %. Mailanbieter misstrauen Absendern, deren Mails zurückkommen; keiner sagt, ab welchem Anteil.',
    wrong: 'Zwei Zahlen zwischen 0,1 und 50, die zweite größer als die erste.',
    save: 'Grenzen speichern',
    kinds: 'Worauf hingewiesen wird',
    kindNames: {
      bounce: 'Mails, die zurückkommen',
      stopped: 'Kampagnen, die Instantly angehalten hat',
      stalled: 'Laufende Kampagnen, die vier Tage nichts senden',
      reply_drop: 'Weniger Antworten als zuvor',
      finished: 'Fertige Kampagnen',
    },
  },
}
