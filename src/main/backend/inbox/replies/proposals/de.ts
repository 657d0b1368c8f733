import type { ProposalWords } from './proposal-words.ts'

export const de: ProposalWords = {
  locale: 'de-DE',
  greeting: (firstName, lastName) =>
    firstName ? `Guten Tag ${[firstName, lastName].filter(Boolean).join(' ')},` : 'Guten Tag,',
  at: (day, hour) => `${day} um ${hour} Uhr`,
  onDay: (day) => `am ${day}`,
  inAWhile: 'in einigen Monaten',
  texts: {
    interested:
      '{{greeting}}\n\nvielen Dank, das freut mich. Wollen wir es in fünfzehn Minuten am Telefon durchgehen? Bei mir ginge {{time1}} oder {{time2}}. Passt beides nicht, nennen Sie gern einen anderen Termin.',
    meeting_booked:
      '{{greeting}}\n\ndas passt mir gut, vielen Dank. Ich schicke Ihnen eine Einladung. Sollte bei Ihnen etwas dazwischenkommen, genügt eine kurze Nachricht.',
    question:
      '{{greeting}}\n\nvielen Dank für die Frage. {{answer}}\n\nFalls es am Telefon leichter geht: bei mir ginge {{time1}} oder {{time2}}.',
    referral:
      '{{greeting}}\n\nvielen Dank, dass Sie mir die richtige Person nennen. Darf ich sagen, dass ich auf Ihren Rat schreibe?',
    not_now:
      '{{greeting}}\n\nverstanden, vielen Dank für die Rückmeldung. Ich melde mich {{when}} wieder. Bis dahin alles Gute.',
    wrong_person:
      '{{greeting}}\n\nvielen Dank für den Hinweis, und Verzeihung für die Störung. Wer wäre bei {{companyName|Ihnen}} dafür zuständig?',
    not_interested:
      '{{greeting}}\n\nvielen Dank für die klare Antwort. Ich schreibe Ihnen dazu nicht wieder. Alles Gute.',
    out_of_office: null,
    other: null,
    quiet:
      '{{greeting}}\n\nkurz zu meiner letzten Mail: Ist das für Sie noch ein Thema? Falls es gerade nicht passt, sagen Sie mir gern, wann ich mich wieder melden darf.',
  },
  later: {
    not_now:
      '{{greeting}}\n\nSie hatten mich gebeten, mich um diese Zeit wieder zu melden. Passt es jetzt besser? Für ein kurzes Gespräch ginge bei mir {{time1}} oder {{time2}}.',
    out_of_office:
      '{{greeting}}\n\nich hoffe, Sie hatten eine gute Zeit. Meine Mail kam, während Sie abwesend waren: Ist das für Sie ein Thema? Für ein kurzes Gespräch ginge bei mir {{time1}} oder {{time2}}.',
  },
}
