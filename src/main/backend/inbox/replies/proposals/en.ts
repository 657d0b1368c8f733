import type { ProposalWords } from './proposal-words.ts'

export const en: ProposalWords = {
  locale: 'en-GB',
  greeting: (firstName) => (firstName ? `Hi ${firstName},` : 'Hello,'),
  at: (day, hour) => `${day} at ${hour}:00`,
  onDay: (day) => `on ${day}`,
  inAWhile: 'in a few months',
  texts: {
    interested:
      '{{greeting}}\n\nthank you, glad to hear it. Shall we go through it in fifteen minutes on the phone? I could do {{time1}} or {{time2}}. If neither suits you, name a time that does.',
    meeting_booked:
      '{{greeting}}\n\nthat works for me, thank you. I will send you an invitation. Should anything come up on your side, a short note is enough.',
    question:
      '{{greeting}}\n\nthank you for asking. {{answer}}\n\nIf it is easier on the phone: I could do {{time1}} or {{time2}}.',
    referral: '{{greeting}}\n\nthank you for pointing me to the right person. May I say that I write on your advice?',
    not_now:
      '{{greeting}}\n\nunderstood, thank you for saying so. I will write again {{when}}. All the best until then.',
    wrong_person:
      '{{greeting}}\n\nthank you for telling me, and sorry for the trouble. Who would be the right person for this at {{companyName|your company}}?',
    not_interested:
      '{{greeting}}\n\nthank you for the clear answer. I will not write to you about this again. All the best.',
    out_of_office: null,
    other: null,
    quiet:
      '{{greeting}}\n\na short word on my last mail: is this still of interest to you? If it is a bad time, tell me when to write again.',
  },
  later: {
    not_now:
      '{{greeting}}\n\nyou asked me to write again around now. Is it a better moment? I could do {{time1}} or {{time2}} for a short call.',
    out_of_office:
      '{{greeting}}\n\nI hope you had a good time away. My mail reached you while you were out: is it of interest to you? I could do {{time1}} or {{time2}} for a short call.',
  },
}
