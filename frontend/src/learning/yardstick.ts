import type { Yardstick } from '../wire/messages'

/** A level in the chart that the learner's curve is held against. */
export interface YardstickMark {
  label: string
  steps: number
  /** Name of a colour of the theme. */
  ink: string
  /** Where its label goes: low lines would have theirs among the names of the stages. */
  side: 'above' | 'below'
}

/** The best first. */
export function yardstickMarks(yardstick: Yardstick | null): YardstickMark[] {
  return yardstick === null
    ? []
    : [
        { label: 'caretaker (scripted rule)', steps: yardstick.caretaker, ink: 'news', side: 'below' },
        { label: 'by chance', steps: yardstick.random, ink: 'muted', side: 'above' },
      ]
}

/** A sentence to follow that of the curve, or nothing. */
export function yardstickWords(yardstick: Yardstick | null): string {
  return yardstick === null
    ? ''
    : ` When needs drain at full speed, the caretaker, a scripted rule, lives ${Math.round(yardstick.caretaker)} steps on average, acting by chance ${Math.round(yardstick.random)}.`
}
