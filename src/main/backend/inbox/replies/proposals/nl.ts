import type { ProposalWords } from './proposal-words.ts'

export const nl: ProposalWords = {
  locale: 'nl-NL',
  greeting: (firstName) => (firstName ? `Beste ${firstName},` : 'Goedendag,'),
  at: (day, hour) => `${day} om ${hour}.00 uur`,
  onDay: (day) => `op ${day}`,
  inAWhile: 'over een paar maanden',
  texts: {
    interested:
      '{{greeting}}\n\ndank u, fijn om te horen. Zullen we het in een kwartier aan de telefoon doornemen? Bij mij kan het {{time1}} of {{time2}}. Past dat niet, noem gerust een ander moment.',
    meeting_booked:
      '{{greeting}}\n\ndat komt mij goed uit, dank u. Ik stuur u een uitnodiging. Komt er bij u iets tussen, dan is een kort bericht genoeg.',
    question:
      '{{greeting}}\n\ndank u voor de vraag. {{answer}}\n\nAls het aan de telefoon makkelijker gaat: bij mij kan het {{time1}} of {{time2}}.',
    referral:
      '{{greeting}}\n\ndank u dat u mij naar de juiste persoon verwijst. Mag ik zeggen dat ik op uw advies schrijf?',
    not_now: '{{greeting}}\n\nduidelijk, dank u voor uw bericht. Ik schrijf u {{when}} weer. Tot dan alle goeds.',
    wrong_person:
      '{{greeting}}\n\ndank u voor het bericht, en excuus voor het ongemak. Wie gaat hierover bij {{companyName|uw bedrijf}}?',
    not_interested: '{{greeting}}\n\ndank u voor het duidelijke antwoord. Ik schrijf u hierover niet meer. Alle goeds.',
    out_of_office: null,
    other: null,
    quiet:
      '{{greeting}}\n\nkort over mijn laatste mail: speelt dit bij u nog? Komt het nu niet uit, laat me dan weten wanneer ik weer mag schrijven.',
  },
  later: {
    not_now:
      '{{greeting}}\n\nu vroeg mij rond deze tijd weer te schrijven. Komt het nu beter uit? Voor een kort gesprek kan het bij mij {{time1}} of {{time2}}.',
    out_of_office:
      '{{greeting}}\n\nik hoop dat u een goede tijd had. Mijn mail kwam toen u er niet was: is dit iets voor u? Voor een kort gesprek kan het bij mij {{time1}} of {{time2}}.',
  },
}
